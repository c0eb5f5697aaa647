"""soundings health, as monitoring calls it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.unit_of_work import open_store
from tests.soundings.conftest import Call


def record_run(home: Path, at: datetime, error: str = "") -> None:
    home.mkdir(exist_ok=True)
    with open_store(f"sqlite:///{home / 'soundings.sqlite'}") as store:
        store.end_run(store.start_run("practice", at), at, {"folders": 1}, error)


def test_a_fresh_run_is_well_and_an_old_one_critical(call: Call, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    record_run(tmp_path, now - timedelta(days=9))
    late = call("health", "--consultation", "practice", "--home", tmp_path)
    assert (late.code, late.out.splitlines()[0]) == (2, "critical")
    assert "a run is overdue" in late.out
    record_run(tmp_path, now)
    well = call("health", "--consultation", "practice", "--home", tmp_path, "--json")
    assert (well.code, json.loads(well.out)["state"]) == (0, "ok")
    record_run(tmp_path, now, "the mailbox was away")
    assert call("health", "--consultation", "practice", "--home", tmp_path).code == 1


def test_before_the_first_run_it_warns(call: Call, tmp_path: Path) -> None:
    ended = call("health", "--consultation", "practice", "--home", tmp_path)
    assert (ended.code, "no run has got through the mailbox yet" in ended.out) == (1, True)


def test_a_database_that_cannot_be_used_is_critical(call: Call, tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    ended = call("health", "--consultation", "practice", "--home", tmp_path, SOUNDINGS_DATABASE=url)
    assert (ended.code, ended.out.splitlines()[0]) == (2, "critical")
