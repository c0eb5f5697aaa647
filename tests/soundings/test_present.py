"""Whatever happens between two looks, what was kept and brought up is what a fresh look finds."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from classify.analysis import Decision
from config.consultation import Consultation, Ref
from config.load import find_consultation, load_consultation
from ingest.message import ArchiveId
from reports.mails import KeptMails, list_mails
from reports.reading import read_mails
from reports.respondents import KeptRespondents
from reports.results import results_of
from reports.status import make_status
from soundings.present import Mails, Present
from store.fields import MACHINE
from store.rows import Correction, Extension, Failure, MailRecord, SentMail
from tests.soundings.desk import NAME, RECORDS
from web.desk import Stamp

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
NUMBER = 14
ASKED = load_consultation(find_consultation("practice"))
OF_EACH_KIND = tuple({r.analysis.kind.value: r for r in RECORDS if r.analysis}.values())


@dataclass
class World:
    """All that is recorded, and the time; mails may have come that nobody has looked at yet."""

    asked: Consultation
    moment: datetime = AT
    mails: dict[ArchiveId, MailRecord] = field(default_factory=dict)
    changed: set[ArchiveId] | None = field(default_factory=set)
    extensions: tuple[Extension, ...] = ()
    sent: tuple[SentMail, ...] = ()

    def load_mails(self, consultation: str) -> tuple[MailRecord, ...]:
        self.changed = set()
        return tuple(sorted(self.mails.values(), key=lambda r: (r.mail.received_at, r.mail.archive_id)))

    def load_changed_mails(self, consultation: str, since: Stamp) -> tuple[MailRecord, ...] | None:
        if self.changed is None:
            return None
        changed = self.changed
        return tuple(r for r in self.load_mails(consultation) if r.mail.archive_id in changed)

    def set(self, record: MailRecord) -> None:
        self.mails[record.mail.archive_id] = record
        if self.changed is not None:
            self.changed.add(record.mail.archive_id)

    def say(self, number: int, path: str, value: Any) -> None:
        record = self.mails.get(name_of(number))
        if record:
            version = record.analysis.rules_version if record.analysis else ""
            word = Correction(record.mail.archive_id, path, value, "Ann", "", self.moment, version)
            self.set(replace(record, corrections=(*record.corrections, word)))


def name_of(number: int) -> ArchiveId:
    return ArchiveId(f"{number:064x}")


def come(number: int, line: int, minutes: int, read: bool) -> Callable[[World], None]:
    """A mail comes or is analysed anew; those of one number come when the first of them did."""

    def step(world: World) -> None:
        of, name = OF_EACH_KIND[(number + line) % len(OF_EACH_KIND)], name_of(number)
        who = world.asked.stakeholders[line % len(world.asked.stakeholders)]
        before = world.mails.get(name)
        at = before.mail.received_at if before else world.moment + timedelta(minutes=minutes)
        mail = replace(of.mail, archive_id=name, received_at=at, from_address=who.email or of.mail.from_address)
        refs: Decision[tuple[Ref, ...]] = Decision((who.ref,) if line % 5 else (), 1.0)
        review = ("kind: not sure",) if line % 3 == 0 else ()
        assert of.analysis
        analysis = replace(of.analysis, archive_id=name, stakeholders=refs, review=review)
        failure = Failure(name, "parse", "broken", "1", world.moment)
        words = before.corrections if before else ()
        world.set(MailRecord(mail, analysis, words) if read else MailRecord(mail, None, words, failure))

    return step


def extend(line: int, days: int | None) -> Callable[[World], None]:
    def step(world: World) -> None:
        who = world.asked.stakeholders[line % len(world.asked.stakeholders)]
        until_on: date | None = None if days is None else world.asked.deadline_on + timedelta(days=days)
        world.extensions = (*world.extensions, Extension(who.ref, until_on, "Ann", world.moment))

    return step


def write(line: int, minutes: int) -> Callable[[World], None]:
    def step(world: World) -> None:
        who, at = world.asked.stakeholders[line % len(world.asked.stakeholders)], world.moment
        ours = SentMail(f"<{len(world.sent)}@x>", who.ref, who.email, "", at + timedelta(minutes=minutes), at)
        world.sent = (*world.sent, ours)

    return step


def say(number: int, what: tuple[str, Any]) -> Callable[[World], None]:
    return lambda world: world.say(number, *what)


def join(number: int, other: int) -> Callable[[World], None]:
    return lambda world: world.say(number, "joined", name_of(other))


def pass_time(minutes: int) -> Callable[[World], None]:
    def step(world: World) -> None:
        world.moment += timedelta(minutes=minutes)

    return step


def change_list(line: int) -> Callable[[World], None]:
    """A line goes, or another address takes the place of its own."""

    def step(world: World) -> None:
        lines = list(world.asked.stakeholders)
        if line % 2 and len(lines) > 1:
            del lines[line % len(lines)]
        else:
            at = line % len(lines)
            lines[at] = replace(lines[at], email=f"new-{line}@elsewhere.example")
        world.asked = world.asked.with_list(lines)

    return step


def take_out(number: int) -> Callable[[World], None]:
    """A mail is deleted for good: then all are loaded anew."""

    def step(world: World) -> None:
        world.mails.pop(name_of(number), None)
        world.changed = None

    return step


numbers, lines = st.integers(0, NUMBER - 1), st.integers(0, 60)
minutes = st.sampled_from((-3000, -60, 0, 60, 900))
words = st.sampled_from(
    (
        *(("kind", kind) for kind in ("response", "nil_response", "holding", "query", "other")),
        *((path, MACHINE) for path in ("kind", "joined", "ignore", "handled", "review")),
        ("ignore", True),
        ("ignore", False),
        ("handled", True),
        ("review", []),
        ("stakeholders", ["minister-prisons"]),
        ("stakeholders", []),
    )
)
steps = st.one_of(
    st.builds(come, numbers, lines, minutes, st.sampled_from((True, True, False))),
    st.builds(say, numbers, words),
    st.builds(join, numbers, numbers),
    st.builds(extend, lines, st.sampled_from((7, 30, None))),
    st.builds(write, lines, minutes),
    st.builds(pass_time, st.sampled_from((1, 60, 1440, -60))),
    st.builds(change_list, lines),
    st.builds(take_out, numbers),
)


@settings(deadline=None)
@given(st.lists(st.lists(steps, max_size=4), max_size=8))
def test_what_is_kept_is_what_a_fresh_look_finds(happens: list[list[Callable[[World], None]]]) -> None:
    """After every few changes, readings, status, rows and results are those of everything worked out anew."""
    world = World(ASKED)
    for number in range(NUMBER // 2):
        come(number, number * 3, -number * 400, read=True)(world)
    mails = Mails(world, NAME)
    present, rows, respondents = Present(mails), KeptMails(), KeptRespondents()
    for stamp, between in enumerate([[], *happens], 1):
        for step in between:
            step(world)
        mails.bring_up((stamp,))
        readings, kept = present.bring_up(world.asked, world.moment)
        records = world.load_mails(NAME)
        assert tuple(mails.records.values()) == records
        assert readings == read_mails(records, world.moment)
        known = world.extensions, world.moment, world.sent
        status = kept.find(*known)
        assert status == make_status(world.asked, records, *known)
        assert rows.find(records, readings, status) == list_mails(records, readings, status)
        assert results_of(status, readings, (), "", respondents) == results_of(status, readings)
