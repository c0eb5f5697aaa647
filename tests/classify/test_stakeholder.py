"""On whose behalf a mail speaks: by address, name, role, body and host, and for whom it does not."""

# ruff: noqa: E501 - one mail of a table is one line

import pytest

from classify.analysis import Kind
from classify.stakeholder import find_stakeholders
from tests.classify.mails import OURS, SUBJECT, Mail, consultation, make, without_addresses

FOUND: tuple[tuple[str, Mail, set[str]], ...] = (
    ("exact address", Mail("c, please.", sender="Edwin Marsh <edwin.marsh@waters.example>"), {"edwin-marsh"}),
    ("secondary address", Mail("c, please.", sender="Area Office <area.north@waters.example>"), {"area-north"}),
    ("reply-to address", Mail("c.", sender="Portal <noreply@portal.example>", headers=(("Reply-To", "NUA <policy@nua.example>"),)), {"anglers"}),
    ("sender address", Mail("c.", sender="M P <mp@home.example>", headers=(("Sender", "M <marigold@ottertrust.example>"),)), {"otter-trust"}),
    ("a colleague in the department", Mail("I would choose d.", signature="Tom Reed\nDepartment of Waters", sender="Tom Reed <tom.reed@waters.example>"), set()),
    ("a stranger", Mail("We would choose d.", signature="Ann Field\nSociety for Ponds", sender="Ann Field <ann@ponds.example>"), set()),
    ("an assistant", Mail("Olive Quarrington has asked me to send her answers: b and c.", signature="Tom Reed\nPrivate Secretary to Olive Quarrington", sender="Tom Reed <tom.reed@waters.example>"), {"olive-quarrington"}),
    ("an assistant who uses a first name", Mail("Dear Amelia, Petronella asked me to reply for her. We would like b.", signature="Kit Vane\nStaff Officer", sender="Kit Vane <kit.vane@waters.example>"), {"area-north"}),
    ("a deputy for the area", Mail("Please take this as the North Moors reply.", signature="Kit Vane\nDeputy Area River Director\nRiver Service - North Moors", sender="Kit Vane <kit.vane@waters.example>"), {"area-north"}),
    ("an area by its initials", Mail("Ivor Teasdale's response for FBW is below.", signature="Sam Poole\nBusiness Manager", sender="Sam Poole <sam.poole@waters.example>"), {"area-fens"}),
    ("a body by its host", Mail("Our view is that g comes first.", signature="Jo Lane\nPolicy Officer", sender="Jo Lane <jo.lane@nua.example>"), {"anglers"}),
    ("a body by its long host", Mail("We favour a.", signature="Bea Holt\nHead of Science", sender="Bea Holt <bea@ottertrust.example>"), {"otter-trust"}),
    ("another department of a council", Mail("Please pay this.", subject="Invoice 12", sender="Accounts <pay@brinewell-council.example>"), set()),
    ("a colleague at the lock service", Mail("We would choose f.", signature="Al Dunn\nDeputy Lock Manager\nBrinewell Inland Lock Service", sender="Al Dunn <al.dunn@brinewell-council.example>"), {"lock-brine"}),
    ("the short name of a service", Mail("Here is the response from Cranebrook ILS.", sender="Ros Ince <ros.ince@cranebrook-council.example>"), {"lock-crane"}),
    ("another professor", Mail("I study weirs and suggest c.", signature="Prof Una Grey\nFenland University", sender="Una Grey <u.grey@fenland-university.example>"), set()),
    ("the journal's other editor", Mail("I reply for the Rivers Review while Tobias is on leave. We prefer a.", signature="Una Grey\nCo-editor, Rivers Review", sender="Una Grey <u.grey@fenland-university.example>"), {"rivers-review"}),
    ("a home address", Mail("From my home account, sorry. We choose b.", signature="Hesketh Bream\nChair, National Union of Anglers", sender="H Bream <hbream1955@gmail.example>"), {"anglers"}),
    ("a misspelt name", Mail("We choose b.", signature="Hesketh Bream\nNational Union of Anglers", sender="NUA chair <nuachair@outlook.example>"), {"anglers"}),
    ("a new post-holder", Mail("I took over from Dame Sheila in October and reply as Boaters' Commissioner.", signature="Lena Frost\nBoaters' Commissioner", sender="Lena Frost <lena.frost@boaterscomm.example>"), {"boat-commissioner"}),
    ("a private office", Mail("The Minister for Coasts and Harbours is grateful for your letter and would see b included.", signature="Tess Moor\nAssistant Private Secretary", sender="Tess Moor <private.office.coasts@waters.example>"), {"minister-coast"}),
    ("a joint reply", Mail("This is a joint response from the National Union of Anglers and the Otter Conservation Trust. We would start with h.", signature="Hesketh Bream, National Union of Anglers\nMarigold Penhale, Otter Conservation Trust", sender="Policy <policy@nua.example>"), {"anglers", "otter-trust"}),
    ("a joint reply of areas", Mail("Joint reply from the North Moors and South Downs areas of the River Service: b, then c.", signature="Petronella Stokes and Gethin Paull", sender="Petronella Stokes <p.stokes@waters.example>"), {"area-north", "area-south"}),
    ("two who sign", Mail("We have agreed these answers. a and d.", signature="Rhys Bevan-Lloyd a/and Nia Trahaearn\nCanal Wardens Cymru", sender="Rhys Bevan-Lloyd <rhys@cwc.example>"), {"canal-a", "canal-b"}),
    ("one of two co-chairs", Mail("a and d.", signature="Nia Trahaearn\nco-Chair, Canal Wardens Cymru", sender="Nia Trahaearn <nia@cwc.example>"), {"canal-b"}),
    ("a collective", Mail("This is the collective response of all the Area River Directors, agreed at our meeting.", signature="Secretary to the meeting", sender="Secretariat <secretariat@waters.example>"), {"area-directors"}),
    ("a collective sent by a member", Mail("On behalf of the Area River Directors, I attach our collective response.", sender="Gethin Paull <g.paull@waters.example>"), {"area-directors"}),
    ("some of a collective", Mail("Several Area River Directors have asked about this. For my part, c.", sender="Gethin Paull <g.paull@waters.example>"), {"area-south"}),
    ("others' replies", Mail("We have seen the Otter Conservation Trust's response and support it. The Rivers Review will reply separately.", sender="Hesketh Bream <chair@nua.example>"), {"anglers"}),
    ("a stranger who names others", Mail("The National Union of Anglers shared your letter with us. We agree with the Otter Conservation Trust's submission.", signature="Ann Field, Society for Ponds", sender="Ann Field <ann@ponds.example>"), set()),
    ("a private person", Mail("I write in a personal capacity and not for the Union. I would pick e.", signature="Jo Lane", sender="Jo Lane <jo.lane@nua.example>"), set()),
    ("a membership in the signature", Mail("We would pick e.", signature="Ann Field, Society for Ponds\nMember, National Union of Anglers", sender="Ann Field <ann@ponds.example>"), set()),
    ("our own name", Mail("We welcome the work of HM Inspectorate of Waters.", signature="Ann Field", sender="Ann Field <ann@ponds.example>"), set()),
    ("named in an attachment", Mail("Please see attached.", sender="Dee Cox <dee.cox@scanserve.example>", attached="Otter Conservation Trust\n\nResponse to the consultation\n\nWe would like b.\n\nYours sincerely\n\nMarigold Penhale\nChief Executive\nOtter Conservation Trust"), {"otter-trust"}),
    ("name turned round", Mail("b.", sender='"Quarrington, Olive" <olive.q@newhost.example>', signature="Olive Quarrington\nDepartment of Waters"), {"olive-quarrington"}),
)  # fmt: skip

