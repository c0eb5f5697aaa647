"""The mail ledger as a balance: what the server had, what became of it, and where the two do not agree."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ingest.message import ArchiveId
from reports.report import Fact, Report, Section, Table
from reports.wording import say_number, say_short
from store.rows import Balance, FolderState

_NAMED = 5


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What a look at every archived mail found: `damaged` are missing or changed, `strange` unknown to the ledger."""

    whole: int
    damaged: tuple[ArchiveId, ...]
    strange: tuple[ArchiveId, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """All that the balance is made of; `unfetched` mails have come to the server since the last run."""

    balance: Balance
    folders: tuple[FolderState, ...]
    archive: ArchiveState | None = None
    unfetched: int = 0

    @property
    def on_server(self) -> int:
        """Mails in all folders."""
        return sum(state.on_server for state in self.folders)

    @property
    def gone(self) -> int:
        """Sightings of mails that somebody has since moved or deleted on the server."""
        return sum(state.gone for state in self.folders)

    @property
    def elsewhere(self) -> int:
        """Sightings that are of no folder as it is numbered now: from files, by hand, under an older UIDVALIDITY."""
        held = self.on_server - self.unfetched - self.balance.missing
        return self.balance.sightings - held - self.gone


def make_ledger(books: Books, title: str, made_at: datetime, zone: ZoneInfo) -> Report:
    """The balance line by line, then folder by folder."""
    balance = books.balance
    facts = [
        Fact("On the server", _say_server(books)),
        Fact("Gone since", f"{say_number(books.gone, 'mail')} moved or deleted there; kept here"),
        Fact("From elsewhere", f"{books.elsewhere} from files, by hand, or under an older numbering"),
        Fact("Seen", f"{balance.sightings}: {balance.stored} stored, {balance.duplicate} of mails held already"),
        Fact("Archived", say_number(balance.mails, "mail")),
        Fact("Analysed", str(balance.analysed)),
        Fact("Unreadable", str(balance.failed)),
        Fact("Waiting", str(balance.waiting)),
        Fact("Missing", str(balance.missing)),
    ]
    if books.archive:
        facts.append(Fact("Archive files", f"{books.archive.whole} whole, {len(books.archive.damaged)} not"))
    facts.append(Fact("Balance", "it balances" if not find_faults(books) else "DOES NOT BALANCE"))
    return Report(f"{title}: mail ledger", made_at.astimezone(zone), tuple(facts), _folder_section(books, zone))


def _say_server(books: Books) -> str:
    new = f", {books.unfetched} of them new since the last run" if books.unfetched else ""
    return f"{say_number(books.on_server, 'mail')} in {say_number(len(books.folders), 'folder')}{new}"


def _folder_section(books: Books, zone: ZoneInfo) -> tuple[Section, ...]:
    rows = tuple(
        (f.folder, f.uid_validity, f.on_server, len(f.missing), f.gone, say_short(f.changed_at.astimezone(zone)))
        for f in books.folders
    )
    columns = ("Folder", "UIDVALIDITY", "On the server", "Missing", "Gone since", "So since")
    return (Section("Folders", tables=(Table("Folders", columns, rows),)),) if rows else ()


def find_faults(books: Books) -> tuple[str, ...]:
    """Each way in which the books do not balance, with what to do; none where they do."""
    balance = books.balance
    faults = [
        f"{say_number(len(state.missing), 'mail')} in {state.folder} on the server and not here "
        f"(UID {_some(state.missing)}). Run again; if it stays, open them in the mailbox, save them and take them in "
        "with soundings run --from FILE."
        for state in books.folders
        if state.missing
    ]
    if balance.waiting:
        faults.append(f"{say_number(balance.waiting, 'mail')} neither analysed nor failed. Run again.")
    if balance.stored != balance.mails or books.elsewhere < 0:
        faults.append(
            f"{balance.stored} stored sightings of {say_number(balance.mails, 'mail')}, and {books.elsewhere} seen "
            "elsewhere: the database has been changed by other hands. Restore it from a backup, or begin a new home "
            "folder: the archive has the mails."
        )
    if books.archive and books.archive.damaged:
        faults.append(
            f"{say_number(len(books.archive.damaged), 'archived mail')} missing or changed on disk "
            f"({_some(books.archive.damaged)}). Restore archive/ from a backup."
        )
    if books.archive and books.archive.strange:
        faults.append(
            f"{say_number(len(books.archive.strange), 'mail')} in the archive and not in the ledger "
            f"({_some(books.archive.strange)}): a run was cut off there. Run again; what has gone from the server "
            "meanwhile, take in from archive/ with soundings run --from FILE."
        )
    return tuple(faults)


def _some(names: tuple[object, ...]) -> str:
    """The first few."""
    shown = ", ".join(str(name)[:16] for name in names[:_NAMED])
    return shown + (", ..." if len(names) > _NAMED else "")
