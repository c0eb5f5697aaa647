"""The review form: what is not touched says nothing, and what is changed says just that."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.analysis import AnswerStatus, Kind, Stance
from config.consultation import Consultation
from config.load import find_consultation, load_consultation
from reports.doubts import KINDS
from store.fields import check_correction
from store.values import Values, changed
from tests.reports.conftest import LABELS, record_of
from web.reviewing.fields import SHOWN, Fields, fields_of
from web.reviewing.form import read_form
from web.reviewing.state import as_seen, differences, now_of, open_clashes, words_to_say

PRACTICE: Consultation = load_consultation(find_consultation("practice"))
STATES = [now_of(record_of(json.loads(line)), PRACTICE) for line in LABELS.read_text("utf-8").splitlines()]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
REFS = st.sampled_from([str(s.ref) for s in PRACTICE.stakeholders])
TOPICS = [str(t.id) for t in PRACTICE.topics]
QUESTIONS = [str(q.id) for q in PRACTICE.questions]
PLACE = st.none() | st.integers(1, 9)
DAY = st.none() | st.dates().map(lambda day: day.isoformat())
WORDS = TEXT.filter(lambda text: bool(text.strip()))


def proposals() -> st.SearchStrategy[list[Values]]:
    one = st.fixed_dictionaries(
        {
            "question": st.sampled_from(QUESTIONS),
            "title": WORDS,
            "evidence": TEXT,
            "priority": PLACE,
            "replaces": st.lists(st.sampled_from(TOPICS), unique=True, max_size=2),
            "under_way": TEXT,
        }
    )
    return st.lists(one, max_size=3)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from([str(k) for k in Kind]),
    "stakeholders": st.lists(REFS, unique=True, max_size=3),
    **{
        f"answers.{q}": st.fixed_dictionaries({"status": st.sampled_from([str(s) for s in AnswerStatus]), "text": TEXT})
        for q in QUESTIONS
    },
    **{
        f"topics.{t}": st.none()
        | st.fixed_dictionaries({"stance": st.sampled_from([str(s) for s in Stance]), "rank": PLACE})
        for t in TOPICS
    },
    "proposals": proposals(),
    **{f"flags.{n}": DAY for n in ("returns_on", "promised_on")},
    **{f"flags.{n}": st.booleans() for n in ("extension_requested", "confidential", "supersedes")},
    **{f"flags.{n}": st.lists(st.emails(), unique=True, max_size=2) for n in ("stand_ins", "failed_recipients")},
    "ignore": st.booleans(),
    "handled": st.booleans(),
    "joined": st.none() | st.just("a" * 64),
}


@st.composite
def states(draw: st.DrawFn) -> Values:
    """A practice mail with some of its fields as somebody might have left them."""
    paths = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=4))
    return draw(st.sampled_from(STATES)) | {path: draw(VALUES[path]) for path in paths}


def through_a_browser(fields: Fields) -> Fields:
    """What comes back: no boxes that are not ticked, line ends as browsers send them, none in one-line inputs."""
    boxes = "stakeholders flags.extension_requested flags.confidential flags.supersedes ignore handled"
    sent = {n: [_sent(n, v) for v in values] for n, values in fields.items() if values}
    return sent | {SHOWN: boxes.split()}


def _sent(name: str, value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    one_line = name.endswith((".title", ".under_way"))
    return value.replace("\n", "") if one_line else value.replace("\n", "\r\n")


@settings(deadline=None)
@given(states())
def test_an_unchanged_form_says_nothing(state: Values) -> None:
    read, problems = read_form(through_a_browser(fields_of(state)), state, PRACTICE)
    assert (changed(state, read), problems) == ({}, [])


def test_characters_that_a_page_cannot_carry_are_no_change() -> None:
    state = STATES[0] | {"answers.Q1": {"status": "answered", "text": "a\0b\ud800c"}}
    fields = fields_of(state)
    assert fields["text.answers.Q1"] == ["a\ufffdb?c"]
    read, problems = read_form(through_a_browser(fields), state, PRACTICE)
    assert (changed(state, read), problems) == ({}, [])


def same(path: str, one: Any, other: Any) -> bool:
    """Alike but for blanks: an edit of nothing but blanks is none, and the order of ticked boxes says nothing."""
    if path == "stakeholders":
        return bool(set(one) == set(other))
    return json.dumps(one).split() == json.dumps(other).split() or _plain(one) == _plain(other)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return " ".join(value.split()) if isinstance(value, str) else value


@settings(deadline=None)
@given(states(), st.data())
def test_a_single_change_says_just_that_field(state: Values, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(VALUES)))
    wanted = data.draw(VALUES[path].filter(lambda value: not same(path, state[path], value)))
    sent = through_a_browser(fields_of(state) | fields_of({path: wanted}))
    if path == "proposals":  # who drops the last says so on it: the form shows them still
        for number in range(len(wanted), len(state[path])):
            sent |= {f"proposals.{number}.drop": ["yes"], f"proposals.{number}.title": ["x"]}
    read, problems = read_form(sent, state, PRACTICE)
    assert problems == []
    words = changed(state, read)
    assert set(words) == {path}
    assert same(path, words[path], wanted)
    if path != "joined":
        check_correction(path, words[path])


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("kind", "reply", "none of the choices"),
        ("topics.2.2.a", "love", "none of the choices"),
        ("rank.topics.2.2.a", "first", "no place in an order"),
        ("rank.topics.2.2.a", "0", "no place in an order"),
        ("rank.topics.2.2.a", "٣", "no place in an order"),
        ("stakeholders.other", "nobody-here", "no line of the list"),
        ("flags.promised_on", "Monday", "is no day"),
        ("proposals.0.replaces", "9.9.z", "no topic '9.9.z'"),
        ("proposals.0.title", "", "needs a title"),
        ("answers.Q1", "", "none of the choices"),
    ],
)
def test_what_cannot_be_is_said_at_its_input_and_nothing_is_read_for_it(name: str, value: str, says: str) -> None:
    state = next(s for s in STATES if s["proposals"] and s["topics.2.2.a"] is None)
    read, problems = read_form(through_a_browser(fields_of(state)) | {name: [value]}, state, PRACTICE)
    assert [n for n, _ in problems] == [name]
    assert says in problems[0][1]
    assert changed(state, read) == {}


def test_a_place_for_a_topic_without_a_view_means_that_it_is_preferred() -> None:
    state = next(s for s in STATES if s["topics.2.2.a"] is None)
    read, _ = read_form(through_a_browser(fields_of(state)) | {"rank.topics.2.2.a": ["1"]}, state, PRACTICE)
    assert changed(state, read) == {"topics.2.2.a": {"stance": "prefer", "rank": 1}}


def test_no_view_takes_the_place_away() -> None:
    state = STATES[0] | {"topics.2.2.a": {"stance": "prefer", "rank": 1}}
    read, _ = read_form(through_a_browser(fields_of(state)) | {"topics.2.2.a": ["none"]}, state, PRACTICE)
    assert changed(state, read) == {"topics.2.2.a": None}


def test_what_is_not_on_the_form_stays() -> None:
    """A piece of a form, as a script or an older page may send it, unticks and empties nothing."""
    state = next(s for s in STATES if s["stakeholders"] and s["proposals"]) | {"flags.confidential": True}
    read, problems = read_form({"kind": ["query"]}, state, PRACTICE)
    assert (changed(state, read), problems) == ({"kind": "query"}, [])


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(Kind)


def test_of_two_changes_only_the_same_field_clashes() -> None:
    base = STATES[0]
    kinds = [str(k) for k in Kind if k != base["kind"]]
    theirs = base | {"kind": kinds[0], "ignore": True}
    mine = base | {"kind": kinds[1], "handled": True}
    found = {d.path: d.clash for d in differences(base, theirs, mine)}
    assert found == {"kind": True, "ignore": False, "handled": False}
    assert open_clashes(base, theirs, mine, {}) == ("kind",)
    assert open_clashes(base, theirs, mine, {"kind": "theirs"}) == ()
    assert words_to_say(base, theirs, mine, {"kind": "theirs"}) == {"handled": True}
    assert words_to_say(base, theirs, mine, {"kind": "mine"}) == {"kind": kinds[1], "handled": True}
    assert open_clashes(base, mine, mine, {}) == ()
    assert words_to_say(base, mine, mine, {}) == {}


def test_a_mail_as_it_never_was_is_none() -> None:
    from store.rows import Revision

    record = record_of(json.loads(LABELS.read_text("utf-8").splitlines()[0]))
    assert record.analysis
    known = (record.analysis,)
    assert as_seen(record, known, record.revision, PRACTICE) == now_of(record, PRACTICE)
    assert as_seen(record, known, Revision("another", 0), PRACTICE) is None
    assert as_seen(record, known, Revision("labels", 1), PRACTICE) is None
