"""Signing in with a token instead of a password (OAuth 2, RFC 6749)."""

import re
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


_UNKNOWN = "Try again; if it stays, ask who runs the sign-in server."
_MENDS = {
    "invalid_client": "Check client_id and the client secret or certificate: both run out, and who registered the "
    "application can make a new one.",
    "unauthorized_client": "Ask who registered the application to allow this way of signing in.",
    "invalid_grant": "Sign in again: soundings sign-in.",
    "interaction_required": "Sign in again: soundings sign-in.",
    "invalid_scope": "Check scope, and that the application may read mail by IMAP.",
    "authorization_pending": "Sign in again, and finish in the browser in time: soundings sign-in.",
    "expired_token": "Sign in again, and finish in the browser in time: soundings sign-in.",
    "access_denied": "Sign in again and agree, or ask your administrator to allow the application.",
}

_OF_MICROSOFT = {
    "AADSTS7000222": "The client secret has run out: have a new one made (Entra ID, Certificates & secrets), and "
    "put its Value in the place of the old one.",
    "AADSTS7000215": "This client secret is not known there: take its Value, not its Secret ID; or it was deleted, and "
    "a new one is to be made.",
    "AADSTS700027": "The client certificate is not the one that is registered: upload its public part (Entra ID, "
    "Certificates & secrets), or put the registered one in its place.",
    "AADSTS700024": "Set this machine's clock: what it signed with the client certificate is of another time.",
    "AADSTS700016": "Check client_id, and that tenant is the directory in which the application is registered.",
    "AADSTS90002": "Check tenant: there is no such directory.",
}
"""By the number that Microsoft puts before its reason; it tells more than the error's name."""


def refused(error: object, description: object) -> SignInError:
    """What a sign-in server answered in place of a token (RFC 6749, 5.2), in a line of decent length."""
    code = str(error or "no reason given")
    words = " ".join(str(description or "").split())[:200].rstrip(". ")
    number = re.match(r"AADSTS\d+", words)
    mend = _OF_MICROSOFT.get(number[0] if number else "") or _MENDS.get(code, _UNKNOWN)
    return SignInError(f"the sign-in server refused: {code}" + (f" ({words})" if words else ""), mend)
