"""Mails made to break or stall a reader end within three seconds as messages whose segments cover their texts."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.message import ParsedMessage
from tests.ingest.documents import attached, docx, zipped
from tests.ingest.reading import LETTER, TOPICS, read
from tests.ingest.test_mime import WHOLE
from tests.ingest.test_sealed import OPENED

H = b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\n"
PAGE = H + b"Content-Type: text/html\r\n\r\n"
LOL = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = zipped(
    word__document_dot_xml=f'{LOL}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
)


def nested(levels: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))
    return H + head + b"\r\nponds\r\n"


HOSTILE = {
    "nothing": b"",
    "nested 150": nested(150),
    "nested 5000": nested(5000),
    "mails in mails": H + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"ponds",
    "many parts": H + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 15_000,
    "a million marks": H + b"\r\n" + b"> x\r\n" * 1_000_000,
    "one long mark": H + b"\r\n" + b">" * 1_000_000,
    "blank lines": H + b"\r\n" + b"\r\n" * 1_000_000,
    "headers in the body": H + b"\r\n" + b"From: x\r\nSent: y\r\n" * 100_000,
    "attributions": H + b"\r\n" + b"On 3 May wrote wrote\r\n" * 60_000,
    "sign-offs": H + b"\r\n" + b"Thanks\r\n" * 150_000,
    "the letter over and over": H + b"\r\n" + "\n\n".join(LETTER.paragraphs * 200).encode(),
    "one sentence of it on one line": H + b"\r\n" + (TOPICS[0] + " ").encode() * 2000,
    "long subject": b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nponds",
    "folded subject": b"Subject: " + b"x y\r\n " * 200_000 + b"\r\n\r\nponds",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 80_000 + b"\r\n\r\nponds",
    "recipients": b"To: " + b",\r\n ".join(b"u%d@x.example" % n for n in range(80_000)) + b"\r\n\r\nponds",
    "comments": b"From: " + b"(" * 100_000 + b"a@b\r\n\r\nponds",
    "quotes": b"From: " + b'<"' * 20_000 + b"a@b\r\n\r\nponds",
    "parameters": H + b"Content-Type: text/plain; " + b"; ".join(b"p%d=1" % n for n in range(50_000)) + b"\r\n\r\nponds",
    "pieces": H + b"Content-Type: text/plain; " + b"; ".join(b"name*%d=a" % n for n in range(20_000)) + b"\r\n\r\nponds",
    "open tags": PAGE + b"<div>" * 100_000 + b"ponds",
    "adoption": PAGE + b"<a><b><i><u><s>" * 3000 + b"x" + b"<p>" * 3000,
    "angles": PAGE + b"<" * 1_000_000,
    "ampersands": PAGE + b"&" * 1_000_000,
    "attributes": PAGE + b"<div " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">ponds</div>",
    "options": PAGE + b"<select>" + b"<option>x" * 16_000,
    "tables in tables": PAGE + b"<table><tr><td>" * 3000 + b"ponds",
    "NULs": H + b"\r\n" + b"\0" * 500_000,
    "surrogates": H + b"Content-Type: text/plain; charset=utf-16\r\n\r\n\x00\xd8a",
    "slow codec": H + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 100_000,
    "one base64 line": H + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(bytes(20_000_000)),
    "entities in a docx": attached(BOMB, "a.docx").as_bytes(),
    "deep docx": attached(docx("<w:sdt><w:sdtContent>" * 3000), "a.docx").as_bytes(),
    "a million parts": H + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 1_000_000,
    "base64 that is all padding": H + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"A=" * 2_000_000,
    "one base64 line of text": H + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"ponds " * 5_000_000),
    "endless titles": PAGE + b"<title>" * 250_000,
    "endless breaks": PAGE + b"<br " * 400_000,
    "endless comments": PAGE + b"<!--" * 400_000,
    "signatures that do not end": H + b"\r\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\r\n-----BEGIN PGP SIGNATURE-----\r\n" * 14_000,
    "files that do not end": H + b"\r\n" + b"begin 644 A\r\nM86M\r\n" * 40_000 + b"\r\nend\r\n",
    "boundaries that nobody announced": H + b"Content-Type: multipart/mixed\r\n\r\n" + b"--a\r\nContent-Type: multipart/mixed\r\n\r\n" * 10_000,
    "no headers among the headers": b"x\r\n" * 60_000 + b"Content-Type: text/plain\r\n\r\nponds",
    "seals in seals": H + b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"0\x80" * 500_000),
    "a line break in a sender": b"From: =?utf-8?q?a=0d=0aBcc:_b@c=0d=0a?= <a@b.example>\r\n\r\nponds",
    "a header within a header of an attached mail": H + b"Content-Type: message/rfc822\r\n\r\nX: P\xff\n\0imss-list: a\r\nSubject: x\r\n\r\nponds",
    "braces in an rtf": attached(b"{\\rtf1" + b"{" * 100_000, "a.rtf").as_bytes(),
}  # fmt: skip


def assert_covered(parsed: ParsedMessage) -> None:
    for text in parsed.texts:
        at = 0
        for segment in parsed.segments_of(text.part):
            assert segment.span.start == at < segment.span.end
            at = segment.span.end
        assert at == len(text.content)


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_in_time_with_its_texts_covered(name: str) -> None:
    began = time.process_time()
    parsed = read(HOSTILE[name])
    assert time.process_time() - began < 3
    assert_covered(parsed)
    assert not any(problem.startswith("cannot be read") for problem in parsed.problems)


PIECES = st.lists(
    st.sampled_from(
        ["Yes.", "", "> ", "> Q1: Which of the works", *TOPICS, "Kind regards", "Jo", "On 3 May 2025, A <a@b.example> wrote:",
         "From: A <a@b.example>", "Sent: 3 May 2025", "To: b", "Subject: c", "-- ", "\t", "a)", "-----Original Message-----",
         "Play areas", "\u00a0", "\x00", "☒", *LETTER.cover]
    )
    | st.text(max_size=40),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(pieces=PIECES, page=st.booleans())
def test_any_text_is_covered_exactly(pieces: list[str], page: bool) -> None:
    body = ("<br>" if page else "\n").join(pieces).encode("utf-8", "surrogatepass")
    kind = b"text/html" if page else b"text/plain"
    parsed = read(H + b"Content-Type: " + kind + b"; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body)
    assert_covered(parsed)
    assert not any(problem.startswith("cannot be read") for problem in parsed.problems)


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=2000))
def test_any_bytes_are_a_message(raw: bytes) -> None:
    parsed = read(raw)
    assert len(parsed.archive_id) == 64
    assert_covered(parsed)


PIECES_OF_MAILS = st.tuples(
    st.sampled_from([*WHOLE.values(), *OPENED.values(), HOSTILE["nested 150"], HOSTILE["entities in a docx"]]),
    st.lists(
        st.tuples(
            st.integers(0, 4000),
            st.integers(0, 200),
            st.sampled_from(
                [b"", b"\0", b"\r\n\r\n", b"--b1\r\n", b"--b1--", b"charset=punycode", b"=?utf-8?q?", b"\xff\xfe",
                 b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"<title>", b"begin 644 a\n"]
            ),
        ),
        max_size=8,
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(made=PIECES_OF_MAILS)
def test_any_mail_that_was_damaged_is_read(made: tuple[bytes, list[tuple[int, int, bytes]]]) -> None:
    """Cut, spliced and overwritten anywhere: nothing is raised and every text is covered."""
    raw, damages = made
    for at, gone, put in damages:
        raw = raw[:at] + put + raw[at + gone :]
    parsed = read(raw)
    assert_covered(parsed)
    assert not any(problem.startswith("cannot be read: ") and "Error" in problem for problem in parsed.problems)