BARE: tuple[tuple[str, Mail, set[str]], ...] = (
    ("person", Mail("b.", sender="Edwin Marsh <e.marsh@waters.gov.uk>", signature="Edwin Marsh"), {"edwin-marsh"}),
    ("colleague", Mail("b.", sender="Tom Reed <t.reed@waters.gov.uk>", signature="Tom Reed, Department of Waters"), set()),
    ("body by host", Mail("b.", sender="Bea Holt <bea@otterconservationtrust.org.uk>", signature="Bea Holt"), {"otter-trust"}),
    ("body by initials", Mail("b.", sender="Jo <jo@nua.org.uk>", signature="Jo Lane, policy"), {"anglers"}),
    ("body in the signature", Mail("b.", sender="Al <al.dunn@brinewell.gov.uk>", signature="Al Dunn\nLock Manager, Brinewell Inland Lock Service"), {"lock-brine"}),
    ("role", Mail("The Minister for Water and Rivers has asked me to reply.", sender="Tess <tess.moor@waters.gov.uk>", signature="Tess Moor\nPrivate Secretary to the Minister for Water and Rivers"), {"minister-water"}),
    ("editor at a university", Mail("a.", sender="Tobias Lindqvist <t.lindqvist@fenland.ac.uk>", signature="Dr Tobias Lindqvist\nEditor, Rivers Review"), {"rivers-review"}),
    ("stranger", Mail("a.", sender="Ann Field <ann@ponds.org>", signature="Ann Field, Society for Ponds"), set()),
)  # fmt: skip

