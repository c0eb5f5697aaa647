"""Text that the usual parsers lose without a word is found (RFC 2045-2049, and mail as it is)."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import base64

import pytest

from ingest.message import TextRole
from tests.ingest.reading import read

HEAD = b"From: Jo <jo@friends.example>\r\nTo: parks@council.example\r\nSubject: Parks\r\nMIME-Version: 1.0\r\n"
WORDS = "Ponds first, caf\u00e9 second \u2013 \u201cplease\u201d"
B64 = base64.b64encode(WORDS.encode())


def leaf(type_: bytes, body: bytes, encoding: bytes = b"8bit") -> bytes:
    return b"Content-Type: " + type_ + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body


def multi(subtype: bytes, *parts: bytes) -> bytes:
    inner = b"".join(b"\r\n--b1\r\n" + part for part in parts)
    return HEAD + b"Content-Type: multipart/" + subtype + b"; boundary=b1\r\n" + inner + b"\r\n--b1--\r\n"


INNER = (
    b"From: Ann <ann@x.example>\r\nSubject: answer\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode()
)
FOUND = {
    "base64 and a space": HEAD + leaf(b"text/plain; charset=utf-8", B64, b"base64 "),
    "base64 and a semicolon": HEAD + leaf(b"text/plain; charset=utf-8", B64, b"base64;"),
    "base64 without its end": HEAD + leaf(b"text/plain; charset=utf-8", B64.rstrip(b"="), b"base64"),
    "utf-8 said to be latin-1": HEAD + leaf(b"text/plain; charset=iso-8859-1", WORDS.encode()),
    "windows-1252 said to be latin-1": HEAD + leaf(b"text/plain; charset=iso-8859-1", WORDS.encode("cp1252")),
    "windows-1252 said to be utf-8": HEAD + leaf(b"text/plain; charset=utf-8", WORDS.encode("cp1252")),
    "windows-1252 said to be ascii": HEAD + leaf(b"text/plain; charset=us-ascii", WORDS.encode("cp1252")),
    "an unknown character set": HEAD + leaf(b"text/plain; charset=utf8mb4", WORDS.encode()),
    "no character set": HEAD + b"\r\n" + WORDS.encode(),
    "a codec that is no character set": HEAD + leaf(b"text/plain; charset=punycode", WORDS.encode()),
    "NULs between": HEAD + leaf(b"text/plain; charset=utf-8", WORDS.replace(" ", " \0").encode()),
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + WORDS.encode(),
    "text before the first boundary": HEAD + b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + WORDS.encode()
    + b"\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--",
    "a second text": multi(b"mixed", leaf(b"text/plain", b"Hello"), leaf(b"text/plain; charset=utf-8", WORDS.encode())),
    "a second page": multi(b"mixed", leaf(b"text/html", b"<p>Hello"), leaf(b"text/html; charset=utf-8", WORDS.encode())),
    "a stub beside the page": multi(b"alternative", leaf(b"text/plain", b"See HTML"), leaf(b"text/html; charset=utf-8", WORDS.encode())),
    "an empty page beside the text": multi(b"alternative", leaf(b"text/plain; charset=utf-8", WORDS.encode()), leaf(b"text/html", b"<p>")),
    "a boundary line with more on it": HEAD + b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1  \r\n\r\n" + WORDS.encode() + b"\r\n--b1--",
    "enriched text": HEAD + leaf(b"text/enriched; charset=utf-8", b"<bold>" + WORDS.encode() + b"</bold>"),
    "a mail within": multi(b"mixed", leaf(b"text/plain", b"see"), leaf(b"message/rfc822", INNER)),
    "a mail within in base64": multi(b"mixed", leaf(b"text/plain", b"see"), leaf(b"message/rfc822", base64.b64encode(INNER), b"base64")),
    "a type that is none": HEAD + leaf(b"text", WORDS.encode()),
    "uuencoded": HEAD + leaf(b"text/plain; charset=utf-8", b"begin 644 a\n" + __import__("binascii").b2a_uu(WORDS.encode()[:45]) + b" \nend", b"x-uuencode"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_the_words_are_found(name: str) -> None:
    content = " ".join(text.content for text in read(FOUND[name]).texts)
    assert WORDS[:30] in content
    assert name == "uuencoded" or WORDS in content


def test_structure_names_containers_and_leaves_outermost_first() -> None:
    parsed = read(multi(b"alternative", leaf(b"text/plain; charset=utf-8", b"a"), leaf(b"text/html", b"<p>a")))
    assert parsed.structure == ("multipart/alternative; boundary=b1", "text/plain; charset=utf-8", "text/html")


def test_machines_reports_are_texts_of_their_own() -> None:
    status = leaf(
        b"message/delivery-status",
        b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\n",
    )
    raw = multi(
        b"report; report-type=delivery-status",
        leaf(b"text/plain", b"It failed."),
        status,
        leaf(b"message/rfc822", INNER),
    )
    parsed = read(raw)
    reports = [text for text in parsed.texts if text.role is TextRole.REPORT]
    assert [report.content_type for report in reports] == ["message/delivery-status", "message/rfc822"]
    assert "Final-Recipient: rfc822; a@b.example" in reports[0].content
    assert WORDS not in " ".join(parsed.words(s.span) for s in parsed.own_segments())


def test_a_calendar_answer_is_a_report() -> None:
    parsed = read(
        multi(
            b"alternative", leaf(b"text/plain", b"Accepted"), leaf(b"text/calendar; method=REPLY", b"BEGIN:VCALENDAR")
        )
    )
    assert [(t.part, t.role, t.content_type) for t in parsed.texts][1] == ("report:1", TextRole.REPORT, "text/calendar")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"Content-Disposition: attachment; filename=\"../../etc/passwd\"", "passwd"),
        (b"Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.txt", "caf\u00e9.txt"),
        (b"Content-Disposition: attachment; filename*0=\"our \"; filename*1=\"reply.txt\"", "our reply.txt"),
        (b"Content-Disposition: attachment; filename=\"=?utf-8?b?Y2Fmw6kudHh0?=\"", "caf\u00e9.txt"),
        (b"Content-Disposition: attachment; filename=\"C:\\\\Users\\\\jo\\\\r.txt\"", "r.txt"),
    ],
)  # fmt: skip
def test_file_names_are_decoded_and_never_paths(header: bytes, name: str) -> None:
    parsed = read(
        multi(
            b"mixed", leaf(b"text/plain", b"see"), header + b"\r\nContent-Type: application/octet-stream\r\n\r\nhello"
        )
    )
    assert [attachment.name for attachment in parsed.attachments] == [name]
