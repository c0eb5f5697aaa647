"""What a person writes on the command line, as words on the fields of a mail."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from classify.analysis import Analysis, AnswerStatus, Flags, Stance
from config.consultation import Consultation
from soundings.errors import SoundingsError
from soundings.finding import find_refs
from store.values import Values, values_of

Word = tuple[str, Any]
NO_VIEW = ("none", "no-view", "")


@dataclass(frozen=True, slots=True)
class Said:
    """The options of one command that speak of what the mail says, as they were typed."""

    kind: str = ""
    answers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    drop: tuple[int, ...] = field(default=())


def words_of(said: Said, analysis: Analysis, consultation: Consultation) -> dict[str, Any]:
    """Each field that is spoken of, with its value; `analysis` is what counts now. Raises SoundingsError."""
    now = values_of(analysis, consultation)
    words: Values = {"kind": said.kind} if said.kind else {}
    words |= dict(_answer(text, now, consultation) for text in said.answers)
    words |= dict(_topic(text, now, consultation) for text in said.topics)
    words |= dict(_rank(text, now | words, consultation) for text in said.ranks)
    if said.add or said.change or said.drop:
        words["proposals"] = list(_proposals(said, now["proposals"], consultation))
    return words


def flag_of(text: str) -> Word:
    """ "promised_on=2024-11-29", "confidential=yes", "stand_ins=a@x.example, b@x.example"."""
    name, value = _pair(text, "--flag", "confidential=yes")
    if name not in Flags.__dataclass_fields__:
        raise SoundingsError(f"--flag {name}: there is no such thing", f"Use one of {', '.join(Flags.__slots__)}")
    if name.endswith("_on"):
        return f"flags.{name}", None if value.lower() in NO_VIEW else value
    if name in ("stand_ins", "failed_recipients"):
        return f"flags.{name}", [] if value.lower() in NO_VIEW else [a.strip() for a in value.split(",")]
    if value.lower() not in ("yes", "no"):
        raise SoundingsError(f"--flag {text}: it is yes or no", f"Write {name}=yes or {name}=no")
    return f"flags.{name}", value.lower() == "yes"


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise SoundingsError(f"{option} {text!r} cannot be read", f"Write it as {option} {example}")
    return name.strip(), value.strip()


def _known(name: str, option: str, known: Iterable[str]) -> str:
    """The name as the letter has it, however it is cased. Raises SoundingsError where the letter has none such."""
    every = tuple(known)
    found = next((k for k in every if k.casefold() == name.casefold()), None)
    if found is None:
        raise SoundingsError(f"{option}: the letter has no {name!r}", f"Use one of {', '.join(every)}")
    return found


def _answer(text: str, now: Values, consultation: Consultation) -> Word:
    """ "Q1=none", "Q1=answered: their words"; without words those that the mail has there are kept."""
    name, value = _pair(text, "--answer", '"Q1=answered: their words"')
    question = _known(name, "--answer", (q.id for q in consultation.questions))
    status, colon, words = value.partition(":")
    _choose(status.strip(), "--answer", AnswerStatus)
    path = f"answers.{question}"
    return path, {"status": status.strip(), "text": words.strip() if colon else now[path]["text"]}


def _topic(text: str, now: Values, consultation: Consultation) -> Word:
    """ "2.2.c=prefer", "2.2.c=prefer:1" with a rank, "2.2.c=none" for no view; a rank is kept where none is given."""
    name, value = _pair(text, "--topic", "2.2.c=prefer")
    path = f"topics.{_known(name, '--topic', (t.id for t in consultation.topics))}"
    stance, colon, place = (part.strip() for part in value.partition(":"))
    if stance.lower() in NO_VIEW:
        return path, None
    _choose(stance, "--topic", Stance)
    before = now[path]
    kept = before["rank"] if before and before["stance"] == stance else None
    return path, {"stance": stance, "rank": _place(place, "--topic") if colon else kept}


def _rank(text: str, now: Values, consultation: Consultation) -> Word:
    """ "2.2.c=1", or "2.2.c=none"; the stance stays, and is prefer where there was none."""
    name, value = _pair(text, "--rank", "2.2.c=1")
    path = f"topics.{_known(name, '--rank', (t.id for t in consultation.topics))}"
    stance = now[path]["stance"] if now[path] else str(Stance.PREFER)
    return path, {"stance": stance, "rank": _place(value, "--rank")}


def _place(text: str, option: str) -> int | None:
    if text.lower() in NO_VIEW:
        return None
    if not text.isdigit() or int(text) < 1:
        raise SoundingsError(f"{option}: {text!r} is no place in an order", "Write 1 for the first, or none")
    return int(text)


def _choose(value: str, option: str, choices: Iterable[str]) -> None:
    if value not in tuple(choices):
        raise SoundingsError(f"{option}: {value!r} is none of them", f"Use one of {', '.join(choices)}")


def _proposals(said: Said, now: Iterable[Values], consultation: Consultation) -> Iterator[Values]:
    """The proposals as they are to be: numbered as they stand now, dropped ones left out, new ones last."""
    made = dict(enumerate(now, 1))
    for text in said.change:
        number, _, what = text.partition(":")
        wanted = made[_number(number.strip(), made)]
        name, sign, value = (part.strip() for part in what.partition("="))
        if not sign or name not in _READ:
            mend = f'Write it as --change-proposal "1: title=New title", with one of {", ".join(_READ)}'
            raise SoundingsError(f"--change-proposal {text!r} cannot be read", mend)
        wanted[name] = _READ[name](value, consultation)
    for unwanted in said.drop:
        del made[_number(str(unwanted), made)]
    yield from made.values()
    for text in said.add:
        name, _, title = text.partition(":")
        question = _known(name.strip(), "--add-proposal", (q.id for q in consultation.questions))
        if not title.strip():
            raise SoundingsError(f"--add-proposal {text!r} has no title", 'Write it as --add-proposal "Q2: Its title"')
        yield {"question": question, "title": title.strip()}


def _number(text: str, made: dict[int, Values]) -> int:
    if not text.isdigit() or int(text) not in made:
        there = f"it has {len(made)}" if made else "it has none"
        raise SoundingsError(f"the mail has no proposal {text!r}: {there}", "soundings explain shows them, in order")
    return int(text)


def _replaces(text: str, consultation: Consultation) -> list[str]:
    if text.lower() in NO_VIEW:
        return []
    return [_known(t.strip(), "--change-proposal", (x.id for x in consultation.topics)) for t in text.split(",")]


_READ: dict[str, Callable[[str, Consultation], Any]] = {
    "title": lambda text, _: text,
    "question": lambda text, consultation: _known(text, "--change-proposal", (q.id for q in consultation.questions)),
    "evidence": lambda text, _: text,
    "priority": lambda text, _: _place(text, "--change-proposal"),
    "replaces": _replaces,
    "under_way": lambda text, _: text,
}
"""What of a proposal can be changed, and how it is read."""


def refs_of(text: str, consultation: Consultation) -> Word:
    """The lines for which the mail speaks."""
    return "stakeholders", find_refs(consultation, text)
