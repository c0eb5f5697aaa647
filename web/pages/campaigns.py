"""Near-identical replies: all campaigns, and one with what each changed in its most usual words."""

from starlette.responses import Response

from ingest.message import ArchiveId
from reports.campaign_report import beginning, by_ref, changes_in, say_listed, say_who, wanted_of
from reports.campaigns import Campaign
from reports.changes import How
from web.addresses import CAMPAIGNS, campaign_path
from web.choice import page_of
from web.desk import View
from web.errors import MissingError
from web.visit import Visit, show

PAGE = 50
MOST_OF_A_TEXT = 6000


def campaigns(visit: Visit) -> Response:
    """All campaigns, the largest first, and what respondents sent twice."""
    as_of, view = _moment(visit)
    found = visit.desk.mails.nearly_same(visit.desk.read_moment(as_of))
    shown, pages = page_of(found.campaigns, visit.query("page"), PAGE)
    lines, words = by_ref(view.consultation), visit.desk.mails.own_words(wanted_of(shown))
    twice = [view.records[mail].mail for mail in found.sent_again]
    return visit.render(
        "campaigns.html",
        view=view,
        as_of=as_of,
        found=found,
        campaigns=shown,
        pages=pages,
        query={"as_of": as_of},
        begins={c.name: beginning(words.get(c.usual, "")) for c in shown},
        listed={c.name: say_listed(c, lines) for c in shown},
        twice=sorted(twice, key=lambda mail: (mail.from_address, mail.received_at))[: 2 * PAGE],
    )


def campaign(visit: Visit) -> Response:
    """One campaign, by any of its mails."""
    as_of, view = _moment(visit)
    this = ArchiveId(visit.path("mail"))
    found = visit.desk.mails.nearly_same(visit.desk.read_moment(as_of)).of_mail.get(this)
    if found is None:
        raise MissingError("This mail is of no campaign: no reply of anybody else is nearly the same.")
    if this != found.name:
        return visit.go(campaign_path(found.name, as_of))
    shown, pages = page_of(_own_words_first(found), visit.query("page"), PAGE)
    words, lines = visit.desk.mails.own_words((found.usual, *shown)), by_ref(view.consultation)
    usual = words.get(found.usual, "")
    return visit.render(
        "campaign.html",
        view=view,
        as_of=as_of,
        campaign=found,
        usual=usual[:MOST_OF_A_TEXT],
        left_out=max(0, len(usual) - MOST_OF_A_TEXT),
        mails=shown,
        pages=pages,
        query={"as_of": as_of},
        changes={mail: changes_in(found, mail, words) for mail in shown},
        who={mail: say_who(found, mail, lines) for mail in shown},
        how=How,
    )


def _moment(visit: Visit) -> tuple[str, View]:
    as_of = visit.query("as_of")
    return as_of, visit.desk.view(visit.desk.read_moment(as_of))


def _own_words_first(found: Campaign) -> tuple[ArchiveId, ...]:
    """Those who changed something first, each part oldest first."""
    return tuple(sorted(found.mails, key=lambda mail: mail in found.same))


ROUTES = (show(CAMPAIGNS, campaigns), show(f"{CAMPAIGNS}/{{mail}}", campaign))
