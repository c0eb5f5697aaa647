"""The status as JSON, for scripts: `as_of`, `lines`, `unlisted`, `totals`, `publication`."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from reports.publication import Publication
from reports.status import LineStatus, Status
from reports.totals import Rate, count_standings, rate_of, rates_by_group


def status_to_json(status: Status, publication: Publication | None = None) -> dict[str, Any]:
    """Moments are ISO 8601 with the offset of the consultation's zone; days are ISO; mails are archive ids.

    `totals.asked` leaves out collective lines that stand by their members, so that nobody is counted twice.
    """
    zone = status.consultation.zone
    return {
        "consultation": status.consultation.name,
        "as_of": _moment(status.as_of, zone),
        "known_at": _moment(status.known_at, zone),
        "deadline_on": status.consultation.deadline_on.isoformat(),
        "days_left": status.days_left,
        "lines": [_line(line, zone) for line in status.lines],
        "unlisted": [
            {
                "mail": u.archive_id,
                "name": u.from_name,
                "address": u.from_address,
                "subject": u.subject,
                "received_at": _moment(u.received_at, zone),
                "kind": str(u.kind),
                "late": u.late,
            }
            for u in status.unlisted
        ],
        "waiting": [
            {
                "mail": w.archive_id,
                "refs": list(w.refs),
                "reasons": list(w.reasons),
                "problem": w.problem,
                "unread": list(w.unread),
            }
            for w in status.waiting
        ],
        "totals": _totals(status),
        "publication": _publication(publication) if publication else None,
    }


def _publication(publication: Publication) -> dict[str, Any]:
    return {
        "due_on": publication.due_on.isoformat(),
        "days_left": publication.days_left,
        "missing": {str(each.matter): each.number for each in publication.missing},
    }


def _totals(status: Status) -> dict[str, Any]:
    return {
        "lines": len(status.lines),
        "collective": sum(line.collective for line in status.lines),
        **_rate(rate_of(status.lines)),
        "by_standing": {str(standing): number for standing, number in count_standings(status).items()},
        "by_group": {group: _rate(rate) for group, rate in rates_by_group(status)},
        "statutory": _rate(rate_of(line for line in status.lines if line.stakeholder.statutory)),
        "unlisted": len(status.unlisted),
        "waiting": len(status.waiting),
    }


def _line(line: LineStatus, zone: ZoneInfo) -> dict[str, Any]:
    values: dict[str, Any] = {
        "ref": line.stakeholder.ref,
        "group": line.stakeholder.group,
        "name": line.stakeholder.label,
        "standing": str(line.standing),
        "replied_at": _moment(line.replied_at, zone),
        "mails": list(line.mails),
        "decided_by": list(line.decided_by),
        "late": line.late,
        "until_on": _day(line.until_on),
        "deadline_on": _day(line.deadline_on),
        "by": line.by,
        "spoken_for_by": line.spoken_for_by,
        "failed_addresses": [address for address in line.failed if address],
        "stand_ins": list(line.stand_ins),
        "answered_at": _moment(line.answered_at, zone),
        "statutory": line.stakeholder.statutory,
    }
    if line.collective:
        values |= {"members": line.members, "members_replied": line.members_replied}
    return values


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "asked": rate.asked,
        "replied": rate.replied,
        "late": rate.late,
        "nothing_to_say": rate.nothing_to_say,
        "rate": round(rate.share, 4),
    }


def _moment(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
