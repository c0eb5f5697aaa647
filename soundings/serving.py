"""The server of the pages: who may come in by what is set, and how it starts and stops."""

import ipaddress
import logging
import signal
import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import typer
import uvicorn

from config.errors import ConfigError
from config.settings import SETTINGS_FILE, Settings
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.finding import who
from web.access import Access, OneTimeLink, Role, User
from web.app import create_app
from web.desk import Desk
from web.organisation import Organisation
from web.users import Users, load_users

_HERE = ("127.0.0.1", "localhost", "[::1]")


def run_server(office: Office, desk: Desk, host: str, port: int, *, browser: bool) -> None:
    """Serve the pages until the process is told to stop. Raises ConfigError or SoundingsError where that cannot be."""
    web = office.settings.web
    access = access_for(office.settings, host)
    app = create_app(desk, access)
    bound = _bind(host, port)
    address = web.address or f"{'https' if web.certificate_file else 'http'}://{_name(host)}:{bound.getsockname()[1]}"
    _tell(office, access, address, browser=browser)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(web.trusted_proxy),
        forwarded_allow_ips=web.trusted_proxy or None,
        ssl_certfile=web.certificate_file,
        ssl_keyfile=web.key_file,
        timeout_graceful_shutdown=5,
    )
    _Server(config).run(sockets=[bound])
    typer.echo("Stopped.")


class _Server(uvicorn.Server):
    """Ends a request that is at work before it stops, and then comes back instead of dying by the signal."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM stop the server for as long as the block lasts."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def access_for(settings: Settings, host: str) -> Access:
    """How people come in where the server listens on `host`.

    On this machine alone, by a one-time link. From elsewhere only with users or an organisation's sign-in, and over
    TLS. Raises ConfigError for what is missing.
    """
    web = settings.web
    alone = is_loopback(host) and not web.address and not web.trusted_proxy
    if not alone:
        _need_safety(settings)
    users = Users(web.users_file) if web.users_file else None
    if users:
        load_users(users.path)
    names = (urlsplit(web.address).hostname or "",) if web.address else _HERE
    return Access(
        hosts=names,
        link=OneTimeLink(User(who(""), Role.EDITOR)) if alone else None,
        users=users,
        organisation=_organisation(settings) if web.issuer else None,
        secure=web.address.startswith("https:") or (alone and web.certificate_file is not None),
    )


def _need_safety(settings: Settings) -> None:
    web, file = settings.web, settings.home / SETTINGS_FILE
    if not web.address.startswith("https://"):
        problem = "the pages can be reached from elsewhere, and address under [web] names no https:// address"
        raise ConfigError(file, problem, "Write the address that people type, such as https://soundings.example.org.")
    if not web.users_file and not web.issuer:
        problem = "the pages can be reached from elsewhere, and nobody is named who may come in"
        raise ConfigError(file, problem, "Set users_file under [web] and run soundings user add, or set issuer.")
    if not web.trusted_proxy and not (web.certificate_file and web.key_file):
        problem = "the pages can be reached from elsewhere without TLS"
        mend = "Set certificate_file and key_file under [web], or trusted_proxy where a proxy does it."
        raise ConfigError(file, problem, mend)


def _organisation(settings: Settings) -> Organisation:
    web, file = settings.web, settings.home / SETTINGS_FILE
    if not web.client_id or web.client_secret is None or not web.address:
        mend = "Write client_id, the client secret's file and address under [web] beside issuer."
        raise ConfigError(file, "the organisation's sign-in is not set up wholly", mend)
    return Organisation(web.issuer, web.client_id, web.client_secret.get_secret_value(), web.address)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tell(office: Office, access: Access, address: str, *, browser: bool) -> None:
    typer.echo(office.consultation.title)
    if access.link is None:
        typer.echo(f"Serving {address}. Stop with Ctrl-C.")
        return
    link = f"{address}/sign-in?token={access.link.token}"
    typer.echo(f"Open this link; it lets you in, once:\n\n  {link}\n\nStop with Ctrl-C.")
    if browser:
        webbrowser.open(link)


def _name(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)  # whoever comes before the server is ready waits for it
    except OSError as error:
        made.close()
        mend = "Stop what is there, or name another --port"
        raise SoundingsError(f"{host}:{port} cannot be listened on ({error.strerror})", mend) from error
    return made
