"""Files encrypted with AES-256-GCM in pieces, so that neither writing nor reading needs all of one in memory.

A file begins with a line that says what it is, the name of its key, and a salt. Its own key comes from both (HKDF with
SHA-256); piece n is sealed with the nonce n, and with a mark on the last, so that pieces can be neither moved nor cut
off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import hashlib
import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ingest.errors import IngestError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"Encrypted by Soundings, 1\n"
PIECE, TAG = 64 * 1024, 16
_NAME, _SALT = 8, 16
HEADER = len(MAGIC) + _NAME + _SALT


class LockedError(IngestError):
    """A file is encrypted, and the key that it needs is not among those that are set."""


class AlteredError(OSError):
    """An encrypted file is not what was written: cut short, changed, or put together of others."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of 32 bytes; the first encrypts, all of them open what they encrypted."""

    keys: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def current(self) -> bytes | None:
        """What new files are encrypted with; None: they are not."""
        return self.keys[0] if self.keys else None

    @property
    def name(self) -> str:
        """The current key's name; empty where there is none."""
        return name_of(self.keys[0]) if self.keys else ""

    def find(self, name: str, what: str = "The archive") -> bytes:
        """The key of this name. Raises LockedError, which says what it was for."""
        for key in self.keys:
            if name_of(key) == name:
                return key
        missing = "another key than those that are set" if self.keys else "a key, and none is set"
        raise LockedError(
            f"{what} is encrypted with {missing}",
            "Set the right one ([archive] key_file, SOUNDINGS_ARCHIVE__KEY or the keyring): nothing was changed.",
        )


NO_KEYS = Keys()


def name_of(key: bytes) -> str:
    """A name for a key by which it is known and not found out: a digest of 256 random bits, cut short."""
    return hashlib.sha256(b"the name of a key of Soundings" + key).hexdigest()[: 2 * _NAME]


def key_name_in(head: bytes) -> str:
    """The name of the key that a file is encrypted with, by its first bytes; empty where it is not."""
    return head[len(MAGIC) : len(MAGIC) + _NAME].hex() if head.startswith(MAGIC) and len(head) >= HEADER else ""


def key_name_of(path: Path) -> str:
    """As `key_name_in`, of a file. Raises OSError."""
    with path.open("rb") as file:
        return key_name_in(file.read(HEADER))


class Sealing:
    """Writes a file: encrypted where there is a key, as it is where there is none. `finish` ends it, and it must."""

    def __init__(self, out: IO[bytes], keys: Keys):
        self._out, self._size = out, 0
        self._held = bytearray()
        self._number = 0
        self._aead: AESGCM | None = None
        if keys.current:
            self._header = MAGIC + bytes.fromhex(keys.name) + os.urandom(_SALT)
            self._aead = _aead(keys.current, self._header)
            out.write(self._header)

    def write(self, data: "ReadableBuffer") -> int:
        """Take on some bytes; how many they were."""
        size = memoryview(data).nbytes
        self._size += size
        if self._aead is None:
            self._out.write(data)
            return size
        self._held += data
        while len(self._held) > PIECE:  # a whole one is kept back, since it may be the last
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return size

    def tell(self) -> int:
        """How many bytes were taken on."""
        return self._size

    def flush(self) -> None:
        """Pieces are written when they are whole."""

    def finish(self) -> None:
        """Write the last piece; the file stays open."""
        if self._aead is not None:
            self._put(bytes(self._held), last=True)
            self._held.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        if self._aead is not None:
            self._out.write(self._aead.encrypt(_nonce(self._number, last=last), piece, self._header))
            self._number += 1


class _Opened(io.RawIOBase):
    """The plain bytes of an encrypted file, from any place. Raises AlteredError where it was changed."""

    def __init__(self, file: IO[bytes], key: bytes):
        self._file = file
        body = file.seek(0, io.SEEK_END) - HEADER
        self._pieces = -(-body // (PIECE + TAG))
        self._length = body - TAG * self._pieces
        file.seek(0)
        self._header = file.read(HEADER)
        self._aead = _aead(key, self._header)
        self._at, self._number, self._piece = 0, -1, b""
        if self._pieces < 1 or self._length < 0:
            raise AlteredError("the encrypted file is cut short")
        self._load(self._pieces - 1)  # it says that it is the last one

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """To a byte of the plain file."""
        self._at = max(0, offset + (0, self._at, self._length)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Some bytes; 0 at the end."""
        if self._at >= self._length:
            return 0
        number, start = divmod(self._at, PIECE)
        self._load(number)
        view = memoryview(buffer).cast("B")
        found = self._piece[start : start + len(view)]
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _load(self, number: int) -> None:
        from cryptography.exceptions import InvalidTag

        if number == self._number:
            return
        self._file.seek(HEADER + number * (PIECE + TAG))
        sealed = self._file.read(PIECE + TAG)
        try:
            self._piece = self._aead.decrypt(_nonce(number, last=number == self._pieces - 1), sealed, self._header)
        except InvalidTag as error:
            raise AlteredError("the encrypted file has been changed") from error
        self._number = number


def open_plain(path: Path, keys: Keys, what: str = "The archive") -> IO[bytes]:
    """A file's plain bytes, whether it is encrypted or not; can be read from any place.

    Raises LockedError where the key is not at hand, AlteredError (also while it is read) and OSError.
    """
    file = path.open("rb")
    try:
        return opened(file, keys, what)
    except BaseException:
        file.close()
        raise


def opened(file: IO[bytes], keys: Keys, what: str = "The archive") -> IO[bytes]:
    """The plain bytes of a file that is open, from its beginning; raises as `open_plain`."""
    file.seek(0)
    name = key_name_in(file.read(HEADER))
    file.seek(0)
    return io.BufferedReader(_Opened(file, keys.find(name, what)), PIECE) if name else file


def _aead(key: bytes, header: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    own = HKDF(algorithm=SHA256(), length=32, salt=header[-_SALT:], info=b"a file of Soundings").derive(key)
    return AESGCM(own)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
