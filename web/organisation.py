"""An organisation's own sign-in, by OpenID Connect (OpenID Connect Core 1.0): Microsoft Entra ID, or another.

Who may come in, and as what, the organisation says with the roles `reader` and `editor` of the application.
"""

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from web.errors import WebError
from web.users import Role, User

BACK = "/sign-in/organisation/back"
_PATIENCE = 10 * 60.0
_SECONDS = 10
_ALGORITHMS = ("RS256", "ES256", "PS256")


class OrganisationError(WebError):
    """The organisation's sign-in did not let somebody in: says why."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun: what the answer must fit, and the page to go on to."""

    nonce: str
    verifier: str
    next_path: str
    at: float


@dataclass(slots=True)
class Organisation:
    """The registered application; `address` is that of these pages, as the browser has it."""

    issuer: str
    client_id: str
    client_secret: str
    address: str
    _begun: dict[str, Begun] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, next_path: str) -> tuple[str, str]:
        """Where to send the browser, and the state that it must bring back. Raises OrganisationError."""
        state, now = secrets.token_urlsafe(32), time.monotonic()
        begun = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(48), next_path, now)
        with self._lock:
            self._begun = {s: b for s, b in self._begun.items() if now - b.at < _PATIENCE} | {state: begun}
        url, _ = self._session().create_authorization_url(
            self._ask("authorization_endpoint"), state=state, nonce=begun.nonce, code_verifier=begun.verifier
        )
        return str(url), state

    def finish(self, answer: Mapping[str, str], state: str) -> tuple[User, str]:
        """Who has come back with the organisation's answer, and the page to go on to. Raises OrganisationError."""
        with self._lock:
            begun = self._begun.pop(answer.get("state", ""), None)
        if begun is None or not secrets.compare_digest(answer.get("state", "").encode(), state.encode()):
            raise OrganisationError("This sign-in was not begun here, or took too long. Begin again.")
        if "code" not in answer:
            raise OrganisationError(f"Your organisation did not let you in ({answer.get('error', 'no reason')[:80]}).")
        try:
            token = self._session().fetch_token(
                self._ask("token_endpoint"),
                code=answer["code"],
                grant_type="authorization_code",
                code_verifier=begun.verifier,
                timeout=_SECONDS,
            )
            claims = self._read(str(token.get("id_token", "")), begun.nonce)
        except (OAuthError, JoseError, requests.RequestException, ValueError) as error:
            why = f"The answer of your organisation's sign-in cannot be trusted ({type(error).__name__}). Begin again."
            raise OrganisationError(why) from error
        return _user_of(claims), begun.next_path

    def _read(self, token: str, nonce: str) -> Mapping[str, Any]:
        """The claims of an identity token that is signed by the issuer, for us, for this sign-in, and not over."""
        keys = KeySet.import_key_set(_get(self._ask("jwks_uri")))
        decoded = jwt.decode(token, keys, algorithms=_ALGORITHMS)
        expected = jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
        )
        expected.validate(decoded.claims)
        claims: Mapping[str, Any] = decoded.claims
        return claims

    def _session(self) -> Any:
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope="openid profile email",
            redirect_uri=f"{self.address}{BACK}",
            code_challenge_method="S256",
        )

    def _ask(self, name: str) -> str:
        """One of the addresses that the issuer names. Raises OrganisationError where it cannot be asked."""
        try:
            found = _get(f"{self.issuer}/.well-known/openid-configuration")
        except (requests.RequestException, ValueError) as error:
            why = f"Your organisation's sign-in cannot be reached just now ({type(error).__name__}). Try again."
            raise OrganisationError(why) from error
        if found.get("issuer") != self.issuer or name not in found:
            raise OrganisationError("Your organisation's sign-in calls itself otherwise: check issuer under [web].")
        return str(found[name])


def _get(url: str) -> Any:
    answer = requests.get(url, timeout=_SECONDS)
    answer.raise_for_status()
    return answer.json()


def _user_of(claims: Mapping[str, Any]) -> User:
    """The person, in the higher of the roles that they were given. Raises OrganisationError where they have none."""
    name = str(claims.get("name") or claims.get("preferred_username") or claims.get("email") or claims.get("sub"))
    roles = claims.get("roles") or ()
    given = {str(role).lower() for role in roles} if isinstance(roles, list | tuple) else {str(roles).lower()}
    for role in (Role.EDITOR, Role.READER):
        if role in given:
            return User(" ".join(name.split())[:200], role)
    raise OrganisationError(f"{name} has neither the role reader nor editor here. Ask whoever runs Soundings.")
