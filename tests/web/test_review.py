"""Review without a script: the queue, one mail, and what becomes of every form that is sent."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from classify.analysis import Decision, Kind
from ingest.message import ArchiveId
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.rows import Correction, MailRecord
from store.unit_of_work import Store
from tests.soundings.desk import NAME
from tests.web.conftest import EDITOR, visitor
from tests.web.doubtful import RESPONSES, doubt
from web.access import Role, User

THREE = RESPONSES[:3]
SECOND = User("Bob Second", Role.EDITOR)
Form = dict[str, list[str]]


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    """The database, with three mails in doubt; the last of them the least sure, so the first in the queue."""
    with office.open_store() as store:
        doubt(store, THREE)
        yield store


@pytest.fixture
def desk(office: Office, store: Store) -> OfficeDesk:
    return OfficeDesk(office, store)


@pytest.fixture
def bob(app: Starlette) -> TestClient:
    """Another editor's browser."""
    return visitor(app, SECOND)


def record_of(store: Store, mail: ArchiveId) -> MailRecord:
    return next(r for r in store.load_mails(NAME) if r.mail.archive_id == mail)


def words_on(store: Store, mail: ArchiveId) -> tuple[Correction, ...]:
    return record_of(store, mail).corrections


def path_of(record: MailRecord) -> str:
    return f"/review/{record.mail.archive_id}"


def form_of(page: str, action: str) -> Form:
    """What a browser would send of the form with this action, as the page has it."""
    whole = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.S)
    assert whole, f"no form for {action}"
    found: Form = {}

    def put(tag: str, value: str) -> None:
        found.setdefault(_attribute(tag, "name"), []).append(html.unescape(value))

    for tag in re.findall(r"<input[^>]*>", whole[0]):
        if _attribute(tag, "type") not in ("radio", "checkbox") or " checked" in tag:
            put(tag, _attribute(tag, "value"))
    for tag, words in re.findall(r"(<textarea[^>]*>)\n?(.*?)</textarea>", whole[0], re.S):
        put(tag, words)
    for tag, options in re.findall(r"(<select[^>]*>)(.*?)</select>", whole[0], re.S):
        every = re.findall(r"<option[^>]*>", options)
        put(tag, _attribute(next((o for o in every if " selected" in o), every[0]), "value"))
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def send(client: TestClient, record: MailRecord, form: Form, **inputs: str) -> tuple[int, str]:
    """Send the form of a mail with some inputs changed: the status, and where it leads or the page."""
    data = form | {name.replace("__", "."): [value] for name, value in inputs.items()}
    answer = client.post(path_of(record), data=data, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", answer.text)


def opened(client: TestClient, record: MailRecord) -> Form:
    return form_of(client.get(path_of(record)).text, path_of(record))


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


@pytest.mark.parametrize("version", ["", "2", "2/x", "2/9", "nothing/0", "2/-1", "2/" + "9" * 30])
def test_a_form_of_a_mail_as_it_never_was_changes_nothing(editor: TestClient, store: Store, version: str) -> None:
    record = THREE[2]
    assert send(editor, record, opened(editor, record), seen=version, now=version)[0] == 409
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
