"""A mail that no exception can tell of: the process ends over it."""

import os
import subprocess
import sys
from pathlib import Path

from reports.reading import read_each
from store.unit_of_work import open_store
from tests.soundings.test_pipeline import AT

CRASHES = """
import os, sys
from pathlib import Path
from config.load import find_consultation, load_consultation
from ingest.archive import Archive
from soundings.pipeline import Counts, Road
from store.unit_of_work import open_store
from tests.soundings.test_pipeline import AT, Stub, mails

class Crashing(Stub):
    def analyse(self, message):
        if "crash" in message.headers.subject:
            os._exit(77)
        return super().analyse(message)

folder = Path(sys.argv[1])
with open_store(f"sqlite:///{folder / 'x.sqlite'}") as store:
    practice = load_consultation(find_consultation("practice"))
    road = Road(practice, Archive(folder / "archive"), store, lambda: AT, lambda *_: None)
    known = store.known_uids("practice", "INBOX", 7)
    road.take_in([m for m in mails("one", "crash", "three") if m.uid not in known], Counts())
    road.understand(Crashing(), Counts())
"""


def test_a_mail_that_ends_the_whole_process_is_given_up_and_stops_no_other_for_good(tmp_path: Path) -> None:
    """A library that crashes over it; after three runs a person has it, and newer rules try it anew."""
    project = Path(__file__).parents[2]
    command = [sys.executable, "-c", CRASHES, str(tmp_path)]
    environ = os.environ | {"PYTHONPATH": str(project)}
    codes = [subprocess.run(command, check=False, cwd=project, env=environ).returncode for _ in range(5)]
    assert codes == [77, 77, 77, 0, 0]
    with open_store(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        balance = store.load_balance("practice")
        given_up = [r for r in store.load_mails("practice") if r.failure]
    assert (balance.analysed, balance.failed, balance.waiting) == (2, 1, 0)
    assert [(r.mail.subject, r.failure.stage) for r in given_up if r.failure] == [("crash", "process")]
    (reading,) = read_each(given_up, AT)
    assert "a person has to read it" in reading.failure
    assert not (tmp_path / "archive" / ".reading").exists()
