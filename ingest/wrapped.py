"""Leaves that hold further leaves: a winmail.dat round a mail, files written into the text itself (uuencode)."""

import binascii
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.attachments.registry import unpack
from ingest.body import is_body
from ingest.mime import Leaf, safe_name

TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
ALTERNATIVE = 1_000_000
"""The number of the alternative that a text and the page in its winmail.dat make; no mail has so many of its own."""
_UU = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n((?:[ -`]{1,62}\r?\n){1,200000}?)[ `]?\r?\n?end[ \t]*\r?$",
    re.MULTILINE,
)
Leaves = tuple[Leaf, ...]


def unwrapped(leaves: Sequence[Leaf]) -> Leaves:
    """The leaves of a mail with those that stand within others put in their place."""
    out: list[Leaf] = []
    for leaf in leaves:
        if _is_tnef(leaf):
            out = _with_tnef(out, leaf)
        elif leaf.content_type == "text/plain" and b"\nend" in leaf.data and b"begin" in leaf.data:
            out += _without_uu(leaf)
        else:
            out.append(leaf)
    return tuple(out)


def _is_tnef(leaf: Leaf) -> bool:
    return leaf.content_type in TNEF_TYPES or leaf.name.lower() == "winmail.dat"


def _with_tnef(before: list[Leaf], wrapping: Leaf) -> list[Leaf]:
    """What came before and what is in the wrapping; its body is an alternative to the text that came before."""
    files, problem = unpack(wrapping, "tnef")
    if problem:
        return [*before, replace(wrapping, problem=problem)]
    bodies = [file for file in files if file.disposition == ""]
    rest = [file for file in files if file.disposition != ""]
    has_text = any(is_body(leaf) and leaf.data.strip() for leaf in before)
    if not has_text:
        return [*before, *bodies, *rest]
    group = next((leaf.group for leaf in before if leaf.group), ALTERNATIVE)
    pages = [replace(body, group=group) for body in bodies if body.content_type == "text/html"]
    if pages and group == ALTERNATIVE:
        before = [replace(leaf, group=group) if is_body(leaf) else leaf for leaf in before]
    return [*before, *pages, *rest]


def _without_uu(leaf: Leaf) -> list[Leaf]:
    """A text without the files that are written into it, and those files after it."""
    files: list[Leaf] = []
    for found in _UU.finditer(leaf.data):
        try:
            data = b"".join(binascii.a2b_uu(line) for line in found[2].splitlines() if line.strip())
        except binascii.Error:
            return [leaf]
        name = safe_name(found[1].decode("utf-8", "replace"))
        files.append(Leaf("application/octet-stream", data, name=name, disposition="attachment", within=leaf.within))
    return [replace(leaf, data=_UU.sub(b"", leaf.data)), *files] if files else [leaf]
