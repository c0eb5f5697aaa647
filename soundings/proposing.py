"""What mails propose to change in the list: what is open, and a person's word on it."""

from collections.abc import Iterable
from datetime import datetime

from config.consultation import Consultation
from config.list_changes import LineChange
from reports.list_proposals import ListProposal, corrected, find_proposals
from reports.reading import Reading
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.listing import record, refuse_taken
from store.rows import Verdict
from store.unit_of_work import Store


def find_open(consultation: Consultation, store: Store, readings: Iterable[Reading]) -> dict[int, ListProposal]:
    """What is proposed and not decided, by number."""
    proposals = find_proposals(consultation, readings)
    numbers = store.number_proposals(consultation.name, [p.key for p in proposals])
    refused = {v.proposal: not v.accepted for v in store.load_verdicts(consultation.name)}
    return {numbers[p.key]: p for p in proposals if not refused.get(p.key)}


def choose(open_: dict[int, ListProposal], number: int) -> ListProposal:
    """The proposal of this number. Raises SoundingsError where none is open."""
    if number not in open_:
        there = f"there are {', '.join(map(str, open_))}" if open_ else "none are open"
        raise SoundingsError(f"no change {number} is proposed: {there}", "See soundings list changes")
    return open_[number]


def accept(
    office: Office, store: Store, chosen: ListProposal, by: str, because: str, address: str = "", name: str = ""
) -> LineChange:
    """Change the list as proposed, or with another address or name. Raises ConfigError or SoundingsError."""
    change = corrected(chosen.change, address, name)
    refuse_taken(office.consultation, change)
    verdict = Verdict(chosen.key, True, by, because, office.clock())
    record(office, store, (change,), "accept", by, because or chosen.words, (verdict,))
    return change


def refuse(
    store: Store, consultation: str, chosen: Iterable[ListProposal], by: str, because: str, at: datetime
) -> None:
    """Leave the list as it is; what is refused is not proposed again."""
    store.record_list_changes(consultation, (), [Verdict(p.key, False, by, because, at) for p in chosen])
