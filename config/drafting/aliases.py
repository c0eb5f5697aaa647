"""Other names for a topic, made from its title, its abbreviations and what is rare in the letter."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config.drafting.abbreviations import Abbreviation, find_abbreviations
from config.drafting.corpus import Surroundings, surroundings
from config.drafting.phrases import find_phrases, singular
from config.drafting.words import SMALL, content, has_run, stem, stems, words

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_LEAD = re.compile(
    r"^(?:(?:with )?an? )?(?:particular )?(?:focus(?:ing)?|emphasis) on |^(?:including|especially|in particular) "
)


@dataclass(frozen=True, slots=True)
class Named:
    """A topic as it stands in the letter."""

    title: str
    description: str


def make_aliases(topics: Sequence[Named], paragraphs: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The aliases of each topic, in its order; a name that would fit two topics is given to none."""
    titles = [topic.title for topic in topics]
    known = tuple(a for p in paragraphs for a in find_abbreviations(p))
    letter = {word.casefold() for p in paragraphs for word in words(p)}
    made = []
    for topic in topics:
        around = surroundings(topic.title, titles, paragraphs, topic.description or topic.title)
        names = [*_abbreviations(topic, around), *_from_title(topic.title, around), *_shortened(topic, known)]
        varied = [v for name in names for v in (name, *_variants(name, letter))]
        made.append(_unlike(topic.title, [*varied, *_initials(topic.title, around)]))
    uses = Counter(key for names in made for key in {_key(name) for name in names})
    whole = [_key(_BRACKET.sub("", title)) for title in titles]
    return tuple(
        tuple(n for n in names if uses[_key(n)] == 1 and _key(n) not in whole[:at] + whole[at + 1 :])
        for at, names in enumerate(made)
    )


def _key(name: str) -> tuple[str, ...]:
    return stems(name)


def _unlike(title: str, names: Iterable[str]) -> list[str]:
    """The names without repetition and without the title itself."""
    found = {name.casefold(): name for name in reversed(list(names)) if name.casefold() != title.casefold()}
    return list(found.values())[::-1]


def _abbreviations(topic: Named, around: Surroundings) -> list[str]:
    """Short forms explained in the topic's own paragraph, with their words, and the title's initials.

    One whose words are the title's is its name; any other only where it is no plural (a kind of body or of plan) and
    the rest of the letter does not use it.
    """
    names = []
    bare = _BRACKET.sub("", topic.title)
    for found in find_abbreviations(f"{topic.title}. {topic.description}"):
        elsewhere = around.spread(stem(found.short)) or (found.long and _said_elsewhere(found.long, around))
        shares = len(set(content(found.long)) & set(content(bare)))
        whole = found.long and set(content(found.long)) <= set(content(bare))
        plural = found.short.endswith("s") or _is_plural(found.long)
        if whole or (shares >= 1 and not elsewhere) or (len(found.short) >= 3 and not plural and not elsewhere):
            names += [found.short, found.long] if shares or len(words(found.long)) > 2 else [found.short]
    return [name for name in names if name]


def _initials(title: str, around: Surroundings) -> list[str]:
    """The initials of a title of three or four words, as people make them; none for one that is a whole phrase."""
    parts = words(_BRACKET.sub("", title))
    initials = "".join(p[0] for p in parts if p.casefold() != "of").upper()
    phrase = {p.casefold() for p in parts} & (SMALL - {"of"})
    return [initials] if 3 <= len(initials) <= 4 and not phrase and not around.spread(initials.casefold()) else []


def _is_plural(phrase: str) -> bool:
    last = words(phrase)[-1:]
    return bool(last) and stem(last[0]) != last[0].casefold()


def _said_elsewhere(long: str, around: Surroundings) -> bool:
    return any(has_run(paragraph, stems(long)) for paragraph in around.paragraphs)


def _from_title(title: str, around: Surroundings) -> list[str]:
    """The title without its bracket, what the bracket says, and every distinctive phrase of either, longest first."""
    bare = _BRACKET.sub("", title).strip()
    bracket = [_LEAD.sub("", inner) for inner in _BRACKET.findall(title) if " " in inner]
    phrases = [*bracket, *(phrase for part in (bare, *bracket) for phrase in find_phrases(part, around))]
    fit = sorted((p for p in phrases if around.is_distinct(stems(p))), key=lambda p: -len(p))
    return [_lowered(name) for name in (bare, *fit)]


def _shortened(topic: Named, known: Iterable[Abbreviation]) -> list[str]:
    """The title with the letter's own abbreviations in the place of their words."""
    bare = _BRACKET.sub("", topic.title)
    names = []
    for abbreviation in known:
        long = words(abbreviation.long)
        if len(long) < 2 or len(long) >= len(words(bare)):
            continue
        pattern = r"\W+".join([*map(re.escape, long[:-1]), re.escape(singular(long[-1])) + r"(?:e?s)?"])
        short = abbreviation.short.removesuffix("s") if abbreviation.short[-2:-1].isupper() else abbreviation.short
        replaced = re.sub(rf"\b{pattern}\b(?:['’]s?)?", short, bare, count=1, flags=re.IGNORECASE)
        if replaced != bare:
            names.append(replaced)
    return names


def _variants(name: str, letter: set[str]) -> list[str]:
    """The singular, the plural where the letter has it (or it is an abbreviation), and hyphens as spaces."""
    *before, last = name.split(" ")
    made = []
    if re.fullmatch(r"[A-Z]{2,}s", last):
        made.append(" ".join([*before, last[:-1]]))
    elif not last[1:].islower():
        made += [] if last.endswith("S") or before else [last + "s"]
    elif singular(last) != last:
        made.append(" ".join([*before, singular(last)]))
    elif last.casefold() + "s" in letter and len(before) < 3:
        made.append(" ".join([*before, last + "s"]))
    made += [each.replace(" the ", " ") for each in (name, *made) if " the " in each]
    made += [each.replace("-", " ") for each in (name, *made) if "-" in each]
    return made


def _lowered(name: str) -> str:
    """A name as it stands within a sentence: the title's capital goes, capitals of proper names stay."""
    first, *rest = name.split(" ")
    proper = (rest and rest[0][:1].isupper()) or not first[1:].islower()
    return name if proper else " ".join([first.lower(), *rest])
