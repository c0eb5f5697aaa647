"""Every standing, and which mail wins, at the edges."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.consultation import Ref
from reports.standing import Standing
from reports.status import LineStatus, Status, make_status
from store.rows import Correction, Extension, MailRecord
from tests.reports.made import ANN, BOB, CAT, NONE, TEAM, TIM, TOM, consultation, line, london, mail, unread_mail

THEN = "11-22 23:59"


def status(mails: list[MailRecord], as_of: str = THEN, extensions: tuple[Extension, ...] = ()) -> Status:
    return make_status(consultation(), mails, extensions, london(as_of))


def of(ref: Ref, found: Status) -> LineStatus:
    return next(x for x in found.lines if x.stakeholder.ref == ref)


def longer(ref: Ref, day: int, month: int = 11) -> Extension:
    return Extension(ref, date(2024, month, day), "lead", datetime(2024, 11, 18, tzinfo=UTC))


MON, TUE, WED = "11-18 09:00", "11-19 09:00", "11-20 09:00"


@pytest.mark.parametrize(
    ("mails", "standing"),
    [
        ([], "no_reply"),
        ([mail(MON, "response", BOB)], "replied"),
        ([mail(MON, "nil_response", BOB)], "nothing_to_say"),
        ([mail(MON, "holding", BOB)], "will_reply"),
        ([mail(MON, "query", BOB)], "query"),
        ([mail(MON, "other", BOB)], "no_reply"),
        ([mail(MON, "receipt", BOB)], "no_reply"),
        # a response wins over whatever else there is, before or after it
        ([mail(MON, "response", BOB), mail(TUE, "nil_response", BOB)], "replied"),
        ([mail(MON, "nil_response", BOB), mail(TUE, "response", BOB)], "replied"),
        ([mail(MON, "response", BOB), mail(TUE, "holding", BOB)], "replied"),
        ([mail(MON, "response", BOB), mail(TUE, "auto_reply", BOB, returns_on=date(2024, 12, 1))], "replied"),
        ([mail(MON, "response", BOB), mail(TUE, "bounce", BOB)], "replied"),
        ([mail(MON, "nil_response", BOB), mail(TUE, "query", BOB)], "nothing_to_say"),
        # of a promise and a question, the last word counts
        ([mail(MON, "holding", BOB), mail(TUE, "query", BOB)], "query"),
        ([mail(MON, "query", BOB), mail(TUE, "holding", BOB)], "will_reply"),
        # a person's word outlasts a machine's
        ([mail(MON, "holding", BOB), mail(TUE, "auto_reply", BOB, returns_on=date(2024, 12, 1))], "will_reply"),
        ([mail(MON, "query", BOB), mail(TUE, "bounce", BOB, failed_recipients=("bob@x.example",))], "query"),
        # away until the day of the return, which is a day at the desk
        ([mail(MON, "auto_reply", BOB, returns_on=date(2024, 11, 23))], "away"),
        ([mail(MON, "auto_reply", BOB, returns_on=date(2024, 11, 22))], "no_reply"),
        ([mail(MON, "auto_reply", BOB)], "away"),
        ([mail(MON, "auto_reply", BOB, rules=("acknowledgement",))], "no_reply"),
        ([mail(MON, "auto_reply", BOB, rules=("acknowledgement", "out-of-office"))], "away"),
        ([mail(MON, "auto_reply", BOB), mail(TUE, "auto_reply", BOB, rules=("acknowledgement",))], "away"),
        (
            [
                mail(MON, "auto_reply", BOB, returns_on=date(2024, 12, 24)),
                mail(TUE, "auto_reply", BOB, returns_on=date(2024, 11, 20)),
            ],
            "no_reply",
        ),
        # bounces: the main address fails the line, a second one alone does not, a later sign of life undoes it
        ([mail(MON, "bounce", BOB, failed_recipients=("Bob@X.example",))], "address_failed"),
        ([mail(MON, "bounce", BOB, failed_recipients=("bob@home.example",))], "no_reply"),
        ([mail(MON, "bounce", BOB)], "address_failed"),
        ([mail(MON, "bounce", BOB, failed_recipients=("old@x.example",))], "no_reply"),
        ([mail(MON, "bounce", BOB), mail(TUE, "receipt", BOB)], "no_reply"),
        ([mail(MON, "receipt", BOB), mail(TUE, "bounce", BOB)], "address_failed"),
        ([mail(MON, "bounce", BOB), mail(TUE, "auto_reply", BOB, returns_on=date(2024, 12, 1))], "away"),
        ([mail(MON, "auto_reply", BOB, returns_on=date(2024, 12, 1)), mail(TUE, "bounce", BOB)], "address_failed"),
        # in review only where nothing can be said without it
        ([mail(MON, "other", BOB, review=("kind unsure",))], "in_review"),
        ([mail(MON, "other", review=("sender unsure",), sender="bob@x.example")], "in_review"),
        ([mail(MON, "response", review=("sender unsure",), sender="BOB@home.example")], "in_review"),
        ([mail(MON, "response", review=("sender unsure",))], "no_reply"),
        ([mail(MON, "response", BOB, review=("topics unsure",))], "replied"),
        ([mail(MON, "holding", BOB, review=("kind unsure",))], "will_reply"),
        ([mail(MON, "response", BOB), mail(TUE, "other", BOB, review=("kind unsure",))], "replied"),
        ([unread_mail(MON, "bob@x.example")], "in_review"),
        ([unread_mail(MON, "stranger@x.example")], "no_reply"),
        # a person's correction counts, and so does setting a mail aside
        ([mail(MON, "other", BOB, review=("?",), corrections=(("kind", "response"),))], "replied"),
        ([mail(MON, "response", corrections=(("stakeholders", ["bob"]),))], "replied"),
        ([mail(MON, "response", BOB, corrections=(("ignore", True),))], "no_reply"),
        ([mail(MON, "other", BOB, review=("?",), corrections=(("review", []),))], "no_reply"),
        # a joint reply counts for each; another's reply counts for nobody else
        ([mail(MON, "response", ANN, BOB)], "replied"),
        ([mail(MON, "response", ANN)], "no_reply"),
        # what comes later is not known yet
        ([mail("11-23 00:00", "response", BOB)], "no_reply"),
    ],
)
def test_where_a_line_stands(mails: list[MailRecord], standing: str) -> None:
    assert of(BOB, status(mails)).standing == standing
    assert of(BOB, status(mails[::-1])).standing == standing


@pytest.mark.parametrize(
    ("deadline_on", "received_at", "standing"),
    [
        # winter time: the day ends at midnight UTC
        (date(2024, 11, 22), datetime(2024, 11, 22, 23, 59, 59, 999999, tzinfo=UTC), "replied"),
        (date(2024, 11, 22), datetime(2024, 11, 23, 0, 0, tzinfo=UTC), "replied_late"),
        # summer time: the day ends at eleven at night UTC
        (date(2024, 7, 5), datetime(2024, 7, 5, 22, 59, 59, 999999, tzinfo=UTC), "replied"),
        (date(2024, 7, 5), datetime(2024, 7, 5, 23, 0, tzinfo=UTC), "replied_late"),
        # the day on which the clocks go back has twenty-five hours, the day on which they go forward twenty-three
        (date(2024, 10, 27), datetime(2024, 10, 27, 23, 59, 59, tzinfo=UTC), "replied"),
        (date(2024, 10, 27), datetime(2024, 10, 28, 0, 0, tzinfo=UTC), "replied_late"),
        (date(2024, 3, 31), datetime(2024, 3, 31, 22, 59, 59, tzinfo=UTC), "replied"),
        (date(2024, 3, 31), datetime(2024, 3, 31, 23, 0, tzinfo=UTC), "replied_late"),
    ],
)
def test_the_deadline_is_the_whole_day_in_london(deadline_on: date, received_at: datetime, standing: str) -> None:
    found = make_status(
        consultation(deadline_on), [mail(received_at, "response", ANN)], (), received_at + timedelta(days=1)
    )
    assert of(ANN, found).standing == standing
    assert of(ANN, found).late is (standing == "replied_late")


def test_in_time_is_by_the_first_response_and_late_is_never_hidden() -> None:
    amended = status([mail("11-22 12:00", "response", ANN), mail("11-26 12:00", "response", ANN)], "12-01 00:00")
    assert of(ANN, amended).standing is Standing.REPLIED
    assert of(ANN, amended).replied_at == london("11-22 12:00")
    assert len(of(ANN, amended).decided_by) == 2
    nil = of(ANN, status([mail("11-25 12:00", "nil_response", ANN)], "12-01 00:00"))
    assert (nil.standing, nil.late) == (Standing.NOTHING_TO_SAY, True)


def test_an_extension_moves_the_line_s_own_deadline() -> None:
    reply = [mail("11-29 23:59:59", "response", ANN), mail("11-29 12:00", "response", BOB)]
    found = status(reply, "12-05 12:00", (longer(ANN, 29),))
    assert of(ANN, found).standing is Standing.REPLIED
    assert of(BOB, found).standing is Standing.REPLIED_LATE
    after = status([mail("11-30 00:00", "response", ANN)], "12-05 12:00", (longer(ANN, 29),))
    assert of(ANN, after).standing is Standing.REPLIED_LATE


def test_the_last_extension_counts_and_none_shortens() -> None:
    found = status([], THEN, (longer(ANN, 29), longer(ANN, 10)))
    assert of(ANN, found).deadline_on == date(2024, 11, 22)
    found = status([], THEN, (longer(ANN, 25), longer(ANN, 6, 12)))
    assert of(ANN, found).deadline_on == date(2024, 12, 6)


def test_one_who_was_given_longer_will_reply_until_the_day_is_over() -> None:
    extensions = (longer(ANN, 29),)
    assert of(ANN, status([], "11-29 23:59", extensions)).standing is Standing.WILL_REPLY
    assert of(ANN, status([], "11-29 23:59", extensions)).until_on == date(2024, 11, 29)
    assert of(ANN, status([], "11-30 00:00", extensions)).standing is Standing.NO_REPLY


def test_a_wish_for_more_time_is_told_until_it_is_granted_or_they_reply() -> None:
    wish = mail(MON, "holding", BOB, extension_requested=True)
    assert of(BOB, status([wish])).asks_time
    assert not of(ANN, status([wish])).asks_time
    assert not of(BOB, status([wish], extensions=(longer(BOB, 29),))).asks_time
    assert not of(BOB, status([wish, mail(TUE, "response", BOB)])).asks_time
    assert not of(BOB, status([mail(MON, "holding", BOB)])).asks_time


def test_an_extension_of_a_collective_line_is_its_members_too() -> None:
    found = status([], THEN, (longer(TEAM, 29),))
    assert of(TIM, found).deadline_on == date(2024, 11, 29)


def test_a_promise_names_its_day() -> None:
    found = status([mail(MON, "holding", ANN, promised_on=date(2024, 11, 27))])
    assert of(ANN, found).until_on == date(2024, 11, 27)
    found = status([mail(MON, "holding", ANN, promised_on=date(2024, 11, 27))], THEN, (longer(ANN, 29),))
    assert of(ANN, found).until_on == date(2024, 11, 29)


def test_a_line_without_an_address_can_still_write() -> None:
    assert of(NONE, status([])).standing is Standing.NO_ADDRESS
    assert of(NONE, status([mail(MON, "response", NONE)])).standing is Standing.REPLIED
    assert of(NONE, status([mail(MON, "bounce", NONE, failed_recipients=("n@x.example",))])).standing == (
        Standing.ADDRESS_FAILED
    )
    assert of(NONE, status([mail(MON, "holding", NONE)])).standing is Standing.WILL_REPLY


def test_a_collective_line_stands_by_its_members() -> None:
    found = of(TEAM, status([]))
    assert (found.standing, found.members_replied, found.members) == (Standing.NO_REPLY, 0, 2)
    found = of(TEAM, status([mail(MON, "response", TIM)]))
    assert (found.standing, found.members_replied) == (Standing.NO_REPLY, 1)
    found = of(TEAM, status([mail(MON, "response", TIM), mail(TUE, "nil_response", TOM)]))
    assert (found.standing, found.replied_at) == (Standing.REPLIED, london(TUE))
    found = of(TEAM, status([mail(MON, "nil_response", TIM), mail(TUE, "nil_response", TOM)]))
    assert found.standing is Standing.NOTHING_TO_SAY
    late = [mail(MON, "response", TIM), mail("11-23 00:00", "response", TOM)]
    assert of(TEAM, status(late, "12-01 00:00")).standing is Standing.REPLIED_LATE


def test_a_reply_that_speaks_for_all_counts_for_each_member() -> None:
    found = status([mail(MON, "response", TEAM), mail(TUE, "holding", TOM)])
    assert of(TEAM, found).standing is Standing.REPLIED
    assert of(TIM, found).standing is Standing.REPLIED
    assert of(TIM, found).spoken_for_by == TEAM
    assert of(TOM, found).standing is Standing.REPLIED
    own = status([mail(MON, "response", TIM), mail(TUE, "response", TEAM)])
    assert of(TIM, own).spoken_for_by is None
    assert len(of(TIM, own).mails) == 2


def test_a_promise_for_all_is_the_collective_line_s_alone() -> None:
    found = status([mail(MON, "holding", TEAM)])
    assert of(TEAM, found).standing is Standing.WILL_REPLY
    assert of(TIM, found).standing is Standing.NO_REPLY


def test_those_not_on_the_list_who_count_or_ask_are_apart() -> None:
    kinds = ("response", "nil_response", "holding", "query", "auto_reply", "bounce", "receipt", "other")
    mails = [mail(f"11-18 09:0{at}", kind) for at, kind in enumerate(kinds)]
    found = status([*mails, mail(TUE, "response", Ref("gone-from-the-list")), mail(WED, "response", ANN)])
    assert [u.kind for u in found.unlisted] == ["response", "nil_response", "holding", "query", "response"]


def test_what_waits_for_a_person_is_listed_with_its_reasons() -> None:
    found = status([mail(MON, "response", ANN, review=("topics unsure",)), unread_mail(TUE, "who@x.example")])
    assert [(w.reasons, w.problem) for w in found.waiting] == [
        (("topics unsure",), ""),
        (("not analysed",), "analyse: no words"),
    ]


def test_a_person_can_say_what_no_machine_could_read() -> None:
    unread = unread_mail(MON, "bob@x.example")
    words = (("kind", "response"), ("stakeholders", ["bob"]))
    said = tuple(Correction(unread.mail.archive_id, field, value, "lead", "", london(TUE)) for field, value in words)
    found = status([replace(unread, corrections=said)])
    assert of(BOB, found).standing is Standing.REPLIED
    assert found.waiting == ()


_MOMENTS = st.integers(0, 31 * 24 * 60).map(
    lambda minutes: datetime(2024, 11, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
_MAILS = st.builds(
    mail,
    _MOMENTS,
    st.sampled_from(["response", "nil_response", "holding", "query", "bounce", "receipt", "auto_reply", "other"]),
    st.sampled_from([ANN, BOB, CAT, TEAM, TIM, TOM]),
)


@given(st.lists(_MAILS, max_size=12), _MOMENTS)
def test_a_moment_knows_nothing_of_what_comes_after(mails: list[MailRecord], as_of: datetime) -> None:
    """For any mails: those received later change nothing, and a reply is never taken back."""
    now = make_status(consultation(), mails, (), as_of)
    assert now == make_status(consultation(), [m for m in mails if m.mail.received_at <= as_of], (), as_of)
    later = make_status(consultation(), mails, (), as_of + timedelta(days=3))
    for before, after in zip(now.lines, later.lines, strict=True):
        assert after.standing.has_replied or not before.standing.has_replied


def test_lines_are_those_of_the_list_in_its_order() -> None:
    people = (line(CAT), line(ANN))
    found = make_status(consultation(lines=people), [], (), london(THEN))
    assert [x.stakeholder.ref for x in found.lines] == [CAT, ANN]


def test_a_mail_with_an_attachment_that_could_not_be_read_waits_until_a_person_has_looked() -> None:
    read = mail(MON, "response", ANN)
    lost = ("attachment:1: cannot be read: it is locked", "Date header that is no date")
    part = replace(read, mail=replace(read.mail, problems=lost))
    waiting = status([part]).waiting
    assert [w.unread for w in waiting] == [lost[:1]]
    looked = replace(part, corrections=mail(MON, "response", corrections=(("kind", "response"),)).corrections)
    assert not status([looked]).waiting
