"""Every figure that can be traced: those of the outcome, and the mails that the status board counts."""

from reports.basis import Basis
from reports.figure import Figure, Voice
from reports.reading import Reading
from reports.results_index import Traced, index

WAITING = "mails.waiting"
UNLISTED = "mails.unlisted"


def figures_of_basis(basis: Basis) -> dict[str, Traced]:
    """All of them by name; of a group alone, those of the outcome."""
    found = index(basis.results)
    if basis.results.group:
        return found
    status = basis.results.status
    readings = {r.archive_id: r for r in basis.readings}
    waiting = [readings[w.archive_id] for w in status.waiting]
    unlisted = [readings[u.archive_id] for u in status.unlisted]
    of = len(basis.readings)
    found[WAITING] = Traced(WAITING, "Mails that wait for a person", Figure(tuple(map(_voice, waiting)), of))
    found[UNLISTED] = Traced(UNLISTED, "Mails of those not on the list", Figure(tuple(map(_voice, unlisted)), of))
    return found


def _voice(reading: Reading) -> Voice:
    """A mail as it stands behind a figure of mails, by who sent it."""
    mail = reading.record.mail
    return Voice(
        None,
        mail.from_name or mail.from_address or mail.archive_id,
        "",
        reading.mails,
        by_person=bool(reading.effective.corrected),
        waits=bool(reading.review or reading.failure or reading.unread),
        confidential=reading.effective.analysis.flags.confidential,
    )
