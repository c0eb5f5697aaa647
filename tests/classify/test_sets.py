"""References to several topics at once, what an exception leaves out, and references by place."""

import pytest

from classify.mention import How
from classify.ordinals import find_bare, find_ordinals
from classify.sets import except_scope, find_sets, find_whole_list
from tests.classify.worlds import practice, settled, topics, unit, world

ADULT = [f"2.2.{x}" for x in "abcde"]
YOUTH = [f"2.2.{x}" for x in "fgh"]
THEMATIC = [*ADULT, *YOUTH]
RESEARCH = [f"3.2.{x}" for x in "abc"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We support all of the youth topics.", YOUTH),
        ("All the youth topics would be useful.", YOUTH),
        ("all three youth topics", YOUTH),
        ("all three of the youth topics", YOUTH),
        ("the youth ones less so", YOUTH),
        ("everything on the youth list", YOUTH),
        ("the whole youth list", YOUTH),
        ("any of the adult topics", ADULT),
        ("none of the adult topics", ADULT),
        ("the adult side", ADULT),
        ("all five adult topics, and the youth ones too", THEMATIC),
        ("all the research projects", RESEARCH),
        ("all eight thematic topics", THEMATIC),
        ("all of your thematic suggestions", THEMATIC),
    ],
)
def test_a_group_or_list_by_its_name(text: str, wanted: list[str]) -> None:
    assert [t for m in find_sets(text, practice()) for t in m.topics] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "two of the adult topics",
        "one of the youth topics",
        "most of the adult topics",
        "some of the youth topics",
        "the first of the youth topics",
        "all four youth topics",
        "all our youth staff",
        "all of your inspections are helpful",
        "every inspection",
        "At least one of your four should be about children.",
    ],
)
def test_a_part_of_a_group_is_no_set(text: str) -> None:
    assert find_sets(text, practice()) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("All eight.", THEMATIC),
        ("All of them have merit.", THEMATIC),
        ("all the listed topics", THEMATIC),
        ("everything on your list", THEMATIC),
        ("the entire list", THEMATIC),
        ("Everything except d.", [t for t in THEMATIC if t != "2.2.d"]),
        ("Any of them except d.", [t for t in THEMATIC if t != "2.2.d"]),
        ("Every one of the adult topics other than RARs.", ["2.2.a", "2.2.b", "2.2.c", "2.2.e"]),
        ("Any of them would do.", []),
        ("everything but (d)", [t for t in THEMATIC if t != "2.2.d"]),
        ("All but d and e.", [t for t in THEMATIC if t not in ("2.2.d", "2.2.e")]),
        ("everything except topics 2.2(d) and 2.2(e)", [t for t in THEMATIC if t not in ("2.2.d", "2.2.e")]),
        ("everything on the list apart from RARs", [t for t in THEMATIC if t != "2.2.d"]),
        ("all of the youth topics but g", ["2.2.f", "2.2.h"]),
        ("Of the adult list, everything except RARs.", ["2.2.a", "2.2.b", "2.2.c", "2.2.e"]),
        ("a through e, minus b", ["2.2.a", "2.2.c", "2.2.d", "2.2.e"]),
    ],
)
def test_the_whole_list_once_the_question_is_known(text: str, wanted: list[str]) -> None:
    assert topics(text) == wanted


def test_what_is_left_out_is_marked_as_such() -> None:
    mentions, _ = settled([unit("Everything except d.")], ["P0"])
    assert [(m.how, m.excepted) for m in mentions[0]] == [(How.SET, False), (How.LETTER, True)]


@pytest.mark.parametrize("text", ["All seven.", "all three", "all of these boards", "any two of them"])
def test_another_number_or_thing_is_not_the_list(text: str) -> None:
    assert find_whole_list(text, practice().lists[0], practice()) == ()


def test_a_number_fits_one_list_and_not_the_other() -> None:
    assert topics("All three.", "P1") == RESEARCH
    assert topics("All three.", "P0") == []
    assert topics("All eight.", "P1") == []


def test_nobody_means_the_list_who_chooses_nothing() -> None:
    assert topics("All of them answered our survey.", "O") == []
    assert topics("We leave all of them to you.", "P0-") == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("all but d", "d"),
        ("everything but d, with c first", "d"),
        ("everything save for 2.2(d). We like c.", "2.2(d)"),
        ("all the adult topics, but not d", "d"),
        ("all of the youth topics, but we would put g first", None),
        ("all eight but our favourite is c", None),
        ("all of the adult topics; the youth ones less so", None),
    ],
)
def test_where_an_exception_begins_and_ends(text: str, scope: str | None) -> None:
    found = except_scope(text)
    assert (text[found[0] : found[1]].strip() if found else None) == scope


