"""What the receiving server found out about a mail's sender: Authentication-Results (RFC 8601), read and not judged."""

import re
from dataclasses import dataclass

HEADER = "authentication-results"
MOST = 10
VALUE_LIMIT = 4000
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_RESULT = re.compile(r"\s*([a-z][\w-]{0,30})(?:\s*/\s*\d+)?\s*=\s*([a-z][\w-]{0,30})", re.IGNORECASE)
_PROPERTY = re.compile(r"\b([a-z]{1,20}\.[\w.-]{1,40})\s*=\s*(\"[^\"]{0,300}\"|[^\s;]{1,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method's result ("dkim", "pass") and the domain that it is about, if it names one; in lower case."""

    method: str
    result: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Authentication:
    """One header: the server that wrote it (Exchange Online leaves that out), and what it found."""

    server: str
    results: tuple[MethodResult, ...] = ()

    def of(self, method: str) -> tuple[MethodResult, ...]:
        """The results of one method, in order."""
        return tuple(result for result in self.results if result.method == method)


_DOMAINS = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.helo"), "dmarc": ("header.from",)}


def read_authentication(values: tuple[str, ...]) -> tuple[Authentication, ...]:
    """The headers of this name in the order of the mail, the receiving server's first; ten at most."""
    return tuple(_read(value[:VALUE_LIMIT]) for value in values[:MOST])


def _read(value: str) -> Authentication:
    for _ in range(3):
        value = _COMMENT.sub(" ", value)
    first, *rest = value.split(";")
    if _RESULT.match(first):
        return Authentication("", _results([first, *rest]))
    return Authentication((first.split() or [""])[0].lower(), _results(rest))


def _results(pieces: list[str]) -> tuple[MethodResult, ...]:
    found: list[MethodResult] = []
    for piece in pieces:
        result = _RESULT.match(piece)
        if result:
            method = result[1].lower()
            found.append(MethodResult(method, result[2].lower(), _domain(method, piece)))
    return tuple(found)


def _domain(method: str, piece: str) -> str:
    said = {name.lower(): value.strip('"').lower() for name, value in _PROPERTY.findall(piece)}
    value = next((said[name] for name in _DOMAINS.get(method, ()) if name in said), "")
    return value.rpartition("@")[2].strip(".<>")
