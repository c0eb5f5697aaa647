"""The inputs of the review form: what each is called, and what stands in it for what a mail says."""

from collections.abc import Mapping
from typing import Any

from store.values import Values

Fields = dict[str, list[str]]
"""What a form holds or sends: for each name of an input its values, none for boxes that are not ticked."""
NO_VIEW = "none"
SHOWN = "shown"
"""The input that names the boxes on the form: one that is on it and not sent is not ticked."""
OTHER_LINE = "stakeholders.other"
NEW_PROPOSALS = 2
PROPOSAL = ("title", "question", "evidence", "priority", "replaces", "under_way")


def fields_of(values: Values) -> Fields:
    """Every input of the form with what stands in it."""
    made: Fields = {}
    for path, value in values.items():
        match path.partition(".")[0]:
            case "stakeholders":
                made |= {path: list(value), OTHER_LINE: [""]}
            case "answers":
                made |= {path: [value["status"]], f"text.{path}": [clean(value["text"])]}
            case "topics":
                made |= {path: [value["stance"] if value else NO_VIEW], f"rank.{path}": [_number(value)]}
            case "proposals":
                made |= _proposals(value)
            case _:
                made[path] = _plain(value)
    return made


def names_of(path: str, fields: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The inputs that say something of a field."""
    match path.partition(".")[0]:
        case "stakeholders":
            return (path, OTHER_LINE)
        case "answers":
            return (path, f"text.{path}")
        case "topics":
            return (path, f"rank.{path}")
        case "proposals":
            return tuple(name for name in fields if name.startswith("proposals."))
        case _:
            return (path,)


def clean(text: str) -> str:
    """As a page can carry it: no NUL, no half of a character."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def alike(one: list[str], other: list[str]) -> bool:
    """Whether two inputs hold the same but for blanks: a browser sends other line ends than it was given."""
    return [" ".join(each.split()) for each in one] == [" ".join(each.split()) for each in other]


def _number(view: Mapping[str, Any] | None) -> str:
    return str(view["rank"]) if view and view["rank"] else ""


def _proposals(proposals: list[Values]) -> Fields:
    new = dict.fromkeys(PROPOSAL, "")
    made: Fields = {}
    for number, proposal in enumerate([*proposals, *[new] * NEW_PROPOSALS]):
        for name in PROPOSAL:
            value = proposal[name]
            words = ", ".join(value) if isinstance(value, list) else str(value or "")
            made[f"proposals.{number}.{name}"] = [clean(words if name == "evidence" else " ".join(words.split()))]
    return made


def _plain(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes"] if value else []
    if isinstance(value, list):
        return [clean("\n".join(value))]
    return [clean(str(value or ""))]
