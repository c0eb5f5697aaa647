"""Campaigns as a report for the screen, and as JSON values for scripts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from config.consultation import Consultation, Stakeholder
from ingest.message import ArchiveId
from reports.campaigns import Campaign, NearlySame
from reports.changes import How, Piece, changes, say_changes, shortened
from reports.report import Fact, Quote, Report, Section, Table
from reports.status import Status
from reports.wording import say_moment, say_number, say_short
from store.rows import Mail

DIGITS = 8
_NAMED, _BEGINNING, _LONGEST, _MOST_OF_A_TEXT = 3, 90, 600, 4000
Words = Mapping[ArchiveId, str]
"""The respondents' own words in some mails."""


def make_campaigns_report(status: Status, found: NearlySame, words: Words) -> Report:
    """Every campaign in a line; `words` are those of the most usual mail of each."""
    lines = by_ref(status.consultation)
    rows = tuple(
        (
            c.name[:DIGITS],
            c.size,
            len(c.respondents),
            len(c.same),
            say_short(c.first_at.astimezone(status.consultation.zone)),
            say_short(c.last_at.astimezone(status.consultation.zone)),
            say_listed(c, lines),
            beginning(words.get(c.usual, "")),
        )
        for c in found.campaigns
    )
    columns = ("Campaign", "Replies", "From", "Word for word", "First", "Last", "On the list", "Begins")
    facts = (
        _as_of(status),
        Fact("Campaigns", f"{len(rows)}, with {say_number(len(found.of_mail), 'reply', 'replies')}"),
        Fact("Sent twice", say_number(len(found.sent_again), "mail") + " nearly the same as another of its sender"),
        Fact("Counted", "each reply by itself, as every other"),
    )
    tables = (Table("Campaigns", columns, rows),) if rows else ()
    sections = (Section("Near-identical replies of several", () if rows else ("There are none.",), tables),)
    return Report("Campaigns", status.as_of.astimezone(status.consultation.zone), facts, sections)


def make_campaign_report(status: Status, campaign: Campaign, words: Words) -> Report:
    """One campaign: its most usual words, and what each of the others changed in them."""
    lines = by_ref(status.consultation)
    usual, zone = words.get(campaign.usual, ""), status.consultation.zone
    facts = (
        Fact("Campaign", campaign.name),
        _as_of(status),
        Fact("Replies", f"{campaign.size}, from {say_number(len(campaign.respondents), 'respondent')}"),
        Fact("On the list", say_listed(campaign, lines, len(campaign.respondents))),
        Fact("Received", f"{say_moment(campaign.first_at, zone)}, to {say_moment(campaign.last_at, zone)}"),
        Fact("Word for word", f"{len(campaign.same)}, greeting, name and signature apart"),
    )
    shown = _cut(usual, _MOST_OF_A_TEXT)
    sections = (
        Section("The most usual words", quotes=(Quote(shown, f"mail {campaign.usual[:DIGITS]}"),)),
        *_changed(campaign, words, lines, status),
    )
    return Report("A campaign", status.as_of.astimezone(zone), facts, sections)


def _changed(campaign: Campaign, words: Words, lines: Mapping[str, Stakeholder], status: Status) -> Iterator[Section]:
    zone = status.consultation.zone
    for heading, mails in (
        ("With words of their own", [m for m in campaign.mails if m not in campaign.same]),
        ("Word for word", [m for m in campaign.mails if m in campaign.same]),
    ):
        rows = tuple(
            (
                mail[:DIGITS],
                say_who(campaign, mail, lines),
                say_short(campaign.readings[mail].received_at.astimezone(zone)),
                *(
                    (_cut(say_changes(changes_in(campaign, mail, words)), _LONGEST),)
                    if mail not in campaign.same
                    else ()
                ),
            )
            for mail in mails
        )
        columns = ("Mail", "Who", "Received", "Changed")
        if rows:
            yield Section(heading, tables=(Table(heading, columns[: len(rows[0])], rows),))


def _as_of(status: Status) -> Fact:
    return Fact("As of", say_moment(status.as_of, status.consultation.zone))


def changes_in(campaign: Campaign, mail: ArchiveId, words: Words) -> tuple[Piece, ...]:
    """What a mail changed in the most usual words, with a little of what stayed around it; nothing for one of these."""
    return shortened(changes(words.get(campaign.usual, ""), words.get(mail, ""))) if mail not in campaign.same else ()


def say_who(campaign: Campaign, mail: ArchiveId, lines: Mapping[str, Stakeholder]) -> str:
    """Whose reply it is: lines of the list by name, otherwise who sent it."""
    reading = campaign.readings[mail]
    sender = reading.record.mail
    listed = "; ".join(lines[ref].label for ref in reading.refs if ref in lines)
    return listed or _sender(sender)


def _sender(mail: Mail) -> str:
    return mail.from_name or mail.from_address or "nobody named"


def say_listed(campaign: Campaign, lines: Mapping[str, Stakeholder], most: int = _NAMED) -> str:
    """The first of those on the list who are behind a campaign, and how many more there are."""
    labels = sorted(lines[who].label for who in campaign.respondents if who in lines)
    more = len(labels) - most
    return "; ".join(labels[:most]) + (f" and {more} more" if more > 0 else "") or "nobody"


def by_ref(consultation: Consultation) -> dict[str, Stakeholder]:
    """The lines of the list."""
    return {line.ref: line for line in consultation.stakeholders}


def beginning(words: str) -> str:
    """The first words of a text, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= _BEGINNING else line[:_BEGINNING].rsplit(" ", 1)[0] + " …"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]} …"


def campaigns_values(found: NearlySame, words: Words, lines: Mapping[str, Stakeholder]) -> dict[str, Any]:
    """All campaigns and all that was sent twice, for scripts."""
    return {
        "campaigns": [campaign_values(c, words, lines) for c in found.campaigns],
        "sent_twice": {mail: list(others) for mail, others in sorted(found.sent_again.items())},
    }


def campaign_values(campaign: Campaign, words: Words, lines: Mapping[str, Stakeholder]) -> dict[str, Any]:
    """One campaign."""
    return {
        "campaign": campaign.name,
        "replies": campaign.size,
        "respondents": len(campaign.respondents),
        "stakeholders": sorted(who for who in campaign.respondents if who in lines),
        "first_at": campaign.first_at.isoformat(),
        "last_at": campaign.last_at.isoformat(),
        "word_for_word": len(campaign.same),
        "usual": campaign.usual,
        "words": words.get(campaign.usual, ""),
        "mails": list(campaign.mails),
    }


def changes_values(campaign: Campaign, words: Words) -> list[dict[str, Any]]:
    """What each mail of a campaign left out and put in, in order; nothing for those that have its words."""
    return [
        {
            "mail": mail,
            "changes": [
                {"how": str(piece.how), "words": piece.words}
                for piece in changes_in(campaign, mail, words)
                if piece.how is not How.SAME
            ],
        }
        for mail in campaign.mails
    ]


def wanted_of(campaigns: Iterable[Campaign]) -> tuple[ArchiveId, ...]:
    """The mails whose words a list of campaigns shows."""
    return tuple(c.usual for c in campaigns)
