"""The sender's own words in mails as many programs write them: tests/data/replies, one case a mail."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.message import UNREAD, ParsedMessage, SegmentKind
from tests.cases import Case, read_cases
from tests.ingest.reading import read

CASES = {case.name: case for case in read_cases("replies")}
HEAD = {
    "From": "Jo Bellamy <jo@friends.example>",
    "To": "Sam Poe <sam@elsewhere.example>",
    "Subject": "RE: Lunch",
    "Date": "Tue, 11 Feb 2025 10:00:00 +0000",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "MIME-Version": "1.0",
}


PIECES = sorted({line for case in CASES.values() for line in case.text.split("\n") if len(line) < 120})


def message(case: Case) -> ParsedMessage:
    head, _, body = case.text.partition("\n\n") if not case.text.startswith("\n") else ("", "", case.text[1:])
    given = dict(line.split(": ", 1) for line in head.split("\n") if line)
    fields = "\n".join(f"{name}: {value}" for name, value in (HEAD | given).items())
    return read(f"{fields}\n\n{body}".encode())


def even(text: str) -> str:
    return " ".join(text.split())


def said(parsed: ParsedMessage, *kinds: SegmentKind) -> str:
    return even(" ".join(parsed.words(s.span) for s in parsed.segments if s.kind in kinds))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", CASES)
def test_own_words_are_told_from_all_others(name: str) -> None:
    """Own words are exactly those expected; `kept` asks only that none of the sender's is lost."""
    case, parsed = CASES[name], message(CASES[name])
    own = said(parsed, SegmentKind.NEW, SegmentKind.FORWARDED)
    found = {
        "own": own,
        "new": said(parsed, SegmentKind.NEW),
        "forwarded": said(parsed, SegmentKind.FORWARDED),
        "kept": even(case.expected.get("kept", "")) if not words(case.expected.get("kept", "")) - words(own) else own,
    }
    assert case.expected
    assert {key: found[key] for key in case.expected} == {key: even(value) for key, value in case.expected.items()}


def test_the_collection_is_wide() -> None:
    """There are more than 200 mails, at least forty of them pages."""
    pages = [case for case in CASES.values() if "text/html" in case.text]
    assert len(CASES) > 200
    assert len(pages) >= 40


@pytest.mark.parametrize("name", CASES)
def test_segments_cover_each_mail_of_the_collection(name: str) -> None:
    """The segments of every text join to the text itself."""
    parsed = message(CASES[name])
    for text in parsed.texts:
        assert "".join(parsed.words(s.span) for s in parsed.segments_of(text.part)) == text.content


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["plain", "html"]))
def test_any_lines_in_any_order_are_read(lines: list[str], kind: str) -> None:
    """Whatever lines of the collection follow one another, the mail is read and its segments cover it."""
    body = "\n".join(lines).encode("utf-8", "replace")
    head = (
        f"From: Jo <jo@friends.example>\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    parsed = read(head.encode() + body)
    assert [problem for problem in parsed.problems if problem.startswith(UNREAD)] == []
    for text in parsed.texts:
        assert "".join(parsed.words(s.span) for s in parsed.segments_of(text.part)) == text.content
