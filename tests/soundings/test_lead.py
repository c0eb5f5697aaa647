"""What a lead decides from the command line: corrections, extensions, links, the list, and the story of it all."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from classify.analysis import Decision, Kind
from store.unit_of_work import open_store
from tests.soundings.conftest import Call, rows_of
from tests.soundings.desk import AS_OF, NAME, RECORDS, REPLY


def standing(desk: Call, ref: str, as_of: str = AS_OF) -> dict[str, Any]:
    found = json.loads(desk("status", "--as-of", as_of, "--json").out)
    line: dict[str, Any] = next(line for line in found["lines"] if line["ref"] == ref)
    return line


def test_a_person_overrules_the_machine_and_takes_it_back(desk: Call) -> None:
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


def test_every_decision_can_be_overruled(desk: Call, home: Path) -> None:
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


def test_proposals_are_added_changed_and_dropped_by_their_number(desk: Call, home: Path) -> None:
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
    desk: Call, home: Path, options: tuple[str, ...], says: str
) -> None:
    before = rows_of(home / "soundings.sqlite")
    ended = (
        desk("correct", REPLY, "--ignore", *options)
        if options and "--undo" not in options
        else desk("correct", REPLY, *options)
    )
    assert (ended.code, says in ended.err) == (1, True), ended.err
    assert rows_of(home / "soundings.sqlite") == before


def test_a_beginning_that_fits_several_mails_or_none_is_refused(desk: Call) -> None:
    assert "mails have an archive id that begins so" in desk("correct", REPLY[:1], "--ignore").err
    assert "no mail of practice" in desk("correct", "%", "--ignore").err


def test_newer_rules_never_overwrite_a_correction_and_the_mail_is_queued(desk: Call, home: Path) -> None:
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


def test_an_extension_is_seen_by_status_and_chasers_and_taken_back(desk: Call) -> None:
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
def test_an_extension_that_gives_no_time_is_refused(desk: Call, home: Path, ref: str, day: str, says: str) -> None:
    before = rows_of(home / "soundings.sqlite")
    ended = desk("extend", ref, *([day] if day else []))
    assert (ended.code, says in ended.err) == (1, True), ended.err
    assert "not after the deadline" in desk("extend", "linkage", "2024-11-22", "--as-of", "2024-11-18").err
    assert rows_of(home / "soundings.sqlite") == before


def test_a_question_is_answered_from_the_moment_that_is_told(desk: Call) -> None:
    """Which is now unless another is named; and only a question can be answered at a moment."""
    lines = json.loads(desk("status", "--as-of", AS_OF, "--json").out)["lines"]
    ref, digits = next((x["ref"], x["decided_by"][0]) for x in lines if x["standing"] == "query")
    asked_at = next(r.mail.received_at for r in RECORDS if r.mail.archive_id == digits)
    said = desk("correct", digits, "--handled")
    assert "It counts as answered from now on" in said.err
    assert standing(desk, ref)["standing"] == "query"
    assert desk("correct", digits, "--handled", "--as-of", "2024-11-21").code == 0
    assert standing(desk, ref)["standing"] == "no_reply"
    assert standing(desk, ref, asked_at.isoformat())["standing"] == "query"
    assert "handled: on 2024-11-21 23:59 UTC" in " ".join(desk("history", digits, "--json").out.split())
    assert "--as-of says when a mail was answered" in desk("correct", digits, "--ignore", "--as-of", "2024-11-21").err
