"""Who is meant where no address says it: first names, places, offices for short, groups, and people for themselves."""

# ruff: noqa: E501 - one mail of a table is one line

import pytest

from classify.analysis import Kind
from classify.stakeholder import find_stakeholders
from tests.classify.mails import SUBJECT, Mail, consultation, line, make

COLLEAGUES: tuple[tuple[str, Mail, set[str]], ...] = (
    ("a first name with a wish", Mail("Petronella is keen on c and would leave b out.", sender="Kit Vane <kit.vane@waters.example>"), {"area-north"}),
    ("for a first name", Mail("For Ivor: a, then d.", sender="Sam Poole <sam.poole@waters.example>"), {"area-fens"}),
    ("from somebody's team", Mail("From Olive's team. We like e.", sender="Tom Reed <tom.reed@waters.example>"), {"olive-quarrington"}),
    ("with somebody's blessing", Mail("We would choose h. Edwin has approved this note.", sender="Tom Reed <tom.reed@waters.example>"), {"edwin-marsh"}),
    ("by the family name", Mail("Mr Teasdale wants the weirs looked at.", sender="Sam Poole <sam.poole@waters.example>"), {"area-fens"}),
    ("a first name of the sender's own", Mail("I would choose d.", sender="Olive Tree <olive.tree@waters.example>"), set()),
    ("a first name who only passed it on", Mail("Edwin passed me your letter. I like d, speaking for nobody.", sender="Tom Reed <tom.reed@waters.example>"), set()),
    ("a first name far from home", Mail("Olive and Edwin told the pond society that c matters.", sender="Ann Field <ann@ponds.example>"), set()),
    ("a first name that is greeted", Mail("Dear Edwin,\n\nWe like d.", sender="Tom Reed <tom.reed@waters.example>"), set()),
    ("a short form of the name", Mail("Toby has asked me to send these: a and b.", sender="Una Grey <u.grey@fenland-university.example>"), {"rivers-review"}),
    ("an area by its place", Mail("North Moors position: c first.", sender="Kit Vane <kit.vane@waters.example>"), {"area-north"}),
    ("an area cut short", Mail("For S Downs, and Gethin agrees: c.", sender="Kit Vane <kit.vane@waters.example>"), {"area-south"}),
    ("a place in the signature", Mail("c and d.", signature="Kit Vane\nPerformance, South Downs", sender="Kit Vane <kit.vane@waters.example>"), {"area-south"}),
    ("a service by its council's host", Mail("f, then g.", signature="Al Dunn", sender="Al Dunn <al.dunn@brinewell-council.example>"), {"lock-brine"}),
    ("a councillor at the same host", Mail("I should like f.", signature="Councillor Al Dunn", sender="Cllr Al Dunn <al.dunn@brinewell-council.example>"), set()),
    ("an officer for himself", Mail("My own views: f, and nothing else.", sender="Al Dunn <al.dunn@brinewell-council.example>"), set()),
    ("a lecturer for herself", Mail("I teach in Tobias Lindqvist's department and answer for myself: a.", sender="Una Grey <u.grey@fenland-university.example>"), set()),
    ("the journal at a university", Mail("The Review takes an interest in a and c.", sender="Una Grey <u.grey@fenland-university.example>"), {"rivers-review"}),
    ("the editor has asked", Mail("The Editor has asked me to reply: a.", sender="Una Grey <u.grey@fenland-university.example>"), {"rivers-review"}),
    ("an individual at a body", Mail("I am a member of staff and reply as an individual. I would pick b.", sender="Jo Lane <jo.lane@nua.example>"), set()),
    ("a part of a body", Mail("Our northern branch likes b. The Union will respond nationally and this is not on its behalf.", sender="Jo Lane <jo.lane@nua.example>"), set()),
    ("not the body's views", Mail("Notes from our students. These aren't its views.", sender="Jo Lane <jo.lane@nua.example>"), set()),
    ("a minister for short", Mail("The Coasts Minister would like b.", signature="Tess Moor\nPrivate Secretary", sender="Tess Moor <tess.moor@waters.example>"), {"minister-coast"}),
    ("a minister by half the office", Mail("I reply on behalf of the Minister for Water.", sender="Tess Moor <tess.moor@waters.example>"), {"minister-water"}),
    ("the office in the address", Mail("We have no comments.", sender="Office <private.office.coasts@waters.example>"), {"minister-coast"}),
    ("comments for two people", Mail("I attach one set of comments for Edwin Marsh and Olive Quarrington, who have both seen it.", sender="Tom Reed <tom.reed@waters.example>"), {"edwin-marsh", "olive-quarrington"}),
    ("both co-chairs", Mail("From both co-chairs: a and d.", sender="Nia Trahaearn <nia@cwc.example>"), {"canal-a", "canal-b"}),
    ("one with the other", Mail("Here is the joint reply from Rhys and me.", sender="Nia Trahaearn <nia@cwc.example>"), {"canal-a", "canal-b"}),
    ("a secretary for both", Mail("On behalf of both co-chairs, the agreed text.", sender="Elin Rees <elin@cwc.example>"), {"canal-a", "canal-b"}),
    ("a body named once is one of its two", Mail("a and d.", subject="Response of Canal Wardens Cymru", sender="Nia Trahaearn <nia@cwc.example>"), {"canal-b"}),
    ("a group for short", Mail("On behalf of the area directors, who met on Monday, I enclose one reply for all of them.", sender="Secretariat <secretariat@waters.example>"), {"area-directors"}),
    ("in copy is no sender", Mail("I copy this to Marigold Penhale of the Otter Conservation Trust. We like a.", sender="Hesketh Bream <chair@nua.example>"), {"anglers"}),
    ("a quoted original", Mail("c.", quoted="From: Marigold Penhale\nOtter Conservation Trust\nWe like a.", sender="Ann Field <ann@ponds.example>"), set()),
    ("an old post given up", Mail("I write as somebody with an interest.", signature="Ann Field\nFormerly Chair, National Union of Anglers", sender="Ann Field <ann@ponds.example>"), set()),
    ("Welsh: on behalf of", Mail("Ymateb ar y cyd gan Rhys Bevan-Lloyd a Nia Trahaearn.", sender="Elin Rees <elin@cwc.example>"), {"canal-a", "canal-b"}),
)  # fmt: skip


