"""What was worked out of the database, kept until it changes, or until the time that has passed changes it."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from reports.deadline import day_of, end_of
from reports.status import status_of
from soundings.bootstrap import Office
from soundings.present import Mails, Present, received_after
from store.rows import Exercise, MailRecord, SentMail
from store.stamp import ledger_part
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


class Views:
    """The views of one office's consultation, by moment; None is now."""

    def __init__(self, office: Office, store: Store):
        self._office, self._store = office, store
        self._lock = threading.RLock()
        self._kept: dict[datetime | None, _Kept] = {}
        self._in_force: tuple[int, Office] | None = None
        self._mails = Mails(store, office.consultation.name)
        self._present = Present(self._mails)
        self._of_ledger: dict[str, tuple[object, Any]] = {}

    @property
    def consultation(self) -> str:
        """The name of the consultation that they are of."""
        return self._office.consultation.name

    def view(self, as_of: datetime | None) -> View:
        """Everything as at a moment."""
        return self._find(as_of)[1]

    def mails_of(self, names: Iterable[str]) -> tuple[MailRecord, ...]:
        """The mails from some addresses, and those that were ever taken to speak for some lines; oldest first."""
        with self._lock:
            self._find(None)
            return self._mails.of(names)

    def derive(self, what: str, as_of: datetime | None, make: Callable[[View], Made]) -> Made:
        """What `make` makes of the view, made once for as long as the view holds; `what` is its name."""
        with self._lock:
            kept, view = self._find(as_of)
            if what not in kept.made:
                kept.made[what] = make(view)
            made: Made = kept.made[what]
            return made

    def derive_from_ledger(self, what: str, make: Callable[[], Made]) -> Made:
        """What `make` makes of the ledger, made once for as long as no more than people's words come, and the day."""
        with self._lock:
            kept = self._find(None)[0]
            rests_on = ledger_part(kept.view.stamp), kept.until
            if what not in self._of_ledger or self._of_ledger[what][0] != rests_on:
                self._of_ledger[what] = rests_on, make()
            made: Made = self._of_ledger[what][1]
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
        sent = self._store.load_sent(consultation.name)
        if as_of:
            readings = self._mails.readings(moment)
            status = status_of(consultation, readings, extensions, moment, sent)
        else:
            readings, kept = self._present.bring_up(consultation, moment)
            status = kept.find(extensions, moment, sent)
        view = View(stamp, consultation, moment, self._mails.records, readings, status, extensions)
        return _Kept(view, _NEVER if as_of else self._until(view, sent))

    def _until(self, view: View, sent: Iterable[SentMail]) -> datetime:
        """When it holds no longer: at the day's end, or when a mail, extension or answer comes to count."""
        zone = view.consultation.zone
        coming = [r.mail.received_at for r in received_after(self._mails.records, view.as_of)]
        answered = (*(m.sent_at for m in sent), *(r.effective.handled_at for r in view.readings))
        later = [at for at in (*(e.at for e in view.extensions), *answered) if at and at > view.as_of]
        return min([*coming, *later, end_of(day_of(view.as_of, zone), zone)])


def _at(view: View, as_of: datetime) -> View:
    return replace(view, as_of=as_of, status=replace(view.status, as_of=as_of))
