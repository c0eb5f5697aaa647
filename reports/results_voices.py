"""Lines of the list as voices, by where they stand; and who could still change the figures."""

from collections.abc import Iterable, Mapping, Sequence

from config.consultation import Ref
from ingest.message import ArchiveId
from reports.figure import Voice
from reports.reading import Reading
from reports.results_cut import Pending
from reports.standing import Standing
from reports.status import LineStatus, Status


def line_voices(status: Status, readings: Sequence[Reading]) -> dict[Ref, Voice]:
    """Every line that is asked, as it stands behind a figure of replies, with the mails that its standing rests on."""
    by_mail = {r.archive_id: r for r in readings}
    doubtful = {w.archive_id for w in status.waiting}
    return {
        line.stakeholder.ref: _voice(line, by_mail, waits=not doubtful.isdisjoint(line.mails)) for line in status.asked
    }


def _voice(line: LineStatus, by_mail: Mapping[ArchiveId, Reading], *, waits: bool) -> Voice:
    who = line.stakeholder
    concerned = [by_mail[mail] for mail in line.mails if mail in by_mail]
    return Voice(
        who.ref,
        who.label,
        who.group,
        line.decided_by if line.standing.has_replied else (),
        line.late,
        any(r.effective.corrected for r in concerned if r.archive_id in line.decided_by),
        waits,
        any(r.speaking_for(who.ref).effective.analysis.flags.confidential for r in concerned),
        line.spoken_for_by,
    )


def find_pending(status: Status, voices: Mapping[Ref, Voice]) -> Pending:
    """Who could still change the figures, by where they stand and by what waits for a person."""
    standing = {x.stakeholder.ref: x.standing for x in status.asked if x.stakeholder.ref in voices}
    claimed = {mail for line in status.lines for mail in line.mails}
    waiting = [ref for ref, voice in voices.items() if voice.waits]
    return Pending(
        _those(voices, (ref for ref, stands in standing.items() if not stands.has_replied)),
        _those(voices, (ref for ref in waiting if standing[ref] is Standing.NOTHING_TO_SAY)),
        _those(voices, (ref for ref in waiting if standing[ref] in (Standing.REPLIED, Standing.REPLIED_LATE))),
        sum(w.archive_id not in claimed for w in status.waiting),
    )


def _those(voices: Mapping[Ref, Voice], refs: Iterable[Ref]) -> tuple[Voice, ...]:
    return tuple(voices[ref] for ref in refs)
