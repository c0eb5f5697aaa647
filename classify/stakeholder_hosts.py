"""What the host of an address says of its owner: whether it is one body's alone, many bodies', or anybody's."""

import re
from enum import StrEnum

from classify.stakeholder_names import Directory, Entry
from config.consultation import Ref

_ANYBODY = re.compile(
    r"^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|btinternet|btopenworld|sky|talktalk|"
    r"virginmedia|ntlworld|aol|proton|protonmail|pm|gmx|fastmail|zoho|mail|blueyonder|tiscali|plus)\."
)
_SUFFIXES = frozenset(
    [
        "gov",
        "uk",
        "org",
        "com",
        "ac",
        "co",
        "nhs",
        "police",
        "cymru",
        "wales",
        "scot",
        "net",
        "eu",
        "int",
        "info",
        "example",
        "test",
        "invalid",
        "www",
        "mail",
        "cjsm",
        "parliament",
        "sch",
        "ltd",
        "plc",
        "io",
    ]
)
_SMALL = frozenset(["of", "the", "and", "for", "in", "on"])


class Host(StrEnum):
    """Whose a mail host is, as far as the list tells."""

    OWN = "own"
    LISTED = "listed"
    SHARED = "shared"
    ANYBODY = "anybody"
    OTHER = "other"


def is_anybody_s(host: str) -> bool:
    """Whether the host is a public one, where anybody may have an address."""
    return bool(_ANYBODY.match(host))


def read_host(email: str, directory: Directory) -> tuple[Host, tuple[Ref, ...]]:
    """Whose the host of an address is, and the lines that it may stand for.

    Own: one body's, by its name. Listed: an address of one line is there, though the name does not tell (a council, a
    university). Shared: several lines have addresses there. Other: nobody's on the list.
    """
    host = email.rpartition("@")[2].lower()
    if is_anybody_s(host):
        return Host.ANYBODY, ()
    refs = _lines_at(host, directory)
    if len(refs) > 1:
        return Host.SHARED, refs
    if refs:
        entry = directory.entry(refs[0])
        own = entry.is_body and (_spells(host, entry) or _is_word_of(host, entry))
        return (Host.OWN if own else Host.LISTED), refs
    known = [e for e in directory.entries if not e.stakeholder.addresses and e.is_body and _spells(host, e)]
    if len(known) == 1:
        return Host.OWN, (known[0].ref,)
    return Host.OTHER, ()


def spells_service(email: str, entry: Entry) -> bool:
    """Whether a line is a body asked by no person's name and the host has the name of its place, as a council's has."""
    labels = email.rpartition("@")[2].lower().replace("-", "")
    return entry.is_body and not entry.family and any(re.sub(r"[^a-z]", "", p) in labels for p in entry.places)


def _lines_at(host: str, directory: Directory) -> tuple[Ref, ...]:
    for listed, refs in directory.domains.items():
        if host == listed or host.endswith(f".{listed}"):
            return refs
    return ()


def _spells(host: str, entry: Entry) -> bool:
    """Whether a label of the host is the body's name, run together, shortened, or by its initials."""
    labels = [
        p for label in host.split(".") if label not in _SUFFIXES for p in (label.replace("-", ""), *label.split("-"))
    ]
    return any(_told_by(label, name) for label in set(labels) for name in entry.names if len(label) > 2)


def _is_word_of(host: str, entry: Entry) -> bool:
    """Whether the host is one telling word of the name, for a line that names no person: the body itself was asked."""
    labels = [label for label in host.split(".") if label not in _SUFFIXES]
    return not entry.family and len(labels) == 1 and len(labels[0]) > 5 and labels[0] in entry.names[0].split()


def _told_by(label: str, name: str) -> bool:
    every = name.replace("'", "").split()
    if label in ("".join(every), "".join(w for w in every if w not in _SMALL)):
        return True
    words = [w for w in every if w not in _SMALL]
    covered = _covered(label, tuple(words))
    return covered > 0 and covered >= min(len(words), max(2, round(0.6 * len(words))))


def _covered(label: str, words: tuple[str, ...], skips: int = 2) -> int:
    """How many words in order the label is made of, each by one or more of its first letters; 0 where it is not."""
    if not label:
        return 0
    if not words:
        return -99
    best = -99
    word = words[0]
    whole = len(word) if len(word) > 3 and label.startswith(word) else 0
    for n in (whole,) if whole else range(1, min(len(word), len(label)) + 1):
        if label[:n] != word[:n]:
            break
        rest = _covered(label[n:], words[1:], skips)
        if rest >= 0:
            best = max(best, 1 + rest)
    if skips and len(words) > 1:
        best = max(best, _covered(label, words[1:], skips - 1))
    return max(best, -99)
