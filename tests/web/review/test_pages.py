"""Review without a script: the queue, one mail, and what its form records."""

import html
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from store.rows import MailRecord
from store.unit_of_work import Store
from tests.soundings.desk import NAME
from tests.web.conftest import EDITOR
from tests.web.review.doubtful import THREE
from tests.web.review.sending import form_of, opened, path_of, send, words_on


def test_the_queue_has_what_waits_in_order_with_the_reasons(editor: TestClient) -> None:
    page = editor.get("/review").text
    assert "3 mails to review" in page
    places = [page.index(path_of(record)) for record in reversed(THREE)]
    assert places == sorted(places)
    assert "Kind: response (76% sure)" in page
    assert "A topic may be meant that was not counted" in page
    assert "Start with the first" in page


def test_an_empty_queue_says_so(editor: TestClient, store: Store) -> None:
    for record in THREE:
        send(editor, record, opened(editor, record))
    assert "Nothing waits for review" in editor.get("/review").text


def test_accepting_records_only_that_somebody_looked_and_leads_to_the_next(editor: TestClient, store: Store) -> None:
    first, second = THREE[2], THREE[1]
    assert send(editor, first, opened(editor, first), action="accept") == (303, path_of(second))
    (word,) = words_on(store, first.mail.archive_id)
    assert (word.field, word.value, word.by, word.rules_version) == ("review", [], EDITOR.name, "2")
    page = editor.get(path_of(second)).text
    assert "<strong>2</strong> left" in page
    assert "<strong>1</strong> done today" in page
    assert "accepted as it stands" in page


def test_a_change_records_just_its_field_and_that_somebody_looked(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    assert send(editor, record, opened(editor, record), kind="query")[0] == 303
    said = {w.field: w.value for w in words_on(store, record.mail.archive_id)}
    assert said == {"kind": "query", "review": []}


def test_every_decision_can_be_changed_on_one_form(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    form = opened(editor, record) | {"flags.confidential": ["yes"], "ignore": ["yes"], "stakeholders": ["linkage"]}
    changes = {"topics__2.2.h": "oppose", "rank__topics.2.2.h": "", "answers__Q1": "none", "text__answers.Q1": "No."}
    new = next(n for n in form if n.endswith(".title") and form[n] == [""])[: -len(".title")].replace(".", "__", 1)
    changes |= {f"{new}.title": "Food", f"{new}.question": "Q2", "flags__promised_on": "2024-11-29"}
    code, to = send(editor, record, form, kind="holding", stakeholders__other="minister-prisons", **changes)
    assert code == 303, to
    said = {w.field: w.value for w in words_on(store, record.mail.archive_id)}
    assert said["kind"] == "holding"
    assert said["stakeholders"] == ["linkage", "minister-prisons"]
    assert said["topics.2.2.h"] == {"stance": "oppose", "rank": None}
    assert said["answers.Q1"] == {"status": "none", "text": "No."}
    assert said["proposals"][-1]["title"] == "Food"
    assert said["flags.promised_on"] == "2024-11-29"
    assert (said["flags.confidential"], said["ignore"], said["review"]) == (True, True, [])


def test_a_mail_is_joined_to_another_and_stands_by_itself_again(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    target = str(THREE[0].mail.archive_id)
    send(editor, record, opened(editor, record), joined=target)
    assert {w.field: w.value for w in words_on(store, record.mail.archive_id)}["joined"] == target
    form = opened(editor, record)
    assert form["joined"] == [target]
    send(editor, record, form, joined="")
    assert opened(editor, record)["joined"] == [""]


def test_skipping_leads_on_and_round_to_the_first(editor: TestClient) -> None:
    def skip(record: MailRecord) -> str:
        found = re.search(r'href="([^"]+)" role="button" draggable="false" data-skip', editor.get(path_of(record)).text)
        assert found
        return found[1]

    assert [skip(r) for r in reversed(THREE)] == [path_of(THREE[1]), path_of(THREE[0]), path_of(THREE[2])]


def test_what_cannot_be_is_said_beside_its_input_with_the_rest_as_it_was_written(
    editor: TestClient, store: Store
) -> None:
    record = THREE[2]
    form = opened(editor, record)
    code, page = send(editor, record, form, **{"rank__topics.2.2.h": "first"}, kind="query")
    assert code == 422
    assert "There is a problem" in page
    assert 'href="#rank.topics.2.2.h"' in page
    again = form_of(page, path_of(record))
    assert (again["kind"], again["rank.topics.2.2.h"]) == (["query"], ["first"])
    assert words_on(store, record.mail.archive_id) == ()


def test_a_reader_sees_the_mail_and_can_change_nothing(reader: TestClient, editor: TestClient, store: Store) -> None:
    record = THREE[2]
    page = reader.get(path_of(record))
    assert page.status_code == 200
    assert "Accept and next" not in page.text
    form = form_of(page.text, path_of(record))
    assert send(reader, record, form, kind="query")[0] == 403
    assert words_on(store, record.mail.archive_id) == ()


@pytest.mark.parametrize("mail", ["f" * 64, "nonsense", "../etc", "%00"])
def test_a_mail_that_is_not_there_has_a_page_that_says_so(editor: TestClient, mail: str) -> None:
    assert editor.get(f"/review/{mail}").status_code == 404


def test_what_a_mail_says_is_shown_as_words_and_never_as_markup(editor: TestClient, store: Store) -> None:
    record = THREE[2]
    assert record.analysis
    script = "<script>alert(1)</script>"
    answers = tuple(replace(a, text=f"{script}\u202e") for a in record.analysis.answers)
    store.record_analysis(NAME, replace(record.analysis, rules_version="3", answers=answers), record.mail.first_seen_at)
    page = editor.get(path_of(record)).text
    assert script not in page
    assert html.escape(script) in page
