"""A script of events on the practice list, and where its lines stand at twenty moments: the whole story of a month."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from config.consultation import Consultation, Ref, Stakeholder
from config.list_changes import LineChange, compare, lay_over
from reports.standing import Standing
from reports.status import LineStatus, Status, make_status
from store.fields import UNDO
from store.rows import Correction, Extension, MailRecord
from tests.reports.made import LONDON, london, mail

MOMENTS = (
    *("11-01 09:00", "11-04 12:00", "11-05 12:00", "11-06 12:00", "11-07 12:00", "11-08 12:00", "11-09 12:00"),
    *("11-10 12:00", "11-11 12:00", "11-12 12:00", "11-13 12:00", "11-14 12:00", "11-15 12:00", "11-18 12:00"),
    *("11-20 12:00", "11-22 23:59:59.999999", "11-23 00:00", "11-25 12:00", "11-26 12:00", "11-30 00:00"),
)
LETTERS = {
    "R": Standing.REPLIED,
    "L": Standing.REPLIED_LATE,
    "N": Standing.NOTHING_TO_SAY,
    "W": Standing.WILL_REPLY,
    "A": Standing.AWAY,
    "F": Standing.ADDRESS_FAILED,
    "0": Standing.NO_ADDRESS,
    "Q": Standing.QUERY,
    "V": Standing.IN_REVIEW,
    "-": Standing.NO_REPLY,
}
EXPECTED = {
    "public-health-wales": "---------RRRRRRRRRRR",  # a plain reply
    "ayjm": "----------RRRRRRRRRR",  # a joint reply counts for each
    "youth-justice-alliance": "----------RRRRRRRRRR",
    "linkage": "-----WWWWWWWWWWWWWWR",  # promises, is given until the 29th, replies in its last second
    "magistracy-association": "-------------WWWW---",  # is given longer, and the extension is taken back
    "baxter-trust": "FFF------------RRRRR",  # the address fails, the list mends it, the reply comes at 23:59:59.999999
    "voices-inside": "-AAAAAAA--------LLLL",  # away until the 11th; replies at midnight after the last day
    "justice-committee": "--QQ----------NNNNNN",  # asks, is answered, and has nothing to say
    "hawarden-league": "-----------VRRRRRRRR",  # only a person can tell, and does
    "yjs-barnsborough": "--------RRRRRRRRRRRR",
    "yjs-calderwick": "---------NNNNNNRRRRR",  # nothing of its own to say; then all of them reply with one voice
    "yjs-eastmere": "---------------RRRRR",
    "yjs-managers": "---------------RRRRR",
    "criminology-network": "00000000000000RRRRRR",  # no address; writes from one that is then linked
    "prison-reform-fund": "-------RRRRRRRRRRNNN",  # replies, and then takes it all back
    "audit-office": "------------------- ",  # leaves the list with a re-import
    "youth-justice-review": "------R--RRRRRRRRRRR",  # corrected to be nobody's, and the correction undone
    "una-gable": "               RRRRR",  # writes without being on the list, and is added
}
NEW = Stakeholder(Ref("una-gable"), "Added", "Una Gable", "", "", "una@gable.example")

MAILS = {
    "plain": mail("11-12 09:00", "response", Ref("public-health-wales")),
    "joint": mail("11-13 09:00", "response", Ref("ayjm"), Ref("youth-justice-alliance")),
    "promise": mail("11-08 09:00", "holding", Ref("linkage"), promised_on=date(2024, 11, 15)),
    "kept": mail("11-29 23:59:59", "response", Ref("linkage")),
    "bounce": mail("11-01 08:00", "bounce", Ref("baxter-trust"), failed_recipients=("simeon@baxtertrust.example",)),
    "last second": mail("11-22 23:59:59.999999", "response", Ref("baxter-trust")),
    "away": mail("11-04 09:00", "auto_reply", Ref("voices-inside"), returns_on=date(2024, 11, 11)),
    "too late": mail("11-23 00:00", "response", Ref("voices-inside")),
    "asks": mail("11-05 09:00", "query", Ref("justice-committee")),
    "nothing": mail("11-20 09:00", "nil_response", Ref("justice-committee")),
    "unclear": mail("11-14 09:00", "other", review=("kind unsure",), sender="nc@soar-university.example"),
    "own": mail("11-11 09:00", "response", Ref("yjs-barnsborough")),
    "own nil": mail("11-12 09:30", "nil_response", Ref("yjs-calderwick")),
    "for all": mail("11-21 09:00", "response", Ref("yjs-managers")),
    "from elsewhere": mail("11-18 08:00", "response", sender="barnaby@home.example"),
    "first": mail("11-10 09:00", "response", Ref("prison-reform-fund")),
    "amended": mail("11-16 09:00", "response", Ref("prison-reform-fund")),
    "taken back": mail("11-25 09:00", "nil_response", Ref("prison-reform-fund"), supersedes=True),
    "taken for theirs": mail("11-09 09:00", "response", Ref("youth-justice-review")),
    "stranger": mail("11-15 09:00", "response", sender="una@gable.example"),
}
CORRECTIONS: tuple[tuple[str, str, str, Any], ...] = (
    ("11-07 09:00", "asks", "handled", True),
    ("11-15 09:00", "unclear", "kind", "response"),
    ("11-15 09:00", "unclear", "stakeholders", ["hawarden-league"]),
    ("11-10 09:00", "taken for theirs", "stakeholders", []),
    ("11-12 09:00", "taken for theirs", "stakeholders", UNDO),
    ("11-19 09:00", "from elsewhere", "stakeholders", ["criminology-network"]),
    ("11-21 09:00", "stranger", "stakeholders", ["una-gable"]),
)
EXTENSIONS = (
    Extension(Ref("linkage"), date(2024, 11, 29), "lead", london("11-18 10:00")),
    Extension(Ref("magistracy-association"), date(2024, 11, 29), "lead", london("11-18 10:00")),
    Extension(Ref("magistracy-association"), None, "lead", london("11-25 10:00")),
)


def list_changes(practice: Consultation) -> tuple[tuple[datetime, LineChange], ...]:
    """An address gone beforehand, one mended, one linked, a line added, and one that a re-import no longer has."""
    lines = {s.ref: s for s in practice.stakeholders}
    trust, network = lines[Ref("baxter-trust")], lines[Ref("criminology-network")]
    bare, office = replace(network, email=""), lines[Ref("audit-office")]
    return (
        (london("10-30 09:00"), LineChange(network.ref, network, bare)),
        (london("11-06 09:00"), LineChange(trust.ref, trust, replace(trust, email="s.shepley@baxtertrust.example"))),
        (london("11-19 09:00"), LineChange(network.ref, bare, replace(bare, email="barnaby@home.example"))),
        (london("11-21 09:00"), LineChange(NEW.ref, None, NEW)),
        (london("11-28 09:00"), LineChange(office.ref, office, None)),
    )


def standing_at(practice: Consultation, moment: str) -> Status:
    """As somebody saw it at that moment: nothing that was said later is known."""
    then = london(moment)
    known = [change for at, change in list_changes(practice) if at <= then]
    words: dict[str, list[Correction]] = {}
    for at, name, field, value in CORRECTIONS:
        if london(at) <= then:
            words.setdefault(name, []).append(
                Correction(MAILS[name].mail.archive_id, field, value, "lead", "", london(at), "1")
            )
    records: list[MailRecord] = [replace(r, corrections=tuple(words.get(name, ()))) for name, r in MAILS.items()]
    consultation = practice.with_list(lay_over(practice.stakeholders, known))
    return make_status(consultation, records, EXTENSIONS, then)


def line(ref: str, status: Status) -> LineStatus:
    return next(x for x in status.lines if x.stakeholder.ref == ref)


@pytest.mark.parametrize("number", range(20))
def test_every_line_of_the_script_stands_as_a_reader_says(practice: Consultation, number: int) -> None:
    """Letters of `LETTERS`; a blank where the line is not on the list. Nobody else has moved."""
    found = {x.stakeholder.ref: x.standing for x in standing_at(practice, MOMENTS[number]).lines}
    expected = {ref: LETTERS[row[number]] for ref, row in EXPECTED.items() if row[number] != " "}
    assert {ref: found.get(Ref(ref)) for ref in expected} == expected
    absent = {ref for ref, row in EXPECTED.items() if row[number] == " "}
    assert not absent & set(found)
    quiet = {s for ref, s in found.items() if ref not in EXPECTED and not ref.startswith("yjs-")}
    assert quiet <= {Standing.NO_REPLY, Standing.NO_ADDRESS}


def test_those_not_on_the_list_are_apart_until_they_are_linked_or_added(practice: Consultation) -> None:
    """The one corrected to be nobody's on the 10th and 11th; the two that write from elsewhere until they are known."""
    counts = [len(standing_at(practice, moment).unlisted) for moment in MOMENTS]
    assert counts == [0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0]


