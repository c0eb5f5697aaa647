"""Mails of a mail merge are known for reminders; other letters of ours to the same people are not."""

from dataclasses import replace
from typing import Any

import pytest

from config.consultation import ChasingRules, Consultation
from ingest.sent import SentHeaders
from reports.drafts import match_sent, reminders_sent
from reports.mail_merges import find_merged
from store.rows import OfferedList
from tests.reports.made import ANN, BOB, CAT, TIM, consultation, london
from tests.reports.test_drafts import draft, sent

USUAL = "Reminder: A made consultation"
AT = london("11-20 12:00")
LIST = OfferedList(
    london("11-20 09:00:00.5"), ((ANN, "ann@x.example"), (BOB, "Bob@home.example"), (CAT, "stand@in.example"))
)
NAMED = replace(consultation(), chasing=ChasingRules(merge_subject="Your views, please"))


def merge(subject: str, *addresses: str, at: str = "11-20 10:0", **more: Any) -> list[SentHeaders]:
    """One mail to each, a minute apart."""
    return [
        sent(to, f"{at}{n}", subject=subject, message_id=f"<{n}{subject}@outlook>", **more)
        for n, to in enumerate(addresses)
    ]


EVERYONE = ("ann@x.example", "bob@home.example", "stand@in.example")


@pytest.mark.parametrize(
    ("asked", "lists", "mails", "reached"),
    [
        # by the subject that chase names, list or no list, one or many
        (consultation(), (), merge(USUAL, "ann@x.example"), {ANN}),
        (consultation(), (), merge("reminder:  a MADE consultation", "bob@home.example"), {BOB}),
        (consultation(), (LIST,), merge(USUAL, "stand@in.example"), {CAT}),
        (NAMED, (), merge("Your views, please", "ann@x.example"), {ANN}),
        # by going out alike to the list: to all of it, or to three
        (consultation(), (LIST,), merge("A word", *EVERYONE), {ANN, BOB, CAT}),
        (consultation(), (replace(LIST, offered=LIST.offered[:2]),), merge("A word", *EVERYONE[:2]), {ANN, BOB}),
        # a later look at the same list changes nothing
        (
            consultation(),
            (LIST, replace(LIST, made_at=london("11-20 09:30"))),
            merge("A word", *EVERYONE),
            {ANN, BOB, CAT},
        ),
        # too few, before the list, or more than a week after it
        (consultation(), (LIST,), merge("A word", *EVERYONE[:2]), set()),
        (consultation(), (LIST,), merge("A word", *EVERYONE, at="11-20 08:5"), set()),
        (consultation(), (LIST,), merge("A word", *EVERYONE, at="11-27 09:1"), set()),
        (consultation(), (), merge("A word", *EVERYONE), set()),
        # another letter: also to one whom the list does not give, whoever that is
        (consultation(), (LIST,), merge("Invitation", *EVERYONE, "tim@x.example"), set()),
        (consultation(), (LIST,), merge("Invitation", *EVERYONE, "friend@elsewhere.example"), set()),
        # or in a thread of theirs, or to several at once, or one now and one then
        (consultation(), (LIST,), merge("A word", *EVERYONE, in_reply_to="<theirs@x.example>"), set()),
        (consultation(), (LIST,), merge("RE: A word", *EVERYONE), set()),
        (consultation(), (LIST,), merge(f"Re: {USUAL}", "ann@x.example"), set()),
        (consultation(), (LIST,), [sent(subject=USUAL, recipients=EVERYONE)], set()),
        (
            consultation(),
            (LIST,),
            [m for n, to in enumerate(EVERYONE) for m in merge("A word", to, at=f"11-20 1{n}:0")],
            set(),
        ),
        # where the subject is named, nothing else makes a reminder
        (NAMED, (LIST,), merge("A word", *EVERYONE), set()),
        (NAMED, (LIST,), merge(USUAL, *EVERYONE), set()),
        # nobody's on the list
        (consultation(), (), merge(USUAL, "friend@elsewhere.example"), set()),
    ],
)
def test_which_mails_are_of_a_merge(
    asked: Consultation, lists: tuple[OfferedList, ...], mails: list[SentHeaders], reached: set[str]
) -> None:
    assert {ref for ref, _ in find_merged(asked, lists, mails).values()} == reached
    seen = match_sent(asked, [], mails, AT, lists)
    assert {s.ref for s in seen if s.is_chaser} == reached
    assert {c.ref for c in reminders_sent((), seen)} == reached


def test_a_letter_among_the_mails_of_a_merge_stays_a_letter() -> None:
    mails = [*merge("A word", *EVERYONE), sent("ann@x.example", "11-20 10:01", subject="Your visit")]
    seen = match_sent(consultation(), [], mails, AT, (LIST,))
    assert [(s.ref, s.merged) for s in seen] == [(ANN, True), (BOB, True), (CAT, True), (ANN, False)]


def test_a_draft_that_went_out_is_that_draft_and_no_merge() -> None:
    (seen,) = match_sent(consultation(), [draft(subject=USUAL)], merge(USUAL, "ann@x.example"), AT, (LIST,))
    assert (seen.draft, seen.merged) == ("<draft-ann@us.example>", False)


def test_the_first_mails_of_a_merge_are_known_when_the_rest_is_there() -> None:
    """A look into Sent that comes between finds two letters; the next finds three reminders."""
    mails = merge("A word", *EVERYONE)
    assert not any(s.merged for s in match_sent(consultation(), [], mails[:2], AT, (LIST,)))
    assert all(s.merged for s in match_sent(consultation(), [], mails, AT, (LIST,)))
    assert TIM not in {s.ref for s in match_sent(consultation(), [], mails, AT, (LIST,))}
