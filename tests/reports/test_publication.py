"""The clock to publication, and what is still missing for it."""

from dataclasses import replace
from datetime import date

from config.consultation import Consultation
from reports.board import make_board
from reports.chasers import make_chaser_list
from reports.publication import Publication, find_publication
from reports.results_ideas import Bundle
from reports.status import make_status
from reports.status_json import status_to_json
from reports.summary_beside import Beside
from reports.summary_report import make_summary_report
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, TIM, TOM, consultation, london, mail
from tests.reports.outcomes import outcome


def clock(at: str, *mails: MailRecord, weeks: int = 12, bundles: tuple[Bundle, ...] = ()) -> Publication:
    status = make_status(replace(consultation(), publication_weeks=weeks), mails, (), london(at))
    return find_publication(status, make_chaser_list(status, ()), bundles)


def test_twelve_weeks_from_the_close_of_the_real_letter_is_14_february_2025(practice: Consultation) -> None:
    assert practice.publish_by == date(2025, 2, 14)
    assert clock("11-22 23:59").due_on == date(2025, 2, 14)
    assert clock("11-22 23:59", weeks=2).due_on == date(2024, 12, 6)


def test_days_are_days_in_the_consultations_zone() -> None:
    told = [clock(at).clock for at in ("2025-02-12 23:59", "2025-02-13 00:00", "2025-02-14 12:00", "2025-02-16 00:30")]
    assert told == [
        "14 Feb 2025 (2 days left)",
        "14 Feb 2025 (1 day left)",
        "14 Feb 2025 (today)",
        "14 Feb 2025 (2 days over)",
    ]


def test_what_is_missing_is_counted_and_what_is_not_is_left_out() -> None:
    mails = (
        mail("11-18 09:00", "response", ANN, review=("unsure",)),
        mail("11-18 09:01", "query", BOB),
        mail("11-18 09:02", "bounce", CAT, failed_recipients=("cat@x.example",)),
    )
    assert clock("11-23 09:00", *mails).open_words == (
        "1 mail to review, 5 replies outstanding, 1 question to answer, 2 addresses to mend and 2 reminders due"
    )


def test_nothing_is_missing_where_all_have_replied() -> None:
    lines = tuple(s for s in consultation().stakeholders if s.ref in (ANN, BOB))
    status = make_status(consultation(lines=lines), [mail("11-18 09:00", "response", ANN, BOB)], (), london("12-01"))
    found = find_publication(status, make_chaser_list(status, ()))
    assert (found.missing, found.open_words) == ((), "nothing")


def test_the_board_tells_of_it_after_the_close_alone() -> None:
    for at, told in (("11-22 23:59", []), ("11-23 00:00", ["Publish by", "Still missing"])):
        status = make_status(consultation(), [], (), london(at))
        board = make_board(status, publication=find_publication(status, make_chaser_list(status, ())))
        assert [f.name for f in board.facts if f.name in ("Publish by", "Still missing")] == told


def test_scripts_are_told_always() -> None:
    status = make_status(consultation(), [], (), london("11-18 09:00"))
    values = status_to_json(status, find_publication(status, make_chaser_list(status, ())))["publication"]
    assert (values["due_on"], values["days_left"]) == ("2025-02-14", 88)
    assert values["missing"]["replies"] == 6


def test_the_summary_tells_the_lead_and_not_the_public() -> None:
    results = outcome(mail("11-18 09:00", "response", ANN, BOB, CAT, TIM, TOM))
    beside = Beside(find_publication(results.status, make_chaser_list(results.status, ())), ())
    report = make_summary_report(results, beside=beside)
    (section,) = (s for s in report.sections if s.heading == "Before publication")
    assert section.paragraphs == (
        "The outcome is to be published by 14 Feb 2025, 12 weeks after the deadline. Still missing:",
        "- 1 reply outstanding",
        "- 1 address to mend",
    )
    assert "Publish by" in [f.name for f in report.facts]
    public = make_summary_report(results, publishable=True, beside=beside)
    assert "Before publication" not in [s.heading for s in public.sections]
    assert "Publish by" not in [f.name for f in public.facts]
