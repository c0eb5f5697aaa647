"""What the rules look at: one mail's headers and own words, made ready for matching without moving a character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from classify.analysis import Evidence
from config.consultation import Consultation
from ingest.message import ParsedMessage, SegmentKind, Span, TextRole

_SAME_LENGTH = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "‑": "-",
        "‐": "-",
        "’": "'",
        "‘": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "\xa0": " ",
        "\t": " ",
        "\r": " ",
    }
)
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_ANSWERING = re.compile(r"^(?:(?:re|aw|sv|antw|ateb|fw|fwd|fyi)(?:\[\d+\])?\s{0,2}:\s{0,3})+", re.I)
_MOST_CHARACTERS = 60_000
_YEARS_APART = 800


@lru_cache(maxsize=4096)
def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern for wording: a space is a short run of blanks, ` ~ ` a gap of some words, `n't` a verb that ends so."""
    pattern = re.sub(r"(?<![a-z])n't", r"\\w{0,6}n't", pattern)
    pattern = pattern.replace(" ~ ", r"\b[^.!?\n]{0,60}?\b").replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")
    return re.compile(pattern, re.IGNORECASE)


def plain(text: str) -> str:
    """The text with typewriter quotes and dashes and without wrapping; every offset stays where it was."""
    return _LONE_BREAK.sub(" ", text.translate(_SAME_LENGTH))


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of text made plain, with its place in the message."""

    part: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One mail as the rules see it.

    `body` is what the sender wrote in the mail itself (the signature where there is nothing else), `signed` the same
    with signatures, `attached` what they wrote in attachments, `report` every word of body and machine's report.
    """

    message: ParsedMessage
    consultation: Consultation
    body: tuple[Piece, ...]
    signed: tuple[Piece, ...]
    attached: tuple[Piece, ...]
    report: tuple[Piece, ...]

    @property
    def subject(self) -> str:
        """The subject as it reads, on one line."""
        return plain(" ".join(self.message.headers.subject.split()))

    @property
    def bare_subject(self) -> str:
        """The subject without "Re:" and "Fwd:"."""
        return _ANSWERING.sub("", self.subject)

    @property
    def answers_ours(self) -> bool:
        """Whether a person pressed "reply" or "forward": the subject says so."""
        return self.bare_subject != self.subject

    @property
    def said_on(self) -> date:
        """The day of the mail in the consultation's zone; without a date, or in 1970 or 2038, the day of our letter."""
        at, ours = self.message.headers.date, self.consultation
        if at is None:
            return ours.sent_on
        day = (at.astimezone(ours.zone) if at.tzinfo else at).date()
        return day if abs((day - ours.sent_on).days) < _YEARS_APART else ours.sent_on

    @property
    def body_words(self) -> int:
        """How many words the sender wrote in the mail itself."""
        return sum(len(p.text.split()) for p in self.body)

    def header(self, name: str) -> str:
        """The first value of a header, lower case, empty where there is none."""
        return (self.message.headers.find(name) or "").strip().lower()

    def find(self, rule: str, pattern: re.Pattern[str], pieces: tuple[Piece, ...] | None = None) -> Evidence | None:
        """The first place where a pattern stands in the sender's own words, as evidence for a rule."""
        return next(self.find_all(rule, pattern, pieces), None)

    def find_all(
        self, rule: str, pattern: re.Pattern[str], pieces: tuple[Piece, ...] | None = None
    ) -> Iterator[Evidence]:
        """Every such place, in order."""
        for piece in self.body if pieces is None else pieces:
            for m in pattern.finditer(piece.text[:_MOST_CHARACTERS]):
                span = Span(piece.part, piece.start + m.start(), piece.start + m.end())
                yield Evidence(rule, self.message.words(span), span)


def gather_facts(message: ParsedMessage, consultation: Consultation) -> Facts:
    """What the rules need of one mail."""
    roles = {t.part: t.role for t in message.texts}
    own = [_piece(message, s.span) for s in message.own_segments()]
    body = tuple(p for p in own if roles[p.part] is TextRole.BODY)
    signed = tuple(p for p in signature_pieces(message) if roles[p.part] is TextRole.BODY)
    return Facts(
        message,
        consultation,
        body=body if any(p.text.strip() for p in body) else signed,
        signed=(*body, *signed),
        attached=tuple(p for p in own if roles[p.part] is TextRole.ATTACHMENT),
        report=tuple(Piece(t.part, 0, plain(t.content)) for t in message.texts if t.role is not TextRole.ATTACHMENT),
    )


def signature_pieces(message: ParsedMessage) -> tuple[Piece, ...]:
    """The signatures of a mail and its attachments, made plain."""
    return tuple(_piece(message, s.span) for s in message.segments if s.kind is SegmentKind.SIGNATURE)


def _piece(message: ParsedMessage, span: Span) -> Piece:
    return Piece(span.part, span.start, plain(message.words(span)))
