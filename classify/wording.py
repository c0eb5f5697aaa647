"""Which of three things a person without a view wants, by the words: a small field beside the rules.

The rules know wordings that are regular; the field has seen some hundred short mails and speaks where no rule does.
"""

import re
from functools import lru_cache
from itertools import pairwise

from classify.analysis import Kind
from classify.crf import Item, Model
from classify.models import FOLDER, ModelError
from classify.rules.facts import Facts

FILE = "wording.crfsuite"
KINDS = (Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)
_WORD = re.compile(r"(?:(?!\d)\w)+(?:'(?:(?!\d)\w)+)?|\d+|\?")
_DAY = re.compile(r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|\d.*)$")
_MONTH = frozenset(
    ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"]
)
_MOST_WORDS = 200


def wording_features(text: str) -> list[str]:
    """The words and pairs of words of a mail, days and numbers made alike, and the last one."""
    words = [_alike(w) for w in _WORD.findall(text.lower())[:_MOST_WORDS]]
    pairs = [f"p={a}_{b}" for a, b in pairwise(words)]
    last = [f"last={words[-1]}"] if words else []
    return sorted({"bias", *(f"w={w}" for w in words), *pairs, *last})


def read_wording(facts: Facts) -> dict[Kind, float]:
    """How likely each of the kinds is by the words alone. Raises ModelError where the field is missing."""
    item: Item = wording_features(" ".join(p.text for p in facts.body))
    marginals = _field().label([item]).marginals[0]
    return {kind: marginals.get(kind.value, 0.0) for kind in KINDS}


def _alike(word: str) -> str:
    return "#month" if word in _MONTH else "#day" if _DAY.match(word) else word


@lru_cache(maxsize=1)
def _field() -> Model:
    path = FOLDER / FILE
    if not path.is_file():
        raise ModelError(f"The trained model {FILE} is missing from {FOLDER}: install Soundings again.")
    return Model(path)
