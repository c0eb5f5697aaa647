"""Whether no mail has come for longer than usual: then something may be wrong on its way to us."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from reports.wording import say_number

_ENOUGH_MAILS = 5
_SHORTEST = timedelta(days=2)
_FACTOR = 2


def say_silence(received: Iterable[datetime], now: datetime, until: datetime) -> str:
    """A warning where the pause since the last mail is twice the longest before it, and two days or more; or nothing.

    `received` are the moments of all mails, in any order; after `until`, the end of the consultation, silence is usual.
    """
    moments = sorted(received)
    if len(moments) < _ENOUGH_MAILS or now > until:
        return ""
    silence = now - moments[-1]
    longest = max(later - earlier for earlier, later in pairwise(moments))
    if silence < max(_SHORTEST, _FACTOR * longest):
        return ""
    return (
        f"No mail has come for {_say(silence)}; the longest pause before was {_say(longest)}. "
        "Send a mail to the mailbox yourself, and look into its Junk folder."
    )


def _say(span: timedelta) -> str:
    return say_number(span.days, "day") if span.days else say_number(span.seconds // 3600, "hour")
