"""The summary's parts beside the figures: what was said beside the answers, and what is missing still."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.asides import Aside, clearest
from reports.discretion import Discretion
from reports.publication import Publication
from reports.report import ITEM, Quote, Section
from reports.results import Results
from reports.results_words import join
from reports.wording import say_day, say_number

_QUOTED = 12
"""Sentences that are quoted."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a summary tells beside the outcome in figures."""

    publication: Publication
    asides: tuple[Aside, ...]


def said_beside(results: Results, asides: tuple[Aside, ...], discretion: Discretion) -> Iterator[Section]:
    """How much was said that answers no question, and for the lead the clearest of it as it was written."""
    if not asides:
        return
    by = {(v.ref, v.name) for aside in asides for v in aside.by}
    whole = len(results.respondents) + len(results.others)
    words = (
        f"{len(by)} of the {whole} who gave a view also wrote {say_number(len(asides), 'whole sentence')} in which the "
        "machine found no answer to a question and no topic of the letter; greetings, thanks and the like are not "
        "counted. What they are about, a person says: none of it is in the figures above."
    )
    if discretion.publishable:
        yield Section("Beside the answers", (words,))
        return
    chosen = clearest((a for a in asides if not a.confidential), _QUOTED)
    quotes = tuple(Quote(a.words, join(discretion.source(v) for v in a.by)) for a in chosen)
    some = "All of them are" if len(quotes) == len(asides) else f"{len(quotes)} of them are"
    how = f"{some} quoted here, chosen as the quotations above, and nothing of those who asked for confidence."
    yield Section("Beside the answers", (words, how), quotes=quotes)


def still_missing(publication: Publication) -> Iterator[Section]:
    """By when the outcome is to be published, and what is to be done before, once the consultation is closed."""
    if not publication.closed:
        return
    words = (
        f"The outcome is to be published by {say_day(publication.due_on)}, "
        f"{say_number(publication.weeks, 'week')} after the deadline. "
    )
    if not publication.missing:
        yield Section("Before publication", (f"{words}Nothing is missing for it.",))
        return
    yield Section("Before publication", (f"{words}Still missing:", *(ITEM + m.words for m in publication.missing)))
