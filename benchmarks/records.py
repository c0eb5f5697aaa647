"""What earlier runs found: one file a run, with the figures of each set and the mails fully right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Value
from benchmarks.measuring import Measured
from benchmarks.sets import SetName

RECORDS = Path(__file__).parent / "records"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One set in one earlier run."""

    recorded_at: datetime
    version: str
    figures: Mapping[str, Value]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """The mails that are fully right now and were not, and those that were and are not."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def write_record(folder: Path, runs: Sequence[Measured], now: datetime) -> Path:
    """Record a run; files are named by the moment, so that they sort by time. `now` is aware and in UTC."""
    sets = {
        run.name: {"version": run.version, "figures": run.score.figures, "right": sorted(run.score.right)}
        for run in runs
    }
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    content = {"recorded_at": now.isoformat(timespec="seconds"), "sets": sets}
    place.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return place


def find_last(folder: Path, name: SetName) -> Recorded | None:
    """The newest recorded run of a set, None where there is none."""
    for place in sorted(folder.glob("*.json"), reverse=True):
        content = json.loads(place.read_text(encoding="utf-8"))
        if one := content["sets"].get(name):
            moment = datetime.fromisoformat(content["recorded_at"])
            return Recorded(moment, one["version"], one["figures"], frozenset(one["right"]))
    return None


def change_since(last: Recorded, right: frozenset[str]) -> Change:
    """What a run has gained and lost against an earlier one."""
    return Change(tuple(sorted(right - last.right)), tuple(sorted(last.right - right)))
