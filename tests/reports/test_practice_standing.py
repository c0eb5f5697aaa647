"""The practice mailbox as its labels say it, against a table made by reading labels and dates."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.consultation import Consultation
from reports.status import make_status
from reports.status_json import status_to_json
from reports.totals import rate_of
from store.rows import MailRecord

LONDON = ZoneInfo("Europe/London")
AS_OF = datetime(2024, 11, 22, 23, 59, tzinfo=LONDON)
EXPECTED = Path(__file__).parent / "practice-standing.csv"


def test_each_of_the_74_lines_stands_where_a_reader_says(
    practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = [(row["ref"], row["standing"], row["replied_at"]) for row in csv.DictReader(file)]
    values = status_to_json(make_status(practice, practice_mails, (), AS_OF))
    found = [(x["ref"], x["standing"], (x["replied_at"] or "").removesuffix("+00:00")) for x in values["lines"]]
    assert len(expected) == 74
    assert found == expected


def test_those_not_on_the_list_are_apart(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    """d-033, d-067 and d-057; d-048 and d-012 come later, and no newsletter is among them."""
    status = make_status(practice, practice_mails, (), AS_OF)
    assert [u.from_address.split("@")[0] for u in status.unlisted] == [
        "g.postlethwaite51",
        "terence.osgood",
        "w.achterberg",
    ]
    later = make_status(practice, practice_mails, (), AS_OF.replace(month=12))
    assert len(later.unlisted) == 5
    assert [u.late for u in later.unlisted] == [False, False, False, True, True]


def test_late_ones_are_marked_and_counted(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    """Five more by 22 December: d-024, d-018, d-060 and d-054 reply late; Greyfriars promises."""
    status = make_status(practice, practice_mails, (), AS_OF.replace(month=12))
    late = {line.stakeholder.ref for line in status.lines if line.standing == "replied_late"}
    assert late == {"yjs-stourbank", "linkage", "rpd-south-central", "minister-victims"}
    rate = rate_of(status.lines)
    assert (rate.asked, rate.replied, rate.late, rate.nothing_to_say) == (72, 43, 4, 1)


def test_a_moment_is_reproducible_for_ever(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    """What came later changes nothing of what was."""
    then = [m for m in practice_mails if m.mail.received_at <= AS_OF]
    assert make_status(practice, then, (), AS_OF) == make_status(practice, reversed(practice_mails), (), AS_OF)
