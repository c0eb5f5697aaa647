"""What a form that comes back says: the value of every field, read against what its reviewer was shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from classify.analysis import AnswerStatus, Kind, Stance
from config.consultation import Consultation
from store.values import Values
from web.reviewing.fields import NO_VIEW, OTHER_LINE, PROPOSAL, SHOWN, Fields, alike, fields_of, names_of

Problems = list[tuple[str, str]]
"""What cannot be read: the input's name, and in words what is wrong and what to do."""


class UnreadableError(Exception):
    """An input holds what its field cannot have."""

    def __init__(self, name: str, words: str):
        super().__init__(words)
        self.name = name


def read_form(sent: Fields, base: Values, consultation: Consultation) -> tuple[Values, Problems]:
    """Every field as the reviewer wants it. What was not touched, or not on the form, has the value that was shown."""
    shown, written = {name for value in sent.get(SHOWN, []) for name in value.split()}, fields_of(base)
    sent = {name: [] for name in shown} | {name: values for name, values in sent.items() if name != SHOWN}
    read, problems = dict(base), Problems()
    for path, before in base.items():
        touched = [n for n in names_of(path, sent) if n in sent and not alike(sent[n], written.get(n, [""]))]
        if not touched:
            continue
        try:
            read[path] = _READ[path.partition(".")[0]](path, before, written | sent, consultation)
        except UnreadableError as error:
            problems.append((error.name, str(error)))
    return read, problems


def _one(name: str, sent: Mapping[str, list[str]]) -> str:
    """The text of an input, its line ends as ours are."""
    return "\n".join(sent.get(name, [""])[:1]).replace("\r\n", "\n").strip()


def _choice(name: str, sent: Mapping[str, list[str]], choices: Iterable[str]) -> str:
    value = _one(name, sent)
    if value not in tuple(choices):
        raise UnreadableError(name, f"{value or 'Nothing'} is none of the choices there are")
    return value


def _place(name: str, sent: Mapping[str, list[str]]) -> int | None:
    text = _one(name, sent)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) < 1000:
        raise UnreadableError(name, f"{text[:20]!r} is no place in an order: write 1 for the first, or nothing")
    return int(text)


def _kind(path: str, before: Any, sent: Fields, consultation: Consultation) -> str:
    del before, consultation
    return _choice(path, sent, Kind)


def _stakeholders(path: str, before: list[str], sent: Fields, consultation: Consultation) -> list[str]:
    """Those ticked, in the order in which they stood; the one looked up last."""
    chosen = [*sent.get(path, []), *(v for v in sent.get(OTHER_LINE, []) if v)]
    listed = {s.ref for s in consultation.stakeholders}
    for ref in chosen:
        if ref not in listed and ref not in before:
            raise UnreadableError(OTHER_LINE, f"{ref!r}: no line of the list has this Ref")
    return list(dict.fromkeys([*(ref for ref in before if ref in chosen), *chosen]))


def _answer(path: str, before: Values, sent: Fields, consultation: Consultation) -> Values:
    del consultation
    words = f"text.{path}"
    text = before["text"] if alike(sent[words], fields_of({path: before})[words]) else _one(words, sent)
    return {"status": _choice(path, sent, AnswerStatus), "text": text}


def _topic(path: str, before: Values | None, sent: Fields, consultation: Consultation) -> Values | None:
    """A place for a topic without a view means that it is preferred; no view takes the place away."""
    del consultation
    stance, rank = _choice(path, sent, (*Stance, NO_VIEW)), _place(f"rank.{path}", sent)
    if stance != NO_VIEW:
        return {"stance": stance, "rank": rank}
    return {"stance": str(Stance.PREFER), "rank": rank} if before is None and rank else None


def _proposals(path: str, before: list[Values], sent: Fields, consultation: Consultation) -> list[Values]:
    del path
    made, number = [], 0
    while f"proposals.{number}.title" in sent:
        old = before[number] if number < len(before) else None
        new = _proposal(f"proposals.{number}", old, sent, consultation)
        made += [new] if new else []
        number += 1
    return made


def _proposal(name: str, old: Values | None, sent: Fields, consultation: Consultation) -> Values | None:
    """One as it is to be; None where it is dropped, or where nothing was written."""
    if sent.get(f"{name}.drop"):
        return None
    text = {each: _one(f"{name}.{each}", sent) for each in PROPOSAL}
    if old is None and not any(text[each] for each in ("title", "evidence", "priority", "replaces")):
        return None
    if not text["title"]:
        raise UnreadableError(f"{name}.title", "A proposal needs a title: give it one, or drop it")
    questions = [str(q.id) for q in consultation.questions] + ([old["question"]] if old else [])
    new = {
        "question": _choice(f"{name}.question", sent, questions),
        "title": text["title"],
        "evidence": text["evidence"],
        "priority": _place(f"{name}.priority", sent),
        "replaces": _topics(f"{name}.replaces", text["replaces"], consultation),
        "under_way": text["under_way"],
    }
    return new if old is None else {each: _kept(old[each], new[each]) for each in new}


def _kept(before: Any, after: Any) -> Any:
    """What stood there, where only its blanks were changed on the way."""
    both_text = isinstance(before, str) and isinstance(after, str)
    return before if both_text and alike([before], [after]) else after


def _topics(name: str, text: str, consultation: Consultation) -> list[str]:
    known = {t.id.casefold(): str(t.id) for t in consultation.topics}
    wanted = [part for part in text.replace(",", " ").split() if part]
    for part in wanted:
        if part.casefold() not in known:
            raise UnreadableError(
                name, f"The letter has no topic {part!r}: write its number, such as {min(known.values())}"
            )
    return [known[part.casefold()] for part in wanted]


def _flag(path: str, before: Any, sent: Fields, consultation: Consultation) -> Any:
    del consultation
    if path.endswith("_on"):
        text = _one(path, sent)
        try:
            return date.fromisoformat(text).isoformat() if text else None
        except ValueError:
            raise UnreadableError(path, f"{text!r} is no day: write it like 2024-11-29") from None
    if isinstance(before, list):
        return [each.strip() for each in _one(path, sent).replace(",", "\n").split("\n") if each.strip()]
    return bool(sent.get(path))


def _yes(path: str, before: Any, sent: Fields, consultation: Consultation) -> bool:
    del before, consultation
    return bool(sent.get(path))


def _joined(path: str, before: Any, sent: Fields, consultation: Consultation) -> str | None:
    del before, consultation
    return _one(path, sent) or None


_READ: dict[str, Callable[[str, Any, Fields, Consultation], Any]] = {
    "kind": _kind,
    "stakeholders": _stakeholders,
    "answers": _answer,
    "topics": _topic,
    "proposals": _proposals,
    "flags": _flag,
    "ignore": _yes,
    "handled": _yes,
    "joined": _joined,
}
