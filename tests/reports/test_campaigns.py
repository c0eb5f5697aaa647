"""Campaigns and what was sent twice: linked, never dropped, and whoever is counted is counted as before."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.likeness import numbers_of, plain_words
from config.consultation import Ref
from ingest.message import ArchiveId
from reports.campaigns import FEWEST_WORDS, NearlySame, families, find_nearly_same
from reports.reading import read_mails
from store.rows import Compared, MailRecord
from tests.reports.made import ANN, BOB, CAT, london, mail

AS_OF = london("11-30 12:00")
COMMON = "please look at remand before anything else because nobody has looked at it for nine long years now"
OTHER = "our members would rather see work with victims in prisons and courts and have written to you about it twice"
SHORT = "we have no comments"


def compared(record: MailRecord, words: str) -> Compared:
    plain = plain_words(words)
    return Compared(record.mail.archive_id, " ".join(plain), len(plain), numbers_of(plain).astype("<u4").tobytes())


def sent(day: int, words: str, *refs: Ref, kind: str = "response", sender: str = "") -> tuple[MailRecord, str]:
    return mail(f"11-{day:02} 09:00", kind, *refs, sender=sender or f"p{day}@x.example"), words


def found(*mails: tuple[MailRecord, str]) -> NearlySame:
    records = [record for record, _ in mails]
    received = {r.mail.archive_id: r.mail.received_at for r in records}
    every = families([compared(*each) for each in mails], received)
    return find_nearly_same(every, read_mails(records, AS_OF))


def test_the_same_words_from_several_are_a_campaign() -> None:
    """The usual words are those that came most often; who changed a word belongs to it."""
    changed = COMMON.replace("nine", "ten")
    mails = [sent(1, changed), sent(2, COMMON, ANN), sent(3, COMMON), sent(4, OTHER)]
    (campaign,) = found(*mails).campaigns
    ids = [record.mail.archive_id for record, _ in mails]
    assert campaign.mails == tuple(ids[:3])
    assert (campaign.name, campaign.usual, campaign.same) == (ids[0], ids[1], frozenset(ids[1:3]))
    assert campaign.respondents == {"p1@x.example", ANN, "p3@x.example"}
    assert (campaign.first_at, campaign.last_at) == (london("11-01 09:00"), london("11-03 09:00"))


@pytest.mark.parametrize(
    ("mails", "campaigns", "twice"),
    [
        ([sent(1, COMMON, ANN), sent(2, COMMON, ANN)], 0, 2),
        ([sent(1, COMMON, ANN), sent(2, COMMON, ANN), sent(3, COMMON, BOB)], 1, 2),
        ([sent(1, COMMON, ANN, BOB), sent(2, COMMON, BOB)], 0, 2),
        ([sent(1, COMMON, ANN, BOB), sent(2, COMMON, CAT)], 1, 0),
        ([sent(1, COMMON, sender="P@x.example"), sent(2, COMMON, sender="p@x.example")], 0, 2),
        ([sent(1, SHORT), sent(2, SHORT)], 0, 0),
        ([sent(1, SHORT, ANN, kind="nil_response"), sent(2, SHORT, ANN, kind="nil_response")], 0, 2),
        ([sent(1, SHORT, ANN), sent(2, "we have comments", ANN)], 0, 0),
        ([sent(1, COMMON, kind="auto_reply"), sent(2, COMMON, kind="auto_reply")], 0, 0),
        ([sent(1, COMMON, kind="holding"), sent(2, COMMON, kind="holding")], 0, 0),
        ([sent(1, "", ANN), sent(2, "", ANN)], 0, 0),
        ([sent(1, COMMON, ANN), sent(2, OTHER, BOB)], 0, 0),
    ],
)
def test_what_is_a_campaign_and_what_was_sent_twice(
    mails: list[tuple[MailRecord, str]], campaigns: int, twice: int
) -> None:
    assert (len(found(*mails).campaigns), len(found(*mails).sent_again)) == (campaigns, twice)


def test_a_person_who_says_that_a_mail_is_no_reply_takes_it_out_of_the_campaign() -> None:
    record, words = sent(3, COMMON)
    kept = [sent(1, COMMON), sent(2, COMMON)]
    other = mail("11-03 09:00", "response", sender="p3@x.example", corrections=(("kind", "auto_reply"),))
    assert found(*kept, (record, words)).campaigns[0].size == 3
    assert found(*kept, (replace(other, mail=record.mail), words)).campaigns[0].size == 2


def test_it_does_not_matter_in_which_order_mails_were_read() -> None:
    mails = [sent(1, COMMON, ANN), sent(2, COMMON.replace("nine", "ten")), sent(3, COMMON), sent(4, COMMON, ANN)]
    first = found(*mails)
    assert all(found(*order) == first for order in permutations(mails))


@given(st.lists(st.tuples(st.sampled_from([COMMON, OTHER, SHORT, f"{COMMON} sir"]), st.sampled_from([ANN, BOB, CAT]))))
def test_a_mail_is_in_one_campaign_at_most_and_links_go_both_ways(chosen: list[tuple[str, Ref]]) -> None:
    mails = [
        (replace(record, mail=replace(record.mail, archive_id=ArchiveId(f"{n}")), analysis=None), words)
        for n, (words, _) in enumerate(chosen)
        for record in [mail("11-01 09:00", "response", sender=f"{chosen[n][1]}@x.example")]
        if record.analysis
    ]
    mails = [
        (replace(r, corrections=mail("11-01 09:00", "response", corrections=(("kind", "response"),)).corrections), w)
        for r, w in mails
    ]
    result = found(*mails)
    inside = [m for c in result.campaigns for m in c.mails]
    assert len(inside) == len(set(inside)) == len(result.of_mail)
    assert all(mail in result.sent_again[other] for mail, others in result.sent_again.items() for other in others)
    assert all(mail not in others for mail, others in result.sent_again.items())


def test_texts_too_short_to_be_more_than_chance_are_no_campaign() -> None:
    words = " ".join(f"w{n}" for n in range(FEWEST_WORDS))
    assert len(found(sent(1, words), sent(2, words)).campaigns) == 1
    fewer = words.rsplit(" ", 1)[0]
    assert found(sent(1, fewer), sent(2, fewer)).campaigns == ()
