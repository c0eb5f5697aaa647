"""Having the server say when something changes (IDLE, RFC 2177)."""

from collections.abc import Callable

from imapclient import IMAPClient


def wait_by_idle(client: IMAPClient, on: Callable[[], bool], longest: float, glance: float) -> bool:
    """Whether the folder may have changed within `longest` seconds; ends sooner where it does, or `on` says no.

    After the longest wait it may have: a server that has gone silent behind a dead line is found out so.
    """
    client.idle()
    waited, changed = 0.0, False
    while on() and not changed and waited < longest:
        changed = any(b"EXISTS" in line for line in client.idle_check(timeout=glance))
        waited += glance
    _, last = client.idle_done()
    return changed or waited >= longest or any(b"EXISTS" in line for line in last)
