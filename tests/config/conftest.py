"""A small consultation of a lead's own, written into a folder, for tests to spoil."""

from pathlib import Path

import pytest

TOML = """\
title = "Consultation on next year's programme"
sender = "Office for Lighthouses"
sent_on = 2025-02-03
deadline_on = 2025-02-28
zone = "Europe/London"
mailboxes = ["Replies@lights.example"]
statutory_groups = ["Ministers"]
criteria = ["Risk"]

[[lists]]
id = "2.2"
name = "Thematic programme"
limit = 2
cues = ["thematic"]

[[lists.topics]]
letter = "a"
title = "Fog signals (FS)"
description = \"\"\"What sounds
in fog = and what does not.\"\"\"
aliases = ["FS", "fog horns"]

[[lists.topics]]
letter = "b"
title = "Keepers"

[[questions]]
id = "Q1"
text = "Which do you prefer?"
role = "preference"
list = "2.2"

[[questions]]
id = "Q2"
text = "What else?"
role = "proposal"
list = "2.2"
sub_questions = ["Why?"]

[[under_way]]
title = "Buoys"
paragraph = "1.8"
list = "2.2"
"""

LIST = """\
Ref,Group,Name,Role,Organisation,Email,Other emails,Member of
minister,Ministers,,Minister for Lights,Department of Lights,minister@lights.example,,
keepers,Bodies,Keepers,,,,,
anna,Bodies,Anna Lund,Keeper,North Light,anna@north.example,a.lund@north.example; anna@home.example,keepers
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole and loadable consultation folder."""
    made = tmp_path / "lights-2025"
    made.mkdir()
    (made / "consultation.toml").write_text(TOML, encoding="utf-8")
    (made / "letter.txt").write_text(
        "Office for Lighthouses\n\n\n1. Background\n \n1.1. We consult.\n", encoding="utf-8"
    )
    (made / "distribution-list.csv").write_text(LIST, encoding="utf-8")
    return made
