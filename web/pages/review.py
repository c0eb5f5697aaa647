"""Review: where a doubtful mail is decided with its words in view."""

from starlette.responses import Response

from ingest.message import ArchiveId
from reports.doubts import Stake
from store.rows import MailRecord
from store.values import Values, changed
from web.addresses import REVIEW, review_path
from web.choice import page_of
from web.desk import View, revision_of, version_of
from web.errors import RefusedError, StaleError
from web.navigation import Entry
from web.reviewing.fields import Fields, fields_of
from web.reviewing.form import read_form
from web.reviewing.page import Stale, next_path, record_of, render_mail, strip_of
from web.reviewing.state import (
    LOOKED,
    as_seen,
    differences,
    last_word_of,
    open_clashes,
    taking_back,
    was_said,
    words_to_say,
)
from web.reviewing.waiting import queue_of
from web.visit import Visit, change, show

ENTRY = Entry(30, "Review", REVIEW)

STAKES = {
    Stake.UNREAD: "Could not be read",
    Stake.STANDING: "Who or what it is",
    Stake.ANSWER: "Whether a question is answered",
    Stake.STANCE: "What they think of a topic",
    Stake.PROPOSAL: "What they propose",
    Stake.RANK: "The order of topics",
    Stake.NOTHING_NAMED: "Nothing in particular",
}


def review(visit: Visit) -> Response:
    """The queue."""
    view = visit.desk.view()
    queue = queue_of(visit.request.app.state, view)
    items, pages = page_of(queue, visit.query("page"))
    return visit.render(
        "review.html", view=view, queue=queue, items=items, pages=pages, stakes=STAKES, strip=strip_of(visit, view)
    )


def review_mail(visit: Visit) -> Response:
    """One mail, with every decision to be let stand or changed."""
    return render_mail(visit, visit.desk.view())


def decide(visit: Visit) -> Response:
    """What a reviewer has changed is recorded, and that they have looked; then on to the next mail.

    Where the mail is no longer as it was seen nothing is recorded: both versions are shown, and the reviewer chooses.
    """
    view = visit.desk.view()
    record = record_of(visit, view)
    seen, now = visit.field("seen"), visit.field("now") or visit.field("seen")
    base, then = _state(visit, view, record, seen), _state(visit, view, record, now)
    sent, choices = _sent(visit), _choices(visit)
    mine, problems = read_form(sent, base, view.consultation)
    if problems:
        return render_mail(visit, view, sent, problems, versions=(seen, now))
    onwards = next_path(queue_of(visit.request.app.state, view), record.mail.archive_id)
    words = words_to_say(base, then, mine, choices) | LOOKED
    if was_said(record, revision_of(now), words, visit.user.name):
        return visit.go(onwards)
    if open_clashes(base, then, mine, choices) or now != version_of(record):
        return _stale(visit, view, base, mine, seen)
    try:
        visit.desk.correct(record.mail.archive_id, words, visit.user.name, version=now)
    except StaleError:
        return _stale(visit, visit.desk.view(), base, mine, seen)
    return visit.go(onwards)


def undo(visit: Visit) -> Response:
    """Take back what this person said last, and show that mail; a form sent twice takes back once."""
    view = visit.desk.view()
    last = last_word_of(view.records, visit.user.name)
    record = view.records.get(ArchiveId(visit.field("mail")))
    if record is None:
        raise RefusedError("There is nothing to take back.")
    if last is None or last[0] is not record or version_of(record) != visit.field("version"):
        visit.flash("That was taken back already, or the mail has changed since: see how it stands.", "information")
    elif last[1].over:
        names = ", ".join(dict.fromkeys(word.by for word in last[1].over))
        visit.flash(f"{names} has decided the same since, so nothing was taken back: change it here.", "information")
    else:
        visit.desk.correct(record.mail.archive_id, taking_back(last[1]), visit.user.name, version=version_of(record))
    return visit.go(review_path(record.mail.archive_id))


def _sent(visit: Visit) -> Fields:
    """The form's inputs, without those that every form has."""
    names = dict.fromkeys(name for name, _ in visit.form.multi_items() if name not in _NOT_OF_THE_MAIL)
    return {name: [v for v in visit.form.getlist(name) if isinstance(v, str)] for name in names}


_NOT_OF_THE_MAIL = ("csrf", "seen", "now", "action")


def _choices(visit: Visit) -> dict[str, str]:
    return {n.removeprefix("choice."): str(v) for n, v in visit.form.multi_items() if n.startswith("choice.")}


def _state(visit: Visit, view: View, record: MailRecord, version: str) -> Values:
    analyses = visit.desk.analyses(record.mail.archive_id)
    state = as_seen(record, analyses, revision_of(version), view.consultation)
    if state is None:
        raise RefusedError("This form is of a mail as it never was. Load the page again; nothing was changed.")
    return state


def _stale(visit: Visit, view: View, base: Values, mine: Values, seen: str) -> Response:
    """The mail again, with what others and newer rules have made of it beside what was about to be said."""
    record = record_of(visit, view)
    now = version_of(record)
    theirs = _state(visit, view, record, now)
    since = record.corrections[revision_of(seen).words :]
    others = tuple(dict.fromkeys(word.by for word in since))
    stale = Stale(differences(base, theirs, mine), others, open_clashes(base, theirs, mine, {}))
    return render_mail(visit, view, fields_of(theirs | changed(base, mine)), stale=stale, versions=(seen, now))


ROUTES = (
    show(REVIEW, review),
    change(f"{REVIEW}/undo", undo),
    show(f"{REVIEW}/{{mail}}", review_mail),
    change(f"{REVIEW}/{{mail}}", decide),
)
