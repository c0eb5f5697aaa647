"""An organisation's sign-in that is not one: OpenID Connect on this machine, with keys of its own."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "soundings", "a secret"


class Provider:
    """Signs whoever asks in as `claims` say, which a test may make wrong; `key` signs, `published` is shown."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"name": "Ann Example", "sub": "1", "roles": ["editor"]}
        self.key = RSAKey.generate_key(2048, {"kid": "1"}, auto_kid=False)
        self.published = self.key
        self.asked: dict[str, dict[str, str]] = {}
        self.issuer = ""

    def authorise(self, url: str) -> dict[str, str]:
        """What the browser brings back from the address it was sent to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return {"code": code, "state": query["state"]}

    def token(self, form: dict[str, str], authorised: str) -> dict[str, str] | None:
        """An identity token for a code, once, for who has the secret and the verifier."""
        query = self.asked.pop(form.get("code", ""), None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if query is None or authorised not in (f"Basic {expected}", f"Basic {plain}"):
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
            return None
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": query["nonce"]}
        made = jwt.encode({"alg": "RS256", "kid": "1"}, usual | self.claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": made}


@contextmanager
def provider() -> Iterator[Provider]:
    """One that listens on this machine for as long as the block lasts."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            configuration = {name: f"{made.issuer}/{name}" for name in names} | {"issuer": made.issuer}
            keys = {"keys": [made.published.as_dict(private=False)]}
            self._answer(200, keys if self.path == "/jwks_uri" else configuration)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            answer = made.token(form, self.headers.get("Authorization", ""))
            self._answer(200 if answer else 400, answer or {"error": "invalid_grant"})

        def _answer(self, code: int, body: object) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
