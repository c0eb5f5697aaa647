"""The letter's sheet, what a mail as a whole says of its topics, and how that is weighed against single words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.mention import How, Mention
from classify.page import Page
from classify.reading import Judged
from classify.rendering import ROLES, SLOTS
from classify.sheet import ROOM, Entry, entries_of, sheet_of
from classify.stance import Site
from classify.verdicts import verdicts_of
from classify.whole import Whole, read_whole
from config.consultation import TopicId
from tests.classify.worlds import models, practice, unit

C, H = TopicId("2.2.c"), TopicId("2.2.h")
CHANCE = st.floats(0.01, 0.99)


def test_the_sheet_has_a_mark_for_each_role_and_topic_in_the_letters_order() -> None:
    words = models()[0].words
    sheet = sheet_of(entries_of(practice()), words.marks, words.tokenise)
    assert [sheet.ids[at] for at in sheet.roles] == [words.marks[f"answer:{r}"] for r in ROLES]
    assert [topic for topic, _, _ in sheet.topics] == [t.id for t in practice().topics]
    assert [sheet.ids[at] for _, at, _ in sheet.topics] == [words.marks[f"topic{n}"] for n in range(len(sheet.topics))]


@given(st.integers(1, SLOTS), st.text(alphabet="abcdefg ", max_size=300), st.text(alphabet="abcdefg ", max_size=300))
def test_the_sheet_leaves_room_for_a_window(count: int, title: str, description: str) -> None:
    words = models()[0].words
    entries = [Entry(TopicId(str(n)), n, 0, title, description) for n in range(count)]
    sheet = sheet_of(entries, words.marks, words.tokenise)
    assert len(sheet.ids) <= ROOM
    assert len(sheet.topics) == count


def place(topic: TopicId, how: How = How.NAME, **stances: float) -> Judged:
    here = Mention(0, 4, how, (topic,))
    vector = np.zeros(2, dtype=np.float32)
    return Judged(Site(unit("Some words."), 0, here, "P0", 0), stances, vector, vector)


def seen(topic: TopicId, prefer: float, oppose: float = 0.0) -> Whole:
    return Whole(views={topic: {"prefer": prefer, "oppose": oppose, "mention": 0.0}})


def test_words_and_the_whole_mail_are_weighed() -> None:
    agreed = verdicts_of([place(C, prefer=0.8)], seen(C, 0.8))[C]["prefer"]
    assert agreed == pytest.approx(0.8, abs=0.01)
    assert verdicts_of([place(C, prefer=0.8)], seen(C, 0.1))[C]["prefer"] < 0.5
    assert verdicts_of([place(C, prefer=0.4)], seen(C, 0.95))[C]["prefer"] > 0.5


def test_a_topic_that_is_not_on_the_sheet_is_judged_by_its_words() -> None:
    assert verdicts_of([place(H, oppose=0.7)], seen(C, 0.9))[H]["oppose"] == 0.7


def test_the_surest_words_of_a_topic_count() -> None:
    judged = [place(C, prefer=0.3, oppose=0.1), place(C, prefer=0.9)]
    assert verdicts_of(judged, Whole())[C]["prefer"] == 0.9


@given(CHANCE, CHANCE, CHANCE)
def test_more_certainty_never_counts_less(words: float, more: float, whole: float) -> None:
    low, high = sorted((words, more))
    verdicts = [verdicts_of([place(C, prefer=p)], seen(C, whole))[C]["prefer"] for p in (low, high)]
    assert verdicts[0] <= verdicts[1]


def test_a_mail_without_words_has_no_view() -> None:
    assert read_whole(Page((), (), np.zeros((0, 2), dtype=np.float32)), [], [C], models()[1]) == Whole()
