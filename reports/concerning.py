"""Which mails concern which line: kept up while mails come, change and go."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from config.consultation import Ref
from reports.reading import Reading, in_order

Name = TypeVar("Name", bound=Hashable)


class MailsBy(Generic[Name]):
    """Mails by name, as `names_of` has the names of each, with the mail as it counts for that name.

    What is found for a name is oldest first, and the same object until one of its mails changes.
    """

    def __init__(self, names_of: Callable[[Reading], Iterable[tuple[Name, Reading]]]):
        self._names_of = names_of
        self._by: dict[Name, tuple[Reading, ...]] = {}

    def find(self, name: Name) -> tuple[Reading, ...]:
        """The mails of a name; none for one that no mail has."""
        return self._by.get(name, ())

    def change(self, gone: Iterable[Reading], new: Iterable[Reading]) -> None:
        """Some mails no longer count, or no longer as they did, and others do."""
        out = {(name, r.archive_id) for reading in gone for name, r in self._names_of(reading)}
        into: dict[Name, list[Reading]] = defaultdict(list)
        for name, reading in (pair for each in new for pair in self._names_of(each)):
            into[name].append(reading)
        for name in {*into, *(name for name, _ in out)}:
            kept = (r for r in self.find(name) if (name, r.archive_id) not in out)
            self._by[name] = in_order((*kept, *into.get(name, ())))


def lines_named(reading: Reading) -> Iterable[tuple[Ref, Reading]]:
    """The lines on whose behalf a mail speaks, each with what it says for that one."""
    return ((ref, reading.speaking_for(ref)) for ref in dict.fromkeys(reading.refs))


def may_be_from(reading: Reading) -> Iterable[tuple[str, Reading]]:
    """The address and lines of a mail of which only a person can tell all."""
    if reading.review or not reading.analysed:
        for name in {reading.record.mail.from_address.lower(), *reading.refs}:
            yield name, reading
