"""Whether all goes well without anybody looking: what monitoring asks. Nothing here names a person or a mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from reports.board import trouble_of
from reports.wording import say_moment, say_number
from store.rows import Balance, Run


class State(StrEnum):
    """What monitoring makes of it, from well to ill."""

    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Health:
    """All that it is judged by.

    `last_good` is the last run that got through the mailbox, `due_at` when the next after it was to come, `grace` how
    much later it may be; `silence` says that no mail has come for longer than usual, `sign_in` that the sign-in to the
    mailbox ends soon.
    """

    at: datetime
    last: Run | None
    last_good: Run | None
    due_at: datetime | None
    grace: timedelta
    balance: Balance
    silence: str = ""
    sign_in: str = ""

    @property
    def age(self) -> timedelta | None:
        """How long ago the last good run began."""
        return self.at - self.last_good.started_at if self.last_good else None

    @property
    def is_stale(self) -> bool:
        """Whether a run that was to come has not got through in time."""
        return self.due_at is not None and self.at > self.due_at + self.grace

    @property
    def balances(self) -> bool:
        """Whether every mail has its place; those that a run at work has yet to read have one."""
        at_work = self.last is not None and self.last.outcome == "running"
        waiting = 0 if at_work else self.balance.waiting
        return waiting + self.balance.missing == 0 and self.balance.stored == self.balance.mails

    @property
    def problems(self) -> tuple[tuple[State, str], ...]:
        """What is wrong, the worst first."""
        trouble = trouble_of(self.last) if self.last else ""
        cases = (
            (self.is_stale, State.CRITICAL, "a run is overdue: see that the worker is there and what its log says"),
            (not self.balances, State.CRITICAL, "the ledger does not balance: soundings ledger says what to do"),
            (self.last_good is None, State.WARNING, "no run has got through the mailbox yet"),
            (bool(trouble), State.WARNING, "the last run did not get through: soundings status says why"),
            (bool(self.silence), State.WARNING, self.silence),
            (bool(self.sign_in), State.WARNING, self.sign_in),
        )
        return tuple((state, words) for applies, state, words in cases if applies)

    @property
    def state(self) -> State:
        """As ill as the worst of its problems."""
        return self.problems[0][0] if self.problems else State.OK


def say_health(health: Health, zone: ZoneInfo) -> tuple[str, ...]:
    """The state on a line of its own, then what it rests on."""
    good, age = health.last_good, health.age
    when = f"{say_moment(good.started_at, zone)}, {_say_age(age)} ago" if good and age is not None else "none"
    return (
        str(health.state),
        f"Last good run: {when}",
        f"Ledger: {'balances' if health.balances else 'does not balance'}",
        *(f"{state.capitalize()}: {words}" for state, words in health.problems),
    )


def health_to_json(health: Health) -> dict[str, object]:
    """For scripts."""
    return {
        "state": str(health.state),
        "at": health.at.isoformat(),
        "last_good_run_at": health.last_good.started_at.isoformat() if health.last_good else None,
        "age_seconds": int(health.age.total_seconds()) if health.age is not None else None,
        "due_at": health.due_at.isoformat() if health.due_at else None,
        "stale": health.is_stale,
        "balances": health.balances,
        "silent": bool(health.silence),
        "problems": [{"state": str(state), "words": words} for state, words in health.problems],
    }


def _say_age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return say_number(hours, "hour") if hours < 48 else say_number(hours // 24, "day")
