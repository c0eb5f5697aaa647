"""Quotations are tidied, and chosen for being clear and spread over groups."""

import pytest

from classify.analysis import Evidence, Stance, TopicView
from config.consultation import Ref, TopicId
from reports.figure import Figure, Voice
from reports.quotations import clearness, quote_views, tidy
from reports.respondents import Respondent
from tests.reports.made import london

GOOD = "Members tell us that they supervise these men with very little training."
BETTER = "We would leave it out, because the system is changing and a report would be out of date before it came."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("at the last count  there were\n94.", "… at the last count there were 94."),
        ("[MO: No, the ground is covered.]", "No, the ground is covered."),
        ("It took weeks. .", "It took weeks."),
        (".", ""),
        ("(b) The boards are many.", "The boards are many."),
        ("“quoted” words", "… “quoted” words"),
        ("", ""),
    ],
)
def test_words_are_tidied_and_never_changed(words: str, shown: str) -> None:
    assert tidy(words) == shown


@pytest.mark.parametrize("words", ["(c) and (g).", "Yes.", "Do you mean it?", "… half of it was said.", "no end " * 9])
def test_what_cannot_stand_alone_is_not_quoted(words: str) -> None:
    assert clearness(words) == 0


def test_a_reason_is_clearer_than_none_and_leaning_on_what_went_before_is_less_clear() -> None:
    assert clearness(BETTER) > clearness(GOOD) > clearness(f"That one: {GOOD}")


def made(name: str, group: str, *quotes: str, confidential: bool = False, confidence: float = 0.9) -> Respondent:
    evidence = tuple(Evidence("x", quote) for quote in quotes)
    view = TopicView(TopicId("t"), Stance.PREFER, None, confidence, evidence)
    return Respondent(Ref(name), name, group, london("11-18 09:00"), (), (view,), (), (), confidential)


def quoted(*respondents: Respondent, most: int = 3) -> list[str]:
    figure = Figure(tuple(r.voice() for r in respondents), len(respondents))
    return [q.voice.name for q in quote_views("t", figure, respondents, most)]


def test_each_group_has_its_turn() -> None:
    one, two, three = made("a1", "A", BETTER), made("a2", "A", GOOD), made("b1", "B", GOOD + " Truly.")
    assert quoted(one, two, three, most=2) == ["a1", "b1"]
    assert quoted(one, two, three) == ["a1", "b1", "a2"]


def test_confidences_unsure_words_and_the_same_words_again_are_left_out() -> None:
    kept = made("a", "A", GOOD)
    assert quoted(kept, made("b", "B", BETTER, confidential=True), made("c", "C", BETTER, confidence=0.3)) == ["a"]
    assert quoted(kept, made("d", "D", GOOD)) == ["a"]


def test_a_voice_without_words_is_not_quoted() -> None:
    assert quote_views("t", Figure((Voice(None, "x", ""),), 1), ()) == ()
