"""The words that prove a decision, in their sentence."""

from classify.analysis import Evidence
from config.consultation import Letter
from ingest.message import Span
from ingest.parse import parse
from reports.marking import marked

SAID = "We prefer (a), and\nagain (a). We prefer (b)."
MESSAGE = parse(f"From: a@b.example\n\n{SAID}\n".encode(), Letter((), ()))


def proof(quote: str, words: str, nth: int = 0) -> Evidence:
    text = MESSAGE.text("body")
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Evidence("rule", quote, Span("body", start, start + len(words)))


def first_sentence() -> str:
    return MESSAGE.text("body").partition(" We prefer (b)")[0]


def test_each_sentence_stands_once_with_all_its_words_marked_where_they_stand() -> None:
    found = marked([proof(first_sentence(), "(a)", 1), proof("We prefer (b).", "(b)")], MESSAGE)
    assert found == ("We prefer (a), and again **(a)**.", "We prefer **(b)**.")
    both = marked([proof(first_sentence(), "(a)", 1), proof(first_sentence(), "(a)", 0)], MESSAGE)
    assert both == ("We prefer **(a)**, and again **(a)**.",)


def test_a_quotation_is_left_as_it_is_where_its_words_are_all_of_it_or_not_in_it() -> None:
    assert marked([proof("We prefer (b).", "We prefer (b).")], MESSAGE) == ("We prefer (b).",)
    assert marked([proof("other words", "(b)")], MESSAGE) == ("other words",)
    assert marked([Evidence("rule", "no span"), Evidence("rule")], MESSAGE) == ("no span",)


def test_words_that_overlap_are_marked_once() -> None:
    found = marked([proof("We prefer (b).", "prefer (b)"), proof("We prefer (b).", "(b)")], MESSAGE)
    assert found == ("We **prefer (b)**.",)
