"""Which of people's words on a mail stand, in the order in which they were said. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.fields import MACHINE, UNDO
from store.rows import Correction


def live_words(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The word that counts on each field that a person has decided; UNDO takes back the last, MACHINE all."""
    said = {word.field: word for word in standing_words(corrections)}
    return {path: word for path, word in said.items() if word.value != MACHINE}


def standing_words(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The words that have not been taken back, in order."""
    said: list[Correction] = []
    for word in corrections:
        if word.value != UNDO:
            said.append(word)
        else:
            last = max((at for at, each in enumerate(said) if each.field == word.field), default=None)
            if last is not None:
                said.pop(last)
    return tuple(said)


@dataclass(frozen=True, slots=True)
class Command:
    """Words on one mail that one person said together; `over` are later words by others on the same fields."""

    words: tuple[Correction, ...]
    over: tuple[Correction, ...] = ()


def commands_of(corrections: Iterable[Correction]) -> tuple[tuple[Correction, ...], ...]:
    """Words parted into those that were said together, in order."""
    together: dict[tuple[object, str], list[Correction]] = {}
    for word in corrections:
        together.setdefault((word.at, word.by), []).append(word)
    return tuple(tuple(words) for words in together.values())


def last_command(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The words that were said together, last of all that have not been taken back; none where there are none."""
    commands = commands_of(standing_words(corrections))
    return commands[-1] if commands else ()


def last_command_by(corrections: Sequence[Correction], by: str) -> Command | None:
    """The same of one person's own; None where all of it is taken back or nothing was said."""
    standing = standing_words(corrections)
    own = [words for words in commands_of(standing) if words[0].by == by]
    if not own:
        return None
    fields = {word.field for word in own[-1]}
    since = standing[standing.index(own[-1][-1]) + 1 :]
    return Command(own[-1], tuple(word for word in since if word.field in fields))
