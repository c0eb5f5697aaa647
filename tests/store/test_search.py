"""The words of mails, found again on every kind of database."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from ingest.message import ArchiveId
from store.migrate import MIGRATIONS, upgrade
from store.query import read_query
from store.rows import Found, Mail
from store.search import HEAD, find_snippets, forget_words, index_mail, search, unindexed
from store.unit_of_work import Store

AT = datetime(2024, 11, 20, 9, tzinfo=UTC)
BODY = "body"
TEXTS = {
    "a": [(HEAD, "Ann Ashworth ann@probation.example\nReply"), (BODY, "We prefer remand, and resettlement second.")],
    "b": [(HEAD, "Bob\nReply"), (BODY, "See attached."), ("attachment:1", "reply.pdf\nRemand rose. Cyfiawnder ŵyl.")],
    "c": [(HEAD, "Cat\nAway"), (BODY, "I am away; remands are none of my business. The ﬁnance team, co-operating.")],
    "d": [(HEAD, "Dee\n"), (BODY, "")],
}  # fmt: skip


def mail_id(name: str) -> ArchiveId:
    return ArchiveId(name * 64)


def put(store: Store, name: str, number: int = 0, consultation: str = "one") -> None:
    at = AT + timedelta(hours=number)
    store.record_mail(consultation, Mail(mail_id(name), "", "", "", "", at, at, 1))


@pytest.fixture
def filled(store: Store) -> Store:
    for number, (name, texts) in enumerate(TEXTS.items()):
        put(store, name, number)
        index_mail(store, "one", mail_id(name), texts)
    return store


def found(store: Store, typed: str, consultation: str = "one") -> str:
    """The names of the mails found, in order of name."""
    return "".join(sorted(mail[0] for mail in search(store, consultation, read_query(typed)).mails))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("remand", "ab"),
        ("REMAND", "ab"),
        ("remand*", "abc"),
        ("remand resettlement", "a"),
        ("remand bob", "b"),
        ("remand -rose", "a"),
        ("-remand", "cd"),
        ('"prefer remand"', "a"),
        ('"remand prefer"', ""),
        ('-"see attached" remand*', "ac"),
        ("“prefer remand”", "a"),
        ('"prefer rem*"', "a"),
        ("ann@probation.example", "a"),
        ("probation", "a"),
        ("wyl", "b"),
        ("ŴYL", "b"),
        ("finance", "c"),
        ("co-operating", "c"),
        ("operating co", "c"),
        ("reply.pdf", "b"),
        ("nowhere", ""),
        ("", ""),
        ("*", ""),
        ("remand AND OR NOT", ""),
    ],
)
def test_what_a_person_types_finds_what_they_mean(filled: Store, typed: str, names: str) -> None:
    assert found(filled, typed) == names
    assert found(filled, typed, "other") == ""


def test_the_mail_that_says_more_of_it_comes_first(filled: Store) -> None:
    put(filled, "e")
    index_mail(filled, "one", mail_id("e"), [(HEAD, "Eve"), (BODY, "Remand, remand and again remand.")])
    assert search(filled, "one", read_query("remand")).mails[0] == mail_id("e")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.lists(st.sampled_from("a\"'*-()^:&|!<>\\\x00;%_ \ud800NEAR OR")).map("".join))
def test_nothing_that_is_typed_is_an_error(filled: Store, typed: str) -> None:
    assert set(found(filled, typed)) <= set(TEXTS)


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE mails; --", 'words:remand" OR "a', "NEAR(a b)", "'x':* | 'y'", "^a AND"]
)
def test_the_languages_of_the_databases_are_only_words(filled: Store, typed: str) -> None:
    assert found(filled, typed) == ""
    assert found(filled, "remand") == "ab"


def test_a_mail_indexed_again_is_found_by_its_new_words_alone(filled: Store) -> None:
    assert not index_mail(filled, "one", mail_id("a"), TEXTS["a"])
    assert index_mail(filled, "one", mail_id("a"), [(HEAD, "Ann"), (BODY, "Probation.")])
    assert (found(filled, "remand"), found(filled, "probation")) == ("b", "a")


def test_what_is_forgotten_waits_to_be_indexed_oldest_first(filled: Store) -> None:
    put(filled, "a", consultation="other")
    index_mail(filled, "other", mail_id("a"), TEXTS["a"])
    forget_words(filled, "one")
    assert found(filled, "remand*") == ""
    assert found(filled, "remand", "other") == "a"
    assert unindexed(filled, "one") == tuple(map(mail_id, "abcd"))
    assert unindexed(filled, "other") == ()


def test_a_very_long_text_is_indexed_to_its_end_and_a_very_long_word_does_no_harm(store: Store) -> None:
    put(store, "a")
    words = " ".join(f"word{n}" for n in range(60_000)) + " " + "x" * 100_000 + " the-end\x00"
    index_mail(store, "one", mail_id("a"), [(HEAD, "Ann"), (BODY, words)])
    assert found(store, '"the end" word0 word59999') == "a"
    assert found(store, "x" * 5000) in ("", "a")
    assert not index_mail(store, "one", mail_id("a"), [(HEAD, "Ann"), (BODY, words)])


def test_a_snippet_shows_the_place_with_what_was_looked_for_marked(filled: Store) -> None:
    query = read_query("remand* bob")
    snippets = find_snippets(filled, "one", query, [mail_id("b"), mail_id("c")])
    assert set(snippets) == {mail_id("b"), mail_id("c")}
    assert snippets[mail_id("b")].place == "attachment:1"
    assert [p.words for p in snippets[mail_id("b")].pieces if p.found] == ["Remand"]
    assert [p.words for p in snippets[mail_id("c")].pieces if p.found] == ["remands"]


def test_the_index_can_be_taken_back_and_made_again(filled: Store) -> None:
    with filled.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        assert not [t for t in inspect(connection).get_table_names() if t.startswith("search")]
        assert connection.scalar(text("SELECT count(*) FROM mails")) == len(TEXTS)
    with filled.writing() as connection:
        upgrade(connection)
    assert len(unindexed(filled, "one")) == len(TEXTS)
    index_mail(filled, "one", mail_id("a"), TEXTS["a"])
    assert found(filled, "remand") == "a"


def test_of_very_many_mails_the_newest_are_found_and_it_is_told(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.search.MOST_FOUND", 2)
    monkeypatch.setattr("store.search_index.MOST_FOUND", 2)
    assert search(filled, "one", read_query("remand*")) == Found((mail_id("c"), mail_id("b")), more=True)
    assert not search(filled, "one", read_query("remand")).more
