"""How this installation signs in to its mailbox, from the settings."""

from typing import TYPE_CHECKING

from config.errors import ConfigError
from config.secret import place_of
from config.settings import PREFIX, SETTINGS_FILE, Settings, SignIn

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.client_certificate import ClientCertificate
    from ingest.mailbox import MailboxSettings
    from ingest.sign_in import Tokens
    from ingest.tokens_microsoft import MicrosoftTokens
    from soundings.bootstrap import Clock


def mailbox_settings(settings: Settings, clock: "Clock") -> "MailboxSettings":
    """The mailbox of an installation. Raises ConfigError for what is missing."""
    from ingest.mailbox import MailboxSettings

    imap = settings.imap
    _need(settings, "imap", "host", "user")
    tokens = find_tokens(settings, clock)
    if imap.password is None and tokens is None:
        mend = f"Set {PREFIX}IMAP__PASSWORD, or name a file: password_file = ... under [imap]."
        raise ConfigError(settings.home / SETTINGS_FILE, "the mailbox has no password", mend)
    return MailboxSettings(
        host=imap.host,
        user=imap.user,
        password=imap.password.get_secret_value() if imap.password and not tokens else "",
        port=imap.port,
        tls=imap.tls.value,
        folders=imap.folders,
        ca_file=imap.ca_file,
        timeout=imap.timeout,
        tokens=tokens,
    )


def find_tokens(settings: Settings, clock: "Clock") -> "Tokens | None":
    """Where access tokens come from; None where the mailbox is signed in to by password. Raises ConfigError."""
    match settings.imap.sign_in:
        case SignIn.MICROSOFT:
            return microsoft_tokens(settings, clock)
        case SignIn.OAUTH:
            return _refresh_tokens(settings, clock)
        case SignIn.PASSWORD:
            return None


def microsoft_tokens(settings: Settings, clock: "Clock") -> "MicrosoftTokens":
    """Microsoft's sign-in. Raises ConfigError for what is missing, SignInError for a certificate that is none."""
    from ingest.token_file import TokenFile
    from ingest.tokens_microsoft import MicrosoftTokens, Registration

    _need(settings, "oauth", "tenant", "client_id")
    oauth = settings.oauth
    registration = Registration(
        oauth.tenant,
        oauth.client_id,
        oauth.client_secret.get_secret_value() if oauth.client_secret else "",
        oauth.scope,
        oauth.authority,
        oauth.ca_file,
        certificate=client_certificate(settings),
    )
    return MicrosoftTokens(registration, TokenFile(oauth.cache_file), clock)


def client_certificate(settings: Settings) -> "ClientCertificate | None":
    """By which the application signs in to Microsoft; None where there is none. Raises SignInError."""
    from ingest.client_certificate import read_client_certificate

    pem = settings.oauth.client_certificate
    return (
        read_client_certificate(pem.get_secret_value()) if pem and settings.imap.sign_in is SignIn.MICROSOFT else None
    )


def sign_in_warning(settings: Settings, at: "datetime") -> str:
    """What is to be done soon, or now, lest the sign-in ends by itself; else nothing. Raises nothing."""
    from ingest.sign_in import SignInError

    try:
        certificate = client_certificate(settings)
    except SignInError as error:
        return str(error)
    return certificate.warning(at) if certificate else ""


def _refresh_tokens(settings: Settings, clock: "Clock") -> "Tokens":
    from ingest.token_file import TokenFile
    from ingest.tokens_refresh import RefreshGrant, RefreshTokens

    _need(settings, "oauth", "token_url", "client_id", "refresh_token")
    oauth = settings.oauth
    grant = RefreshGrant(
        oauth.token_url,
        oauth.client_id,
        oauth.refresh_token.get_secret_value() if oauth.refresh_token else "",
        oauth.client_secret.get_secret_value() if oauth.client_secret else "",
        oauth.scope,
        oauth.ca_file,
    )
    return RefreshTokens(grant, TokenFile(oauth.cache_file), clock)


def say_secret_places(settings: Settings) -> str:
    """Which secrets are used and where they come from; never what they are."""
    imap, oauth = settings.imap, settings.oauth
    match imap.sign_in:
        case SignIn.PASSWORD:
            return f"password from {place_of(imap.password)}"
        case SignIn.MICROSOFT if oauth.client_certificate:
            return f"Microsoft 365 as an application, client certificate from {place_of(oauth.client_certificate)}"
        case SignIn.MICROSOFT if oauth.client_secret:
            return f"Microsoft 365 as an application, client secret from {place_of(oauth.client_secret)}"
        case SignIn.MICROSOFT:
            return f"Microsoft 365 for a person, whose sign-in is kept in {oauth.cache_file}"
        case SignIn.OAUTH:
            secret = f", client secret from {place_of(oauth.client_secret)}" if oauth.client_secret else ""
            return f"OAuth, refresh token from {place_of(oauth.refresh_token)}{secret}"


def _need(settings: Settings, section: str, *names: str) -> None:
    """Raises ConfigError for the first setting of these that is missing."""
    for name in names:
        if not getattr(getattr(settings, section), name):
            what = "no mailbox is set up" if section == "imap" else "the sign-in is not set up"
            variable = f"{PREFIX}{section.upper()}__{name.upper()}"
            secret = name in ("refresh_token",)
            write = f"name its file: {name}_file = ..." if secret else f"write {name} = ..."
            mend = f"{write[0].upper()}{write[1:]} under [{section}], or set {variable}."
            raise ConfigError(settings.home / SETTINGS_FILE, f"{what}: {section}.{name} is missing", mend)
