"""What is told of a night, when, and that it has no word of a reply."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from reports.chasers import make_chaser_list
from reports.render.as_text import render_text
from reports.run_report import Findings, Night, is_news, make_run_report
from reports.status import make_status
from store.rows import Balance, MailRecord, Run
from tests.reports.made import ANN, BOB, consultation, london, mail

EVEN = Balance(stored=2, duplicate=0, mails=2, analysed=2, failed=0, waiting=0)
ODD = Balance(stored=2, duplicate=0, mails=2, analysed=1, failed=0, waiting=1)


def run(at: datetime, error: str = "", **counts: int) -> Run:
    return Run(1, at, at, "failed" if error else "done", counts, error)


def night(
    at: str = "11-18 02:15",
    *,
    before: Run | None = None,
    error: str = "",
    counts: Mapping[str, int] | None = None,
    new: tuple[MailRecord, ...] = (),
    balance: Balance = EVEN,
    silence: str = "",
) -> Night:
    moment = london(at)
    status = make_status(consultation(), new, (), moment)
    chasers = make_chaser_list(status, ())
    this = run(moment, error, **(counts or {}))
    found = Findings(this, before or run(london("11-17 02:15")), new, status, chasers, balance, silence)
    return Night(consultation(), moment, error, found)


def test_a_night_without_news_is_not_told() -> None:
    assert not is_news(night())


@pytest.mark.parametrize(
    "told",
    [
        night(counts={"new": 1}),
        night(counts={"sent": 1}),
        night(counts={"withheld": 1}),
        night(counts={"failed": 1}, before=run(london("11-18 01:15"))),
        night(error="the mailbox is away."),
        night(balance=ODD),
        night(silence="No mail has come for 9 days."),
        night("11-15 02:15"),
        Night(consultation(), london("11-18 02:15"), "the database is away."),
    ],
    ids=["new", "sent", "withheld", "failed", "error", "ledger", "silence", "reminders-fall-due", "no-database"],
)
def test_what_happened_or_went_wrong_is_told(told: Night) -> None:
    assert is_news(told)


def test_what_goes_on_being_wrong_is_told_by_the_first_run_of_a_day() -> None:
    """Runs every quarter of an hour near the deadline; the first was told, and so is a new mail meanwhile."""
    failed = run(london("11-18 02:15"), "the mailbox is away.", failed=1)
    assert not is_news(night("11-18 02:30", before=failed, error="the mailbox is away."))
    assert not is_news(night("11-18 02:30", before=failed, counts={"failed": 1}, balance=ODD))
    assert is_news(night("11-18 02:30", before=failed, counts={"new": 1}))
    assert is_news(night("11-18 02:30", before=run(london("11-18 02:15")), error="the mailbox is away."))
    assert is_news(night("11-19 02:15", before=failed, error="the mailbox is away."))
    assert not is_news(night("11-15 02:30", before=run(london("11-15 02:15"))))


def test_the_report_tells_in_numbers_what_came_and_what_waits() -> None:
    new = (
        mail("11-17 09:00", "response", ANN, review=("topics unsure",)),
        mail("11-17 10:00", "response", BOB),
        mail("11-17 11:00", "bounce", sender="postmaster@x.example"),
    )
    report = make_run_report(night(new=new, counts={"new": 3, "failed": 1}), "https://soundings.example")
    facts = {f.name: f.value for f in report.facts}
    assert report.title == "Soundings, made: 3 new mails, 1 to review, 3 reminders due"
    assert facts["New"] == "3 mails: 2 responses, 1 bounce"
    assert facts["Waits for review"] == "1 mail"
    assert facts["Could not be read"] == "1 mail"
    assert facts["Ledger"] == "2 seen: 2 analysed, 0 duplicates, 0 could not be read; it balances"
    assert facts["Pages"] == "https://soundings.example"
    assert "Publish by" not in facts
    text = render_text(report, 76)
    assert not any(word in text for word in ("Ann", "Bob", "postmaster", "Subject", "words"))


def test_after_the_close_the_clock_to_publication_is_told_and_a_failure_stands_first() -> None:
    report = make_run_report(night("11-30 02:15", error="the mailbox is away. Try again later."))
    facts = {f.name: f.value for f in report.facts}
    assert report.title.startswith("Soundings, made: the run failed")
    assert facts["Went wrong"] == "the mailbox is away. Try again later."
    assert facts["Publish by"] == "14 Feb 2025 (76 days left)"
    bare = make_run_report(Night(consultation(), london("11-18 02:15"), "the database is away."))
    assert [f.name for f in bare.facts] == ["Run", "Went wrong"]
