from datetime import date
from pathlib import Path

import pytest

from config.consultation import ChasingRules, Criterion, ListId, QuestionId, QuestionRole, Ref, TopicId
from config.errors import ConfigError
from config.load import find_consultation, find_letter_file, load_consultation
from config.toml_file import key_lines


def replace(folder: Path, old: str, new: str) -> int:
    """Put one wrong thing into consultation.toml and return the line it is in."""
    file = folder / "consultation.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_whole_folder_loads(folder: Path) -> None:
    made = load_consultation(folder)
    assert made.name == "lights-2025"
    assert (made.sent_on, made.deadline_on) == (date(2025, 2, 3), date(2025, 2, 28))
    assert made.mailboxes == ("replies@lights.example",)
    assert made.letter.paragraphs == ("Office for Lighthouses", "1. Background", "1.1. We consult.")
    assert made.topic(TopicId("2.2.a")).aliases == ("FS", "fog horns")
    assert made.topic(TopicId("2.2.a")).description == "What sounds in fog = and what does not."
    assert made.chasing == ChasingRules()
    assert made.publication_weeks == 12
    second = made.question_for(made.lists[0].id, QuestionRole.PROPOSAL)
    assert second is not None
    assert (second.id, second.sub_questions) == (QuestionId("Q2"), ("Why?",))
    assert [s.statutory for s in made.stakeholders] == [True, False, False]
    assert [s.ref for s in made.members_of(Ref("keepers"))] == [Ref("anna")]


