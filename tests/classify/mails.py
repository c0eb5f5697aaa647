"""Mails made by hand for the tables of this folder, and the consultation that they answer."""

# ruff: noqa: E501 - one mail of a table is one line

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from config.consultation import Consultation, Letter, Ref, Stakeholder
from ingest.message import (
    Address,
    ArchiveId,
    Attachment,
    Headers,
    ParsedMessage,
    Segment,
    SegmentKind,
    Span,
    Text,
    TextRole,
)

SUBJECT = "Consultation on our inspection and research programmes for 2025/2026"
OURS = "consultation@inspectorate.example"
WHEN = datetime(2024, 11, 12, 9, 30, tzinfo=UTC)


def line(
    ref: str,
    name: str = "",
    role: str = "",
    organisation: str = "",
    email: str = "",
    other: str = "",
    member_of: str = "",
) -> Stakeholder:
    """One line of a distribution list."""
    return Stakeholder(
        Ref(ref), "", name, role, organisation, email, tuple(other.split()), Ref(member_of) if member_of else None
    )


LIST = (
    line("minister-water", "", "Minister for Water and Rivers", "Department of Waters", "minister.water@waters.example"),
    line("minister-coast", "", "Minister for Coasts and Harbours", "Department of Waters", "minister.coast@waters.example"),
    line("edwin-marsh", "Edwin Marsh", "", "Department of Waters", "edwin.marsh@waters.example"),
    line("olive-quarrington", "Olive Quarrington", "", "Department of Waters", "olive.quarrington@waters.example"),
    line("area-directors", "Area River Directors", "", "River Service"),
    line("area-north", "Petronella Stokes", "Area River Director", "River Service - North Moors", "p.stokes@waters.example", "area.north@waters.example", "area-directors"),
    line("area-south", "Gethin Paull", "Area River Director", "River Service - South Downs", "g.paull@waters.example", "area.south@waters.example", "area-directors"),
    line("area-fens", "Ivor Teasdale", "Area River Director", "River Service - Fens, Broads and Washes", "i.teasdale@waters.example", "", "area-directors"),
    line("lock-managers", "Lock Managers", "", "Lock services in England"),
    line("lock-abbot", "", "Lock Manager", "Abbotsford Inland Lock Service", "locks@abbotsford-council.example", "", "lock-managers"),
    line("lock-brine", "", "Lock Manager", "Brinewell Inland Lock Service", "locks@brinewell-council.example", "", "lock-managers"),
    line("lock-crane", "", "Lock Manager", "Cranebrook Inland Lock Service", "locks@cranebrook-council.example", "", "lock-managers"),
    line("anglers", "Hesketh Bream", "Chair", "National Union of Anglers (NUA)", "chair@nua.example", "policy@nua.example"),
    line("otter-trust", "Marigold Penhale", "Chief Executive", "Otter Conservation Trust", "marigold@ottertrust.example"),
    line("rivers-review", "Dr Tobias Lindqvist", "Editor", "Rivers Review", "t.lindqvist@fenland-university.example"),
    line("boat-commissioner", "Dame Sheila Okafor", "Boaters' Commissioner", "Office of the Boaters' Commissioner", "sheila.okafor@boaterscomm.example"),
    line("canal-a", "Rhys Bevan-Lloyd", "co-Chair", "Canal Wardens Cymru", "rhys@cwc.example"),
    line("canal-b", "Nia Trahaearn", "co-Chair", "Canal Wardens Cymru", "nia@cwc.example"),
)  # fmt: skip
"""An invented list with every kind of line: ministers, colleagues, regions, services, bodies, co-chairs, collectives."""


def consultation(stakeholders: tuple[Stakeholder, ...] = LIST) -> Consultation:
    """A consultation of which only the list, the dates and the mailboxes matter here."""
    return Consultation(
        name="waters",
        title=SUBJECT,
        sender="HM Inspectorate of Waters",
        sent_on=date(2024, 10, 29),
        deadline_on=date(2024, 11, 22),
        zone=ZoneInfo("Europe/London"),
        mailboxes=(OURS,),
        letter=Letter(()),
        lists=(),
        topics=(),
        questions=(),
        under_way=(),
        criteria=(),
        stakeholders=stakeholders,
    )


def without_addresses(stakeholders: tuple[Stakeholder, ...] = LIST) -> tuple[Stakeholder, ...]:
    """The same list as a letter gives it: names, roles and bodies, no address."""
    return tuple(Stakeholder(s.ref, s.group, s.name, s.role, s.organisation, "", (), s.member_of) for s in stakeholders)


@dataclass(frozen=True)
class Mail:
    """What a mail of a table says; everything else is as usual."""

    body: str = ""
    subject: str = f"RE: {SUBJECT}"
    sender: str = "Jo Bloggs <jo.bloggs@elsewhere.example>"
    headers: tuple[tuple[str, str], ...] = ()
    structure: tuple[str, ...] = ("text/plain",)
    signature: str = ""
    attached: str = ""
    report: str = ""
    quoted: str = ""
    disclaimer: str = ""
    at: datetime = WHEN


def make(mail: Mail) -> ParsedMessage:
    """The parsed message of a table's mail."""
    pieces = (
        (SegmentKind.NEW, mail.body),
        (SegmentKind.SIGNATURE, mail.signature),
        (SegmentKind.DISCLAIMER, mail.disclaimer),
        (SegmentKind.QUOTED, mail.quoted),
    )
    texts, segments, content = [], [], ""
    for kind, said in pieces:
        if said:
            words = said.rstrip() + "\n\n"
            segments.append(Segment(Span("body", len(content), len(content) + len(words)), kind))
            content += words
    texts.append(Text("body", TextRole.BODY, "text/plain", "", content))
    for part, role, words, kind in (
        ("attachment:1", TextRole.ATTACHMENT, mail.attached, SegmentKind.NEW),
        ("report:1", TextRole.REPORT, mail.report, SegmentKind.QUOTED),
    ):
        if words:
            texts.append(Text(part, role, "text/plain", "reply.docx", words))
            segments.append(Segment(Span(part, 0, len(words)), kind))
    name, _, email = mail.sender.rpartition(" <")
    raw = tuple((n.lower(), v) for n, v in mail.headers)
    return ParsedMessage(
        ArchiveId("0" * 64),
        Headers(
            from_=(Address(name.strip('"'), email.strip("<>").lower()),),
            sender=_address(raw, "sender"),
            reply_to=tuple(a for a in (_address(raw, "reply-to"),) if a),
            to=(Address("", OURS),),
            cc=(),
            subject=mail.subject,
            message_id="<1@elsewhere.example>",
            in_reply_to="",
            date=mail.at,
            raw=raw,
        ),
        mail.structure,
        tuple(texts),
        tuple(segments),
        (Attachment("attachment:1", "reply.docx", "application/msword", 1, "0" * 64),) if mail.attached else (),
        (),
        "test",
    )


def _address(raw: tuple[tuple[str, str], ...], header: str) -> Address | None:
    value = next((v for n, v in raw if n == header), "")
    name, _, email = value.rpartition(" <")
    return Address(name, email.strip("<>").lower()) if value else None
