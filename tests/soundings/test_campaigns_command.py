"""`soundings campaigns`: what a run leaves to be compared, listed and shown."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from classify.analysis import Analysis, Decision, Kind
from config.consultation import Consultation
from ingest.archive import archive_id
from ingest.message import ParsedMessage
from soundings.bootstrap import Office
from soundings.pull import pull_files
from tests.soundings.conftest import Call, Ended
from tests.soundings.desk import NAME
from tests.soundings.pulling import Stub, office_in

COMMON = "Victims have waited long enough to be heard. Please put the service that they receive before everything else."
ASIDE = "My sister has waited for two years."


class Replies(Stub):
    """Reads every mail as a response."""

    def analyse(self, message: ParsedMessage) -> Analysis:
        return replace(super().analyse(message), kind=Decision(Kind.RESPONSE, 1.0))


def load(_: Consultation) -> Replies:
    return Replies()


def mail(number: int, words: str, name: str = "") -> bytes:
    name = name or f"Pat Number{number}"
    message = EmailMessage()
    message["From"], message["Subject"] = f"{name} <{name.replace(' ', '.')}@x.example>", f"Reply {number}"
    message["Date"], message["Message-ID"] = datetime(2024, 11, number, 9, tzinfo=UTC), f"<{number}@x.example>"
    message.set_content(f"Dear team,\n\n{words}\n\nKind regards\n{name}\n")
    return message.as_bytes()


MAILS = [
    mail(1, f"{COMMON} {ASIDE}"),
    mail(2, COMMON),
    mail(3, COMMON),
    mail(4, "We have looked at both lists with our members and would rather see work with courts. Ask us for more."),
    mail(5, COMMON, "Pat Number3"),
]
IDS = [archive_id(raw) for raw in MAILS]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "mails"
    folder.mkdir()
    for number, raw in enumerate(MAILS):
        (folder / f"{number}.eml").write_bytes(raw)
    office = office_in(tmp_path / "home")
    pull_files(office, [folder], load, lambda *_: None, lambda *_: None)
    return office


@pytest.fixture
def ask(call: Call, office: Office) -> Call:
    def run(*arguments: object) -> Ended:
        return call("campaigns", *arguments, "--consultation", NAME, "--home", office.settings.home)

    return run


def test_a_list_says_how_many_who_when_and_how_it_begins(ask: Call) -> None:
    said = ask()
    assert said.code == 0
    assert "1, with 4 replies" in said.out
    assert "2 mails nearly the same as another of its sender" in said.out
    row = next(line for line in said.out.splitlines() if line.startswith(IDS[0][:8]))
    assert row.split()[1:4] == ["4", "3", "3"]
    assert "Victims have" in row
    assert f"Next: soundings campaigns {IDS[0][:8]}" in said.out


@pytest.mark.parametrize("mail", [0, 1, 4])
def test_one_campaign_is_named_by_any_of_its_mails_and_says_what_each_changed(ask: Call, mail: int) -> None:
    said = ask(IDS[mail][:8])
    words = " ".join(said.out.split())
    assert "4, from 3 respondents" in words
    assert "3, greeting, name and signature apart" in words
    assert f"“{COMMON}”" in words
    assert "[put in: My" in words
    assert words.index("With words of their own") < words.index("Word for word ─")


def test_scripts_get_the_same(ask: Call) -> None:
    every = json.loads(ask("--json").out)
    assert every["campaigns"][0] == {
        "campaign": IDS[0],
        "replies": 4,
        "respondents": 3,
        "stakeholders": [],
        "first_at": "2024-11-01T09:00:00+00:00",
        "last_at": "2024-11-05T09:00:00+00:00",
        "word_for_word": 3,
        "usual": IDS[1],
        "words": COMMON,
        "mails": [IDS[n] for n in (0, 1, 2, 4)],
    }
    assert every["sent_twice"] == {IDS[2]: [IDS[4]], IDS[4]: [IDS[2]]}
    one = json.loads(ask(IDS[0][:8], "--json").out)
    assert one["mails"][0] == {"mail": IDS[0], "changes": [{"how": "put in", "words": ASIDE}]}
    assert one["mails"][1] == {"mail": IDS[1], "changes": []}


def test_as_at_an_earlier_day_only_what_had_come_is_counted(ask: Call) -> None:
    assert json.loads(ask("--json", "--as-of", "2024-11-01").out) == {"campaigns": [], "sent_twice": {}}
    assert "There are none." in ask("--as-of", "2024-11-01").out


@pytest.mark.parametrize(
    ("digits", "says"),
    [(IDS[3][:8], "no campaign has a mail"), ("ab", "too short"), ("zzzzzzzz", "soundings campaigns")],
)
def test_a_mail_of_no_campaign_is_told_so(ask: Call, digits: str, says: str) -> None:
    said = ask(digits)
    assert said.code == 1
    assert says in said.err


def test_mails_read_before_there_was_a_comparison_are_compared_by_the_next_run(ask: Call, office: Office) -> None:
    with office.open_store() as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM likenesses")
    assert json.loads(ask("--json").out)["campaigns"] == []
    pull_files(office, [], load, lambda *_: None, lambda *_: None)
    assert json.loads(ask("--json").out)["campaigns"][0]["replies"] == 4


def test_whoever_is_counted_is_counted_as_without_it(call: Call, office: Office) -> None:
    board = json.loads(call("status", "--json", "--consultation", NAME, "--home", office.settings.home).out)
    assert board["totals"]["unlisted"] == len(MAILS)