@pytest.mark.parametrize(
    ("old", "new", "problem", "mend", "shift"),
    [
        ('sender = "', 'sendr = "', "there is no setting 'sendr' here", "Did you mean 'sender'?", 0),
        ('letter = "b"', 'letter = "b"\nalias = ["x"]', "there is no setting 'alias' here", "'aliases'", 1),
        ('letter = "b"\n', "", "letter is missing", "Add a line", -1),
        ("deadline_on = 2025-02-28", "", "deadline_on is missing", "deadline_on = 2024-11-22", None),
        ("2025-02-28", '"28 Feb"', "deadline_on is not a date: '28 Feb'", "deadline_on = 2024-11-22", 0),
        ("2025-02-28", "2025-02-28T12:00:00", "deadline_on is not a date", "year-month-day", 0),
        ("2025-02-28", "2025-01-28", "the deadline is before the day of sending", "Check the year", 0),
        ("Europe/London", "Europe/Lundon", "there is no time zone 'Europe/Lundon'", "Europe/London", 0),
        ("Replies@lights.example", "replies", "'replies' is not a mail address", "name@body.gov.uk", 0),
        ('["Replies@lights.example"]', "[]", "no mailbox is named", "address", 0),
        ("limit = 2", "limit = 0", "limit is not a whole number of 1 or more", "limit = 4", 0),
        ('cues = ["thematic"]', 'cues = "thematic"', "cues is not a list of texts", "cues = [", 0),
        ('letter = "b"', 'letter = "a"', "the letter a is there twice in the list 2.2", "another", 0),
        ('letter = "b"', 'letter = "B"', "'B' is not one small letter", 'letter = "a"', 0),
        ('title = "Keepers"', 'title = "fog Horns"', "'fog horns' names both 2.2.a and 2.2.b", "one of them", 0),
        ('id = "Q2"', 'id = "Q1"', "the question Q1 is there twice", "another id", 0),
        ('role = "proposal"', 'role = "idea"', "there is no role 'idea'", "preference or proposal", 0),
        ('text = "What else?"', "text = 3", "text is not text", "in quotes", 0),
        ('text = "What else?"', 'text = " "', "text is empty", "between the quotes", 0),
        ('["Ministers"]', '["Kings"]', "no line of distribution-list.csv has the group 'Kings'", "as the list", 0),
        ('criteria = ["Risk"]', 'criteria = ["Risk"', "this is not valid TOML", "missing quote", 2),
        ('criteria = ["Risk"]', 'criteria = ["Risk", 3]', "criteria is not a list of tables", "[[criteria]]", 0),
        ('criteria = ["Risk"]', "criteria = [{paragraph = '1.7'}]", "text is missing", "Add a line", 0),
        ('criteria = ["Risk"]', "criteria = [{text = 'x', list = '9'}]", "there is no list '9'", "2.2", 0),
        (
            'criteria = ["Risk"]',
            "criteria = [{text = 'x', word = ['y']}]",
            "there is no setting 'word' here",
            "words",
            0,
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_and_mend(
    folder: Path, old: str, new: str, problem: str, mend: str, shift: int | None
) -> None:
    line = replace(folder, old, new)
    with pytest.raises(ConfigError) as raised:
        load_consultation(folder)
    error = raised.value
    assert problem in error.problem
    assert mend in error.mend
    assert error.path == folder / "consultation.toml"
    assert error.line == (None if shift is None else line + shift)


@pytest.mark.parametrize(("heading", "at"), [("[[questions]]", 5), ("[[under_way]]", 4)])
def test_a_list_that_is_not_there_is_named(folder: Path, heading: str, at: int) -> None:
    file = folder / "consultation.toml"
    before, after = file.read_text().split(heading, 1)
    file.write_text(before + heading + after.replace('list = "2.2"', 'list = "3.2"', 1))
    with pytest.raises(ConfigError, match=r"there is no list '3\.2'. Write one of: 2\.2\.") as raised:
        load_consultation(folder)
    assert file.read_text().splitlines()[(raised.value.line or 0) - 1] == 'list = "3.2"'


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("letter.txt", None, "there is no such file"),
        ("letter.txt", b"\n\n", "the file is empty"),
        ("letter.txt", b"caf\xe9", "the file is not UTF-8 text"),
        ("consultation.toml", None, "there is no such file"),
        ("consultation.toml", b"title = '\xe9'", "the file is not UTF-8 text"),
        ("distribution-list.csv", None, "there is no distribution list"),
    ],
)
def test_a_file_missing_or_broken_is_named(folder: Path, name: str, content: bytes | None, problem: str) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        load_consultation(folder)
    assert raised.value.problem == problem
    assert raised.value.path == folder / name
    assert raised.value.mend


def test_what_is_left_out_comes_from_the_one_it_is_based_on(folder: Path) -> None:
    again = folder.parent / "again"
    again.mkdir()
    (again / "consultation.toml").write_text('based_on = "../lights-2025"\ntitle = "Again"\n')
    (again / "cover.txt").write_text("Dear all\n\nPlease reply.\n")
    made = load_consultation(again)
    assert (made.name, made.title, made.sender) == ("again", "Again", "Office for Lighthouses")
    assert made.letter.cover == ("Dear all", "Please reply.")
    assert made.topics == load_consultation(folder).topics


@pytest.mark.parametrize(
    ("based_on", "problem"),
    [("nowhere", "there is no consultation 'nowhere'"), (".", "the consultation is based on itself")],
)
def test_based_on_nothing_or_itself_is_refused(folder: Path, based_on: str, problem: str) -> None:
    replace(folder, "title =", f'based_on = "{based_on}"\ntitle =')
    with pytest.raises(ConfigError, match=problem) as raised:
        load_consultation(folder)
    assert raised.value.line == 1


def test_a_byte_order_mark_of_notepad_does_no_harm(folder: Path) -> None:
    file = folder / "consultation.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_consultation(folder).title == "Consultation on next year's programme"


def test_a_name_is_found_before_a_folder_and_neither_is_an_error(folder: Path) -> None:
    assert find_consultation("practice").name == "practice"
    assert find_consultation(str(folder)) == folder
    with pytest.raises(ConfigError, match="or one of: hmip-2025-26, practice"):
        find_consultation("nothing-of-the-kind")
    with pytest.raises(ConfigError, match=r"there is no consultation\.toml in it"):
        find_consultation(str(folder.parent))


def test_lines_of_keys_are_known_within_arrays_of_tables_and_past_long_texts() -> None:
    text = 'a = """\nb = 1\n[c]\n"""\nd = [\n  "e = 1",\n]\n[[f]]\n[[f.g]]\nh = 1\n[[f]]\n[[f.g]]\n[[f.g]]\nh = 2\n'
    lines = key_lines(text)
    assert lines["a",] == 1
    assert lines["d",] == 5
    assert ("b",) not in lines
    assert lines["f", 0, "g", 0, "h"] == 10
    assert lines["f", 1, "g", 1, "h"] == 14


def chasing(folder: Path, line: str) -> int:
    """Add a line to [chasing] and return its number."""
    file = folder / "consultation.toml"
    text = file.read_text(encoding="utf-8").rstrip() + "\n\n[chasing]\n"
    file.write_text(text + line + "\n", encoding="utf-8")
    return text.count("\n") + 1


@pytest.mark.parametrize("given", ["<a.b=c+d@mail.x.example>", "a.b=c+d@mail.x.example"])
def test_the_letter_s_message_id_is_taken_with_its_brackets_or_without(given: str, folder: Path) -> None:
    chasing(folder, f'letter_message_id = "{given}"')
    assert load_consultation(folder).chasing.letter_message_id == "<a.b=c+d@mail.x.example>"


@pytest.mark.parametrize(
    "given", ["the letter", "<a@x> <b@x>", "<a@x.example>\\r\\nBcc: all@x.example", "<ŵ@x.example>", f"{'a' * 200}@x"]
)
def test_what_is_no_message_id_is_told_with_its_line(given: str, folder: Path) -> None:
    line = chasing(folder, f'letter_message_id = "{given}"')
    with pytest.raises(ConfigError, match=r"is not a Message-ID\. Copy it from the headers") as told:
        load_consultation(folder)
    assert told.value.line == line


def test_the_letter_to_attach_is_the_file_that_is_named_else_the_text(folder: Path) -> None:
    assert find_letter_file(folder, load_consultation(folder).chasing).name == "letter.txt"
    line = chasing(folder, 'letter_file = "The letter.pdf"')
    with pytest.raises(ConfigError, match=r"there is no file 'The letter\.pdf'") as told:
        load_consultation(folder)
    assert told.value.line == line
    (folder / "The letter.pdf").write_bytes(b"%PDF")
    assert find_letter_file(folder, load_consultation(folder).chasing) == folder / "The letter.pdf"


def test_the_practice_letter_is_attached_from_the_consultation_that_it_is_based_on() -> None:
    practice = find_consultation("practice")
    letter = find_consultation("hmip-2025-26") / "letter.txt"
    assert find_letter_file(practice, load_consultation(practice).chasing) == letter


def test_criteria_are_texts_alone_or_tables_with_the_words_that_speak_to_them(folder: Path) -> None:
    assert load_consultation(folder).criteria == (Criterion("Risk"),)
    table = (
        '[[criteria]]\ntext = "What is the risk?"\nparagraph = "1.7"\nlist = "2.2"\nname = "risk"\nwords = ["harm"]\n\n'
    )
    replace(folder, 'criteria = ["Risk"]\n', "")
    replace(folder, "[[lists]]\n", f"{table}[[lists]]\n")
    made = load_consultation(folder)
    assert made.criteria == (Criterion("What is the risk?", "1.7", ListId("2.2"), "risk", ("harm",)),)
    assert made.criteria_for(ListId("2.2")) == made.criteria
    assert made.criteria_for(ListId("3.2")) == ()