def test_a_collective_line_counts_its_members(practice: Consultation) -> None:
    counts = [line("yjs-managers", standing_at(practice, m)).members_replied for m in MOMENTS]
    assert counts == [0] * 8 + [1] + [2] * 6 + [12] * 5
    assert line("yjs-eastmere", standing_at(practice, MOMENTS[15])).spoken_for_by == "yjs-managers"


def test_the_day_that_counts_is_the_promised_then_the_granted_one(practice: Consultation) -> None:
    promised, granted = (line("linkage", standing_at(practice, m)) for m in ("11-15 12:00", "11-18 12:00"))
    assert (promised.until_on, promised.extended) == (date(2024, 11, 15), False)
    assert (granted.until_on, granted.deadline_on) == (date(2024, 11, 29), date(2024, 11, 29))
    back = line("magistracy-association", standing_at(practice, "11-26 12:00"))
    assert (back.extended, back.deadline_on) == (False, date(2024, 11, 22))


def test_one_who_takes_back_replied_when_they_first_did(practice: Consultation) -> None:
    """Their last word counts, at the time of their first: it is not late."""
    found = line("prison-reform-fund", standing_at(practice, "11-26 12:00"))
    assert (found.replied_at, found.late) == (london("11-10 09:00"), False)


def test_an_extension_ends_with_its_day_when_the_clocks_go_forward(practice: Consultation) -> None:
    """30 March 2025 ends at 23:00 UTC: the last microsecond is in time, the next one late."""
    until = Extension(Ref("linkage"), date(2025, 3, 30), "lead", london("11-18 10:00"))
    end = datetime(2025, 3, 31, tzinfo=LONDON)
    for at, standing in ((end - timedelta(microseconds=1), "replied"), (end, "replied_late")):
        found = make_status(practice, [mail(at, "response", Ref("linkage"))], [until], end + timedelta(days=1))
        assert line("linkage", found).standing == standing


def test_the_list_of_the_last_moment_differs_from_the_first_by_what_was_changed(practice: Consultation) -> None:
    last = standing_at(practice, MOMENTS[-1]).consultation.stakeholders
    assert {c.ref for c in compare(practice.stakeholders, last)} == {
        *("baxter-trust", "criminology-network", "una-gable", "audit-office")
    }
