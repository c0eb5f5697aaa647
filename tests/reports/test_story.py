"""The story of a line: what came in, what was decided, and what we wrote."""

from dataclasses import replace

from config.consultation import Ref
from reports.story import Told, line_story
from store.rows import Chaser, Ended, KeptIn, SentMail
from tests.reports.made import ANN, london, mail
from tests.reports.test_drafts import draft


def test_drafts_and_what_was_seen_in_sent_are_told_in_their_place() -> None:
    """Drafted is never told as sent; another line's mails are not told."""
    reply = mail("11-22 09:00", "response", ANN)
    assert reply.analysis
    sent = [
        SentMail("<1@us>", ANN, "ann@x.example", "<d@us>", london("11-20 10:00"), london("11-20 11:00")),
        SentMail("<2@us>", ANN, "ann@x.example", "", london("11-20 12:00"), london("11-20 13:00")),
        SentMail("<3@us>", ANN, "ann@x.example", "", london("11-20 14:00"), london("11-20 15:00"), merged=True),
    ]
    told = Told(
        mails=(reply,),
        analyses=((london("11-22 09:05"), reply.analysis),),
        chasers=(Chaser(ANN, london("11-19 09:00"), "chasers-2024-11-19"),),
        drafts=(
            draft(),
            draft(
                message_id="<other@us>",
                made_at=london("11-21 09:00"),
                kept_in=KeptIn.MAILBOX,
                place="Drafts",
                ended=Ended.REMOVED,
                ended_at=london("11-22 10:00"),
            ),
            draft(Ref("bob")),
        ),
        sent=(*sent, replace(sent[0], ref=Ref("bob"))),
    )
    assert [(e.what, e.words) for e in line_story(ANN, told)] == [
        ("chaser", "reminder told as sent (chasers-2024-11-19)"),
        ("draft", "reminder to ann@x.example drafted as ann.eml"),
        ("sent", "reminder, as drafted, to ann@x.example: seen in Sent"),
        ("sent", "mail of ours, no reminder, to ann@x.example: seen in Sent"),
        ("sent", "reminder, by mail merge, to ann@x.example: seen in Sent"),
        ("draft", "reminder to ann@x.example drafted in Drafts"),
        ("mail", "Subject"),
        ("analysis", "response, for ann"),
        ("draft", "reminder to ann@x.example: the draft was taken out of the mailbox, having been overtaken"),
    ]
