"""A mail server on this machine alone that keeps what it is given: as much of RFC 5321 as a sender needs."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.ingest.dovecot import make_certificates

USER, PASSWORD = "soundings", "of-the-report"


@dataclass
class Smtp:
    """What came, and under which conditions mails are taken."""

    port: int = 0
    ca_file: Path | None = None
    signed_in: list[str] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    unwanted: str = ""


@contextmanager
def smtp(home: Path | None = None) -> Iterator[Smtp]:
    """A server for as long as the block lasts; with a folder for certificates it can do STARTTLS."""
    told, context = Smtp(), None
    if home is not None:
        make_certificates(home)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(home / "server.pem", home / "server.key")
        told.ca_file = home / "ca.pem"

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            _Session(self, told, context).run()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()


class _Session:
    def __init__(self, handler: socketserver.StreamRequestHandler, told: Smtp, context: ssl.SSLContext | None):
        self.handler, self.told, self.context = handler, told, context
        self.private = False

    def run(self) -> None:
        self.say("220 here")
        while line := self.handler.rfile.readline():
            words = line.decode().strip()
            if words.upper() == "QUIT":
                self.say("221 bye")
                return
            self.answer(words)

    def say(self, words: str) -> None:
        self.handler.wfile.write(f"{words}\r\n".encode())

    def answer(self, words: str) -> None:
        command = words.partition(" ")[0].upper()
        if command == "EHLO":
            more = [] if self.context is None or self.private else ["STARTTLS"]
            offered = ["here", *more, "AUTH PLAIN"]
            for each in offered[:-1]:
                self.say(f"250-{each}")
            self.say(f"250 {offered[-1]}")
        elif command == "STARTTLS" and self.context:
            self.say("220 go on")
            self.handler.connection = self.context.wrap_socket(self.handler.connection, server_side=True)
            self.handler.rfile = self.handler.connection.makefile("rb")
            self.handler.wfile = self.handler.connection.makefile("wb", buffering=0)
            self.private = True
        elif command == "AUTH":
            _, user, password = base64.b64decode(words.split()[2]).decode().split("\0")
            right = (user, password) == (USER, PASSWORD)
            self.told.signed_in += [user] if right else []
            self.say("235 welcome" if right else "535 no")
        elif command == "RCPT":
            address = words.partition("<")[2].rstrip(">")
            self.told.recipients.append(address)
            self.say("550 nobody" if address == self.told.unwanted else "250 fine")
        elif command == "DATA":
            self.take()
        else:
            self.say("250 fine")

    def take(self) -> None:
        self.say("354 go on")
        lines = list(iter(self.handler.rfile.readline, b".\r\n"))
        self.told.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.told.private.append(self.private)
        self.say("250 taken")
