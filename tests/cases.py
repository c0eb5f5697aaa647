"""Collections of mails as data: a file holds many, each with what is expected of it. One is added by typing it in.

A case begins with `%%%% mail: its name`, then header lines (if any), a blank line and the body as sent; each
expectation follows as `%%%% its name` and lines of text, up to the next such line.
"""

from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
_MARK = "%%%% "


@dataclass(frozen=True, slots=True)
class Case:
    """One mail of a collection, headers and body as typed, and its expectations by name."""

    name: str
    text: str
    expected: dict[str, str]


def read_cases(folder: str) -> tuple[Case, ...]:
    """Every case of a folder under `tests/data`, in the order of the files. Raises ValueError on a name used twice."""
    cases = [case for path in sorted((DATA / folder).glob("*.txt")) for case in _cases(path)]
    names = [case.name for case in cases]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise ValueError(f"{folder}: names used twice: {sorted(doubled)}")
    return tuple(cases)


def _cases(path: Path) -> list[Case]:
    cases: list[Case] = []
    title, lines = "", [""]
    for line in [*path.read_text(encoding="utf-8").split("\n"), f"{_MARK}mail:"]:
        if not line.startswith(_MARK):
            lines.append(line)
            continue
        _close(cases, title, "\n".join(lines))
        title, lines = line.removeprefix(_MARK).strip(), []
    return cases


def _close(cases: list[Case], title: str, text: str) -> None:
    if title.startswith("mail:"):
        cases.append(Case(title.removeprefix("mail:").strip(), text, {}))
    elif title:
        cases[-1].expected[title] = text.strip()
