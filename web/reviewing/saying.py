"""Values of fields, and what a person said of a mail, as one reads them."""

from collections.abc import Callable, Iterable
from typing import Any

from classify.analysis import AnswerStatus, Kind, Stance
from config.consultation import Consultation
from reports.doubts import ANSWERS, KINDS, STANCES
from reports.story import say_value
from store.fields import MACHINE
from store.rows import Correction

_NAMES = {
    "kind": "Kind",
    "stakeholders": "Speaks for",
    "proposals": "Proposals",
    "ignore": "Set aside",
    "handled": "What it asks is answered",
    "joined": "Belongs to",
    "split": "Told apart",
    "flags.returns_on": "Back on",
    "flags.stand_ins": "Meanwhile",
    "flags.promised_on": "Reply promised by",
    "flags.failed_recipients": "Addresses that failed",
    "flags.extension_requested": "Asks for more time",
    "flags.confidential": "Confidential",
    "flags.supersedes": "In place of an earlier mail",
}


def say_field(path: str, consultation: Consultation) -> str:
    """What a field is called."""
    group, _, name = path.partition(".")
    if group == "topics":
        title = next((t.title for t in consultation.topics if t.id == name), "")
        return f"{name} {title}".strip()
    return name if group == "answers" else _NAMES.get(path, path)


def say(path: str, value: Any, consultation: Consultation) -> str:
    """A field's value in full, so that two of them can be told apart."""
    group = path.partition(".")[0]
    if group == "stakeholders":
        labels: dict[str, str] = {str(s.ref): s.label for s in consultation.stakeholders}
        return "; ".join(labels.get(ref, ref) for ref in value) or "nobody on the list"
    return _SAY.get(group, say_value)(value)


def say_command(words: Iterable[Correction], consultation: Consultation) -> str:
    """What was said together, in a line."""
    said = [w for w in words if w.field != "review"]
    parts = [f"{say_field(w.field, consultation)}: {_short(w, consultation)}" for w in said]
    return "; ".join(parts) or "accepted as it stands"


def _short(word: Correction, consultation: Consultation) -> str:
    if word.value == MACHINE:
        return "as the machine reads it"
    text = say_value(word.value) if word.field == "split" else say(word.field, word.value, consultation)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _proposal(value: dict[str, Any]) -> str:
    more = (
        f"place {value['priority']}" if value.get("priority") else "",
        f"instead of {', '.join(value['replaces'])}" if value.get("replaces") else "",
        f"under way as {value['under_way']}" if value.get("under_way") else "",
        f"because “{' '.join(value['evidence'].split())}”" if value.get("evidence") else "",
    )
    return ", ".join([f"{value['question']} “{value['title']}”", *(words for words in more if words)])


def _answer(value: dict[str, Any]) -> str:
    text = " ".join(value["text"].split())
    return ANSWERS[AnswerStatus(value["status"])] + (f": “{text}”" if text else "")


def _view(value: dict[str, Any] | None) -> str:
    if value is None:
        return "no view"
    place = f", place {value['rank']}" if value.get("rank") else ""
    return f"{STANCES[Stance(value['stance'])]}{place}"


_SAY: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: KINDS[Kind(value)],
    "answers": _answer,
    "topics": _view,
    "proposals": lambda value: "; ".join(_proposal(each) for each in value) or "none",
    "joined": lambda value: f"mail {value[:12]}" if value else "no other mail",
}
