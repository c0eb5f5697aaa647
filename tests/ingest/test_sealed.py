"""Signed mail is opened, encrypted mail is told (RFC 8551, RFC 9580)."""
# ruff: noqa: E501 - mails stand as they are sent

import base64
import zlib

import pytest
from asn1crypto import cms

from tests.ingest.reading import own, read

HEAD = b"From: Jo <jo@friends.example>\r\nMIME-Version: 1.0\r\n"
WORDS = "Ponds first, café please."
ENTITY = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode()


def signed(entity: bytes) -> bytes:
    content = {"content_type": "data", "content": entity}
    body = {"version": "v1", "digest_algorithms": [], "encap_content_info": content, "signer_infos": []}
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(body)}).dump())


def compressed(entity: bytes) -> bytes:
    content = {"content_type": "data", "content": zlib.compress(entity)}
    body = {"version": "v0", "compression_algorithm": {"algorithm": "zlib"}, "encap_content_info": content}
    return bytes(cms.ContentInfo({"content_type": "compressed_data", "content": cms.CompressedData(body)}).dump())


def enveloped() -> bytes:
    secret = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": bytes(16)},
    }
    body = {"version": "v0", "recipient_infos": [], "encrypted_content_info": secret}
    return bytes(cms.ContentInfo({"content_type": "enveloped_data", "content": cms.EnvelopedData(body)}).dump())


def sealed(data: bytes, type_: bytes = b"application/pkcs7-mime", encoding: bytes = b"base64") -> bytes:
    body = base64.encodebytes(data) if encoding == b"base64" else data
    return (
        HEAD
        + b"Content-Type: "
        + type_
        + b"; name=smime.p7m\r\nContent-Transfer-Encoding: "
        + encoding
        + b"\r\n\r\n"
        + body
    )


MIXED = (
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    + ENTITY
    + b"\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nAnd more.\r\n--b--"
)
OPENED = {
    "signed": sealed(signed(ENTITY)),
    "under its older name": sealed(signed(ENTITY), b"application/x-pkcs7-mime"),
    "known by its file name": sealed(signed(ENTITY), b"application/octet-stream"),
    "without the encoding that it is in": sealed(base64.encodebytes(signed(ENTITY)), encoding=b"7bit"),
    "raw": sealed(signed(ENTITY), encoding=b"binary"),
    "signed twice": sealed(signed(b"Content-Type: application/pkcs7-mime\r\n\r\n" + base64.encodebytes(signed(ENTITY)))),
    "compressed": sealed(compressed(ENTITY)),
    "in the clear": HEAD + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n" + ENTITY
    + b"\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--b--",
    "by PGP in the text": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"
    + WORDS.encode() + b"\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", OPENED)
def test_what_is_signed_is_read(name: str) -> None:
    """The words, the whole of them, and nothing of the seal."""
    parsed = read(OPENED[name])
    assert parsed.text("body") == WORDS
    assert not [problem for problem in parsed.problems if "cannot be read" in problem]


def test_files_in_a_signed_mail_are_its_files() -> None:
    """What is signed is a mail with parts like any other."""
    assert own(sealed(signed(MIXED))) == f"{WORDS} And more."


PGP = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n"
ENCRYPTED = {
    "S/MIME": sealed(enveloped()),
    "PGP in parts": HEAD + b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
    b"--b\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n" + PGP + b"\r\n--b--",
    "PGP in the text": HEAD + b"\r\nHello\r\n" + PGP,
}  # fmt: skip


@pytest.mark.parametrize("name", ENCRYPTED)
def test_what_is_encrypted_is_told(name: str) -> None:
    """Its words are lost to us, so the mail waits for a person."""
    assert [p for p in read(ENCRYPTED[name]).problems if "encrypted: cannot be read; ask for it unencrypted" in p]


@pytest.mark.parametrize("data", [b"", b"0\x80", signed(b""), b"\x30\x82\xff\xff" + bytes(50), b"0\x80" * 20_000])
def test_a_broken_seal_is_told(data: bytes) -> None:
    """Nothing is raised, and the mail waits for a person."""
    assert [problem for problem in read(sealed(data)).problems if "cannot be read" in problem]
