"""The words that prove a decision, marked in the sentence that they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass

from classify.analysis import Evidence
from ingest.message import ParsedMessage
from reports.runs import Mark, cut_runs

BEFORE, AFTER = "**", "**"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Some words of a quotation, and whether they are those that decided."""

    words: str
    decides: bool = False


def marked(evidence: Iterable[Evidence], message: ParsedMessage) -> tuple[str, ...]:
    """Each sentence once, in order of proof, with all that proves something in it between asterisks."""
    places: dict[str, list[Mark]] = {}
    for proof in evidence:
        if proof.quote.strip():
            places.setdefault(proof.quote, []).extend(_places(proof, message))
    return tuple(_plain(_asterisked(quote, found)) for quote, found in places.items())


def quoted(proof: Evidence, message: ParsedMessage | None) -> tuple[Quoted, ...]:
    """A proof's sentence, with what decided in it told apart where the mail says where it stands."""
    places = _places(proof, message) if message else []
    runs = cut_runs(0, len(proof.quote), places)
    return tuple(Quoted(proof.quote[r.start : r.end], bool(r.marks)) for r in runs)


def _places(proof: Evidence, message: ParsedMessage) -> list[Mark]:
    """Where in the quotation the span's words stand; nowhere where they are the whole of it, or not of it."""
    if proof.span is None:
        return []
    words = message.words(proof.span)
    start = message.text(proof.span.part).rfind(proof.quote, 0, proof.span.start + len(proof.quote))
    at = proof.span.start - start if start >= 0 else proof.quote.find(words)
    inside = words.strip() and len(words) < len(proof.quote) and proof.quote[at : at + len(words)] == words
    return [Mark("", at, at + len(words))] if inside and at >= 0 else []


def _asterisked(quote: str, places: Iterable[Mark]) -> str:
    pieces, inside = [], False
    for run in cut_runs(0, len(quote), places):
        if bool(run.marks) != inside:
            pieces.append(AFTER if inside else BEFORE)
            inside = not inside
        pieces.append(quote[run.start : run.end])
    return "".join([*pieces, AFTER if inside else ""])


def _plain(words: str) -> str:
    return " ".join(words.split())