def test_but_before_a_clause_leaves_nothing_out() -> None:
    assert topics("We support all of the youth topics, but we would put g first.") == YOUTH
    assert topics("We support all of the youth topics but g.") == ["2.2.f", "2.2.h"]


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("your second option", "P0", ["2.2.b"]),
        ("your second option", "P1", ["3.2.b"]),
        ("your 2nd option", "P0", ["2.2.b"]),
        ("the third youth topic", "P0", ["2.2.h"]),
        ("the 3rd youth topic", "P0", ["2.2.h"]),
        ("the second and third youth topics overlap", "P0", ["2.2.g", "2.2.h"]),
        ("the last of the youth topics", "P0", ["2.2.h"]),
        ("the first of your research topics", "P0+P1", ["3.2.a"]),
        ("the second on your list", "P0", ["2.2.b"]),
        ("the third in the youth list", "P0", ["2.2.h"]),
        ("your first research project", "P0+P1", ["3.2.a"]),
        ("the final research project", "P1", ["3.2.c"]),
    ],
)
def test_a_place_in_a_list_or_group(text: str, label: str, wanted: list[str]) -> None:
    assert topics(text, label) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "our first choice",
        "our second research topic would be none",
        "your third question",
        "your last inspection of us",
        "the last thematic inspection on this was long ago",
        "your last research project",
        "the first youth court",
        "the first study of its kind",
        "the fourth youth topic",
        "your ninth option",
    ],
)
def test_a_place_in_something_else_is_none(text: str) -> None:
    assert find_ordinals(text, practice(), practice().lists[0]) == ()


def test_a_place_without_a_list_is_none() -> None:
    assert find_ordinals("your second option", practice(), None) == ()


def test_former_and_latter_are_the_last_two_named() -> None:
    for text, wanted in (
        ("Of RARs and online sexual offending, the latter is more urgent.", "2.2.c"),
        ("Of RARs and online sexual offending, the former is more urgent.", "2.2.d"),
        ("Of (c) and (g), the latter.", "2.2.g"),
        ("Of RARs, (c) and (g), the former.", "2.2.c"),
    ):
        mentions, _ = settled([unit(text)], ["P0"])
        assert [m.topics for m in mentions[0] if m.how is How.ANAPHOR] == [(wanted,)], text


def test_former_and_latter_reach_into_the_sentence_before() -> None:
    units = [unit("We considered CRS and (e)."), unit("The former has been looked at enough.")]
    mentions, _ = settled(units, ["P0", "P0"])
    assert [m.topics for m in mentions[1]] == [("2.2.a",)]


def test_the_latter_of_nothing_is_nothing() -> None:
    assert topics("The latter, please.") == []
    mentions, _ = settled([unit("We like (c)."), unit("The latter is urgent.")], ["P0", "P0"])
    assert mentions[1] == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("all the response topics", [f"2.2.{x}" for x in "abcd"]),
        ("the people ones", [f"2.2.{x}" for x in "jkl"]),
        ("the second people topic", ["2.2.k"]),
        ("all twelve", [f"2.2.{x}" for x in "abcdefghijkl"]),
        ("everything except l", [f"2.2.{x}" for x in "abcdefghijk"]),
        ("your last option", ["2.2.l"]),
        ("i to k", ["2.2.i", "2.2.j", "2.2.k"]),
    ],
)
def test_another_letter_has_its_own_groups_and_numbers(text: str, wanted: list[str]) -> None:
    assert topics(text, "P0", "fire") == wanted
    assert len(world("fire").topics) == 17


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The third.", ["3.2.c"]),
        ("Last, please.", ["3.2.c"]),
        ("We could not back the second: it is costly.", ["3.2.b"]),
        ("I would go for the middle one.", ["3.2.b"]),
        ("Of the projects the first should wait.", ["3.2.a"]),
        ("The second is our choice.", ["3.2.b"]),
        ("The first is recall and the second is remand.", []),
        ("First, recall.", []),
        ("Our first choice is recall.", []),
        ("We have two: the first, and the last.", []),
        ("The last I saw of it was good.", []),
        ("We agreed at the last.", []),
        ("The fourth would do.", []),
        ("Two of them, your first and your third.", ["3.2.a", "3.2.c"]),
    ],
)
def test_a_place_alone_is_one_of_the_list_unless_the_writer_counts_something_else(text: str, wanted: list[str]) -> None:
    found = find_bare(text, practice().lists[1], practice())
    assert [t for m in found for t in m.topics] == wanted
