"""A fake sign-in server on loopback: Microsoft's discovery, a token endpoint, and a person who agrees at once."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from tests.ingest.dovecot import Dovecot

Asked = dict[str, str]


@dataclass
class SignInServer:
    """Where a fake sign-in server listens, and what it was asked."""

    url: str
    ca_file: Path
    asked: list[Asked]


Answer = Callable[[Asked], tuple[int, dict[str, object]]]


@contextmanager
def signing_in(server: Dovecot, answer: Answer) -> Iterator[SignInServer]:
    """A token endpoint on loopback over TLS, with Microsoft's discovery document before it."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ends = {"authorization": "authorize", "token": "token", "device_authorization": "devicecode"}
            said: dict[str, object] = {f"{name}_endpoint": f"{url}/org/{end}" for name, end in ends.items()}
            self._say(200, {"issuer": f"{url}/org/v2.0"} | said)

        def do_POST(self) -> None:
            words = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            question = {name: values[0] for name, values in words.items()}
            if self.path.endswith("devicecode"):
                question["grant_type"] = "begin"
            asked.append(question)
            self._say(*answer(question))

        def _say(self, status: int, content: dict[str, object]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: tests are quiet."""

    listening = ThreadingHTTPServer(("localhost", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.certificate, server.key)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    url = f"https://localhost:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield SignInServer(url, server.ca_file, asked)
    finally:
        listening.shutdown()
        listening.server_close()


def numbered(prefix: str, **more: object) -> Answer:
    """Answers with a token that has the next number."""
    numbers = iter(range(1, 100))
    return lambda _: (
        200,
        {"access_token": f"{prefix}-{next(numbers)}", "token_type": "Bearer", "expires_in": 3600} | more,
    )


_BEARER: dict[str, object] = {"token_type": "Bearer", "expires_in": 3600}


def person(question: Asked) -> tuple[int, dict[str, object]]:
    """A sign-in server that a person confirms at once, and that hands out a new refresh token each time."""
    match question["grant_type"]:
        case "begin":
            flow = {"user_code": "ABC-DEF", "device_code": "x", "verification_uri": "https://sign.in", "interval": 1}
            return 200, flow | {"expires_in": 60, "message": "Open https://sign.in and enter ABC-DEF"}
        case "refresh_token":
            held = question["refresh_token"]
            return 200, _BEARER | {"access_token": f"after-{held}", "refresh_token": held + "+"}
        case _:
            info = "eyJ1aWQiOiJ1IiwidXRpZCI6InQifQ"  # {"uid":"u","utid":"t"}
            return 200, _BEARER | {"access_token": "first", "refresh_token": "r", "client_info": info}
