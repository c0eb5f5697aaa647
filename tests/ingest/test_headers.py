"""Headers are read whatever they hold."""

from datetime import UTC, datetime

import pytest

from ingest.headers import addresses, decoded, header_date
from ingest.message import Address
from tests.ingest.reading import read


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?caf=C3=A9?= =?utf-8?q?_first?=", "caf\u00e9 first"),
        ("=?iso-8859-1?q?it=92s?=", "it\u2019s"),
        ("=?utf8mb4?q?caf=C3=A9?=", "caf\u00e9"),
        ("=?utf-8?b?not base64", "=?utf-8?b?not base64"),
        ("a\r\n b", "a b"),
        ("=?utf-8?q?x=0d=0aBcc:_y?=", "x Bcc: y"),
    ],
)
def test_decoded(value: str, text: str) -> None:
    assert decoded(value) == text


def test_raw_bytes_in_a_header_are_read() -> None:
    parsed = read("From: Siân <sian@x.example>\r\nSubject: Café\r\n\r\nx".encode())
    assert parsed.headers.from_ == (Address("Siân", "sian@x.example"),)
    assert parsed.headers.subject == "Café"
    assert read("Subject: It\u2019s\r\n\r\nx".encode("cp1252")).headers.subject == "It\u2019s"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            '"Prior, Ann" <Ann@X.example>, b@y.example',
            (Address("Prior, Ann", "ann@x.example"), Address("", "b@y.example")),
        ),
        ("=?utf-8?q?Prior=2C_Ann?= <ann@x.example>", (Address("Prior, Ann", "ann@x.example"),)),
        ("Ann ann@x.example>", (Address("", "ann@x.example"),)),
        ("((((((a <a@x.example>", (Address("", "a@x.example"),)),
    ],
)
def test_addresses(value: str, found: tuple[Address, ...]) -> None:
    assert [a.email for a in addresses([value])] == [a.email for a in found]
    assert found[0].name in ("", addresses([value])[0].name)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("Tue, 11 Feb 2025 10:00:00 +0100", datetime(2025, 2, 11, 9, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 00:00:00 -0000", datetime(1970, 1, 1, tzinfo=UTC)),
        ("Tue, 19 Jan 2038 03:14:08 GMT", datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)),
        ("yesterday", None),
        ("Tue, 99 Feb 2025 10:00:00 +0000", None),
        ("", None),
    ],
)
def test_dates_are_aware_or_none(value: str, when: datetime | None) -> None:
    assert header_date(value) == when


def test_two_senders_are_a_problem() -> None:
    assert "more than one From header" in read(b"From: a@x.example\r\nFrom: b@y.example\r\n\r\nhello").problems
