"""A reference in its place: what a stance is a property of."""

from dataclasses import dataclass

from classify.mention import Mention
from classify.units import Unit


@dataclass(frozen=True, slots=True)
class Site:
    """One mention in its place: the unit it stands in, and that unit's place and label in the reply."""

    unit: Unit
    number: int
    mention: Mention
    label: str
    list_index: int
