"""A real Dovecot for tests: unprivileged, on loopback, in a folder of its own; any user, one password."""

import base64
import getpass
import grp
import hmac
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

from ingest.mailbox import MailboxSettings
from tests.needs import need

PASSWORD = "invented-for-tests"

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 100
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Unsent {{
    special_use = \\Drafts
  }}
  mailbox Posted {{
    special_use = \\Sent
  }}
}}
"""


_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = email
"""
_KEY = b"invented for tests, and long enough for HS256"


def access_token(email: str, seconds: float = 3600) -> str:
    """A token (JWT, RFC 7519) for a user's mailbox that the server takes for so many seconds from now."""
    now = time.time()
    claims = {"email": email, "iat": int(now) - 5, "nbf": int(now) - 5, "exp": int(now + seconds), "sub": email}
    words = b".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (words + b"." + _base64(hmac.digest(_KEY, words, "sha256"))).decode()


def _base64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server; `ca_file` signed its certificate, `foreign_ca_file` did not. A new user has an empty INBOX."""

    port: int
    tls_port: int
    ca_file: Path
    foreign_ca_file: Path
    certificate: Path
    key: Path

    def settings(self, user: str, **changes: object) -> MailboxSettings:
        """How to reach a user's mailbox in the clear, unless changed."""
        plain = {"host": "localhost", "user": user, "password": PASSWORD, "port": self.port, "tls": "none"}
        return MailboxSettings(**{"timeout": 10.0, **plain, **changes})  # type: ignore[arg-type]

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """A client that may change the mailbox, with INBOX selected: what people do to it meanwhile."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10) as client:
            client.login(user, PASSWORD)
            client.select_folder("INBOX")
            yield client

    def deliver(self, user: str, *mails: bytes, at: datetime, folder: str = "INBOX") -> None:
        """Put mails into a folder, making it where it is missing."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                client.append(folder, mail, msg_time=at)


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot for as long as the block lasts; skips the test where the machine has none."""
    program = need("dovecot", "dovecot-imapd")
    user, drop = _servant()
    home = Path(tempfile.mkdtemp(prefix="dc", dir="/tmp"))
    try:
        server = Dovecot(
            _free_port(), _free_port(), home / "ca.pem", home / "foreign.pem", home / "server.pem", home / "server.key"
        )
        for folder in ("run", "state", "mail"):
            (home / folder).mkdir()
        make_certificates(home)
        (home / "oauth2.conf").write_text(_OAUTH.format(home=home))
        key = home / "keys" / "default" / "HS256" / "default"
        key.parent.mkdir(parents=True)
        key.write_bytes(base64.b64encode(_KEY))
        (home / "dovecot.conf").write_text(
            _CONFIG.format(
                home=home,
                user=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                uid=user.pw_uid,
                gid=user.pw_gid,
                port=server.port,
                tls_port=server.tls_port,
                password=PASSWORD,
            )
        )
        if drop:
            for path in (home, *home.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
        process = subprocess.Popen([*drop, program, "-F", "-c", home / "dovecot.conf"], stderr=subprocess.DEVNULL)
        try:
            _wait_for(server.port, home)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _servant() -> tuple[pwd.struct_passwd, list[str]]:
    """Who runs the server: as root it cannot, so there "nobody" does."""
    if os.getuid() != 0:
        return pwd.getpwnam(getpass.getuser()), []
    nobody = pwd.getpwnam("nobody")
    ids = [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    return nobody, [str(need("setpriv", "util-linux")), *ids]


def make_certificates(home: Path) -> None:
    """An authority with a certificate for localhost, and an authority that has nothing to do with it.

    Skips the test where the machine has no openssl.
    """
    need("openssl", "openssl")
    for name in ("ca", "foreign"):
        _openssl(home, f"req -x509 -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.pem -days 2 -subj /CN={name}")
    _openssl(home, "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost")
    (home / "names").write_text("subjectAltName = DNS:localhost\n")
    _openssl(
        home,
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    )


def _openssl(home: Path, arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=home, check=True, capture_output=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int, home: Path) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log = home / "dovecot.log"
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")
