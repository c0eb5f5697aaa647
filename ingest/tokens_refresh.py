"""Tokens from any sign-in server that takes a refresh token (RFC 6749, section 6): Google's, for one."""

import hashlib
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ingest.sign_in import SignInError, SignInUnreachable, refused, untrusted
from ingest.token_file import TokenFile

_EARLY = timedelta(minutes=5)
_USUAL_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class RefreshGrant:
    """What is shown to the sign-in server; `timeout` in seconds."""

    token_url: str
    client_id: str
    refresh_token: str = field(repr=False)
    client_secret: str = field(default="", repr=False)
    scope: str = ""
    ca_file: Path | None = None
    timeout: float = 30.0


class RefreshTokens:
    """Access tokens while the refresh token holds.

    A server may put a new refresh token in place of ours: it is kept in the file, for the old one may be dead. Where
    the setting names another than the kept one grew from, the setting's counts.
    """

    def __init__(self, grant: RefreshGrant, file: TokenFile, clock: Callable[[], datetime]):
        self._grant, self._file, self._clock = grant, file, clock
        self._token, self._until = "", clock()

    def access_token(self, *, renewed: bool = False) -> str:
        """As `Tokens`. Five minutes before a token runs out it is no longer used."""
        if renewed or not self._token or self._clock() > self._until - _EARLY:
            self._renew()
        return self._token

    def _renew(self) -> None:
        answer = self._ask(self._newest_refresh_token())
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            raise refused(answer.get("error"), answer.get("error_description"))
        self._token = token
        seconds = answer.get("expires_in", _USUAL_SECONDS)
        self._until = self._clock() + timedelta(seconds=int(seconds) if str(seconds).isdecimal() else _USUAL_SECONDS)
        if successor := answer.get("refresh_token"):
            self._file.save({"grown_from": self._root(), "refresh_token": str(successor)})

    def _newest_refresh_token(self) -> str:
        kept = self._file.load()
        return str(kept["refresh_token"]) if kept.get("grown_from") == self._root() else self._grant.refresh_token

    def _root(self) -> str:
        return hashlib.sha256(self._grant.refresh_token.encode()).hexdigest()

    def _ask(self, refresh_token: str) -> dict[str, Any]:
        grant = self._grant
        values = {"grant_type": "refresh_token", "client_id": grant.client_id, "refresh_token": refresh_token}
        values |= {"client_secret": grant.client_secret} if grant.client_secret else {}
        values |= {"scope": grant.scope} if grant.scope else {}
        request = urllib.request.Request(grant.token_url, urlencode(values).encode())  # noqa: S310 (settings: https)
        try:
            context = ssl.create_default_context(cafile=grant.ca_file)
            with urllib.request.urlopen(request, timeout=grant.timeout, context=context) as answer:  # noqa: S310 # nosec B310
                return _read(answer.read())
        except urllib.error.HTTPError as error:
            if error.code >= 500 or error.code == 429:
                raise SignInUnreachable(f"the sign-in server is busy (HTTP {error.code})") from None
            return _read(error.read())
        except OSError as error:
            if isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError):
                raise untrusted() from error
            raise SignInUnreachable(f"the sign-in server does not answer ({error})") from error


def _read(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SignInError("the sign-in server's answer makes no sense", "Check token_url.")
    return found
