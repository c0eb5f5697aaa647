"""The line to a mail server, which is made again when it drops: a command is asked again where the first broke off."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from ingest.mailbox_connect import close, connect
from ingest.mailbox_drops import TROUBLE, is_passing, is_throttled, wished_pause
from ingest.mailbox_errors import MailboxError, explain
from ingest.mailbox_settings import MailboxSettings, Patience

T = TypeVar("T")


class CommandError(MailboxError):
    """The server can be reached, and breaks off or refuses at this command each time: others may still succeed."""


class FolderRenewed(MailboxError):  # noqa: N818 (no error of anybody's)
    """The folder has another UIDVALIDITY than when it was opened: what is known of its UIDs means nothing now."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was when it was opened."""

    name: str
    uid_validity: int
    exists: int
    uid_next: int
    to_write: bool = False


class Line:
    """One connection at a time. Commands only look, or look first whether they are done: each may be asked twice."""

    def __init__(self, settings: MailboxSettings, patience: Patience):
        self.settings, self._patience = settings, patience
        self._client: IMAPClient | None = None
        self._met = patience.before_meeting
        self._folder: Folder | None = None

    def ask(self, command: Callable[[IMAPClient], T]) -> T:
        """What the server answers, however often the connection has to be made anew for it.

        Raises MailboxError where the server cannot be reached, CommandError where it does not get through this
        command, FolderRenewed, and unchanged what imapclient raises over an answer that makes no sense.
        """
        patience = _Patience(self._patience)
        while True:
            try:
                client = self._connected()
            except TROUBLE as error:
                self._give_way(error, patience.after_no_answer(error))
                continue
            try:
                return command(client)
            except ProtocolError:
                raise
            except TROUBLE as error:
                self._give_way(error, patience.after_a_break(error), blame=patience.blames_command(error))

    def examine(self, name: str) -> Folder:
        """Open a folder for looking alone (EXAMINE), now and after every reconnection. Raises as `ask`."""
        return self._open(name, to_write=False)

    def select(self, name: str) -> Folder:
        """As `examine`, to write to it as well (SELECT)."""
        return self._open(name, to_write=True)

    def _open(self, name: str, *, to_write: bool) -> Folder:
        self._folder = None
        self._folder = self.ask(lambda client: _open(client, name, to_write=to_write))
        return self._folder

    def close(self) -> None:
        """Hang up; never raises."""
        if self._client:
            close(self._client)
            self._client = None

    def _connected(self) -> IMAPClient:
        if self._client is None:
            client = connect(self.settings)
            self._met = True
            try:
                if self._folder:
                    self._open_again(client, self._folder)
            except BaseException:
                close(client)
                raise
            self._client = client
        return self._client

    def _open_again(self, client: IMAPClient, before: Folder) -> None:
        if _open(client, before.name, to_write=before.to_write).uid_validity != before.uid_validity:
            raise FolderRenewed(
                f"{self.settings.host}: the folder {before.name!r} was made anew while it was read", "Run again."
            )

    def _give_way(self, error: Exception, pause: float | None, *, blame: bool = False) -> None:
        """Wait before the next try, or raise where there is to be none."""
        if pause is None or not is_passing(error, met=self._met):
            told = explain(error, self.settings)
            raise (CommandError if blame else MailboxError)(told.problem, told.mend) from error
        self._drop()
        self._patience.sleep(pause)

    def _drop(self) -> None:
        """Let the connection go without a word: there may be nobody to say it to."""
        client, self._client = self._client, None
        if client:
            with suppress(OSError, IMAPClientError):
                client.shutdown()


class _Patience:
    """What is left of our patience with one command: the pause before the next try, or None."""

    def __init__(self, patience: Patience):
        self._patience = patience
        self._unanswered = self._broken = self._throttled = 0

    def after_no_answer(self, error: Exception) -> float | None:
        self._unanswered += 1
        return self._wished(error) or self._pause(self._unanswered, self._patience.tries)

    def after_a_break(self, error: Exception) -> float | None:
        self._unanswered = 0
        if not is_throttled(error):
            self._broken += 1
        return self._wished(error) or self._pause(self._broken, self._patience.repeats)

    def blames_command(self, error: Exception) -> bool:
        """Whether the server said no to it, or broke off at it again and again."""
        answered = isinstance(error, IMAPClientError) and not isinstance(error, IMAPClientAbortError)
        return answered or 1 < self._patience.repeats <= self._broken

    def _wished(self, error: Exception) -> float | None:
        if not is_throttled(error) or self._throttled >= self._patience.throttled:
            return None
        self._throttled += 1
        wish = wished_pause(error)
        return self._patience.pause(self._throttled) if wish is None else wish

    def _pause(self, failures: int, limit: int) -> float | None:
        return self._patience.pause(failures) if 0 < failures < limit else None


def _open(client: IMAPClient, name: str, *, to_write: bool) -> Folder:
    found = client.select_folder(name, readonly=not to_write)
    return Folder(name, int(found[b"UIDVALIDITY"]), int(found[b"EXISTS"]), int(found.get(b"UIDNEXT", 0)), to_write)
