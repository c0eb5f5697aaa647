"""Sending a mail of Soundings' own over SMTP: the only thing that it ever sends, and only to whom the settings name."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from config.settings_mailbox import TlsMode
from config.settings_report import Report
from soundings.errors import SoundingsError


class MailingError(SoundingsError):
    """The mail could not be handed over: says at which step, and which setting to look at."""


def make_mail(settings: Report, subject: str, text: str, at: datetime) -> EmailMessage:
    """A plain mail that no machine should answer (RFC 3834)."""
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.sender, ", ".join(settings.to)
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(text, cte="quoted-printable")
    return mail


def send(settings: Report, mail: EmailMessage) -> None:
    """Hand a mail over to the server. Raises MailingError."""
    with _line(settings) as server:
        refused = server.send_message(mail, settings.sender, settings.to)
    if refused:
        raise MailingError(f"{settings.host} does not take mail for {', '.join(refused)}", "Correct to under [report]")


def try_line(settings: Report) -> None:
    """Connect and sign in, and send nothing. Raises MailingError."""
    with _line(settings) as server:
        server.noop()


@contextmanager
def _line(settings: Report) -> Iterator[smtplib.SMTP]:
    """A connection that is private where the settings say so, and signed in."""
    where = f"{settings.host}, port {settings.port}"
    try:
        with _connect(settings) as server:
            if settings.user:
                server.login(settings.user, settings.password.get_secret_value() if settings.password else "")
            yield server
    except ssl.SSLError as error:
        mend = "Check tls and port under [report], or name your authority's certificate in ca_file"
        raise MailingError(f"{where}: no private connection ({error.reason or error})", mend) from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailingError(f"{where}: user name or password refused", "Correct them under [report]") from error
    except smtplib.SMTPRecipientsRefused as error:
        refused = ", ".join(error.recipients)
        raise MailingError(f"{settings.host} does not take mail for {refused}", "Correct to under [report]") from error
    except smtplib.SMTPSenderRefused as error:
        problem = f"{settings.host} takes no mail from {settings.sender}"
        raise MailingError(problem, "Correct sender under [report], or sign in with user") from error
    except smtplib.SMTPException as error:
        mend = "Check tls and user under [report]"
        raise MailingError(f"{where}: the mail was not taken ({type(error).__name__})", mend) from error
    except OSError as error:
        mend = "Check host and port under [report]"
        raise MailingError(f"{where}: the server does not answer ({error.strerror or error})", mend) from error


def _connect(settings: Report) -> smtplib.SMTP:
    """By name, so that the server knows no name of this machine."""
    context = _trust(settings)
    if settings.tls is TlsMode.TLS:
        return smtplib.SMTP_SSL(settings.host, settings.port, "localhost", timeout=settings.timeout, context=context)
    server = smtplib.SMTP(settings.host, settings.port, "localhost", timeout=settings.timeout)
    if settings.tls is TlsMode.STARTTLS:
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server


def _trust(settings: Report) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        mend = "Set ca_file under [report] to a certificate in PEM form, or leave it out"
        raise MailingError(f"{settings.ca_file}: not a certificate that can be read", mend) from error
