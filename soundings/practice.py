"""The practice mailbox: a real IMAP server on loopback, in this process, with the mails of a folder in its INBOX."""

import asyncio
import hashlib
import logging
import queue
import ssl
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from ingest.received import received_at

HOST = "127.0.0.1"
USER = "consultation"
PASSWORD = "practice"  # noqa: S105
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PracticeServer:
    """Where the practice mailbox can be reached, without TLS."""

    host: str
    port: int
    user: str
    password: str


@contextmanager
def practice_mailbox(folder: Path) -> Iterator[PracticeServer]:
    """A mailbox with all .eml files of a folder, for as long as the block lasts.

    UIDVALIDITY comes from the names and bytes of the mails and the UIDs from the order of their names: the same folder
    is the same mailbox whenever it is started, and a changed one announces itself as such.
    """
    mails = [(file.name, file.read_bytes()) for file in sorted(folder.glob("*.eml"))]
    started: queue.Queue[int | BaseException] = queue.Queue()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=_run, args=(loop, mails, stop, started), name="practice-mailbox", daemon=True)
    thread.start()
    port = started.get()
    if isinstance(port, BaseException):
        raise port
    try:
        yield PracticeServer(HOST, port, USER, PASSWORD)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def _run(
    loop: asyncio.AbstractEventLoop,
    mails: list[tuple[str, bytes]],
    stop: asyncio.Event,
    started: "queue.Queue[int | BaseException]",
) -> None:
    """The server's thread: one event loop, from start to stop; what fails before the start goes to the starter."""
    try:
        loop.run_until_complete(_serve(mails, stop, started))
    except BaseException as error:  # noqa: BLE001
        started.put(error)
    finally:
        loop.close()


async def _serve(
    mails: list[tuple[str, bytes]], stop: asyncio.Event, started: "queue.Queue[int | BaseException]"
) -> None:
    logging.getLogger("pymap").setLevel(logging.ERROR)
    config = _config()
    config.apply_context()
    config.set_cache[USER] = (await _filled(mails), FilterSet())
    login = Login(config)
    await login.demo_user_identity.set(UserMetadata(config, USER, password=PASSWORD))
    imap = IMAPServer(login, config)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await imap(reader, writer, SocketInfoLocal(writer))

    server = await asyncio.start_server(talk, HOST, 0)
    started.put(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()
    talks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in talks:
        task.cancel()
    await asyncio.gather(*talks, return_exceptions=True)


def _config() -> Config:
    """All that pymap would otherwise take from its command line or the environment."""
    return _Config(
        Namespace(),
        host=HOST,
        port=0,
        demo_data=False,
        demo_user=USER,
        demo_password=PASSWORD,
        tls_enabled=False,
        ssl_context=ssl.create_default_context(ssl.Purpose.CLIENT_AUTH),
        hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(),
        proxy_protocol=ProxyProtocolNoop(),
    )


class _Config(Config):  # type: ignore[misc]
    @property
    def greeting(self) -> bytes:
        """A fixed one: pymap's own asks the name server who we are, which can take half a minute."""
        return b"The practice mailbox is open"


async def _filled(mails: list[tuple[str, bytes]]) -> MailboxSet:
    mailboxes = MailboxSet()
    inbox = await mailboxes.get_mailbox("INBOX")
    inbox._uid_validity = _uid_validity(mails)
    for _, raw in mails:
        await inbox.append(AppendMessage(raw, received_at(raw) or _UNDATED, frozenset()))
    return mailboxes


def _uid_validity(mails: list[tuple[str, bytes]]) -> int:
    """A number from 1 to 2^31 that is the same for the same mails."""
    digest = hashlib.sha256()
    for name, raw in mails:
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(raw).digest())
    return int.from_bytes(digest.digest()[:4]) // 2 + 1
