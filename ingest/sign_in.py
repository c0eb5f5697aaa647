"""Signing in with a token instead of a password (OAuth 2, RFC 6749)."""

from typing import Protocol

from ingest.errors import IngestError


class SignInError(IngestError):
    """No token can be had: what the sign-in server said, without any secret, and what to do."""


class Tokens(Protocol):
    """Where access tokens come from."""

    def access_token(self, *, renewed: bool = False) -> str:
        """A token that is good now; with `renewed` a new one, since the last was refused. Raises SignInError."""
        ...
