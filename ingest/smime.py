"""Mail under a seal: what is signed is opened, what is encrypted is told (RFC 8551, RFC 5652, RFC 4880)."""

import zlib

from asn1crypto import cms

from ingest.transfer import decode_base64

SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
ENCRYPTED = "encrypted: cannot be read; ask for it unencrypted"
SIZE_LIMIT = 60_000_000


class SealedError(Exception):
    """A sealed part that cannot be opened; the message says why."""


def opened(data: bytes) -> bytes:
    """The MIME entity within S/MIME data that is signed or compressed.

    Raises SealedError where it is encrypted or broken.
    """
    der = data if data[:1] == b"\x30" else decode_base64(_armour_off(data))
    try:
        info = cms.ContentInfo.load(der)
        kind = str(info["content_type"].native)
        if kind == "signed_data":
            content = info["content"]["encap_content_info"]["content"].native
        elif kind == "compressed_data":
            packed = info["content"]["encap_content_info"]["content"].native
            content = zlib.decompressobj().decompress(packed, SIZE_LIMIT)
        else:
            content = None
    except Exception as error:
        raise SealedError("cannot be read: a sealed part (S/MIME) that is broken") from error
    if kind in ("enveloped_data", "authenticated_enveloped_data", "encrypted_data"):
        raise SealedError(ENCRYPTED)
    if not isinstance(content, bytes) or not content:
        raise SealedError("cannot be read: a sealed part (S/MIME) that holds no mail")
    return content


def _armour_off(data: bytes) -> bytes:
    return b"\n".join(line for line in data.split(b"\n") if not line.startswith(b"-----"))
