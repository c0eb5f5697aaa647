"""Queries and snippets, without a database."""

import re

from hypothesis import given
from hypothesis import strategies as st

from store.query import Query, Term, fold, read_query
from store.snippet import LENGTH, find_snippet


def test_a_query_is_words_phrases_beginnings_and_what_is_not_wanted() -> None:
    assert read_query('Ŵyl "early release" probat* -remand -"see attached" e-mail "open') == Query(
        (Term(("wyl",)), Term(("early", "release")), Term(("probat",), True), Term(("e", "mail")), Term(("open",))),
        (Term(("remand",)), Term(("see", "attached"))),
    )
    assert not read_query(' - "" * -* "!" ')


@given(st.text())
def test_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(st.sampled_from(["Remand", "ŵyl", "(a)", "the ", "\n", "x" * 70, "remanded"])), st.text())
def test_a_snippet_is_a_stretch_of_its_text_and_marks_exactly_what_was_looked_for(words: list[str], typed: str) -> None:
    text = " ".join(words)
    query = read_query(f"remand {typed}")
    snippet = find_snippet([("body", text)], query)
    if snippet is None:
        assert not text.strip()
        return
    said = "".join(p.words for p in snippet.pieces)
    assert said.strip("… ") in re.sub(r"\s+", " ", text).strip() + " "
    assert len(said) <= LENGTH + 4
    marked = {p.words.lower() for p in snippet.pieces if p.found}
    assert "remanded" not in marked or "remanded" in typed
    assert ("remand" in marked) == bool(re.search(r"\bRemand\b", text))


def test_the_text_with_most_of_what_is_wanted_is_shown_and_the_head_only_where_there_is_no_better() -> None:
    texts = [("head", "Remand"), ("body", "nothing here"), ("attachment:1", "remand and rape")]
    assert place(texts, "remand rape") == "attachment:1"
    assert place(texts, "remand") == "attachment:1"
    assert place(texts[:2], "remand") == "head"
    assert place(texts, "-rape") == "body"
    assert place([("head", " ")], "remand") is None


def place(texts: list[tuple[str, str]], typed: str) -> str | None:
    snippet = find_snippet(texts, read_query(typed))
    return snippet.place if snippet else None
