"""A mail as it stands, as a reviewer saw it, and what to record where the two have parted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classify.analysis import Analysis
from config.consultation import Consultation
from store.fields import MACHINE, UNDO
from store.overlay import Effective, blank_analysis, overlay
from store.rows import MailRecord, Revision
from store.values import Values, changed, values_of
from store.words import Command, commands_of, last_command_by, standing_words

MINE, THEIRS = "mine", "theirs"
LOOKED: Values = {"review": []}


def state_of(effective: Effective, consultation: Consultation) -> Values:
    """Every field that the form has."""
    whole = {"ignore": effective.ignored, "handled": effective.handled, "joined": effective.joined}
    return values_of(effective.analysis, consultation) | whole


def now_of(record: MailRecord, consultation: Consultation) -> Values:
    """The mail as it stands."""
    analysis = record.analysis or blank_analysis(record.mail.archive_id)
    return state_of(overlay(analysis, record.corrections, record.seen), consultation)


def as_seen(
    record: MailRecord, analyses: Sequence[Analysis], seen: Revision, consultation: Consultation
) -> Values | None:
    """The mail as it stood at a revision; None where there never was such a one."""
    found = [a for a in analyses if a.rules_version == seen.rules_version]
    if seen.words > len(record.corrections) or (seen.rules_version and not found):
        return None
    analysis = found[-1] if found else blank_analysis(record.mail.archive_id)
    return state_of(overlay(analysis, record.corrections[: seen.words]), consultation)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which a reviewer's form and the mail as it now stands are not what the reviewer saw.

    `clash` where both have changed it, each to something else.
    """

    path: str
    before: Any
    theirs: Any
    mine: Any
    clash: bool


def differences(base: Values, theirs: Values, mine: Values) -> tuple[Difference, ...]:
    """Every field that either has changed."""
    own, others = changed(base, mine), changed(base, theirs)
    return tuple(
        Difference(p, base[p], theirs[p], mine[p], p in own and p in others and mine[p] != theirs[p])
        for p in base
        if p in own or p in others
    )


def words_to_say(base: Values, theirs: Values, mine: Values, choices: Mapping[str, str]) -> Values:
    """What the reviewer has changed and does not stand so already; of a clash only what is chosen to be theirs to say.

    A mail that belongs to no other any more is said by giving the machine's word back, which never joins any.
    """
    said = {d.path: d.mine for d in differences(base, theirs, mine) if d.mine not in (d.before, d.theirs)}
    kept = {path: value for path, value in said.items() if choices.get(path, MINE) == MINE}
    return {p: MACHINE if p == "joined" and v is None else v for p, v in kept.items()}


def open_clashes(base: Values, theirs: Values, mine: Values, choices: Mapping[str, str]) -> tuple[str, ...]:
    """The fields on which nobody has chosen yet whose word is to stand."""
    clashing = (d.path for d in differences(base, theirs, mine) if d.clash)
    return tuple(path for path in clashing if choices.get(path) not in (MINE, THEIRS))


def was_said(record: MailRecord, seen: Revision, words: Values, by: str) -> bool:
    """Whether the same person has said just this since, and not taken it back: the form came twice."""
    since = commands_of(standing_words(record.corrections[seen.words :]))
    return any(said[0].by == by and {w.field: w.value for w in said} == words for said in since)


def last_word_of(records: Mapping[Any, MailRecord], by: str) -> tuple[MailRecord, Command] | None:
    """The mail on which a person last said something that stands, with what it was."""
    own = [(r, c) for r in records.values() if r.corrections and (c := last_command_by(r.corrections, by))]
    return max(own, key=lambda each: each[1].words[0].at, default=None)


def taking_back(command: Command) -> Values:
    """The words that take a command back."""
    return {word.field: UNDO for word in command.words}
