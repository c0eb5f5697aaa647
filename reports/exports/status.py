"""Where everyone stands: one row a line of the list."""

from collections.abc import Iterator

from reports.exports.columns import WHO
from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from reports.figure import Voice
from reports.standing import Standing
from reports.status import LineStatus

FORM = Form(
    "status",
    "A line of the list; in a publishable export, one that replied",
    (
        *(c for c in WHO if c.name != "on_list"),
        Column("organisation", Type.TEXT, "The organisation as the list has it"),
        Column("role", Type.TEXT, "The role as the list has it"),
        Column("statutory", Type.FLAG, "Whether the law requires that they be consulted", public=True),
        Column("collective", Type.FLAG, "Whether it stands by its members; such a line is in no count itself"),
        Column("member_of", Type.TEXT, "The collective line that it belongs to"),
        Column("standing", Type.TEXT, "Where they stand", tuple(Standing)),
        Column("replied", Type.FLAG, "Whether that is a reply", public=True),
        Column("replied_at", Type.MOMENT, "When their first reply came"),
        Column("late", Type.FLAG, "Whether that was after their last day"),
        Column("deadline_on", Type.DAY, "Their last day, an extension counted"),
        Column("extended", Type.FLAG, "Whether they were given more time"),
        Column("until_on", Type.DAY, "The day that they promised to reply by, or are away until"),
        Column("spoken_for_by", Type.TEXT, "The collective line whose reply counts for them"),
        Column("confidential", Type.FLAG, "Whether they asked for confidence"),
        Column("waits", Type.FLAG, "Whether a mail of theirs waits for a person to look"),
        Column("mails", Type.TEXT, "The archive ids of the mails that it rests on, parted by spaces"),
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Every line in the list's order."""
    voices = {v.ref: v for v in telling.basis.results.asked.behind}
    for line in telling.basis.results.status.lines:
        voice = voices.get(line.stakeholder.ref) or _collective(line)
        if telling.publishable and not (line.standing.has_replied and not line.collective and telling.names(voice)):
            continue
        yield {**telling.who(voice), **_row(telling, line, voice)}


def _row(telling: Telling, line: LineStatus, voice: Voice) -> Row:
    who, zone = line.stakeholder, telling.basis.results.consultation.zone
    return {
        "organisation": who.organisation,
        "role": who.role,
        "statutory": who.statutory,
        "collective": line.collective,
        "member_of": who.member_of or "",
        "standing": str(line.standing),
        "replied": line.standing.has_replied,
        "replied_at": line.replied_at.astimezone(zone) if line.replied_at else None,
        "late": line.late,
        "deadline_on": line.deadline_on,
        "extended": line.extended,
        "until_on": line.until_on,
        "spoken_for_by": line.spoken_for_by or "",
        "confidential": voice.confidential,
        "waits": voice.waits,
        "mails": " ".join(line.decided_by),
    }


def _collective(line: LineStatus) -> Voice:
    """A line that stands by its members is behind no figure."""
    return Voice(line.stakeholder.ref, line.stakeholder.label, line.stakeholder.group, line.decided_by)
