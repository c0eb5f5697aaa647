"""The clock to publication: by when the outcome is to be published, and what is still missing for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reports.chasers import ChaserList
from reports.deadline import day_of
from reports.results_ideas import Bundle
from reports.results_words import join
from reports.status import Status
from reports.wording import say_day, say_number


class Matter(StrEnum):
    """What can be missing for the report."""

    REVIEW = "review"
    REPLIES = "replies"
    ANSWER = "answer"
    MEND = "mend"
    CHASERS = "chasers"
    DRAFTS = "drafts"
    MERGING = "merging"


_WORDS = {
    Matter.REVIEW: ("mail to review", "mails to review"),
    Matter.REPLIES: ("reply outstanding", "replies outstanding"),
    Matter.ANSWER: ("question to answer", "questions to answer"),
    Matter.MEND: ("address to mend", "addresses to mend"),
    Matter.CHASERS: ("reminder due", "reminders due"),
    Matter.DRAFTS: ("draft unsent", "drafts unsent"),
    Matter.MERGING: ("group of like proposals to look at", "groups of like proposals to look at"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One matter that is still open, and how many of it there are."""

    matter: Matter
    number: int

    @property
    def words(self) -> str:
        """ "52 mails to review"."""
        return say_number(self.number, *_WORDS[self.matter])


@dataclass(frozen=True, slots=True)
class Publication:
    """The day by which the outcome is to be published, `weeks` after the close, and what is missing at a moment."""

    due_on: date
    weeks: int
    days_left: int
    closed: bool
    missing: tuple[Missing, ...]

    @property
    def clock(self) -> str:
        """ "14 Feb 2025 (76 days left)"."""
        return f"{say_day(self.due_on)} ({_say_left(self.days_left)})"

    @property
    def open_words(self) -> str:
        """All that is missing, in a line."""
        return join(each.words for each in self.missing) if self.missing else "nothing"


def find_publication(status: Status, chasers: ChaserList, bundles: Iterable[Bundle] = ()) -> Publication:
    """The clock as at the status's moment; `bundles` are proposals that a machine has put together."""
    asked, today = status.consultation, day_of(status.as_of, status.consultation.zone)
    return Publication(
        asked.publish_by,
        asked.publication_weeks,
        (asked.publish_by - today).days,
        status.days_left < 0,
        tuple(m for m in _matters(status, chasers, bundles) if m.number),
    )


def _matters(status: Status, chasers: ChaserList, bundles: Iterable[Bundle]) -> Iterator[Missing]:
    yield Missing(Matter.REVIEW, len(status.waiting))
    yield Missing(Matter.REPLIES, sum(not line.standing.has_replied for line in status.asked))
    yield Missing(Matter.ANSWER, len(chasers.answer))
    yield Missing(Matter.MEND, len(chasers.without_address))
    yield Missing(Matter.CHASERS, len(chasers.undrafted))
    yield Missing(Matter.DRAFTS, chasers.drafted)
    yield Missing(Matter.MERGING, sum(len(bundle.ideas) > 1 for bundle in bundles))


def _say_left(days: int) -> str:
    match days:
        case 0:
            return "today"
        case _ if days > 0:
            return f"{say_number(days, 'day')} left"
        case _:
            return f"{say_number(-days, 'day')} over"
