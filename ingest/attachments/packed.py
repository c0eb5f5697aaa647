"""What comes out of a file that holds other files: an archive, a mail of Outlook's own, a winmail.dat."""

from dataclasses import dataclass

BODY = "body"
FILE = "attachment"
FILES_LIMIT = 40
BYTES_LIMIT = 40_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """One file with its name and type; `place` says whether it is the mail's own body or a file beside it.

    `problem` says why it was not taken out, where it was not.
    """

    name: str
    content_type: str
    data: bytes
    place: str = FILE
    problem: str = ""
