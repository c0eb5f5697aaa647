"""What was worked out of the database, kept until it changes, or until the time that has passed changes it."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from ingest.message import ArchiveId
from reports.deadline import day_of, end_of
from reports.reading import Reading, in_order, join_parts, read_mail
from reports.status import status_of
from soundings.bootstrap import Office
from store.rows import Exercise, MailRecord, SentMail
from store.unit_of_work import Store
from web.desk import Stamp, View

Made = TypeVar("Made")
_MOMENTS = 8
"""How many earlier moments are kept beside the present."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A view with what was made of it since, and until when it is the view of now."""

    view: View
    until: datetime
    made: dict[str, Any] = field(default_factory=dict)


class Mails:
    """All mails as the database has them, and each as it counts by itself; only what has changed is loaded again."""

    def __init__(self, store: Store, consultation: str):
        self._store, self._name = store, consultation
        self._stamp: Stamp | None = None
        self._records: dict[ArchiveId, MailRecord] = {}
        self._read: dict[ArchiveId, Reading] = {}

    def bring_up(self, stamp: Stamp) -> None:
        """Load what has been recorded up to a stamp, or since."""
        changed = self._store.load_changed_mails(self._name, self._stamp) if self._stamp else None
        if changed is None:
            self._records, changed = {}, self._store.load_mails(self._name)
        new = {r.mail.archive_id: r for r in changed}
        in_place = new.keys() <= self._records.keys()
        every = self._records | new
        self._records = every if in_place else dict(sorted(every.items(), key=lambda i: (i[1].mail.received_at, i[0])))
        self._read = {a: r for a, r in self._read.items() if a in every} | {a: read_mail(r) for a, r in new.items()}
        self._stamp = stamp

    @property
    def records(self) -> Mapping[ArchiveId, MailRecord]:
        """Every mail, oldest first."""
        return self._records

    def readings(self, as_of: datetime) -> tuple[Reading, ...]:
        """As `reports.reading.read_mails` has them."""
        received = (self._read[archive_id] for archive_id in self._records)
        counted = tuple(r for r in received if r.received_at <= as_of and not r.effective.ignored)
        return in_order(join_parts(counted)) if any(r.effective.joined for r in counted) else counted


class Views:
    """The views of one office's consultation, by moment; None is now."""

    def __init__(self, office: Office, store: Store):
        self._office, self._store = office, store
        self._lock = threading.RLock()
        self._kept: dict[datetime | None, _Kept] = {}
        self._in_force: tuple[int, Office] | None = None
        self._mails = Mails(store, office.consultation.name)

    @property
    def consultation(self) -> str:
        """The name of the consultation that they are of."""
        return self._office.consultation.name

    def view(self, as_of: datetime | None) -> View:
        """Everything as at a moment."""
        return self._find(as_of)[1]

    def derive(self, what: str, as_of: datetime | None, make: Callable[[View], Made]) -> Made:
        """What `make` makes of the view, made once for as long as the view holds; `what` is its name."""
        with self._lock:
            kept, view = self._find(as_of)
            if what not in kept.made:
                kept.made[what] = make(view)
            made: Made = kept.made[what]
            return made

    def office(self) -> Office:
        """The office with the list in force now, which is kept, so that what pages show can be shown again."""
        changes = self._store.load_list_changes(self._office.consultation.name)
        with self._lock:
            if self._in_force is None or self._in_force[0] != len(changes):  # changes are only ever added
                self._in_force = len(changes), self._office.with_changes(c.change for c in changes)
                asked = self._in_force[1].consultation
                self._store.note_exercise(asked.name, Exercise.of(asked, self._office.clock()))
            return self._in_force[1]

    def _find(self, as_of: datetime | None) -> tuple[_Kept, View]:
        stamp, now = self._store.load_stamp(), self._office.clock()
        with self._lock:
            kept = self._kept.get(as_of)
            if kept is None or kept.view.stamp != stamp or not kept.view.as_of <= now < kept.until:
                kept = self._work_out(stamp, as_of, now)
                current = {m: k for m, k in self._kept.items() if k.view.stamp == stamp and m != as_of}
                self._kept = dict(list(current.items())[-_MOMENTS:]) | {as_of: kept}
        return kept, kept.view if as_of else _at(kept.view, now)

    def _work_out(self, stamp: Stamp, as_of: datetime | None, now: datetime) -> _Kept:
        consultation = self.office().consultation
        moment = as_of or now
        self._mails.bring_up(stamp)
        extensions = self._store.load_extensions(consultation.name)
        readings = self._mails.readings(moment)
        sent = self._store.load_sent(consultation.name)
        status = status_of(consultation, readings, extensions, moment, sent)
        view = View(stamp, consultation, moment, self._mails.records, readings, status, extensions)
        return _Kept(view, _NEVER if as_of else _until(view, sent))


def _at(view: View, as_of: datetime) -> View:
    return replace(view, as_of=as_of, status=replace(view.status, as_of=as_of))


def _until(view: View, sent: Iterable[SentMail]) -> datetime:
    """When what holds now holds no longer: at the day's end, or when a mail, extension or answer comes to count."""
    zone = view.consultation.zone
    later = [r.mail.received_at for r in view.records.values() if r.mail.received_at > view.as_of]
    answered = (*(m.sent_at for m in sent), *(r.effective.handled_at for r in view.readings))
    later += [at for at in (*(e.at for e in view.extensions), *answered) if at and at > view.as_of]
    return min([*later, end_of(day_of(view.as_of, zone), zone)])
