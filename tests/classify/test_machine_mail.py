"""Machines' mail told from people's, and what it says: tests/data/machines, one case a mail."""

import pytest

from classify.analysis import Decision, Flags, Kind
from classify.flags import read_flags
from classify.kind import Views, decide_kind
from config.consultation import Letter
from ingest.message import ParsedMessage
from ingest.parse import parse
from tests.cases import Case, read_cases
from tests.classify.mails import OURS, consultation

CASES = {case.name: case for case in read_cases("machines")}
MACHINES = [name for name, case in CASES.items() if "human" not in case.expected]
PEOPLE = [name for name, case in CASES.items() if "human" in case.expected]
NO_VIEW = Views(has_view=False, confidence=0.9)


def message(case: Case) -> ParsedMessage:
    head = f"To: {OURS}\nDate: Tue, 12 Nov 2024 09:30:00 +0000\n"
    return parse((head + case.text).replace("\n", "\r\n").encode(), Letter(()))


def decided(case: Case) -> tuple[Decision[Kind], Flags]:
    kind = decide_kind(message(case), consultation(), NO_VIEW)
    return kind, read_flags(message(case), consultation(), kind.value)


@pytest.mark.parametrize("name", MACHINES)
def test_what_a_machine_says(name: str) -> None:
    """Its kind, the addresses that failed, the day of return and the stand-ins are told as expected."""
    expected = CASES[name].expected
    kind, flags = decided(CASES[name])
    assert kind.value.value in (expected.get("kind") or expected["kind-any"]).split()
    if "failed" in expected:
        assert list(flags.failed_recipients) == expected["failed"].split()
    if "failed-any" in expected:
        assert set(flags.failed_recipients) & set(expected["failed-any"].split())
    if "returns" in expected:
        assert str(flags.returns_on) == expected["returns"]
    if "stand-ins" in expected:
        assert list(flags.stand_ins) == expected["stand-ins"].split()


@pytest.mark.parametrize("name", [name for name in MACHINES if CASES[name].expected.get("kind") == "bounce"])
def test_a_delay_is_told_from_a_failure(name: str) -> None:
    """A bounce says that the mail is only late exactly where it is."""
    kind, _ = decided(CASES[name])
    assert any(e.rule.endswith(":delayed") for e in kind.evidence) == ("delayed" in CASES[name].expected)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_never_taken_for_a_machine(name: str) -> None:
    """Whatever headers and words a person's mail has, it stays with the people."""
    kind, _ = decided(CASES[name])
    assert kind.value not in (Kind.BOUNCE, Kind.RECEIPT, Kind.AUTO_REPLY)


def test_the_collection_of_machine_mail_is_wide() -> None:
    """More than sixty reports of failure and more than sixty mails of people who look like machines."""
    reports = [name for name in MACHINES if "failed" in CASES[name].expected]
    assert len(reports) > 60
    assert len(PEOPLE) > 60
