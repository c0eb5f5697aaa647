"""An attached mail: its headers, the lines of its body, and the files that it brings."""

from dataclasses import dataclass

from ingest.body import Body, is_body, read_body
from ingest.headers import read_headers
from ingest.message import Headers
from ingest.mime import Leaf, read_message
from ingest.tree import walk
from ingest.wrapped import unwrapped

PIECE = "message/partial"
TYPES = frozenset({"message/rfc822", "message/global", "message/news", PIECE})


@dataclass(frozen=True, slots=True)
class AttachedMail:
    """A mail within a mail."""

    headers: Headers
    body: Body
    files: tuple[Leaf, ...]


def is_mail(leaf: Leaf) -> bool:
    """Whether a file is a mail, by its label or its ending."""
    return leaf.content_type in TYPES or leaf.name.lower().endswith(".eml")


def open_mail(leaf: Leaf) -> AttachedMail:
    """Read an attached mail."""
    message, problems = read_message(leaf.data)
    headers, more = read_headers(message)
    tree = walk(message)
    leaves = unwrapped(tree.leaves)
    body = read_body([inner for inner in leaves if is_body(inner)])
    files = tuple(inner for inner in leaves if not is_body(inner))
    if leaf.content_type == PIECE:
        problems = (*problems, "one piece of a mail sent in pieces: what is in the others cannot be read here")
    found = Body(body.lines, body.content_type, (*problems, *more, *tree.problems, *body.problems))
    return AttachedMail(headers, found, files)
