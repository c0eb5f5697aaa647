"""What a lead decides from the command line: corrections, extensions, links, the list, and the story of it all."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from classify.analysis import Decision, Kind
from config.load import find_consultation, load_consultation
from config.stakeholders import write_stakeholders
from store.rows import MailRecord
from store.unit_of_work import open_store
from tests.reports.conftest import LABELS, record_of
from tests.soundings.conftest import Call, Ended, rows_of
from tests.soundings.desk import NAME, fill

AS_OF = "2024-11-22T23:59 Europe/London"
RECORDS = tuple(record_of(json.loads(line)) for line in LABELS.read_text("utf-8").splitlines())
Desk = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path / "home", RECORDS, datetime(2024, 12, 1, tzinfo=UTC))
    return tmp_path / "home"


@pytest.fixture
def desk(call: Call, home: Path) -> Desk:
    """Calls a command on the filled home folder."""

    def run(*arguments: object) -> Ended:
        return call(*arguments, "--consultation", NAME, "--home", home)

    return run


def standing(desk: Desk, ref: str, as_of: str = AS_OF) -> dict[str, Any]:
    found = json.loads(desk("status", "--as-of", as_of, "--json").out)
    line: dict[str, Any] = next(line for line in found["lines"] if line["ref"] == ref)
    return line


def mail_of(ref: str, kind: str) -> MailRecord:
    """The one practice mail of a kind that speaks for a line."""
    return next(
        r for r in RECORDS if r.analysis and r.analysis.kind.value == kind and ref in r.analysis.stakeholders.value
    )


REPLY = mail_of("minister-prisons", "response").mail.archive_id
STRANGER = next(r.mail for r in RECORDS if r.mail.from_address.startswith("terence.osgood"))


def test_a_person_overrules_the_machine_and_takes_it_back(desk: Desk) -> None:
    """One command, three fields; one undo takes all three back, and then there is nothing to take back."""
    said = desk("correct", REPLY[:8], "--kind", "holding", "--flag", "promised_on=2024-11-29", "--by", "Ann")
    assert said.code == 0, said.err
    assert "kind: holding" in said.out
    assert (standing(desk, "minister-prisons")["standing"], standing(desk, "minister-prisons")["until_on"]) == (
        *("will_reply", "2024-11-29"),
    )
    assert desk("correct", REPLY[:8], "--undo").code == 0
    assert standing(desk, "minister-prisons")["standing"] == "replied"
    again = desk("correct", REPLY[:8], "--undo")
    assert again.code == 1
    assert "nothing to take back" in again.err


def test_every_decision_can_be_overruled(desk: Desk, home: Path) -> None:
    """What was said is what the store then says of each field."""
    said = desk(
        *("correct", REPLY, "--stakeholders", "linkage, minister-prisons", "--answer", "Q3=none"),
        *("--topic", "2.2.a=oppose", "--topic", "2.2.b=prefer:2", "--rank", "2.2.c=1", "--topic", "2.2.d=none"),
        *("--add-proposal", "Q2: Food", "--add-proposal", "Q4: Sleep", "--because", "read it", "--by", "Ann"),
    )
    assert said.code == 0, said.err
    assert desk("correct", REPLY, "--change-proposal", "1: priority=2", "--drop-proposal", "2", "--by", "Ann").code == 0
    with open_store(f"sqlite:///{home / 'soundings.sqlite'}") as store:
        record = next(r for r in store.load_mails(NAME) if r.mail.archive_id == REPLY)
    values = {c.field: c.value for c in record.corrections}
    assert values["stakeholders"] == ["linkage", "minister-prisons"]
    assert values["answers.Q3"]["status"] == "none"
    assert values["topics.2.2.a"]["stance"] == "oppose"
    assert values["topics.2.2.b"] == {"stance": "prefer", "rank": 2}
    assert values["topics.2.2.c"]["rank"] == 1
    assert values["topics.2.2.d"] is None
    assert {c.by for c in record.corrections} == {"Ann"}
    assert record.corrections[0].reason == "read it"
    assert record.corrections[0].rules_version == "labels"


def test_proposals_are_added_changed_and_dropped_by_their_number(desk: Desk, home: Path) -> None:
    nil = next(r for r in RECORDS if r.analysis and not r.analysis.proposals)
    digits = nil.mail.archive_id
    desk("correct", digits, "--add-proposal", "Q2: Food", "--add-proposal", "Q4: Sleep")
    assert desk("correct", digits, "--change-proposal", "2: title=Rest", "--drop-proposal", "1").code == 0
    with open_store(f"sqlite:///{home / 'soundings.sqlite'}") as store:
        record = next(r for r in store.load_mails(NAME) if r.mail.archive_id == digits)
    assert [(p["question"], p["title"]) for p in record.corrections[-1].value] == [("Q4", "Rest")]
    wrong = desk("correct", digits, "--drop-proposal", "7")
    assert (wrong.code, "no proposal '7': it has 1" in wrong.err) == (1, True)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--kind", "reply"), "kind cannot be 'reply'"),
        (("--topic", "9.9=prefer"), "the letter has no '9.9'"),
        (("--topic", "2.2.a=love"), "'love' is none of them"),
        (("--rank", "2.2.a=first"), "no place in an order"),
        (("--answer", "Q1"), "cannot be read"),
        (("--stakeholders", "linkge"), "Did you mean linkage?"),
        (("--flag", "promised_on=Monday"), "flags.promised_on cannot be"),
        (("--join", REPLY), "cannot be joined to itself"),
        (("--split", "linkage"), "says nothing of what the mail says for it"),
        (("--machine", "colour"), "is no field"),
        ((), "nothing is corrected"),
        (("--undo", "--kind", "other"), "--undo stands alone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    desk: Desk, home: Path, options: tuple[str, ...], says: str
) -> None:
    before = rows_of(home / "soundings.sqlite")
    ended = (
        desk("correct", REPLY, "--ignore", *options)
        if options and "--undo" not in options
        else desk("correct", REPLY, *options)
    )
    assert (ended.code, says in ended.err) == (1, True), ended.err
    assert rows_of(home / "soundings.sqlite") == before


def test_a_beginning_that_fits_several_mails_or_none_is_refused(desk: Desk) -> None:
    assert "mails have an archive id that begins so" in desk("correct", REPLY[:1], "--ignore").err
    assert "no mail of practice" in desk("correct", "%", "--ignore").err


def test_newer_rules_never_overwrite_a_correction_and_the_mail_is_queued(desk: Desk, home: Path) -> None:
    """Rules that read it as the person does, or as before, ask nothing; those that read it a third way do."""
    desk("correct", REPLY, "--kind", "holding")
    record = next(r for r in RECORDS if r.mail.archive_id == REPLY)
    assert record.analysis
    with open_store(f"sqlite:///{home / 'soundings.sqlite'}") as store:
        for version, kind, waits in (("2", Kind.RESPONSE, False), ("3", Kind.HOLDING, False), ("4", Kind.QUERY, True)):
            newer = replace(record.analysis, rules_version=version, kind=Decision(kind, 0.9))
            store.record_analysis(NAME, newer, datetime(2024, 12, 2, tzinfo=UTC))
            found = json.loads(desk("status", "--as-of", AS_OF, "--json").out)
            reasons = [w["reasons"] for w in found["waiting"] if w["mail"] == REPLY]
            expected = [["kind: a person decided, and newer rules read it otherwise"]] if waits else []
            assert reasons == expected, version
            assert standing(desk, "minister-prisons")["standing"] == "will_reply"
    assert "Look again" in desk("history", REPLY).out
    desk("correct", REPLY, "--kind", "holding")
    assert "Look again" not in desk("history", REPLY).out


def test_an_extension_is_seen_by_status_and_chasers_and_taken_back(desk: Desk) -> None:
    given = desk(
        "extend", "lord-chancellor", "29/11/2024", "--as-of", "2024-11-18", "--because", "asked", "--by", "Ann"
    )
    assert given.code == 0, given.err
    assert "has until 29 Nov 2024" in given.out
    assert standing(desk, "lord-chancellor")["standing"] == "will_reply"
    assert standing(desk, "lord-chancellor")["until_on"] == "2024-11-29"
    assert standing(desk, "lord-chancellor", "2024-11-15")["standing"] == "no_reply"
    chasers = json.loads(desk("chase", "--as-of", "2024-11-22", "--json").out)
    due = next(s for s in chasers["sections"] if s["heading"] == "To chase")
    assert "lord-chancellor" not in json.dumps(due)
    assert desk("extend", "lord-chancellor", "--withdraw", "--as-of", "2024-11-19").code == 0
    assert standing(desk, "lord-chancellor")["standing"] == "no_reply"
    assert "has no extension to take back" in desk("extend", "lord-chancellor", "--withdraw").err
    story = desk("history", "lord-chancellor").out
    assert "has until 29 Nov 2024 (asked)" in story
    assert "extension taken back" in story


@pytest.mark.parametrize(
    ("ref", "day", "says"),
    [
        ("linkage", "2024-11-29", "29 Nov 2024 is before today"),
        ("linkage", "soon", "'soon' is no day"),
        ("linkage", "", "is no day"),
        ("nobody-here", "2999-01-01", "no line of practice has this Ref"),
    ],
)
def test_an_extension_that_gives_no_time_is_refused(desk: Desk, home: Path, ref: str, day: str, says: str) -> None:
    before = rows_of(home / "soundings.sqlite")
    ended = desk("extend", ref, *([day] if day else []))
    assert (ended.code, says in ended.err) == (1, True), ended.err
    assert "not after the deadline" in desk("extend", "linkage", "2024-11-22", "--as-of", "2024-11-18").err
    assert rows_of(home / "soundings.sqlite") == before


def test_a_sender_is_linked_to_a_line(desk: Desk) -> None:
    ended = desk("link", STRANGER.from_address.upper(), "linkage", "--by", "Ann")
    assert ended.code == 0, ended.err
    assert "is now an address of linkage" in ended.out
    assert "Mails from it so far: 1" in ended.err
    again = desk("link", STRANGER.from_address, "voices-inside")
    assert (again.code, "is an address of linkage" in again.err) == (1, True)
    assert f"-> policy@linkage.example, {STRANGER.from_address}" in " ".join(desk("history", "linkage").out.split())
    assert "is not a mail address" in desk("link", "nonsense", "linkage").err
    assert "mailbox of the consultation" in desk("link", "consultation@inspectorate.example", "linkage").err
    assert "it is not said which line" in desk("link", STRANGER.from_address).err


def test_a_sender_is_added_as_a_line_of_their_own(desk: Desk) -> None:
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
    lines.append(replace(lines[-1], ref=type(lines[-1].ref)("newcomer"), name="Una Gable", email="una@gable.example"))
    write_stakeholders(tmp_path / "people.csv", lines)
    return tmp_path / "people.csv"


def test_a_list_is_compared_before_it_is_taken_over(desk: Desk, home: Path, people: Path) -> None:
    before = rows_of(home / "soundings.sqlite")
    shown = desk("list", "import", people)
    assert shown.code == 0, shown.err
    words = " ".join(shown.out.split())
    assert "Added 1" in words
    assert "Email: lord.chancellor@justice.example -> new@justice.example" in words
    assert "1 mail and 0 corrections" in words
    assert "Nothing is changed yet" in words
    assert rows_of(home / "soundings.sqlite") == before
    assert "Taken over" in desk("list", "import", people, "--yes").out
    found = json.loads(desk("status", "--as-of", AS_OF, "--json").out)
    refs = [line["ref"] for line in found["lines"]]
    assert ("newcomer" in refs, "minister-prisons" in refs, len(refs)) == (True, False, 74)
    assert REPLY in [u["mail"] for u in found["unlisted"]]
    assert "taken off the list" in desk("history", "minister-prisons").out
    assert "The list in force says the same" in desk("list", "import", people).out


def test_what_was_linked_here_outlasts_an_import(desk: Desk, people: Path) -> None:
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
def test_a_list_that_is_wrong_changes_nothing(desk: Desk, home: Path, people: Path, row: str, says: str) -> None:
    before = rows_of(home / "soundings.sqlite")
    people.write_text(people.read_text("utf-8-sig") + row + "\n", "utf-8")
    ended = desk("list", "import", people, "--yes")
    assert (ended.code, says in ended.err, ", line 76" in ended.err) == (2, True, True), ended.err
    assert rows_of(home / "soundings.sqlite") == before


def test_what_mails_propose_is_accepted_or_refused_by_its_number(desk: Desk) -> None:
    """A number stays the same whatever becomes of the others."""
    shown = desk("list", "changes")
    assert shown.code == 0, shown.err
    assert "address failed" in shown.out
    accepted = desk("list", "accept", 1, "--address", "mended@x.example", "--by", "Ann")
    assert accepted.code == 0, accepted.err
    assert "mended@x.example" in accepted.out
    assert desk("list", "refuse", 2).code == 0
    gone = desk("list", "accept", 2)
    assert (gone.code, "no change 2 is proposed" in gone.err) == (1, True)
    assert desk("list", "accept", 3).code == 0
