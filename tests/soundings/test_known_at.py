"""What was shown can be shown again, for ever, whatever has been said, read or changed since."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classify.analysis import Decision, Kind
from config.consultation import Ref
from config.load import find_consultation
from store.rows import Mail, SentMail
from store.unit_of_work import Store, open_store
from tests.soundings.conftest import Call, Ended
from tests.soundings.desk import AS_OF, RECORDS, REPLY, mail_of

ASKER = "yjs-riverside"
QUERY = mail_of(ASKER, "query").mail.archive_id
SHOWN = (("status",), ("status", "--json"), ("chase", "--json"), ("summary", "--json"))


class Asked:
    """The practice consultation in a folder that can be changed, on the filled home folder."""

    def __init__(self, call: Call, folder: Path, home: Path):
        self.call, self.folder, self.home = call, folder, home

    def __call__(self, *arguments: object) -> Ended:
        ended = self.call(*arguments, "--consultation", self.folder, "--home", self.home)
        assert ended.code == 0, ended.err
        return ended

    def show(self, *more: str, as_of: str = AS_OF) -> list[str]:
        """Every report, without the line that says what it is by."""
        shown = [self(*what, "--as-of", as_of, *more).out for what in SHOWN]
        return [_without_known(text) for text in shown]

    def store(self) -> Store:
        return open_store(f"sqlite:///{self.home / 'soundings.sqlite'}")

    def change(self, file: str, old: str, new: str) -> None:
        """As the lead edits a file by hand."""
        path = self.folder / file
        text = path.read_text("utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


def _without_known(text: str) -> str:
    """A report without what it says of the moment that it is shown by."""
    if not text.startswith("{"):
        return re.sub(r"^Known +.*\n( {10}.*\n)*", "", text, flags=re.MULTILINE)
    report = json.loads(text)
    report.pop("known_at", None)
    report.get("facts", {}).pop("Known", None)
    return json.dumps(report)


@pytest.fixture
def asked(call: Call, home: Path, tmp_path: Path) -> Asked:
    folder = tmp_path / "practice"
    shutil.copytree(find_consultation("practice"), folder, ignore=shutil.ignore_patterns("mailbox"))
    return Asked(call, folder, home)


def newer_rules(asked: Asked) -> None:
    analysis = next(r.analysis for r in RECORDS if r.mail.archive_id == REPLY)
    assert analysis
    with asked.store() as store:
        other = replace(analysis, rules_version="later", kind=Decision(Kind.HOLDING, 0.9))
        store.record_analysis("practice", other, datetime.now(UTC))


def a_mail_fetched_late(asked: Asked) -> None:
    received = datetime(2024, 11, 20, 9, tzinfo=UTC)
    late = Mail("f" * 64, "<late@x>", "Late", "", "x@y.example", received, datetime.now(UTC), 9)  # type: ignore[arg-type]
    with asked.store() as store:
        store.record_mail("practice", late)


def seen_in_sent(asked: Asked) -> None:
    at = datetime(2024, 11, 22, 9, tzinfo=UTC)
    with asked.store() as store:
        store.record_sent("practice", [SentMail("<ours@x>", Ref(ASKER), "a@x.example", "", at, datetime.now(UTC))])


EVENTS: tuple[Callable[[Asked], object], ...] = (
    lambda _: None,
    lambda asked: asked("correct", REPLY, "--kind", "query"),
    lambda asked: asked("extend", "lord-chancellor", "2024-11-29", "--as-of", "2024-11-18"),
    lambda asked: asked("link", "somebody@new.example", "linkage"),
    lambda asked: asked("link", "una@gable.example", "--add", "--name", "Una Gable"),
    newer_rules,
    a_mail_fetched_late,
    seen_in_sent,
    lambda asked: asked("chase", "--record", "--as-of", "2024-11-20"),
    lambda asked: asked("chase", "--drafts", asked.home / "drafts", "--as-of", "2024-11-22"),
    lambda asked: asked("correct", QUERY, "--handled", "--as-of", "2024-11-19"),
    lambda asked: asked("correct", REPLY, "--undo"),
    lambda asked: asked.change("consultation.toml", "[chasing]", "[chasing]\nleast_gap_days = 1"),
    lambda asked: asked.change("consultation.toml", "based_on", "deadline_on = 2024-11-25\nbased_on"),
    lambda asked: asked.change("distribution-list.csv", "Honor Whitlock", "Honor Whitlock-Lee"),
    lambda asked: asked("extend", "lord-chancellor", "--withdraw", "--as-of", "2024-11-19"),
)


def test_every_board_that_was_shown_is_shown_again_exactly(asked: Asked) -> None:
    """One thing after another, each with its reports; when all is done, each is asked for by its moment."""
    shown: list[tuple[datetime, list[str]]] = []
    for happens in EVENTS:
        happens(asked)
        reports = asked.show()
        shown.append((datetime.now(UTC), reports))
    assert len({"".join(reports) for _, reports in shown}) >= 12
    for number, (moment, reports) in enumerate(shown):
        assert asked.show("--known-at", moment.isoformat()) == reports, number


def test_the_board_says_that_it_is_by_what_was_known(asked: Asked) -> None:
    out = " ".join(asked("status", "--as-of", AS_OF, "--known-at", "2024-12-01T12:00").out.split())
    assert "Known what was known on Sunday 1 Dec 2024, 12:00; nothing that was told, read or changed since" in out
    asked("chase", "--as-of", AS_OF, "--known-at", "2024-12-01T12:00", "--output", asked.home / "out")
    names = {f.name for f in (asked.home / "out").iterdir()}
    assert names == {f"chasers-2024-11-22-known-2024-12-01T1200.{end}" for end in ("csv", "xlsx")}


def test_without_as_of_it_is_as_at_the_moment_known(asked: Asked) -> None:
    alone = asked("status", "--known-at", "2024-12-02T10:00", "--json").out
    both = asked("status", "--known-at", "2024-12-02T10:00", "--as-of", "2024-12-02T10:00", "--json").out
    assert alone == both
    assert '"as_of": "2024-12-02T10:00:00+00:00"' in alone


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("status", "--known-at", "2999-01-01"), "this moment is still to come"),
        (("status", "--known-at", "then"), '--known-at "then": this is no day or moment'),
        (("chase", "--known-at", "2024-11-20", "--record"), "nobody is to be written to"),
        (("chase", "--known-at", "2024-11-20", "--drafts", "out"), "nobody is to be written to"),
        (("chase", "--known-at", "2024-11-20", "--look-in-sent"), "nobody is to be written to"),
    ],
)
def test_an_earlier_list_is_for_reading_alone(call: Call, home: Path, options: tuple[str, ...], says: str) -> None:
    ended = call(*options, "--consultation", "practice", "--home", home)
    assert ended.code in (1, 2)
    assert says in ended.err


def test_before_anything_was_known_everybody_is_silent(asked: Asked) -> None:
    early = datetime(2024, 10, 30, tzinfo=UTC) - timedelta(days=1)
    out = asked("status", "--known-at", early.isoformat()).out
    assert "Replied" in out
    assert "0 of 72 (0%)" in " ".join(out.split())
