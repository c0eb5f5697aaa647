"""The server of the pages: who may come in by what is set, and how it starts and stops."""

import socket
import webbrowser

import typer
import uvicorn

from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.finding import who
from web.access import Access, OneTimeLink, Role, User
from web.app import create_app
from web.desk import Desk

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run_server(office: Office, desk: Desk, host: str, port: int, *, browser: bool) -> None:
    """Serve the pages until the process is told to stop. Raises SoundingsError where that cannot begin."""
    if host not in LOOPBACK:
        raise SoundingsError(f"--host {host}: nobody could sign in safely from elsewhere", "Serve on 127.0.0.1")
    link = OneTimeLink(User(who(""), Role.EDITOR))
    access = Access(("127.0.0.1", "localhost", "[::1]"), link)
    app = create_app(desk, access)
    bound = _bind(host, port)
    name = "localhost" if host == "::1" else host
    address = f"http://{name}:{bound.getsockname()[1]}/sign-in?token={link.token}"
    typer.echo(
        f"{office.consultation.title}\nOpen this link; it lets you in, once:\n\n  {address}\n\nStop with Ctrl-C."
    )
    if browser:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[bound])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SoundingsError(
            f"{host}:{port} cannot be listened on ({error.strerror})", "Stop what is there, or name another --port"
        ) from error
    return made
