"""Every mail, with what was made of it; and the words of all of them, searched."""

from starlette.responses import Response

from reports.board import WORDS
from reports.decisions import say_kind, say_sure
from reports.mails import State
from store.rows import Found
from web.addresses import REPLIES
from web.choice import page_of
from web.navigation import Entry
from web.replies import STATES, Wanted, arrange, kind_filters, state_filters
from web.visit import Visit, show

ENTRY = Entry(20, "Replies", REPLIES)
PAGE = 50


def replies(visit: Visit) -> Response:
    """The mails that were asked for, a page at a time."""
    as_of = visit.query("as_of")
    moment = visit.desk.read_moment(as_of)
    wanted = Wanted(visit.query("words"), visit.query("kind"), visit.query("state"), visit.query("order"))
    found = visit.desk.mails.search(wanted.words) if wanted.words else Found()
    mails = arrange(visit.desk.mails.every(moment), found, wanted)
    shown, pages = page_of([m for m in mails if wanted.takes(m)], visit.query("page"), PAGE)
    alike = visit.desk.mails.nearly_same(moment)
    ids = [m.mail.archive_id for m in shown]
    return visit.render(
        "replies.html",
        view=visit.desk.view(moment),
        as_of=as_of,
        wanted=wanted,
        query={"as_of": as_of} | wanted.query,
        kinds=tuple(kind_filters(mails, wanted)),
        states=tuple(state_filters(mails, wanted)),
        mails=shown,
        pages=pages,
        more=found.more,
        alike=alike,
        snippets=visit.desk.mails.snippets(wanted.words, ids) if wanted.words else {},
        standing_words=WORDS,
        state_words=STATES,
        waits=State.WAITS,
        say_kind=say_kind,
        say_sure=say_sure,
    )


ROUTES = (show(REPLIES, replies),)
