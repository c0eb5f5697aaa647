"""A question of theirs that has been answered waits no longer, from the moment of the answer on, in every report."""

from datetime import date
from typing import Any

import pytest

from config.consultation import Ref
from reports.board import make_board
from reports.chasers import make_chaser_list
from reports.drafts import reminders_sent
from reports.results import make_results
from reports.standing import Standing
from reports.status import LineStatus, Status, make_status
from reports.status_json import status_to_json
from store.rows import MailRecord, SentMail
from tests.reports.made import ANN, BOB, consultation, london, mail

ASKED = mail("11-18 09:00", "query", ANN)


def ours(at: str, ref: Ref = ANN, **more: Any) -> SentMail:
    return SentMail(
        f"<{at}@us.example>", ref, f"{ref}@x.example", more.pop("draft", ""), london(at), london(at), **more
    )


def told(at: str, value: object = True) -> MailRecord:
    """The question, and a person's word that it is answered, said on the twentieth."""
    said = mail("11-20 09:00", "query", ANN, corrections=(("handled", value),)).corrections[0]
    return MailRecord(ASKED.mail, ASKED.analysis, (said,))


def ann(status: Status) -> LineStatus:
    return next(x for x in status.lines if x.stakeholder.ref == ANN)


@pytest.mark.parametrize(
    ("mails", "sent", "as_of", "standing"),
    [
        ([ASKED], (), "11-19 12:00", "query"),
        # a mail of ours to them, from its moment on
        ([ASKED], (ours("11-19 10:00"),), "11-19 09:59", "query"),
        ([ASKED], (ours("11-19 10:00"),), "11-19 10:00", "no_reply"),
        ([ASKED], (ours("11-18 09:00"),), "11-19 12:00", "no_reply"),
        # before the question, to another, or no more than a reminder
        ([ASKED], (ours("11-18 08:59"),), "11-19 12:00", "query"),
        ([ASKED], (ours("11-19 10:00", BOB),), "11-19 12:00", "query"),
        ([ASKED], (ours("11-19 10:00", draft="<d@us.example>"),), "11-19 12:00", "query"),
        ([ASKED], (ours("11-19 10:00", merged=True),), "11-19 12:00", "query"),
        # a person says so, from the moment at which they said it or that they name
        ([told("11-20 09:00")], (), "11-20 08:59", "query"),
        ([told("11-20 09:00")], (), "11-20 09:00", "no_reply"),
        ([told("11-20 09:00", "2024-11-19T09:00:00+00:00")], (), "11-19 08:59", "query"),
        ([told("11-20 09:00", "2024-11-19T09:00:00+00:00")], (), "11-19 09:00", "no_reply"),
        # a second question is answered by what comes after it; the first promise then stands
        ([ASKED, mail("11-20 09:00", "query", ANN)], (ours("11-19 10:00"),), "11-20 12:00", "query"),
        ([mail("11-17 09:00", "holding", ANN), ASKED], (ours("11-19 10:00"),), "11-20 12:00", "will_reply"),
        # our mail to one who promised answers nothing
        ([mail("11-18 09:00", "holding", ANN)], (ours("11-19 10:00"),), "11-20 12:00", "will_reply"),
        # answered, and then away
        (
            [ASKED, mail("11-20 09:00", "auto_reply", ANN, returns_on=date(2024, 12, 1))],
            (ours("11-19 10:00"),),
            "11-20 12:00",
            "away",
        ),
    ],
)
def test_a_question_waits_until_it_is_answered(
    mails: list[MailRecord], sent: tuple[SentMail, ...], as_of: str, standing: str
) -> None:
    assert ann(make_status(consultation(), mails, (), london(as_of), sent)).standing == standing


def test_the_board_the_json_the_summary_and_the_chaser_list_say_the_same() -> None:
    sent = (ours("11-19 10:00"),)
    status = make_status(consultation(), [ASKED], (), london("11-20 12:00"), sent)
    (row,) = [r for table in make_board(status).tables for r in table.rows if r[0] == "Ann"]
    assert row == ("Ann", "no reply", "", "asked something, answered")
    (line,) = [x for x in status_to_json(status)["lines"] if x["ref"] == ANN]
    assert (line["standing"], line["answered_at"]) == ("no_reply", "2024-11-19T10:00:00+00:00")
    results = make_results(consultation(), [ASKED], (), london("11-20 12:00"), sent=sent)
    assert ann(results.status).standing is Standing.NO_REPLY
    chasers = make_chaser_list(status, reminders_sent((), sent))
    (due,) = [d for d in chasers.due if d.line.stakeholder.ref == ANN]
    assert (due.why, chasers.answer) == ("asked something, answered on 19 Nov 2024; has not replied", ())


def test_one_who_then_replies_is_not_shown_as_having_asked() -> None:
    mails = [ASKED, mail("11-20 09:00", "response", ANN)]
    assert (
        ann(make_status(consultation(), mails, (), london("11-20 12:00"), (ours("11-19 10:00"),))).answered_at is None
    )
