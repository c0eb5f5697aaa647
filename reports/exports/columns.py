"""Columns that several tables have, described once."""

from collections.abc import Iterable

from classify.analysis import Evidence
from reports.exports.schema import Column, Type
from reports.figure import Voice
from reports.report import Cell

WHO = (
    Column(
        "stakeholder",
        Type.TEXT,
        "The line of the list by its Ref, or unlisted-N for one who was not asked; in a publishable export a number "
        "in its place, the same in each table of one export",
        public=True,
    ),
    Column(
        "name", Type.TEXT, "Their name; in a publishable export their organisation, or “an individual”", public=True
    ),
    Column("group", Type.TEXT, "The group of the list; empty for one who was not asked", public=True),
    Column("on_list", Type.FLAG, "Whether they were asked; only those who were are in the figures", public=True),
)
FIGURE = Column(
    "figure",
    Type.TEXT,
    "The figure that counts this row, by the name that soundings trace takes; empty where none does",
    public=True,
)
BY = ("machine", "person")
SAID = (
    Column("decided_by", Type.TEXT, "Whether a person decided or confirmed it, or it is the machine's word", BY),
    Column("confidence", Type.SHARE, "How likely the machine's word is right, 0 to 1; 1 for a person's"),
    Column("rules", Type.TEXT, "The rules or models that decided, parted by commas (docs/rules.md)"),
    Column("late", Type.FLAG, "Whether they replied after their last day"),
    Column("waits", Type.FLAG, "Whether a mail of theirs waits for a person to look"),
    Column("mails", Type.TEXT, "The archive ids of the mails that say so, parted by spaces"),
)


def said(voice: Voice, confidence: float | None = None, evidence: Iterable[Evidence] = ()) -> dict[str, Cell]:
    """The cells of `SAID`."""
    return {
        "decided_by": ("person" if voice.by_person else "machine") if voice.mails else "",
        "confidence": None if confidence is None else round(confidence, 4),
        "rules": ", ".join(dict.fromkeys(e.rule for e in evidence)),
        "late": voice.late,
        "waits": voice.waits,
        "mails": " ".join(voice.mails),
    }
