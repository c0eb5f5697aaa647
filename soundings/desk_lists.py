"""The distribution list behind the pages."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange
from config.stakeholders import check_address
from reports.list_proposals import ListProposal
from reports.list_report import make_list_report
from soundings import proposing
from soundings.listing import add_change, free_ref, import_changes, link_change, record
from soundings.refusing import refusing
from soundings.views import Views
from store.rows import ListChange
from store.unit_of_work import Store
from web.desk import View
from web.errors import StaleError
from web.lists import Comparison, Upload


class OfficeLists:
    """A `web.lists.Lists` over an office and its open store."""

    def __init__(self, views: Views, store: Store):
        self._views, self._store = views, store

    def proposals(self) -> Mapping[int, ListProposal]:
        """What mails propose and nobody has decided, by number."""

        def make(view: View) -> dict[int, ListProposal]:
            return proposing.find_open(view.consultation, self._store, view.readings)

        return self._views.derive("proposals", None, make)

    def accept(self, number: int, by: str, because: str = "", address: str = "", name: str = "") -> None:
        """Make a proposed change. Raises RefusedError."""
        with refusing():
            chosen = proposing.choose(dict(self.proposals()), number)
            new = check_address(address) if address else ""
            proposing.accept(self._views.office(), self._store, chosen, by, because, new, name)

    def refuse(self, numbers: Iterable[int], by: str, because: str = "") -> None:
        """Leave the list as it is. Raises RefusedError."""
        with refusing():
            open_ = dict(self.proposals())
            chosen = [proposing.choose(open_, number) for number in numbers]
            office = self._views.office()
            proposing.refuse(self._store, office.consultation.name, chosen, by, because, office.clock())

    def changes(self) -> tuple[ListChange, ...]:
        """Everything that people have changed in the list, oldest first."""
        return self._store.load_list_changes(self._views.view(None).consultation.name)

    def compare(self, file: Upload) -> Comparison:
        """A spreadsheet against the list in force. Raises RefusedError."""
        lines, changes = self._changes_of(file)
        office = self._views.office()
        signed = [ListChange(c, "import", "", "", office.clock()) for c in changes]
        mails = tuple(self._views.view(None).records.values())
        report = make_list_report(office.consultation, _plain_name(file), len(lines), signed, mails)
        return Comparison(report, len(changes), _key(changes))

    def take_over(self, file: Upload, key: str, by: str, because: str = "") -> int:
        """Make of the list what the spreadsheet says. Raises RefusedError and StaleError."""
        _, changes = self._changes_of(file)
        if _key(changes) != key:
            raise StaleError("The list has been changed since it was compared: see what the file would do to it now.")
        with refusing():
            record(self._views.office(), self._store, changes, "import", by, because)
        return len(changes)

    def _changes_of(self, file: Upload) -> tuple[Sequence[Stakeholder], Sequence[LineChange]]:
        with TemporaryDirectory() as folder, refusing(Path(folder)):
            path = Path(folder) / _plain_name(file)
            path.write_bytes(file.content)
            return import_changes(self._views.office().consultation, path, self.changes())

    def link(self, address: str, ref: str, by: str, because: str = "") -> None:
        """One address more for a line. Raises RefusedError."""
        office = self._views.office()
        with refusing():
            record(office, self._store, (link_change(office.consultation, address, ref),), "link", by, because)

    def add(self, address: str, name: str, organisation: str, group: str, by: str, because: str = "") -> Ref:
        """A line more. Raises RefusedError."""
        office = self._views.office()
        with refusing():
            email = check_address(address)
            called = name or organisation or email.partition("@")[0]
            ref = free_ref(office.consultation, called)
            line = Stakeholder(ref, group or "Added", called if name else "", "", organisation, email)
            line = line if line.label else Stakeholder(ref, group or "Added", called, "", organisation, email)
            record(office, self._store, (add_change(office.consultation, line),), "add", by, because)
        return ref


def _plain_name(file: Upload) -> str:
    """The file's own name, safe to write under: its ending says what it is."""
    return PurePath(file.name.replace("\\", "/").replace("\x00", "")).name[-80:] or "list"


def _key(changes: Sequence[LineChange]) -> str:
    return hashlib.sha256(repr(changes).encode()).hexdigest()[:32]
