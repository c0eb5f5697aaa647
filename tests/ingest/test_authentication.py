"""What servers say of a mail's sender is read as they wrote it (RFC 8601)."""

import time

import pytest

from ingest.authentication import Authentication, MethodResult, read_authentication
from tests.ingest.reading import read

EXCHANGE = (
    "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=friends.example; dkim=pass (signature was verified)\r\n"
    " header.d=friends.example;dmarc=pass action=none\r\n header.from=friends.example;compauth=pass reason=100"
)
ENTRIES = {
    "with the server's name": (
        "mx.council.example; dmarc=fail (p=NONE) header.from=friends.example; spf=pass smtp.mailfrom=jo@bulk.example",
        Authentication(
            "mx.council.example",
            (MethodResult("dmarc", "fail", "friends.example"), MethodResult("spf", "pass", "bulk.example")),
        ),
    ),
    "as Exchange Online writes it": (
        EXCHANGE,
        Authentication(
            "",
            (
                MethodResult("spf", "pass", "friends.example"),
                MethodResult("dkim", "pass", "friends.example"),
                MethodResult("dmarc", "pass", "friends.example"),
                MethodResult("compauth", "pass"),
            ),
        ),
    ),
    "with a version and comments": (
        "mx.example 1 (a (b) c); dkim/1 = Pass (good) header.i=\"@friends.example\"",
        Authentication("mx.example", (MethodResult("dkim", "pass", "friends.example"),)),
    ),
    "that says nothing": ("mx.example; none", Authentication("mx.example", ())),
    "that is empty": ("", Authentication("", ())),
}  # fmt: skip


@pytest.mark.parametrize("name", ENTRIES)
def test_a_header_is_read(name: str) -> None:
    """The server, and each method with its result and the domain that it is about."""
    value, expected = ENTRIES[name]
    assert read_authentication((" ".join(value.split()),)) == (expected,)


def test_headers_keep_the_order_of_the_mail() -> None:
    """The receiving server writes above all others, so its word is the first."""
    head = b"Authentication-Results: ours; dmarc=fail\r\nReceived: x\r\nAuthentication-Results: theirs; dmarc=pass\r\n"
    found = read(head + b"From: a@b.example\r\n\r\nhello").headers.authentication
    assert [header.server for header in found] == ["ours", "theirs"]


@pytest.mark.parametrize("value", ["(" * 100_000, ";" * 100_000, "dkim=" * 50_000, "a=b " * 50_000, "x.y=" * 50_000])
def test_a_hostile_header_is_read_at_once(value: str) -> None:
    """A sender may write such a header too."""
    began = time.process_time()
    assert len(read_authentication((value,) * 100)) == 10
    assert time.process_time() - began < 1
