"""Text that the usual parsers lose without a word is found (RFC 2045-2049, and mail as it is)."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import base64
import binascii
import quopri

import pytest

from ingest.message import TextRole
from tests.ingest.reading import own, read

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
    "uuencoded": HEAD + leaf(b"text/plain; charset=utf-8", b"begin 644 a\n" + binascii.b2a_uu(WORDS.encode()[:45]) + b" \nend", b"x-uuencode"),
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


QP = quopri.encodestring(WORDS.encode())
TWICE = b"--b1\r\n" + leaf(b"text/plain; charset=utf-8", B64, b"base64") + b"\r\n--b1--\r\n"
WHOLE = {
    "base64 in quotes": HEAD + leaf(b"text/plain; charset=utf-8", B64, b'"base64"'),
    "base64 with a dash": HEAD + leaf(b"text/plain; charset=utf-8", B64, b"base-64"),
    "quoted/printable": HEAD + leaf(b"text/plain; charset=utf-8", QP, b"quoted/printable"),
    "base64 that was never done": HEAD + leaf(b"text/plain; charset=utf-8", WORDS.encode(), b"base64"),
    "base64 with blanks between": HEAD + leaf(b"text/plain; charset=utf-8", b" ".join(B64[n : n + 5] for n in range(0, len(B64), 5)), b"base64"),
    "blanks after soft breaks": HEAD + leaf(b"text/plain; charset=utf-8", QP.replace(b"=\n", b"= \r\n"), b"quoted-printable"),
    "another boundary than announced": HEAD + b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n" + TWICE,
    "a boundary that is not announced": HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + TWICE,
    "a boundary with text behind it": HEAD + b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + TWICE.replace(b"--b1\r", b"--b1 and more\r", 1),
    "a mail within in quoted-printable": multi(b"mixed", leaf(b"text/plain", b""), leaf(b"message/rfc822", quopri.encodestring(INNER), b"quoted-printable")),
    "parts after the end": HEAD + b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\r\n\r\n--b1--\r\n" + TWICE,
    "a line among the headers that is none": HEAD + b"this is no header\r\n" + leaf(b"text/plain; charset=utf-8", B64, b"base64"),
    "a byte order mark before the headers": b"\xef\xbb\xbf" + HEAD + leaf(b"text/plain; charset=utf-8", B64, b"base64"),
    "the line of an mbox quoted": b">From jo@x Sat Jan  3 01:05:34 2026\r\n" + HEAD + leaf(b"text/plain; charset=utf-8", B64, b"base64"),
    "utf-7": HEAD + leaf(b"text/plain; charset=utf-7", WORDS.encode("utf-7")),
    "utf-8 said to be iso-8859-15": HEAD + leaf(b"text/plain; charset=iso-8859-15", WORDS.encode()),
    "utf-8 said to be utf-16": HEAD + leaf(b"text/plain; charset=utf-16", WORDS.encode()),
    "gb18030 said to be gb2312": HEAD + leaf(b"text/plain; charset=gb2312", WORDS.encode("gb18030")),
    "utf-16 in the page's own head": HEAD + leaf(b"text/html", b'<meta charset="utf-16">' + WORDS.encode()),
    "a page whose title does not end": HEAD + leaf(b"text/html; charset=utf-8", b"<title>" + WORDS.encode()),
    "a type of text that nobody knows": HEAD + leaf(b"text/x-words; charset=utf-8", WORDS.encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_the_words_are_found_and_nothing_else(name: str) -> None:
    """No boundary, no header of a part, no encoding is left among the words."""
    assert own(WHOLE[name]) == WORDS


@pytest.mark.parametrize("label", ["cp-850", "x-mac-roman", "ISO-8859-8-I", "windows-1252http-equivcontent-type"])
def test_charsets_by_other_spellings(label: str) -> None:
    """As programs that were written before the names were agreed on have them."""
    codec = {"cp-850": "cp850", "x-mac-roman": "mac_roman", "ISO-8859-8-I": "iso8859-8"}.get(label, "cp1252")
    words = "שלום" if codec == "iso8859-8" else "café"
    assert own(HEAD + leaf(b"text/plain; charset=" + label.encode(), words.encode(codec))) == words


def test_text_after_the_last_boundary_is_read_after_the_parts() -> None:
    """Gateways and lists write there; so do people whose program broke the mail."""
    assert own(multi(b"mixed", leaf(b"text/plain", b"Ponds first.")) + b"And the paths second.") == (
        "Ponds first. And the paths second."
    )


def test_the_note_to_old_programs_is_nobodys_word() -> None:
    """RFC 2046 section 5.1.1."""
    note = b"\r\nThis is a multi-part message in MIME format.\r\n"
    assert own(multi(b"mixed", leaf(b"text/plain", b"Ponds first.")).replace(b"\r\n--b1", note + b"--b1", 1)) == (
        "Ponds first."
    )


def test_what_a_list_wrote_below_base64_is_text() -> None:
    """It is not base64, and no word of the mail is lost for it."""
    raw = HEAD + leaf(
        b"text/plain; charset=utf-8", B64 + b"\r\n\r\n________\r\nParks mailing list, see below\r\n", b"base64"
    )
    assert own(raw) == f"{WORDS} ________ Parks mailing list, see below"


def test_alternatives_that_say_different_things_are_both_read() -> None:
    """A stub that sends people to the page is not."""
    plain, page = b"Ponds first, says the chair of our friends.", b"<p>Paths and lighting matter most to us all."
    both = multi(b"alternative", leaf(b"text/plain", plain), leaf(b"text/html", page))
    assert own(both) == "Paths and lighting matter most to us all. Ponds first, says the chair of our friends."
    stub = multi(b"alternative", leaf(b"text/plain", b"Please view this in your browser."), leaf(b"text/html", page))
    assert own(stub) == "Paths and lighting matter most to us all."


def test_files_written_into_the_text_are_files() -> None:
    """Uuencode, as mail carried files before MIME."""
    packed = binascii.b2a_uu(b"Paths second.")
    parsed = read(HEAD + b"\r\nPonds first.\r\nbegin 644 a.txt\r\n" + packed + b"`\r\nend\r\n")
    assert (parsed.text("body"), parsed.text("attachment:1")) == ("Ponds first.", "Paths second.")
    assert parsed.attachments[0].name == "a.txt"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (b'message/external-body; access-type=URL; URL="http://x.example/"', "kept elsewhere"),
        (b"message/partial; number=1; total=2; id=x", "one piece of a mail sent in pieces"),
        (b"application/x-thing", "no reader for application/x-thing"),
    ],
)
def test_what_is_not_there_is_told(kind: bytes, said: str) -> None:
    """With the words that make the mail wait for a person."""
    problems = read(multi(b"mixed", leaf(b"text/plain", b"see"), leaf(kind, b"Subject: x\r\n\r\n\x01x"))).problems
    assert [problem for problem in problems if said in problem and "cannot be read" in problem]


@pytest.mark.parametrize("kind", [b"text/vcard", b"application/pgp-keys", b"text/x-amp-html"])
def test_what_never_holds_an_answer_is_passed_over(kind: bytes) -> None:
    """A visiting card in every mail would make every mail wait."""
    parsed = read(multi(b"mixed", leaf(b"text/plain", b"Ponds."), leaf(kind, b"BEGIN:VCARD")))
    assert (parsed.text("body"), parsed.problems) == ("Ponds.", ())


def test_a_file_name_is_cleaned() -> None:
    """No folder, no control or bidi character, and not endless; its ending stays."""
    header = 'Content-Disposition: attachment; filename="a/\u202egnp\x07' + "x" * 500 + '.docx"\r\n'
    name = read(multi(b"mixed", header.encode() + leaf(b"application/zip", b"x"))).attachments[0].name
    assert len(name) == 120
    assert name.endswith("x.docx")
    assert not {"/", "\u202e", "\x07"} & set(name)
