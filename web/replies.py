"""Which mails a lead wants to see: of a kind, in a state, with some words in them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from classify.analysis import Kind
from reports.decisions import say_kind
from reports.mails import ListedMail, State
from store.rows import Found

STATES = {
    State.WAITS: "waits for review",
    State.PERSON: "decided by a person",
    State.UNLISTED: "not on the list",
    State.UNREAD: "could not be read",
    State.ASIDE: "set aside",
}
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as they stand in the address; empty is no filter. `order` is by fit, or `newest`, where words are."""

    words: str = ""
    kind: str = ""
    state: str = ""
    order: str = ""

    def takes(self, mail: ListedMail) -> bool:
        """Whether a mail passes kind and state."""
        return self.kind in ("", mail.kind) and (not self.state or self.state in mail.states)

    @property
    def query(self) -> dict[str, str]:
        """What the address says, by name."""
        return {"words": self.words, "kind": self.kind, "state": self.state, "order": self.order}


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as a link: what it is called, how many mails it would show, the address's values, and if it holds."""

    words: str
    number: int
    query: Mapping[str, str]
    holds: bool


def arrange(mails: Iterable[ListedMail], found: Found, wanted: Wanted) -> list[ListedMail]:
    """The mails in which the words were found, as they are ordered; all of them where no words are wanted."""
    if not wanted.words:
        return list(mails)
    if wanted.order == NEWEST:
        among = set(found.mails)
        return [mail for mail in mails if mail.mail.archive_id in among]
    by_id = {mail.mail.archive_id: mail for mail in mails}
    return [by_id[each] for each in found.mails if each in by_id]


def kind_filters(mails: Iterable[ListedMail], wanted: Wanted) -> Iterator[Filter]:
    """All kinds, then each that there is."""
    every = replace(wanted, kind="")
    numbers = Counter(m.kind for m in mails if every.takes(m))
    yield Filter("all kinds", numbers.total(), every.query, not wanted.kind)
    for kind in Kind:
        if numbers[kind] or wanted.kind == kind:
            yield Filter(say_kind(kind), numbers[kind], replace(wanted, kind=kind).query, wanted.kind == kind)


def state_filters(mails: Iterable[ListedMail], wanted: Wanted) -> Iterator[Filter]:
    """All states, then each that a mail is in."""
    every = replace(wanted, state="")
    of_kind = [m.states for m in mails if every.takes(m)]
    numbers = Counter(state for states in of_kind for state in states)
    yield Filter("all", len(of_kind), every.query, not wanted.state)
    for state, words in STATES.items():
        if numbers[state] or wanted.state == state:
            yield Filter(words, numbers[state], replace(wanted, state=state).query, wanted.state == state)
