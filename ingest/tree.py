"""A mail's tree walked by hand: every leaf, whatever the state of the tree, and words that stand between the parts."""

import re
from dataclasses import dataclass, replace
from email.message import Message

from ingest.headers import decoded
from ingest.message import UNREAD
from ingest.mime import PART_LIMIT, Leaf, contained, content_type, flattened, leaf_of, name_of, read_message
from ingest.repair import parts_without_boundary
from ingest.smime import SEALED, SealedError, opened
from ingest.transfer import children, payload

DEPTH_LIMIT = 100
MEND_LIMIT = 5
STATUS = frozenset({"message/delivery-status", "message/disposition-notification"})
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{2}")
_CUSTOMARY = re.compile(rb"multi-?part|mime", re.IGNORECASE)


@dataclass(slots=True)
class Tree:
    """A walked mail: its leaves in order, its structure outermost first, and what was wrong."""

    leaves: list[Leaf]
    structure: list[str]
    problems: list[str]


@dataclass(slots=True)
class Branch:
    """A part still to be walked: where it hangs, the alternative it is in, and its type where it names none."""

    part: Message | Leaf
    within: tuple[str, ...] = ()
    group: int = 0
    default: str = "text/plain"


@dataclass(slots=True)
class _Walk:
    tree: Tree
    stack: list[Branch]
    groups: int = 0
    mends: int = 0

    def step(self, branch: Branch, part: Message) -> None:
        kind = content_type(part, branch.default)
        self.tree.structure.append(decoded(part.get("content-type", ""))[:400] or kind)
        self.tree.problems += [type(defect).__name__ for defect in part.defects]
        parts = children(part)
        if kind.startswith("message/") and kind not in STATUS:
            self.tree.leaves.append(leaf_of(part, kind, contained(part), branch.within, branch.group))
        elif parts is not None:
            self.into(branch, part, kind, parts)
        elif kind.startswith("multipart/"):
            body = payload(part, is_text=True)
            found = self.mended(body)
            if found:
                self.into(branch, part, kind, found)
            else:
                self.tree.leaves.append(leaf_of(part, "text/plain", body, branch.within, branch.group))
        elif _is_sealed(part, kind):
            self.unseal(branch, part, kind)
        else:
            self.tree.leaves.append(
                leaf_of(part, kind, payload(part, kind.startswith("text/")), branch.within, branch.group)
            )

    def into(self, branch: Branch, part: Message, kind: str, parts: list[Message]) -> None:
        """Walk the parts of a container next, with what stands before the first and after the last of them."""
        if kind in STATUS:
            text = "\n\n".join(str(inner).strip() for inner in parts)
            self.tree.leaves.append(Leaf(kind, text.encode("utf-8", "surrogateescape"), within=branch.within))
            return
        group = branch.group
        if kind == "multipart/alternative" and not group:
            self.groups += 1
            group = self.groups
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        within = (*branch.within, kind)
        below = [Branch(inner, within, group, default) for inner in parts]
        self.stack += reversed([*self.stray(part.preamble, within), *below, *self.stray(part.epilogue, within)])

    def stray(self, text: str | None, within: tuple[str, ...]) -> list[Branch]:
        """What stands outside the boundaries: parts that lost theirs, or words; not the note to old programs."""
        data = (text or "").strip().encode("utf-8", "surrogateescape")
        if not data or "multipart/report" in within or (len(data) < 400 and _CUSTOMARY.search(data)):
            return []
        found = self.mended(data)
        if found:
            return [Branch(part, within) for part in found]
        words = b"\n".join(line for line in data.split(b"\n") if not line.startswith(b"--"))
        return [Branch(Leaf("text/plain", words, within=(*within, "stray")))] if _WORD.search(words) else []

    def mended(self, body: bytes) -> list[Message]:
        """Parts by a boundary that was not announced; a few times in a mail, lest somebody make it a pastime."""
        if self.mends >= MEND_LIMIT:
            return []
        found = parts_without_boundary(body)
        self.mends += bool(found)
        return found

    def unseal(self, branch: Branch, part: Message, kind: str) -> None:
        """Walk what is within S/MIME data; where it cannot be opened it is a file with a reason."""
        leaf = leaf_of(part, kind, payload(part), branch.within, branch.group)
        try:
            content = opened(leaf.data)
        except SealedError as error:
            self.tree.leaves.append(replace(leaf, problem=str(error)))
            return
        message, problems = read_message(content)
        self.tree.problems += problems
        self.stack.append(Branch(message, (*branch.within, kind), branch.group))


def walk(message: Message) -> Tree:
    """Every leaf of a message, to a number of 1000; below a depth of 100 what is there is one text."""
    tree = Tree([], [], [])
    walking = _Walk(tree, [Branch(message)])
    while walking.stack:
        branch = walking.stack.pop()
        if isinstance(branch.part, Leaf):
            tree.leaves.append(branch.part)
            continue
        if len(tree.structure) >= PART_LIMIT:
            tree.problems.append(f"parts beyond {PART_LIMIT} {UNREAD}")
            break
        if len(branch.within) > DEPTH_LIMIT:
            tree.problems.append(f"parts deeper than {DEPTH_LIMIT} read as one text")
            tree.leaves.append(Leaf("text/plain", flattened(branch.part), within=branch.within))
        else:
            walking.step(branch, branch.part)
    tree.problems = list(dict.fromkeys(tree.problems))
    return tree


def _is_sealed(part: Message, kind: str) -> bool:
    """Whether a part is S/MIME data that holds its content: by its type, or by the name that gateways leave it."""
    if kind in SEALED:
        return "certs-only" not in str(part.get("content-type", "")).lower()
    return kind == "application/octet-stream" and name_of(part).lower().endswith(".p7m")
