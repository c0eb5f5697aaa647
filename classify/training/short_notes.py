"""Short notes made out of longer replies: one choosing sentence by itself, as people in a hurry write it.

Replies as written teach that a choice has neighbours; half of these stand below the reply's own greeting, half alone.
"""

from collections.abc import Sequence

from classify.crf import Item
from classify.markers import scenes_of
from classify.mention import How
from classify.reading import Draft, features_of
from classify.roles import OUTSIDE
from classify.training.worlds import Example

_MOST_WORDS = 25


def short_notes(example: Example) -> list[tuple[Sequence[Item], Sequence[str]]]:
    """At most one note for a reply: its first short choice that names a topic, by itself."""
    draft = example.draft
    for number, (unit, label) in enumerate(zip(draft.units, example.labels, strict=True)):
        sure = any(m.how is not How.PARAPHRASE for m in draft.raw[number])
        if label in ("P0", "P1") and sure and len(unit.text.split()) <= _MOST_WORDS and not draft.scenes[number].roles:
            greeted = len(unit.text) % 2 == 0 and number > 0 and example.labels[0] == OUTSIDE
            kept = [0, number] if greeted else [number]
            return [(_features(example, kept), [example.labels[n] for n in kept])]
    return []


def _features(example: Example, kept: Sequence[int]) -> Sequence[Item]:
    draft, consultation = example.draft, example.world.consultation
    units = tuple(draft.units[n] for n in kept)
    raw, links = tuple(draft.raw[n] for n in kept), tuple(draft.links[n] for n in kept)
    return features_of(Draft(units, raw, scenes_of(units, consultation), links), consultation)
