"""What monitoring is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reports.health import Health, State, health_to_json, say_health
from store.rows import Balance, Run

AT = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
NIGHT = datetime(2024, 11, 20, 2, 15, tzinfo=UTC)
GOOD = Run(7, NIGHT, NIGHT, "done", {"folders": 1}, "")
BALANCE = Balance(stored=5, duplicate=1, mails=5, analysed=4, failed=1, waiting=0)
WELL = Health(AT, GOOD, GOOD, NIGHT + timedelta(days=1), timedelta(hours=3), BALANCE)
WAITING = replace(BALANCE, analysed=3, waiting=1)


@pytest.mark.parametrize(
    ("health", "state", "words"),
    [
        (WELL, State.OK, ""),
        (replace(WELL, at=NIGHT + timedelta(days=1, hours=3)), State.OK, ""),
        (replace(WELL, at=NIGHT + timedelta(days=1, hours=3, seconds=1)), State.CRITICAL, "a run is overdue"),
        (replace(WELL, balance=WAITING), State.CRITICAL, "does not balance"),
        (replace(WELL, balance=WAITING, last=replace(GOOD, outcome="running")), State.OK, ""),
        (replace(WELL, balance=replace(BALANCE, missing=1)), State.CRITICAL, "does not balance"),
        (replace(WELL, balance=replace(BALANCE, mails=4)), State.CRITICAL, "does not balance"),
        (replace(WELL, last_good=None, due_at=None), State.WARNING, "no run has got through"),
        (replace(WELL, last=replace(GOOD, outcome="failed", error="Ann's secret")), State.WARNING, "last run did not"),
        (replace(WELL, silence="No mail has come for 9 days."), State.WARNING, "No mail has come"),
    ],
)
def test_each_way_to_be_ill_has_its_state_and_its_words(health: Health, state: State, words: str) -> None:
    assert health.state is state
    said = say_health(health, ZoneInfo("Europe/London"))
    assert said[0] == state
    assert words in "\n".join(said[3:])
    assert "Ann" not in str(said) + str(health_to_json(health))


def test_the_worst_comes_first_and_the_age_is_told() -> None:
    ill = replace(WELL, at=AT + timedelta(days=5), silence="No mail has come for 5 days.")
    assert [state for state, _ in ill.problems] == [State.CRITICAL, State.WARNING]
    assert say_health(ill, ZoneInfo("Europe/London"))[1] == "Last good run: Wednesday 20 Nov 2024, 02:15, 5 days ago"


def test_its_json_has_what_monitoring_asks() -> None:
    assert health_to_json(WELL) == {
        "state": "ok",
        "at": "2024-11-20T09:00:00+00:00",
        "last_good_run_at": "2024-11-20T02:15:00+00:00",
        "age_seconds": 24300,
        "due_at": "2024-11-21T02:15:00+00:00",
        "stale": False,
        "balances": True,
        "silent": False,
        "problems": [],
    }
