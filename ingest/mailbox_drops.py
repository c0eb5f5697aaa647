"""Which failures of a server pass by themselves, and how long it asks us to wait."""

import re
import socket
import ssl

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

TROUBLE = (OSError, IMAPClientError)
"""What a connection or a command raises when it fails."""

_LONGEST_WISH = 900.0
_WISH = re.compile(r"suggested backoff time:?\s*(\d+)\s*(milliseconds|ms|seconds|s)\b", re.IGNORECASE)
_THROTTLED = re.compile(r"throttl|\[LIMIT\]|too many (simultaneous )?(connections|requests)", re.IGNORECASE)
# Exchange's and RFC 5530's words for what mends itself: a token that ran out is followed by a new one
_PASSING = re.compile(
    r"\[(UNAVAILABLE|INUSE|SERVERBUG)\]|authenticated but not connected|session invalidated|accesstokenexpired"
    r"|server (is )?(busy|unavailable)|try again",
    re.IGNORECASE,
)


def wished_pause(error: Exception) -> float | None:
    """The seconds that the server asks us to wait ("Suggested Backoff Time: 4500 milliseconds"); None if it does not.

    More than a quarter of an hour is not waited for.
    """
    found = _WISH.search(str(error))
    if not found:
        return None
    seconds = float(found[1]) / (1000 if found[2].lower().startswith("m") else 1)
    return min(seconds, _LONGEST_WISH)


def is_throttled(error: Exception) -> bool:
    """Whether the server says that we ask too much of it."""
    return wished_pause(error) is not None or bool(_THROTTLED.search(str(error)))


def is_passing(error: Exception, *, met: bool) -> bool:
    """Whether another try may succeed.

    `met`: the server was reached before, so that its name, port and certificate are right.
    """
    match error:
        case ssl.SSLCertVerificationError() | ProtocolError():
            return False
        case IMAPClientAbortError():
            return "unexpected response" not in str(error) or met
        case IMAPClientError():
            broke_off = isinstance(error, LoginError) and isinstance(error.__context__, IMAPClientAbortError)
            return broke_off or _says_so(error)
        case ConnectionRefusedError() | TimeoutError() | socket.gaierror() | ssl.SSLError():
            return met
        case _:
            return isinstance(error, OSError)  # SignInUnreachable is one


def _says_so(error: Exception) -> bool:
    return bool(_PASSING.search(str(error))) or is_throttled(error)
