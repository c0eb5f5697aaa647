"""What a person types into a search box, made a query: words, "phrases", beginnings*, and what is -not wanted. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

LONGEST = 400
MOST_TERMS = 20
WORD_LIMIT = 100
_TERM = re.compile(r'(?<!\S)(-?)(?:"([^"]*)"?|(\S+))')
_QUOTES = str.maketrans("“”„‟«»", '""""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other, folded; `begins` where the last is only the beginning of one."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A mail is found where all that is wanted is somewhere in it, and nothing that is not."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def read_query(text: str) -> Query:
    """The query in what was typed. There is no wrong one: what holds no letter and no digit is passed over."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for minus, phrase, word in _TERM.findall(normalised(text[:LONGEST]).translate(_QUOTES)):
        words = words_of(phrase or word)
        if words:
            term = Term(words, (phrase or word).endswith("*"))
            (unwanted if minus else wanted).append(term)
    return Query(tuple(dict.fromkeys(wanted))[:MOST_TERMS], tuple(dict.fromkeys(unwanted))[:MOST_TERMS])


def normalised(text: str) -> str:
    """Text in the one form in which words are kept and looked for: composed, ligatures and wide letters undone."""
    return normalize("NFKC", text)


def fold(text: str) -> str:
    """As long as the text: letters bare of accents and small, digits as they are, a space for all else."""
    return text.translate({ord(letter): _folded(letter) for letter in set(text)})


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; a word longer than 100 letters is cut."""
    return tuple(word[:WORD_LIMIT] for word in fold(text).split())


@cache
def _folded(letter: str) -> str:
    bare = normalize("NFD", letter)[0].lower() if letter.isalnum() else " "
    return bare if len(bare) == 1 else letter
