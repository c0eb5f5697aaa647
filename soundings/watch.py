"""Watching a folder of the mailbox, so that a worker sees new mail at once."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from ingest.errors import IngestError
from ingest.mailbox import MailboxSettings, Patience, open_mailbox

_log = logging.getLogger(__name__)

_LONGEST_IDLE = 20 * 60.0
"""Seconds after which IDLE is begun anew: servers hang up after 29 minutes (RFC 2177)."""
_GLANCE = 1.0


def watch_folder(
    settings: MailboxSettings, folder: str, poll: float, stop: threading.Event, news: Callable[[], None]
) -> None:
    """Call `news` whenever the folder changes, until `stop` is set; never raises.

    The server tells by itself (IDLE, RFC 2177), otherwise it is asked every `poll` seconds. What breaks off is made
    anew, and news called then, since mail may have come meanwhile.
    """
    patience = Patience(before_meeting=True, sleep=lambda seconds: _sleep(stop, seconds))
    silent = replace(settings, folders=(folder,))
    while not stop.is_set():
        try:
            _watch(silent, folder, poll, patience, stop, news)
        except IngestError as error:
            _log.warning("cannot watch %s just now: %s", folder, error)
            _sleep(stop, poll)


def _watch(
    settings: MailboxSettings,
    folder: str,
    poll: float,
    patience: Patience,
    stop: threading.Event,
    news: Callable[[], None],
) -> None:
    with open_mailbox(settings, patience=patience) as mailbox:
        seen = mailbox.look(folder).uids
        told = mailbox.has_idle()
        while not stop.is_set():
            if told:
                changed = mailbox.wait_for_news(lambda: not stop.is_set(), _LONGEST_IDLE, _GLANCE)
            else:
                changed = not _sleep(stop, poll)
            if changed or stop.is_set():
                now = mailbox.look(folder).uids if not stop.is_set() else seen
                if set(now) - set(seen):
                    news()
                seen = now


def _sleep(stop: threading.Event, seconds: float) -> bool:
    """Whether it was woken up to stop."""
    return stop.wait(seconds)
