"""The list in force: links, imports, and what mails propose."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.consultation import Ref
from config.list_changes import LineChange
from config.load import find_consultation, load_consultation
from config.stakeholders import write_stakeholders
from reports.list_report import make_list_report
from store.rows import ListChange
from tests.soundings.conftest import Call, rows_of
from tests.soundings.desk import AS_OF, RECORDS, REPLY

STRANGER = next(r.mail for r in RECORDS if r.mail.from_address.startswith("terence.osgood"))


def test_a_sender_is_linked_to_a_line(desk: Call) -> None:
    ended = desk("link", STRANGER.from_address.upper(), "linkage", "--by", "Ann")
    assert ended.code == 0, ended.err
    assert "is now an address of linkage" in ended.out
    mails = sum(r.mail.from_address == STRANGER.from_address for r in RECORDS)
    assert f"Mails from it so far: {mails}" in ended.err
    again = desk("link", STRANGER.from_address, "voices-inside")
    assert (again.code, "is an address of linkage" in again.err) == (1, True)
    story = json.loads(desk("history", "linkage", "--json").out)["sections"][0]["tables"][0]["rows"]
    change = f"Other emails: policy@linkage.example -> policy@linkage.example, {STRANGER.from_address}"
    assert [(row["Words"], row["By"]) for row in story if row["What"] == "list: link"] == [(change, "Ann")]
    assert "is not a mail address" in desk("link", "nonsense", "linkage").err
    assert "mailbox of the consultation" in desk("link", "consultation@inspectorate.example", "linkage").err
    assert "it is not said which line" in desk("link", STRANGER.from_address).err


def test_a_sender_is_added_as_a_line_of_their_own(desk: Call) -> None:
    ended = desk("link", STRANGER.from_address, "--add", "--group", "Other interested parties")
    assert ended.code == 0, ended.err
    found = json.loads(desk("status", "--as-of", AS_OF, "--json").out)
    assert len(found["lines"]) == 75
    added = next(line for line in found["lines"] if line["name"] == STRANGER.from_name)
    assert added["group"] == "Other interested parties"
    assert "added to the list" in desk("history", added["ref"]).out


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """The practice list with one line changed, one added and one gone."""
    lines = list(load_consultation(find_consultation("practice")).stakeholders)
    lines = [s for s in lines if s.ref != "minister-prisons"]
    lines[0] = replace(lines[0], email="new@justice.example")
    lines.append(replace(lines[-1], ref=Ref("newcomer"), name="Una Gable", email="una@gable.example"))
    write_stakeholders(tmp_path / "people.csv", lines)
    return tmp_path / "people.csv"


def test_a_list_is_compared_before_it_is_taken_over(desk: Call, home: Path, people: Path) -> None:
    before = rows_of(home / "soundings.sqlite")
    shown = desk("list", "import", people)
    assert shown.code == 0, shown.err
    words = " ".join(shown.out.split())
    assert "Added 1 Changed 1 Gone 1" in words
    assert all(word in shown.out for word in ("lord.chancellor@justice.example", "new@justice.example", "newcomer"))
    assert "Nothing is changed yet" in words
    assert rows_of(home / "soundings.sqlite") == before
    assert "Taken over" in desk("list", "import", people, "--yes").out
    found = json.loads(desk("status", "--as-of", AS_OF, "--json").out)
    refs = [line["ref"] for line in found["lines"]]
    assert ("newcomer" in refs, "minister-prisons" in refs, len(refs)) == (True, False, 74)
    assert REPLY in [u["mail"] for u in found["unlisted"]]
    assert "taken off the list" in desk("history", "minister-prisons").out
    assert "The list in force says the same" in desk("list", "import", people).out


def test_it_is_said_what_stays_of_a_line_that_goes() -> None:
    practice = load_consultation(find_consultation("practice"))
    line = next(s for s in practice.stakeholders if s.ref == "minister-prisons")
    gone = ListChange(LineChange(line.ref, line, None), "import", "Ann", "", datetime(2024, 12, 1, tzinfo=UTC))
    report = make_list_report(practice, "people.csv", 73, [gone], RECORDS)
    (section,) = report.sections
    assert section.tables[0].rows == (
        (line.ref, line.label, "1 mail and 0 corrections: soundings history minister-prisons"),
    )


def test_what_was_linked_here_outlasts_an_import(desk: Call, people: Path) -> None:
    desk("link", STRANGER.from_address, "linkage")
    desk("list", "import", people, "--yes")
    again = desk("link", STRANGER.from_address, "voices-inside")
    assert "is an address of linkage" in again.err


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("linkage,Others,Twice,,,two@x.example,,,en,", "'linkage' is also the Ref of line"),
        (
            "other,Others,Twice,,,annika.foxglove@linkage.example,,,en,",
            "annika.foxglove@linkage.example is also in line",
        ),
        ("other,Others,Lost,,,lost@x.example,,no-such-line,en,", "no line has the Ref 'no-such-line'"),
    ],
)
def test_a_list_that_is_wrong_changes_nothing(desk: Call, home: Path, people: Path, row: str, says: str) -> None:
    before = rows_of(home / "soundings.sqlite")
    people.write_text(people.read_text("utf-8-sig") + row + "\n", "utf-8")
    ended = desk("list", "import", people, "--yes")
    assert (ended.code, says in ended.err, ", line 76" in ended.err) == (2, True, True), ended.err
    assert rows_of(home / "soundings.sqlite") == before


def proposed(desk: Call) -> dict[int, tuple[str, str]]:
    """What is open, by number: the line and what is proposed."""
    report = json.loads(desk("list", "changes", "--json").out)
    return {row["N"]: (row["Ref"], row["What"]) for row in report["sections"][0]["tables"][0]["rows"]}


def test_what_mails_propose_is_accepted_or_refused_by_its_number(desk: Call) -> None:
    """A number stays the same whatever becomes of the others; what is decided is proposed no longer."""
    before = proposed(desk)
    assert list(before) == list(range(1, len(before) + 1))
    assert {what for _, what in before.values()} >= {"address failed", "new address"}
    failed = next(number for number, (_, what) in before.items() if what == "address failed")
    elsewhere = next(number for number, (_, what) in before.items() if what == "new address")
    accepted = desk("list", "accept", failed, "--address", "mended@x.example", "--by", "Ann")
    assert accepted.code == 0, accepted.err
    assert "-> mended@x.example" in accepted.out
    assert desk("list", "refuse", elsewhere).code == 0
    gone = desk("list", "accept", elsewhere)
    assert (gone.code, f"no change {elsewhere} is proposed" in gone.err) == (1, True)
    assert proposed(desk) == {n: what for n, what in before.items() if n not in (failed, elsewhere)}
    ref = before[failed][0]
    story = json.loads(desk("history", ref, "--json").out)["sections"][0]["tables"][0]["rows"]
    assert [(row["By"], "mended@x.example" in row["Words"]) for row in story if row["What"] == "list: accept"] == [
        ("Ann", True)
    ]
