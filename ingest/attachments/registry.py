"""From an attachment to its lines, or to the files within it; or to the reason why it cannot be read."""

import base64
from dataclasses import dataclass, replace
from typing import Any

from ingest.attachments import child
from ingest.attachments.child import TOO_MUCH
from ingest.attachments.formats import Format, find_format
from ingest.attachments.packed import BODY
from ingest.attachments.warm import WARM, SilentError
from ingest.body import leaf_lines
from ingest.cleaning import clean_text
from ingest.lines import Line, tidy
from ingest.mime import Leaf, safe_name
from ingest.pgp import is_encrypted
from ingest.smime import ENCRYPTED

SIZE_LIMIT = 60_000_000
SECONDS = 120
ARCHIVE = "application/zip"
WORDLESS = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
     "application/pgp-keys", "application/pgp-encrypted", "text/vcard", "text/x-vcard", "text/directory", "text/css",
     "text/x-amp-html"}
)  # fmt: skip
"""Types that never hold an answer; nothing is lost where they are not read."""
ELSEWHERE = "cannot be read: the file is kept elsewhere and only linked; ask for the file itself"
PICTURE = "a picture: look whether it holds words"


@dataclass(frozen=True, slots=True)
class Extracted:
    """An attachment's lines with the type that they were read as; or the problem that kept them from being read.

    `files` are those in an archive or another mail program's wrapping.
    """

    lines: tuple[Line, ...] = ()
    content_type: str = ""
    problem: str = ""
    files: tuple[Leaf, ...] = ()


def extract(leaf: Leaf) -> Extracted:
    """The lines of an attachment. Never raises: what cannot be read has a problem that says what would help."""
    known = _known_problem(leaf)
    found = find_format(leaf) if known is None else None
    if known is not None or found is None:
        return Extracted(problem=known if known is not None else _unknown(leaf))
    refused = _refused(found, leaf)
    if refused:
        return Extracted(problem=refused)
    if found.name in ("text", "html"):
        lines, problems = leaf_lines(replace(leaf, content_type=found.content_type))
        return Extracted(lines, found.content_type, "; ".join(problems))
    return _in_child(found, leaf)


def _known_problem(leaf: Leaf) -> str | None:
    """What is known of a file before it is opened; empty where nothing is lost, None where it can be tried."""
    if leaf.problem or leaf.content_type in WORDLESS:
        return leaf.problem
    if leaf.content_type == "message/external-body":
        return ELSEWHERE
    if not leaf.data:
        return "cannot be read: empty file"
    if len(leaf.data) > SIZE_LIMIT:
        return f"cannot be read: larger than {SIZE_LIMIT // 1_000_000} MB"
    return ENCRYPTED if is_encrypted(leaf.data) else None


def _refused(found: Format, leaf: Leaf) -> str:
    """Why a file is not opened though its format is known; empty where it is."""
    if not found.name:
        return f"cannot be read: {found.advice}"
    if found.name == "zipped" and ARCHIVE in leaf.within:
        return "cannot be read: an archive within an archive; ask for the files themselves"
    return PICTURE if found.name == "picture" and _is_decoration(leaf) else ""


def _is_decoration(leaf: Leaf) -> bool:
    """Whether a picture is part of how the page looks: a logo, not a scanned letter."""
    return leaf.disposition == "inline" or (leaf.disposition != "attachment" and "multipart/related" in leaf.within)


def _unknown(leaf: Leaf) -> str:
    if leaf.content_type.startswith("image/"):
        return PICTURE
    return f"cannot be read: no reader for {leaf.content_type}"


def unpack(leaf: Leaf, module: str) -> tuple[tuple[Leaf, ...], str]:
    """The files within a wrapping that `module` opens, and a problem where it cannot be opened."""
    answer = _answer(module, leaf.data)
    return tuple(_unpacked(file, leaf) for file in answer["files"]), str(answer["problem"])


def _in_child(found: Format, leaf: Leaf) -> Extracted:
    """Read a file in a process with limits; a crash or a bomb is a problem of the file."""
    answer = _answer(found.name, leaf.data)
    lines = tidy(Line(clean_text(line).replace("\n", " ")) for line in answer["lines"])
    files = tuple(_unpacked(file, leaf) for file in answer["files"])
    problem = str(answer["problem"])
    if not lines and not files and not problem:
        problem = PICTURE if found.name == "picture" else "holds no words"
    return Extracted(lines, found.content_type, problem, files)


def _answer(module: str, data: bytes) -> dict[str, Any]:
    try:
        return WARM.ask(f"{module} {child.SECONDS}", data, SECONDS)
    except SilentError as error:
        problem = TOO_MUCH if error.late else "cannot be read: its reader ended without an answer"
    return {"lines": [], "files": [], "problem": problem}


def _unpacked(file: dict[str, str], leaf: Leaf) -> Leaf:
    """A file that came out of another one."""
    within = (*leaf.within, ARCHIVE) if file["type"] == "application/octet-stream" else leaf.within
    return Leaf(
        file["type"],
        base64.b64decode(file["data"]),
        name=safe_name(file["name"]),
        disposition="" if file["place"] == BODY else "attachment",
        within=within,
        problem=file["problem"],
    )
