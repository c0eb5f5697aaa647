"""Signing in with a token instead of a password (OAuth 2, RFC 6749)."""

from typing import Protocol

from ingest.errors import IngestError


class SignInError(IngestError):
    """No token can be had: what the sign-in server said, without any secret, and what to do."""


class SignInUnreachable(OSError):  # noqa: N818 (a state of the network, as a mail server's is)
    """The sign-in server does not answer: another try may succeed."""


class Tokens(Protocol):
    """Where access tokens come from."""

    def access_token(self, *, renewed: bool = False) -> str:
        """A token that is good now; with `renewed` a new one, since the last was refused.

        Raises SignInError, or SignInUnreachable where another try may succeed.
        """
        ...


def untrusted() -> SignInError:
    """The sign-in server's certificate is not one that is trusted here."""
    mend = "Where your organisation has its own certificate authority, set ca_file under [oauth] to its certificate."
    return SignInError("the sign-in server's certificate is not trusted", mend)


_MENDS = {
    "invalid_client": "Check client_id and the client secret: secrets run out, and who registered the application "
    "can make a new one.",
    "unauthorized_client": "Ask who registered the application to allow this way of signing in.",
    "invalid_grant": "Sign in again: soundings sign-in.",
    "interaction_required": "Sign in again: soundings sign-in.",
    "invalid_scope": "Check scope, and that the application may read mail by IMAP.",
    "authorization_pending": "Sign in again, and finish in the browser in time: soundings sign-in.",
    "expired_token": "Sign in again, and finish in the browser in time: soundings sign-in.",
    "access_denied": "Sign in again and agree, or ask your administrator to allow the application.",
}


def refused(error: object, description: object) -> SignInError:
    """What a sign-in server answered in place of a token (RFC 6749, 5.2), in a line of decent length."""
    code = str(error or "no reason given")
    words = " ".join(str(description or "").split())[:200].rstrip(". ")
    mend = _MENDS.get(code, "Try again; if it stays, ask who runs the sign-in server.")
    return SignInError(f"the sign-in server refused: {code}" + (f" ({words})" if words else ""), mend)
