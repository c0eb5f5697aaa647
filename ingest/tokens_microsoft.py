"""Tokens of Microsoft 365, by MSAL: for an application with rights on a shared mailbox, or for a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ingest.client_certificate import ClientCertificate
from ingest.sign_in import SignInError, SignInUnreachable, refused, untrusted
from ingest.token_file import TokenFile

PUBLIC_CLOUD = "https://login.microsoftonline.com"
APPLICATION_SCOPE = "https://outlook.office365.com/.default"
PERSON_SCOPE = "https://outlook.office365.com/IMAP.AccessAsUser.All"


@dataclass(frozen=True, slots=True)
class Registration:
    """An application registered in a tenant; with a certificate, or else with a secret, it signs in as itself.

    `timeout` in seconds.
    """

    tenant: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scope: str = ""
    authority: str = PUBLIC_CLOUD
    ca_file: Path | None = None
    timeout: float = 30.0
    certificate: ClientCertificate | None = None


class MicrosoftTokens:
    """Access tokens that MSAL keeps and renews; what it keeps lies in a file of mode 600."""

    def __init__(self, registration: Registration, file: TokenFile, clock: Callable[[], datetime]):
        self._registration, self._file, self._clock = registration, file, clock
        self._made: Any = None
        self._cache: Any = None

    @property
    def is_application(self) -> bool:
        """Whether the application signs in as itself, and not for a person."""
        return bool(self._registration.certificate or self._registration.client_secret)

    def access_token(self, *, renewed: bool = False) -> str:
        """As `Tokens`. Raises SignInError, too, where the client certificate has run out."""
        if self._registration.certificate:
            self._registration.certificate.check(self._clock())
        answer = self._talk(lambda: self._as_application(renewed) if self.is_application else self._as_person(renewed))
        return _token(answer)

    def sign_in_person(self, show: Callable[[str], None]) -> str:
        """Have a person sign in in a browser (RFC 8628); `show` is told where and with which code. Their name.

        Waits for them. Whoever had signed in before is forgotten. Raises SignInError.
        """

        def talk() -> dict[str, Any]:
            app = self._app()
            flow = app.initiate_device_flow(scopes=self._scopes())
            if "user_code" not in flow:
                return dict(flow)
            for account in app.get_accounts():
                app.remove_account(account)
            show(str(flow["message"]))
            return dict(app.acquire_token_by_device_flow(flow))

        _token(answer := self._talk(talk))
        return str(answer.get("id_token_claims", {}).get("preferred_username", ""))

    def _as_application(self, renewed: bool) -> dict[str, Any]:
        app = self._app()
        if renewed:
            app.remove_tokens_for_client()
        return dict(app.acquire_token_for_client(scopes=self._scopes()))

    def _as_person(self, renewed: bool) -> dict[str, Any]:
        app = self._app()
        accounts = app.get_accounts()
        if not accounts:
            raise SignInError("nobody has signed in to Microsoft 365 yet", "Run: soundings sign-in")
        answer = app.acquire_token_silent_with_error(self._scopes(), account=accounts[0], force_refresh=renewed)
        return dict(answer or {"error": "interaction_required"})

    def _scopes(self) -> list[str]:
        usual = APPLICATION_SCOPE if self.is_application else PERSON_SCOPE
        return [self._registration.scope or usual]

    def _talk(self, what: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Let MSAL work, and keep what it learned."""
        from requests.exceptions import RequestException, SSLError

        try:
            answer = what()
        except SSLError as error:
            raise untrusted() from error
        except RequestException as error:
            raise SignInUnreachable(f"Microsoft's sign-in does not answer ({type(error).__name__})") from error
        except ValueError as error:  # what MSAL raises over a tenant or an authority that there is not
            mend = "Check tenant, client_id and authority under [oauth]."
            raise SignInError("Microsoft's sign-in does not know this tenant, or answers nonsense", mend) from error
        if self._cache.has_state_changed:
            self._file.save({"msal": self._cache.serialize()})
            self._cache.has_state_changed = False
        return answer

    def _app(self) -> Any:
        if self._made is None:
            import msal

            this = self._registration
            self._cache = msal.SerializableTokenCache()
            self._cache.deserialize(self._file.load().get("msal", "{}"))
            options: dict[str, Any] = {
                "authority": f"{this.authority}/{this.tenant}",
                "token_cache": self._cache,
                "http_client": _client(this),
                "instance_discovery": None if this.authority == PUBLIC_CLOUD else False,
            }
            if self.is_application:
                self._made = msal.ConfidentialClientApplication(
                    this.client_id, client_credential=_credential(this), **options
                )
            else:
                self._made = msal.PublicClientApplication(this.client_id, **options)
        return self._made


def _credential(this: Registration) -> str | dict[str, str]:
    """What MSAL shows as proof. From the certificate it takes the thumbprint (SHA-256), and sends it along."""
    if this.certificate is None:
        return this.client_secret
    return {"private_key": this.certificate.private_key, "public_certificate": this.certificate.certificate}


def _client(this: Registration) -> Any:
    """What MSAL asks through. Said with each request, ca_file holds against REQUESTS_CA_BUNDLE in the environment."""
    import requests

    session = requests.Session()
    options = {"timeout": this.timeout, "verify": str(this.ca_file) if this.ca_file else True}
    return SimpleNamespace(
        get=partial(session.get, **options), post=partial(session.post, **options), close=session.close
    )


def _token(answer: dict[str, Any]) -> str:
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise refused(answer.get("error"), answer.get("error_description"))
    return token
