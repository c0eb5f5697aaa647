"""Watching a folder of the mailbox, so that a worker sees new mail at once."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import IngestError
from ingest.mailbox import Look, Mailbox, MailboxSettings, Patience, open_mailbox

_log = logging.getLogger(__name__)

_LONGEST_IDLE = 20 * 60.0
"""Seconds after which IDLE is begun anew: servers hang up after 29 minutes (RFC 2177)."""
_GLANCE = 1.0
_AFTER_A_BREAK = 5.0


@dataclass(slots=True)
class Watched:
    """A folder and what was last seen in it, which outlives the connection: what comes during a break is news too."""

    folder: str
    seen: Look | None = None

    def has_news(self, mailbox: Mailbox) -> bool:
        """Whether mails have come since the last look; the first look has none."""
        before, now = self.seen, mailbox.look(self.folder)
        self.seen = now
        if before is None:
            return False
        return now.uid_validity != before.uid_validity or bool(set(now.uids) - set(before.uids))


def watch_folder(
    settings: MailboxSettings, folder: str, poll: float, stop: threading.Event, news: Callable[[], None]
) -> None:
    """Call `news` whenever mail has come into the folder, until `stop` is set; never raises.

    The server tells by itself (IDLE, RFC 2177), otherwise it is asked every `poll` seconds.
    """
    # a break must come to light, and not be mended behind our back: hence one try for each command
    patience = Patience(repeats=1, before_meeting=True, sleep=_sleeper(stop))
    watched = Watched(folder)
    while not stop.is_set():
        try:
            with open_mailbox(settings, patience=patience) as mailbox:
                _watch(mailbox, watched, poll, stop, news)
        except IngestError as error:
            _log.warning("cannot watch %s just now: %s", folder, error)
            stop.wait(_AFTER_A_BREAK)


def _watch(mailbox: Mailbox, watched: Watched, poll: float, stop: threading.Event, news: Callable[[], None]) -> None:
    told = mailbox.has_idle()
    while not stop.is_set():
        if watched.has_news(mailbox):
            news()
        if told:
            mailbox.wait_for_news(lambda: not stop.is_set(), _LONGEST_IDLE, _GLANCE)
        else:
            stop.wait(poll)


def _sleeper(stop: threading.Event) -> Callable[[float], None]:
    def sleep(seconds: float) -> None:
        stop.wait(seconds)

    return sleep
