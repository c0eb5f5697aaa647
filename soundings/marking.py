"""The words that prove a decision, marked in the sentence that they stand in."""

from collections.abc import Iterable

from classify.analysis import Evidence
from ingest.message import ParsedMessage

BEFORE, AFTER = "**", "**"


def marked(evidence: Iterable[Evidence], message: ParsedMessage) -> tuple[str, ...]:
    """Each sentence once, in order of proof, with all that proves something in it between asterisks."""
    places: dict[str, list[tuple[int, int]]] = {}
    for proof in evidence:
        if proof.quote.strip():
            places.setdefault(proof.quote, []).extend(_places(proof, message))
    return tuple(_plain(_mark(quote, found)) for quote, found in places.items())


def _places(proof: Evidence, message: ParsedMessage) -> list[tuple[int, int]]:
    """Where in the quotation the span's words stand; nowhere where they are the whole of it, or not of it."""
    if proof.span is None:
        return []
    words = message.words(proof.span)
    start = message.text(proof.span.part).rfind(proof.quote, 0, proof.span.start + len(proof.quote))
    at = proof.span.start - start if start >= 0 else proof.quote.find(words)
    inside = words.strip() and len(words) < len(proof.quote) and proof.quote[at : at + len(words)] == words
    return [(at, at + len(words))] if inside and at >= 0 else []


def _mark(quote: str, places: Iterable[tuple[int, int]]) -> str:
    done, pieces = 0, []
    for start, end in sorted(set(places)):
        if start >= done:
            pieces += [quote[done:start], BEFORE, quote[start:end], AFTER]
            done = end
    return "".join([*pieces, quote[done:]])


def _plain(words: str) -> str:
    return " ".join(words.split())
