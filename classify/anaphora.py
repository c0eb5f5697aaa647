"""References back: "the former", "the latter", "that one", "both"."""

import re
from collections.abc import Sequence

from classify.mention import How, Mention
from config.consultation import TopicId

_BACK = re.compile(r"\bthe (?P<which>former|latter)\b", re.IGNORECASE)


def find_anaphora(text: str, mentions: Sequence[Mention], before: Sequence[TopicId]) -> tuple[Mention, ...]:
    """ "The former" and "the latter" resolved to the last two topics named before them.

    `mentions` are those of the same unit, `before` the topics named earlier, in order. Fewer than two: unresolved, so
    nothing is found.
    """
    found = []
    for match in _BACK.finditer(text):
        here = [t for m in sorted(mentions, key=lambda m: m.start) if m.end <= match.start() for t in m.topics]
        named = list(dict.fromkeys([*here] if len(set(here)) > 1 else [*before, *here]))[-2:]
        if len(named) == 2:
            topic = named[0] if match["which"].lower() == "former" else named[1]
            found.append(Mention(match.start(), match.end(), How.ANAPHOR, (topic,), score=0.9))
    return tuple(found)
