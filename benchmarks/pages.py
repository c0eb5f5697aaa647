"""How soon pages answer: python -m benchmarks.pages [--replies 100000].

Replies are those of the practice mailbox over and over, from the lines of a list a tenth as long. Each page is
asked for once after a change of the database and then three times; the times are processor seconds of the whole server.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from starlette.testclient import TestClient

from classify.analysis import Decision
from config.consultation import Consultation, Ref, Stakeholder
from ingest.message import ArchiveId
from soundings.bootstrap import Office, open_office
from soundings.desk import OfficeDesk
from store import records
from store.rows import Correction, Cursor, Mail, MailRecord
from store.unit_of_work import Store
from tests.soundings.desk import NAME, RECORDS
from web.access import Access, Role, User
from web.app import create_app

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
ROUNDS = 3
PATHS = (
    "/",
    "/?standing=no_reply",
    "/stakeholders/line-7",
    "/chasers",
    "/administration",
    "/administration/list",
    "/replies",
    "/replies?state=waits",
    "/review",
    f"/review/{3:064x}",
    "/results",
)
"""Every page has its place here."""


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replies", type=int, default=100)
    replies = parser.parse_args().replies
    with TemporaryDirectory() as folder:
        office = make_office(Path(folder), max(10, replies // 10))
        with office.open_store() as store:
            fill(store, office.consultation, replies)
            begun = process_time()
            client = open_client(OfficeDesk(office, store))
            lines = len(office.consultation.stakeholders)
            print(f"{replies} replies, {lines} lines; start {process_time() - begun:.2f}")
            for path, first, later in measure(client, store):
                print(f"{path:30} after a change {first:.3f}, then {later:.3f}")


def make_office(home: Path, lines: int) -> Office:
    """The practice consultation with a list of that many lines."""
    office = open_office(NAME, home, {}, files_alone=True)
    made = (
        Stakeholder(Ref(f"line-{n}"), f"Group {n % 9}", f"Person {n}", "", "Body", f"p{n}@body.example")
        for n in range(lines)
    )
    return replace(office, consultation=office.consultation.with_list(made), clock=lambda: AT)


def fill(store: Store, consultation: Consultation, replies: int, version: str = "") -> None:
    """Enter and analyse them, where a version is given by that."""
    made = tuple(_replies(consultation, replies))
    store.enter(NAME, [(Cursor("INBOX", 1, uid), r.mail) for uid, r in enumerate(made, 1)])
    with store.writing() as connection:
        for record in made:
            if record.analysis:
                analysis = replace(record.analysis, rules_version=version or record.analysis.rules_version)
                records.record_analysis(connection, NAME, analysis, AT)


def _replies(consultation: Consultation, replies: int) -> Iterator[MailRecord]:
    read = [r for r in RECORDS if r.analysis]
    for number in range(replies):
        record, line = read[number % len(read)], consultation.stakeholders[number % len(consultation.stakeholders)]
        name = ArchiveId(f"{number:064x}")
        at = AT - timedelta(minutes=number % 30_000)
        mail: Mail = replace(record.mail, archive_id=name, from_address=line.email, received_at=at)
        analysis = record.analysis
        if analysis:
            reasons = ("kind: not sure",) if number % 3 == 0 else ()
            refs: Decision[tuple[Ref, ...]] = Decision((line.ref,), 1.0)
            analysis = replace(analysis, archive_id=name, stakeholders=refs, review=reasons)
        yield MailRecord(mail, analysis)


def open_client(desk: OfficeDesk) -> TestClient:
    """A browser in which an editor is signed in."""
    access = Access(("localhost",))
    client = TestClient(create_app(desk, access), base_url="http://localhost")
    client.cookies.set(access.cookie, access.sessions.begin(User("Ann", Role.EDITOR)), domain="localhost.local")
    return client


def measure(client: TestClient, store: Store) -> Iterator[tuple[str, float, float]]:
    """Each page with the seconds of its first answer after a change, and the best of the next."""
    for path in PATHS:
        store.record_correction(NAME, Correction(ArchiveId(f"{5:064x}"), "review", [], "Ann", "", AT))
        times = []
        for _ in range(ROUNDS + 1):
            begun = process_time()
            client.get(path).raise_for_status()
            times.append(process_time() - begun)
        yield path, times[0], min(times[1:])


if __name__ == "__main__":
    main()
