"""Whether the words that a decision rests on stand in the mail, read anew from its bytes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from classify.analysis import Evidence
from ingest.message import ParsedMessage, Span


class Proof(StrEnum):
    """How words stand in the mail.

    `found` at their place or in a header, `moved` in another text than is said, `noted` where a rule tells something of
    the mail that is no words of it (two question marks), `lost` nowhere, `unread` where there is no mail to look in.
    """

    FOUND = "found"
    MOVED = "moved"
    NOTED = "noted"
    LOST = "lost"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by which something was decided, with the place; `decides` are those within them that did.

    `file_sha256` is that of the attachment whose text they stand in.
    """

    text: str
    decides: str
    rule: str
    place: str
    span: Span | None
    proof: Proof
    file_sha256: str = ""


def words_of(evidence: Evidence, message: ParsedMessage | None) -> Words:
    """The words of a proof, looked up in the mail."""
    quote, span = evidence.quote, evidence.span
    if message is None:
        return Words(quote, "", evidence.rule, "", span, Proof.UNREAD)
    content = _content(message, span)
    if span and content and quote in content:
        there = span if _fits(content[span.start : span.end], quote) else _nearest(quote, content, span)
        return _placed(quote, content[there.start : there.end], evidence.rule, there, Proof.FOUND, message)
    if span is None and (place := next(_headers(quote, message), "")):
        return Words(quote, "", evidence.rule, place, None, Proof.FOUND)
    part = next((t.part for t in message.texts if _plain(quote) in _plain(t.content)), "")
    if part:
        proof = Proof.MOVED if span else Proof.FOUND
        return _placed(quote, "", evidence.rule, Span(part, 0, 0), proof, message)
    return Words(quote, "", evidence.rule, "", span, Proof.LOST if span else Proof.NOTED)


def stretch_of(span: Span, told: tuple[str, ...], message: ParsedMessage | None) -> Words:
    """The words of a stretch of text that a decision is about, if they are among those that the decision tells."""
    if message is None:
        return Words(told[0], "", "", "", span, Proof.UNREAD)
    words = (_content(message, span) or "")[span.start : span.end]
    there = any(_fits(_plain(words), _plain(each)) for each in told if each)
    return _placed(words or told[0], "", "", span, Proof.FOUND if there else Proof.LOST, message)


def _placed(text: str, decides: str, rule: str, span: Span, proof: Proof, message: ParsedMessage) -> Words:
    part = next((t for t in message.texts if t.part == span.part), None)
    name = f"{span.part} {part.name}".rstrip() if part else span.part
    file = next((a.sha256 for a in message.attachments if a.part == span.part), "")
    exact = span if span.end > span.start else None
    return Words(text, "" if decides == text else decides, rule, name, exact, proof, file)


def _content(message: ParsedMessage, span: Span | None) -> str | None:
    return next((t.content for t in message.texts if span and t.part == span.part), None)


def _nearest(quote: str, content: str, span: Span) -> Span:
    """Where the words stand that were written under a topic of the letter, at which the span points."""
    after = content.find(quote, span.start)
    at = after if after >= 0 else content.rfind(quote)
    return Span(span.part, at, at + len(quote))


def _fits(words: str, quote: str) -> bool:
    return bool(words) and (words in quote or quote in words)


def _headers(quote: str, message: ParsedMessage) -> Iterator[str]:
    """Where in the mail's head, its structure or the names of what is attached the words stand."""
    wanted, heads = quote.casefold(), message.headers
    people = (*heads.from_, *heads.reply_to, *heads.to, *heads.cc)
    texts = {
        "subject": (heads.subject,),
        "address": tuple(f"{a.name} {a.email}" for a in people),
        "header": tuple(f"{name}: {value}" for name, value in heads.raw),
        "structure": message.structure,
        "attachment's name": tuple(a.name for a in message.attachments),
    }
    yield from (place for place, each in texts.items() if any(wanted in text.casefold() for text in each))


def _plain(text: str) -> str:
    return " ".join(text.split())
