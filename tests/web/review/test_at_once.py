"""Forms that come twice, too late or from two people: nothing is lost and nothing overwritten unseen."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from starlette.testclient import TestClient

from classify.analysis import Decision, Kind
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.unit_of_work import Store
from tests.soundings.desk import NAME
from tests.web.conftest import AT, EDITOR, visitor
from tests.web.review.doubtful import SECOND, THREE
from tests.web.review.sending import form_of, opened, path_of, send, words_on
from web.access import Access
from web.app import create_app


def test_a_form_sent_twice_records_once(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    form = opened(editor, record)
    assert [send(editor, record, form, kind="query") for _ in range(2)] == [(303, path_of(THREE[1]))] * 2
    assert len(words_on(store, record.mail.archive_id)) == 2


def test_undo_takes_back_the_whole_of_ones_own_last_command_once(editor: TestClient, store: Store) -> None:
    first, second = THREE[2], THREE[1]
    send(editor, first, opened(editor, first), kind="query")
    form = form_of(editor.get(path_of(second)).text, "/review/undo")
    answer = editor.post("/review/undo", data=form, follow_redirects=False)
    assert answer.headers["location"] == path_of(first)
    assert "3 mails to review" in editor.get("/review").text
    assert opened(editor, first)["kind"] == ["response"]
    before = len(words_on(store, first.mail.archive_id))
    assert "taken back already" in editor.post("/review/undo", data=form).text
    assert len(words_on(store, first.mail.archive_id)) == before


def test_a_form_sent_again_after_an_undo_is_asked_about_and_not_dropped(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    form = opened(editor, record)
    send(editor, record, form, kind="query")
    editor.post("/review/undo", data=form_of(editor.get("/review").text, "/review/undo"))
    code, page = send(editor, record, form, kind="query")
    assert code == 409
    send(editor, record, form_of(page, path_of(record)))
    assert opened(editor, record)["kind"] == ["query"]


def test_nobody_takes_back_what_another_has_decided_since(editor: TestClient, bob: TestClient, store: Store) -> None:
    record = THREE[2]
    send(editor, record, opened(editor, record), kind="query")
    send(bob, record, opened(bob, record), kind="holding")
    form = form_of(editor.get("/review").text, "/review/undo")
    page = editor.post("/review/undo", data=form).text
    assert "Bob Second has decided the same since" in page
    assert opened(editor, record)["kind"] == ["holding"]


def test_of_two_reviewers_at_once_neither_loses_an_edit(editor: TestClient, bob: TestClient, store: Store) -> None:
    """They change different things: the second is shown what the first said, and both count in the end."""
    record = THREE[2]
    anns, bobs = opened(editor, record), opened(bob, record)
    assert send(editor, record, anns, kind="query")[0] == 303
    code, page = send(bob, record, bobs, **{"topics__2.2.h": "oppose"})
    assert code == 409
    assert "Ann Editor decided something about this mail" in page
    assert "Nothing of yours is recorded yet" in page
    assert {w.by for w in words_on(store, record.mail.archive_id)} == {EDITOR.name}
    again = form_of(page, path_of(record))
    assert (again["kind"], again["topics.2.2.h"]) == (["query"], ["oppose"])
    assert send(bob, record, again)[0] == 303
    said = {(w.field, w.by) for w in words_on(store, record.mail.archive_id)}
    assert {("kind", EDITOR.name), ("topics.2.2.h", SECOND.name)} <= said
    assert ("kind", SECOND.name) not in said


@pytest.mark.parametrize(("choice", "kind"), [("mine", "holding"), ("theirs", "query")])
def test_where_both_change_the_same_the_second_chooses(
    editor: TestClient, bob: TestClient, store: Store, choice: str, kind: str
) -> None:
    record = THREE[2]
    anns, bobs = opened(editor, record), opened(bob, record)
    send(editor, record, anns, kind="query")
    code, page = send(bob, record, bobs, kind="holding")
    assert code == 409
    assert 'name="choice.kind" value="theirs"' in page
    again = form_of(page, path_of(record))
    assert send(bob, record, again)[0] == 409, "nobody has chosen yet"
    assert send(bob, record, again, choice__kind=choice)[0] == 303
    assert opened(editor, record)["kind"] == [kind]


def test_rules_that_read_the_mail_anew_overwrite_nothing_and_are_shown(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    form = opened(editor, record)
    assert record.analysis
    newer = replace(record.analysis, rules_version="3", kind=Decision(Kind.HOLDING, 0.99))
    store.record_analysis(NAME, newer, record.mail.first_seen_at)
    code, page = send(editor, record, form, **{"topics__2.2.h": "oppose"})
    assert code == 409
    assert "The mail was read anew" in page
    assert "will reply" in page
    assert words_on(store, record.mail.archive_id) == ()


def test_accepting_what_has_changed_meanwhile_is_asked_about(editor: TestClient, bob: TestClient, store: Store) -> None:
    record = THREE[2]
    anns = opened(editor, record)
    send(bob, record, opened(bob, record), kind="other")
    assert send(editor, record, anns, action="accept")[0] == 409
    assert {w.by for w in words_on(store, record.mail.archive_id)} == {SECOND.name}


@pytest.mark.parametrize("version", ["", "2", "2/x", "2/9", "nothing/0", "2/-1", "2/" + "9" * 30])
def test_a_form_of_a_mail_as_it_never_was_changes_nothing(editor: TestClient, store: Store, version: str) -> None:
    record = THREE[2]
    assert send(editor, record, opened(editor, record), seen=version, now=version)[0] == 409
    assert words_on(store, record.mail.archive_id) == ()


def test_words_said_together_are_taken_back_together_though_the_clock_goes_on(office: Office, store: Store) -> None:
    moments = (AT + timedelta(microseconds=tick) for tick in count())
    desk = OfficeDesk(replace(office, clock=lambda: next(moments)), store)
    client = visitor(create_app(desk, Access(("localhost",))), EDITOR)
    record = THREE[2]
    send(client, record, opened(client, record), kind="query")
    assert len({w.at for w in words_on(store, record.mail.archive_id)}) == 1
    client.post("/review/undo", data=form_of(client.get("/review").text, "/review/undo"))
    assert opened(client, record)["kind"] == ["response"]
    assert "3 mails to review" in client.get("/review").text