@pytest.mark.parametrize(("what", "mail", "refs"), COLLEAGUES, ids=[c[0] for c in COLLEAGUES])
def test_colleagues(what: str, mail: Mail, refs: set[str]) -> None:
    """A colleague answers for the line that the mail names by any of these ways, and for none otherwise."""
    assert set(find_stakeholders(make(mail), consultation(), Kind.RESPONSE).value) == refs


def test_the_minister_where_there_are_two() -> None:
    """ "The Minister" at a department of two ministers leaves both as candidates."""
    mail = Mail("The Minister has asked me to reply.", sender="Tess Moor <tess.moor@waters.example>")
    decision = find_stakeholders(make(mail), consultation(), Kind.RESPONSE)
    assert decision.value == ()
    assert decision.confidence < 0.5
    assert {e.quote for e in decision.evidence} >= {"minister-water", "minister-coast"}


def test_how_sure_nobody_is_depends_on_the_host() -> None:
    """A stranger is surely not on the list; an unknown colleague of many who are may be."""
    stranger = Mail("c.", sender="Ann Field <ann@ponds.example>")
    colleague = Mail("c.", sender="Tom Reed <tom.reed@waters.example>")
    far, near = (find_stakeholders(make(m), consultation(), Kind.RESPONSE) for m in (stranger, colleague))
    assert far.value == near.value == ()
    assert near.confidence < 0.7
    assert far.confidence > 0.9


def test_lines_that_ask_many_at_once() -> None:
    """One of "Chief Executives of harbour trusts" does not answer for all of them."""
    harbours = line("harbours", "", "Chief Executives", "Harbour Trusts")
    mail = Mail("We like a.", signature="Port Vale Harbour Trusts", sender="Pat Vale <pat@harbourtrusts.example>")
    found = find_stakeholders(make(mail), consultation((harbours,)), Kind.RESPONSE)
    assert found.value == ()


def test_our_subject_is_no_heading() -> None:
    """Our own subject, sent back, says nothing of the sender."""
    mail = Mail("c.", subject=f"Re: {SUBJECT}", sender="Ann Field <ann@ponds.example>")
    assert find_stakeholders(make(mail), consultation(), Kind.RESPONSE).value == ()
