"""Whom to chase, each rule at its edge."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from config.consultation import ChasingRules, Consultation, Ref, Words
from reports.chaser_report import COLUMNS, chaser_board, make_chaser_report
from reports.chasers import ChaserList, Which, make_chaser_list
from reports.status import make_status
from store.rows import Chaser, Extension, MailRecord, SentMail
from tests.reports.made import ANN, BOB, CAT, NONE, TEAM, TIM, TOM, consultation, line, london, mail

PLACES = ("due", "mend", "answer", "unreachable", "held")


def chase(
    as_of: str,
    mails: list[MailRecord] | None = None,
    made: tuple[tuple[Ref, str], ...] = (),
    extensions: tuple[Extension, ...] = (),
    asked: Consultation | None = None,
) -> ChaserList:
    found = make_status(asked or consultation(), mails or [], extensions, london(as_of))
    return make_chaser_list(found, [Chaser(ref, london(at), f"run {at}") for ref, at in made])


def place(ref: Ref, chasers: ChaserList) -> str:
    places = [p for p in PLACES for x in getattr(chasers, p) if x.line.stakeholder.ref == ref]
    assert len(places) <= 1
    return places[0] if places else "replied"


def longer(ref: Ref, day: date) -> Extension:
    return Extension(ref, day, "lead", datetime(2024, 11, 18, tzinfo=UTC))


@pytest.mark.parametrize(
    ("as_of", "made", "where"),
    [
        # the first reminder is a week before the deadline, from midnight in London
        ("11-14 23:59", (), "held"),
        ("11-15 00:00", (), "due"),
        # once reminded, not again before the second, two days before
        ("11-15 12:00", ((ANN, "11-15 10:00"),), "held"),
        ("11-19 23:59", ((ANN, "11-15 10:00"),), "held"),
        ("11-20 00:00", ((ANN, "11-15 10:00"),), "due"),
        # the last one comes the day after the deadline, but not within four days of the one before
        ("11-23 09:00", ((ANN, "11-15 10:00"), (ANN, "11-20 10:00")), "held"),
        ("11-24 00:00", ((ANN, "11-15 10:00"), (ANN, "11-20 10:00")), "due"),
        ("11-23 00:00", ((ANN, "11-15 10:00"), (ANN, "11-19 10:00")), "due"),
        # a reminder that was left out is not made up for twice
        ("11-21 09:00", ((ANN, "11-20 10:00"),), "held"),
        ("12-20 09:00", ((ANN, "11-24 10:00"),), "held"),
        # three are enough
        ("12-20 09:00", ((ANN, "11-01 10:00"), (ANN, "11-05 10:00"), (ANN, "11-10 10:00")), "held"),
        ("12-20 09:00", ((ANN, "11-01 10:00"), (ANN, "11-05 10:00")), "due"),
        # what is made later is not known yet
        ("11-15 12:00", ((ANN, "11-16 10:00"),), "due"),
    ],
)
def test_when_a_reminder_falls_due(as_of: str, made: tuple[tuple[Ref, str], ...], where: str) -> None:
    assert place(ANN, chase(as_of, made=made)) == where


def test_the_gap_is_counted_in_days_across_the_clock_change() -> None:
    """From Saturday noon to Wednesday at one in the morning is four days in London, clocks going back between."""
    asked = consultation(date(2024, 10, 31))
    assert place(ANN, chase("10-30 01:00", made=((ANN, "10-26 12:00"),), asked=asked)) == "due"
    assert place(ANN, chase("10-29 23:59", made=((ANN, "10-26 12:00"),), asked=asked)) == "held"


@pytest.mark.parametrize(
    ("mails", "as_of", "where"),
    [
        ([mail("11-18 09:00", "response", ANN)], "11-20 09:00", "replied"),
        ([mail("11-18 09:00", "nil_response", ANN)], "11-20 09:00", "replied"),
        ([mail("11-18 09:00", "query", ANN)], "11-20 09:00", "answer"),
        ([mail("11-18 09:00", "bounce", ANN)], "11-20 09:00", "mend"),
        ([mail("11-18 09:00", "other", ANN, review=("?",))], "11-20 09:00", "held"),
        # a promise without a day holds to the end of the deadline
        ([mail("11-18 09:00", "holding", ANN)], "11-22 23:59", "held"),
        ([mail("11-18 09:00", "holding", ANN)], "11-23 00:00", "due"),
        # a promised day is waited for, and one day more
        ([mail("11-18 09:00", "holding", ANN, promised_on=date(2024, 11, 27))], "11-27 23:59", "held"),
        ([mail("11-18 09:00", "holding", ANN, promised_on=date(2024, 11, 27))], "11-28 00:00", "due"),
        ([mail("11-10 09:00", "holding", ANN, promised_on=date(2024, 11, 15))], "11-16 00:00", "due"),
        # a promise that was broken in time is followed by the reminders that everyone gets
        ([mail("11-01 09:00", "holding", ANN, promised_on=date(2024, 11, 5))], "11-06 00:00", "due"),
        # away: not before they are back
        ([mail("11-18 09:00", "auto_reply", ANN, returns_on=date(2024, 11, 21))], "11-20 23:59", "held"),
        ([mail("11-18 09:00", "auto_reply", ANN, returns_on=date(2024, 11, 21))], "11-21 00:00", "due"),
        ([mail("11-18 09:00", "auto_reply", ANN)], "11-20 09:00", "mend"),
    ],
)
def test_who_is_never_chased(mails: list[MailRecord], as_of: str, where: str) -> None:
    assert place(ANN, chase(as_of, mails)) == where


@pytest.mark.parametrize(
    ("as_of", "words", "due_on"),
    [
        ("11-15 00:00", Words.REMINDER, date(2024, 11, 15)),
        ("11-19 23:59", Words.REMINDER, date(2024, 11, 15)),
        ("11-20 00:00", Words.REMINDER, date(2024, 11, 20)),
        # the whole of the last day is before the deadline
        ("11-22 23:59:59.999999", Words.REMINDER, date(2024, 11, 20)),
        ("11-23 00:00", Words.LAST, date(2024, 11, 23)),
    ],
)
def test_which_reminder_it_is_and_in_which_words(as_of: str, words: Words, due_on: date) -> None:
    (due,) = [d for d in chase(as_of).due if d.line.stakeholder.ref == ANN]
    assert (due.words, due.due_on) == (words, due_on)


@pytest.mark.parametrize(
    ("at", "where"), [("11-22 23:59:59", "replied"), ("11-23 00:00", "replied"), ("11-23 00:01", "due")]
)
def test_a_reply_counts_from_the_moment_it_is_there(at: str, where: str) -> None:
    """In time, late, or not come yet as at midnight after the deadline: late is a reply as well."""
    assert place(ANN, chase("11-23 00:00", [mail(at, "response", ANN)])) == where


@pytest.mark.parametrize(
    ("as_of", "made", "where"),
    [
        ("11-15 09:00", ("11-06 10:00",), "due"),
        # broken on 6 Nov and reminded of it, then a week before the deadline and two days before
        ("11-14 23:59", ("11-06 10:00",), "held"),
        ("11-20 00:00", ("11-06 10:00", "11-15 10:00"), "due"),
        ("11-23 00:00", ("11-06 10:00", "11-15 10:00", "11-19 10:00"), "held"),
    ],
)
def test_after_a_broken_promise_come_the_reminders_that_everyone_gets(
    as_of: str, made: tuple[str, ...], where: str
) -> None:
    """Up to the most that one line gets."""
    promise = [mail("11-01 09:00", "holding", ANN, promised_on=date(2024, 11, 5))]
    assert place(ANN, chase(as_of, promise, made=tuple((ANN, at) for at in made))) == where


def test_the_gap_also_parts_a_reminder_from_the_word_about_a_promise() -> None:
    promise = [mail("11-18 09:00", "holding", ANN, promised_on=date(2024, 11, 19))]
    assert place(ANN, chase("11-21 23:59", promise, made=((ANN, "11-18 08:00"),))) == "held"
    assert place(ANN, chase("11-22 00:00", promise, made=((ANN, "11-18 08:00"),))) == "due"


@pytest.mark.parametrize(("zone_day", "where"), [("03-30 00:59", "held"), ("03-31 00:00", "due")])
def test_the_first_day_of_summer_time_is_a_day_like_any_other(zone_day: str, where: str) -> None:
    """Thirty-one March 2024 is twenty-three hours long in London: the reminder is due from its midnight."""
    asked = consultation(date(2024, 4, 7))
    assert place(ANN, chase(zone_day, asked=asked)) == where


def test_two_reminders_on_one_day_are_one() -> None:
    """What the lead told and what was then seen in Sent is the same mail; yesterday's and today's are two."""
    twice = ((ANN, "11-15 09:00"), (ANN, "11-15 23:59"), (ANN, "11-16 00:00"))
    (due,) = [d for d in chase("11-20 09:00", made=twice).due if d.line.stakeholder.ref == ANN]
    assert due.times_chased == 2


def test_no_reminders_at_all_is_a_rule_too() -> None:
    asked = replace(consultation(), chasing=ChasingRules(most_chasers=0))
    chasers = chase("11-20 09:00", asked=asked)
    assert chasers.due == ()
    assert {h.why for h in chasers.held if h.line.stakeholder.ref == ANN} == {"no reminders are planned"}


def test_one_who_promised_and_then_went_away_is_left_alone_until_back() -> None:
    mails = [
        mail("11-10 09:00", "holding", ANN, promised_on=date(2024, 11, 14)),
        mail("11-12 09:00", "auto_reply", ANN, returns_on=date(2024, 11, 18)),
    ]
    assert place(ANN, chase("11-17 23:59", mails)) == "held"
    assert place(ANN, chase("11-18 00:00", mails)) == "due"


def test_one_who_wrote_after_the_absence_note_is_there() -> None:
    mails = [
        mail("11-10 09:00", "auto_reply", ANN, returns_on=date(2024, 11, 25)),
        mail("11-12 09:00", "holding", ANN, promised_on=date(2024, 11, 14)),
    ]
    assert place(ANN, chase("11-15 00:00", mails)) == "due"


@pytest.mark.parametrize(
    ("answered", "draft", "where"),
    [
        ("11-18 08:59", "", "answer"),
        ("11-18 09:00", "", "due"),
        ("11-20 09:01", "", "answer"),  # not known yet
        ("11-18 10:00", "<d@us.example>", "answer"),  # a chaser is no answer
    ],
)
def test_a_question_is_answered_by_a_mail_of_ours_after_it(answered: str, draft: str, where: str) -> None:
    sent = SentMail("<s@us.example>", ANN, "ann@x.example", draft, london(answered), london(answered))
    found = make_status(consultation(), [mail("11-18 09:00", "query", ANN)], (), london("11-20 09:00"), (sent,))
    chasers = make_chaser_list(found, ())
    assert place(ANN, chasers) == where
    if where == "due":
        (due,) = [d for d in chasers.due if d.line.stakeholder.ref == ANN]
        assert due.why == "asked something, answered on 18 Nov 2024; has not replied"


def test_a_promise_that_has_passed_takes_other_words() -> None:
    promise = [mail("11-18 09:00", "holding", ANN, promised_on=date(2024, 11, 27))]
    due = next(d for d in chase("11-28 09:00", promise).due if d.line.stakeholder.ref == ANN)
    assert (due.words, due.why) == (Words.PROMISED, "promised a reply by 27 Nov 2024")
    again = chase("12-20 09:00", promise, made=((ANN, "11-28 10:00"),))
    assert place(ANN, again) == "held"


def test_one_who_has_time_left_is_left_alone() -> None:
    given = (longer(ANN, date(2024, 11, 29)),)
    assert place(ANN, chase("11-29 23:59", extensions=given)) == "held"
    late = chase("11-30 00:00", extensions=given)
    assert place(ANN, late) == "due"
    assert next(d for d in late.due if d.line.stakeholder.ref == ANN).days_left == -1


def test_a_stand_in_is_written_to_while_they_are_away() -> None:
    away = [mail("11-18 09:00", "auto_reply", ANN, returns_on=date(2024, 12, 2), stand_ins=("sam@x.example",))]
    due = next(d for d in chase("11-20 09:00", away).due if d.line.stakeholder.ref == ANN)
    assert (due.address, due.which, due.salutation) == ("sam@x.example", Which.STAND_IN, "Dear colleague")


def test_a_failed_address_is_mended_with_what_else_there_is() -> None:
    bounced = chase("11-20 09:00", [mail("11-18 09:00", "bounce", BOB, failed_recipients=("bob@x.example",))])
    (mend,) = bounced.mend
    assert (mend.why, mend.try_) == ("mail to bob@x.example came back", ("bob@home.example",))


def test_a_second_address_that_failed_does_not_keep_the_first_from_being_used() -> None:
    bounced = chase("11-20 09:00", [mail("11-18 09:00", "bounce", BOB, failed_recipients=("bob@home.example",))])
    due = next(d for d in bounced.due if d.line.stakeholder.ref == BOB)
    assert (due.address, due.which) == ("bob@x.example", Which.MAIN)


def test_collective_lines_are_chased_through_their_members() -> None:
    chasers = chase("11-20 09:00", [mail("11-18 09:00", "response", TIM)])
    assert place(TEAM, chasers) == "held"
    assert place(TOM, chasers) == "due"
    assert place(NONE, chasers) == "unreachable"


@pytest.mark.parametrize(
    ("particulars", "salutation"),
    [
        ({"name": "Dr Ann Lee"}, "Dear Dr Ann Lee"),
        ({"name": "", "role": "Chief Inspector"}, "Dear Chief Inspector"),
        ({"name": "", "organisation": "The Body"}, "Dear colleague"),
    ],
)
def test_a_salutation_uses_what_is_known(particulars: dict[str, Any], salutation: str) -> None:
    (due,) = chase("11-20 09:00", asked=consultation(lines=(line(CAT, **particulars),))).due
    assert due.salutation == salutation


def test_the_rules_are_the_consultation_s() -> None:
    rules = ChasingRules(reminder_days=(-1,), least_gap_days=1, most_chasers=1)
    asked = replace(consultation(), chasing=rules)
    assert place(ANN, chase("11-20 23:59", asked=asked)) == "held"
    assert place(ANN, chase("11-21 00:00", asked=asked)) == "due"
    assert place(ANN, chase("11-22 00:00", asked=asked, made=((ANN, "11-21 09:00"),))) == "held"


def test_the_report_has_a_row_for_the_merge_and_a_table_for_each_other_purpose() -> None:
    mails = [mail("11-18 09:00", "query", ANN), mail("11-18 09:01", "bounce", BOB)]
    chasers = chase("11-20 09:00", mails, made=((CAT, "11-15 09:00"),))
    report = make_chaser_report(chasers)
    assert [t.name for t in report.tables] == ["Chase", "Mend", "Answer", "No address", "Not now"]
    assert report.tables[0].columns == COLUMNS
    cat = report.tables[0].rows[0]
    assert cat[:2] == ("cat", "People")
    assert cat[5:] == (
        "cat@x.example",
        "main",
        "Dear Cat",
        "has not replied; chased 1 before",
        "2024-11-15",
        1,
        2,
        "reminder",
        "en",
        None,
    )
    assert chaser_board(chasers).tables[0].rows[0][-1] == "has not replied; chased 1 before, last on 15 Nov 2024"


def test_every_silent_line_of_the_practice_list_is_in_exactly_one_place(
    practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    """At the deadline: eighteen to chase, and nobody of them has written anything but a receipt or an old absence."""
    found = make_status(practice, practice_mails, (), london("11-22 23:59"))
    chasers = make_chaser_list(found, ())
    assert [len(getattr(chasers, p)) for p in PLACES] == [18, 7, 2, 0, 8]
    assert sum(x.standing.has_replied for x in found.lines) + 18 + 7 + 2 + 8 == 74
    assert {d.line.standing for d in chasers.due} == {"no_reply"}
