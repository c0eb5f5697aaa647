"""Parsing measured on mails that nobody wrote for Soundings: `python -m benchmarks.foreign FOLDER`.

FOLDER has mails of any form (.eml, .msg, mbox, winmail.dat, or text that begins with headers), a folder for each
collection; `a.own.txt` beside `a.eml` is what its respondent wrote. Of every mail is asked whether it is read at all,
how long that takes (process seconds), and whether each word that the standard library finds in a part of text is in
ours; of those with known words, how many are told as the respondent's and how many of the others are not. Ends with 1
where a word was lost or a mail defeated the parser.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path
from time import process_time

from benchmarks.foreign_files import ForeignMail, find_mails
from config.consultation import Letter
from ingest.message import UNREAD, ParsedMessage, SegmentKind
from ingest.parse import parse

NO_LETTER = Letter((), ())
_OTHERS = (SegmentKind.QUOTED, SegmentKind.LETTER)
"""Libraries that cut quotations keep signatures and small print as the sender's; ours have names of their own."""

_LINK = re.compile(r"(?:https?://|www\.|mailto:|cid:)[^\s>)\]]+", re.IGNORECASE)
_HIDDEN = frozenset({"head", "style", "script", "title", "xml"})
_HIDES = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
_INLINE = frozenset({"a", "b", "em", "font", "i", "span", "strong", "u"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mail: words lost with the part they were in, and of a known reply the shares kept and cut.

    `kept` is the share of its own words that ours have, `cut` that of the other words which ours have not, and `exact`
    says that both are all, word for word.
    """

    collection: str
    name: str
    seconds: float
    lost: tuple[str, ...]
    defeated: str = ""
    kept: float | None = None
    cut: float | None = None
    exact: bool = False


def words_of(text: str) -> list[str]:
    """Letters and digits that stand together, in lower case."""
    return re.findall(r"\w+", text.lower().replace("_", " "))


class _Page(HTMLParser):
    """The words that a page shows; `_within` is the tag that hides what is in it, `_depth` how often it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._within, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._within:
            self._depth += tag == self._within
        elif tag in _HIDDEN or (tag not in _VOID and _HIDES.search(dict(attrs).get("style") or "")):
            self._within, self._depth = tag, 1
        self.pieces.append("" if tag in _INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self._within
        if not self._depth:
            self._within = ""
        self.pieces.append("" if tag in _INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.pieces.append(data)


def page_text(page: str) -> str:
    """The words of a page as the standard library's parser has them."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    return "".join(parser.pieces)


def forms(message: Message) -> Iterator[list[list[str]]]:
    """The texts of a mail as the standard library has them: for each of them its forms, and each form's parts."""
    payload = message.get_payload()
    children = [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    if not children:
        yield [[text for text in (_text(message),) if text]]
    elif message.get_content_type() == "multipart/alternative":
        yield [[text for group in forms(child) for form in group for text in form] for child in children]
    else:
        for child in children:
            yield from forms(child)


def _text(part: Message) -> str:
    kind = part.get_content_type()
    text = _decoded(part) if kind in ("text/plain", "text/html") else None
    return (page_text(text) if kind == "text/html" else text) if text else ""


def _decoded(part: Message) -> str | None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return None  # what its charset does not say nobody can compare


def lost_words(raw: bytes, parsed: ParsedMessage) -> tuple[str, ...]:
    """Words that the standard library finds and none of our texts has; a word that is parted otherwise is not lost.

    Of a text in several forms (plain, page) one must be there whole. Addresses of links are no words, nor is what a
    page hides.
    """
    ours = words_of(" ".join(text.content for text in parsed.texts))
    known, joined = set(ours), "".join(ours)

    def lost(form: Sequence[str]) -> list[str]:
        words = dict.fromkeys(word for text in form for word in words_of(_LINK.sub(" ", text)))
        return [word for word in words if word not in known and word not in joined]

    groups = ([form for form in group if form] for group in forms(message_from_bytes(raw)))
    return tuple(word for group in groups if group for word in min(map(lost, group), key=len))


def outcome(mail: ForeignMail) -> Outcome:
    """Read a mail and compare."""
    began = process_time()
    parsed = parse(mail.raw, NO_LETTER)
    seconds = process_time() - began
    defeated = next((p for p in parsed.problems if p.startswith(f"{UNREAD}: ")), "")
    seen = Outcome(mail.name.partition("/")[0], mail.name, seconds, lost_words(mail.raw, parsed), defeated)
    return seen if mail.own is None else _compared(seen, words_of(mail.own), parsed)


def _compared(seen: Outcome, known: Sequence[str], parsed: ParsedMessage) -> Outcome:
    own = words_of(" ".join(parsed.words(s.span) for s in parsed.segments if s.kind not in _OTHERS))
    wanted, ours = Counter(known), Counter(own)
    others = Counter(word for text in parsed.texts for word in words_of(text.content)) - wanted
    kept = (wanted & ours).total() / wanted.total() if wanted else 1.0
    cut = 1 - ((ours - wanted) & others).total() / others.total() if others else 1.0
    return Outcome(seen.collection, seen.name, seen.seconds, seen.lost, seen.defeated, kept, cut, list(known) == own)


def table(outcomes: Iterable[Outcome]) -> list[str]:
    """A line for each collection, as Markdown, and one for all."""
    every = list(outcomes)
    names = dict.fromkeys(one.collection for one in every)
    rows = [_row(name, [one for one in every if one.collection == name]) for name in names]
    head = (
        "| collection | mails | not read | lost a word | longest | own words known | all kept | all else cut | exact |"
    )
    return [head, "|---|---|---|---|---|---|---|---|---|", *rows, _row("**all**", every)]


def _row(name: str, some: Sequence[Outcome]) -> str:
    known = [one for one in some if one.kept is not None]
    shares = [sum(one.kept == 1 for one in known), sum(one.cut == 1 for one in known), sum(one.exact for one in known)]
    cells = (
        name,
        len(some),
        sum(bool(one.defeated) for one in some),
        sum(bool(one.lost) for one in some),
        f"{max(one.seconds for one in some):.2f} s",
        len(known) or "",
        *(share if known else "" for share in shares),
    )
    return f"| {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str]) -> int:
    """Print the table, then each mail that lost words of its own, or was not read, or kept or cut too little."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("Name a folder of mails: python -m benchmarks.foreign FOLDER", file=sys.stderr)
        return 2
    mails = find_mails(Path(arguments[0]), lambda path, why: print(f"{path}: {why}", file=sys.stderr))
    outcomes = [outcome(mail) for mail in mails]
    if not outcomes:
        print(f"{arguments[0]}: no mail is in this folder", file=sys.stderr)
        return 2
    print("\n".join(table(outcomes)))
    for one in outcomes:
        if one.defeated or one.lost:
            print(f"{one.name}: {one.defeated or f'lost {len(one.lost)}: ' + ', '.join(one.lost[:8])}")
        if one.kept is not None and not one.exact:
            print(f"{one.name}: kept {one.kept:.0%} of its own words, cut {one.cut:.0%} of the others")
    return int(any(one.defeated or one.lost for one in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
