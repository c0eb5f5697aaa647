"""Taking in what did not come by mail, and mails that were saved elsewhere."""

from starlette.responses import Response

from ingest.by_hand import By
from web.addresses import ADMINISTRATION
from web.errors import RefusedError
from web.intake import Reply
from web.uploads import uploads_of
from web.visit import Visit, change, show

ADD = f"{ADMINISTRATION}/add"


def add(visit: Visit) -> Response:
    """The forms."""
    return _page(visit)


def _page(visit: Visit, problems: tuple[tuple[str, str], ...] = ()) -> Response:
    sender = visit.field("sender") or visit.query("sender")
    return visit.render("add.html", 400 if problems else 200, ways=tuple(By), sender=sender, problems=problems)


def add_reply(visit: Visit) -> Response:
    """A reply that came by telephone, by post or in a person's hand."""
    how = visit.field("how")
    needed = (
        ("sender", visit.field("sender"), "Say whose reply it is"),
        ("received", visit.field("received"), "Give the day on which it came"),
        ("how", how if how in tuple(By) else "", "Say how it came"),
    )
    problems = tuple((name, words) for name, value, words in needed if not value)
    if problems:
        return _page(visit, problems)
    try:
        documents = uploads_of(visit.form, "documents")
        if not visit.field("text") and not documents:
            return _page(visit, (("text", "Type what they said, or choose its document"),))
        reply = Reply(visit.field("sender"), _day(visit), By(how), visit.field("text"), documents)
        visit.desk.intake.add_reply(reply, visit.user.name)
    except RefusedError as error:
        return _page(visit, (("received" if "Received" in str(error) else "sender", str(error)),))
    visit.flash("The reply is taken in and is being read.")
    return visit.go(ADMINISTRATION)


def _day(visit: Visit) -> str:
    """The moment as it was typed; a day written in the British way is turned into the one that is understood."""
    typed = visit.field("received")
    return visit.desk.read_day(typed).isoformat() if "/" in typed else typed


def add_mails(visit: Visit) -> Response:
    """Saved mails."""
    try:
        files = uploads_of(visit.form, "mails")
        visit.desk.intake.add_mails(files, visit.user.name)
    except RefusedError as error:
        return _page(visit, (("mails", str(error)),))
    visit.flash("The files are taken in and are being read.")
    return visit.go(ADMINISTRATION)


ROUTES = (show(ADD, add), change(f"{ADD}/reply", add_reply), change(f"{ADD}/mails", add_mails))