MACHINES: tuple[tuple[Kind, Mail, set[str]], ...] = (
    (Kind.AUTO_REPLY, Mail("Away.", sender="Edwin Marsh <edwin.marsh@waters.example>"), {"edwin-marsh"}),
    (Kind.AUTO_REPLY, Mail("Your e-mail to locks@crane.example was logged. Your e-mail to locks@cranebrook-council.example was logged.", sender="Portal <noreply@cranebrook-council.example>"), {"lock-crane"}),
    (Kind.AUTO_REPLY, Mail("Thank you for contacting the National Union of Anglers.", sender="NUA enquiries <enquiries@nua.example>"), {"anglers"}),
    (Kind.AUTO_REPLY, Mail("I am on leave. Contact edwin.marsh@waters.example.", sender="Tom Reed <tom.reed@nowhere.example>"), set()),
    (Kind.RECEIPT, Mail("Read.", sender="Nia Trahaearn <nia@cwc.example>"), {"canal-b"}),
    (Kind.BOUNCE, Mail("", report="Final-Recipient: rfc822; area.south@waters.example\nAction: failed", sender=f"Postmaster <postmaster@{OURS.partition('@')[2]}>"), {"area-south"}),
    (Kind.BOUNCE, Mail("", report="Final-Recipient: rfc822; nobody@waters.example\nAction: failed", sender="Postmaster <postmaster@waters.example>"), set()),
    (Kind.OTHER, Mail("Newsletter.", sender="NUA <policy@nua.example>", subject="News"), {"anglers"}),
)  # fmt: skip


@pytest.mark.parametrize(("what", "mail", "refs"), FOUND, ids=[f[0] for f in FOUND])
def test_who_answers(what: str, mail: Mail, refs: set[str]) -> None:
    """The lines for which a mail speaks are found, and no others."""
    assert set(find_stakeholders(make(mail), consultation(), Kind.RESPONSE).value) == refs


@pytest.mark.parametrize(("what", "mail", "refs"), BARE, ids=[f[0] for f in BARE])
def test_who_answers_where_the_list_has_no_addresses(what: str, mail: Mail, refs: set[str]) -> None:
    """Names, roles and bodies are enough for a list as a letter prints it."""
    bare = consultation(without_addresses())
    assert set(find_stakeholders(make(mail), bare, Kind.RESPONSE).value) == refs


@pytest.mark.parametrize(("kind", "mail", "refs"), MACHINES)
def test_whose_mailbox_a_machine_answers_for(kind: Kind, mail: Mail, refs: set[str]) -> None:
    """A machine speaks for the mailbox that it answers, a bounce for the address that failed."""
    assert set(find_stakeholders(make(mail), consultation(), kind).value) == refs


def test_two_candidates_and_no_reason_are_for_review() -> None:
    """Where two lines are shown alike, neither is chosen and the proof names both."""
    mail = Mail(
        "We prefer b.",
        sender="Wardens <office@cwc.example>",
        signature="The Office\nCanal Wardens Cymru",
        subject=SUBJECT,
    )
    decision = find_stakeholders(make(mail), consultation(), Kind.RESPONSE)
    assert decision.value == ()
    assert decision.confidence < 0.5
    assert {e.quote for e in decision.evidence} >= {"canal-a", "canal-b"}
