"""What a mail server or the way to it refuses, in one line with the mend."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, Protocol

from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from ingest.errors import IngestError
from ingest.sign_in import SignInUnreachable

Security = Literal["tls", "starttls", "none"]

# OpenSSL's verify codes, x509_vfy.h
_ANOTHER_NAME = (62, 64)  # host name, IP address
_EXPIRED = 10


class MailboxError(IngestError):
    """The mailbox cannot be opened or read. Whatever was handed on before is whole; a later run goes on from there."""


class Server(Protocol):
    """What is known of the server that refused."""

    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def port(self) -> int: ...  # noqa: D102
    @property
    def tls(self) -> Security: ...  # noqa: D102
    @property
    def user(self) -> str: ...  # noqa: D102
    @property
    def tokens(self) -> object: ...  # noqa: D102


@contextmanager
def explained(server: Server) -> Iterator[None]:
    """Whatever the server or the way to it refuses within the block is raised as MailboxError."""
    try:
        yield
    except (OSError, IMAPClientError, ValueError, KeyError) as error:
        raise explain(error, server) from error


def explain(error: Exception, server: Server) -> MailboxError:
    """The error of a connection or a command as a person can use it."""
    problem, mend = _tell(error, server)
    return MailboxError(f"{server.host}:{server.port}: {problem}", mend)


def _tell(error: Exception, server: Server) -> tuple[str, str]:
    match error:
        case IMAPClientError():
            return _refused(error, server)
        case ssl.SSLCertVerificationError():
            return _refused_certificate(error)
        case ssl.SSLError():
            return _refused_tls(error, server)
        case OSError():
            return _unreachable(error, server)
        case UnicodeError() if "idna" in str(error):
            return "this can be no server's name", "Check host."
        case _:
            return f"the server's answer makes no sense ({_words(error)})", "Try again; if it stays, report it."


def _refused(error: IMAPClientError, server: Server) -> tuple[str, str]:
    match error:
        case LoginError():
            return _refused_login(error, server)
        case CapabilityError():
            return "the server offers no STARTTLS", 'Set tls to "tls" (usually port 993), or ask who runs the server.'
        case IMAPClientAbortError():
            return _dropped(error)
        case _:
            return f"the server refused ({_words(error)})", "Try again; if it stays, ask who runs the server."


def _refused_login(error: LoginError, server: Server) -> tuple[str, str]:
    words = _words(error)
    if isinstance(error.__context__, IMAPClientAbortError):
        return _dropped(error)
    if "[UNAVAILABLE]" in words:
        return f"the server cannot check the password just now ({words})", "Try again later."
    if server.tls == "none" and ("PRIVACYREQUIRED" in words or "LOGINDISABLED" in words):
        return "the server takes no password without encryption", 'Set tls to "tls" or "starttls".'
    if server.tokens:
        return (
            f"the token was refused for {server.user} ({words})",
            "See that the mailbox allows IMAP and that who signs in has rights on it; then: soundings sign-in.",
        )
    return (
        f"user name or password refused for {server.user} ({words})",
        "Check both; many providers want an app password, and Microsoft 365 takes none at all.",
    )


def _refused_certificate(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    if error.verify_code in _ANOTHER_NAME:
        return f"the certificate is for another name ({error.verify_message})", "Set host to the name it is for."
    if error.verify_code == _EXPIRED:
        return "the certificate has expired", "Ask who runs the server to renew it; check this machine's clock."
    return (
        f"the certificate is not trusted ({error.verify_message})",
        "Where your organisation has its own certificate authority, set ca_file to that authority's certificate (PEM).",
    )


def _refused_tls(error: ssl.SSLError, server: Server) -> tuple[str, str]:
    if server.tls == "tls" and error.reason in ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"):
        return "the server does not speak TLS on this port", 'Use its TLS port (usually 993), or set tls to "starttls".'
    return f"the secure connection failed ({_words(error)})", "Check port and tls; ask who runs the server."


def _unreachable(error: OSError, server: Server) -> tuple[str, str]:
    match error:
        case SignInUnreachable():
            return _words(error), "Check the network, and token_url or authority; or try again later."
        case socket.gaierror():
            return "there is no server of this name", "Check host, and that this machine is on the network."
        case ConnectionRefusedError():
            return "nothing answers on this port", "Check host and port, and that the server is running."
        case TimeoutError() if server.tls == "none":
            return "the server does not answer", 'Check host and port; where the port wants TLS, set tls to "tls".'
        case TimeoutError():
            return "the server does not answer", "Check host, port and firewall, or try again later."
        case _:
            return _dropped(error)


def _dropped(error: Exception) -> tuple[str, str]:
    if "unexpected response" in str(error):
        return f"something other than IMAP answers ({_words(error)})", "Check host and port (usually 993 or 143)."
    return f"the connection broke off ({_words(error)})", "Run again: what has come in is kept, the rest will follow."


def _words(error: Exception) -> str:
    """The server's own words, in one line of decent length."""
    text = str(error)
    if text[:2] in ("b'", 'b"'):
        text = text[2:-1]
    return " ".join(text.split()).rstrip(".")[:200] or type(error).__name__
