"""soundings campaigns: near-identical replies, and what each changed in them."""

from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office
from soundings.commands.options import AsOf, Consultation, Home, Json
from soundings.screen import show

if TYPE_CHECKING:
    from reports.campaigns import Campaign
    from reports.status import Status
    from soundings.comparing import Comparison

EXAMPLE = "Example: soundings campaigns --consultation practice; then, for one of them: soundings campaigns 3f2a9c1d"

Mail = Annotated[
    str,
    typer.Argument(
        metavar="[CAMPAIGN]", help="One campaign, by the first digits of any of its mails. Without it: all of them."
    ),
]


def campaigns(
    mail: Mail = "", consultation: Consultation = "", home: Home = None, as_of: AsOf = "", json: Json = False
) -> None:
    """List replies that are nearly the same, with how many there are; of one campaign, what each changed in it."""
    from reports.campaign_report import by_ref, campaigns_values, make_campaigns_report, wanted_of
    from reports.reading import read_mails
    from reports.render.as_json import dump
    from soundings.comparing import Comparison, find_campaign
    from soundings.shown import find_status, open_shown

    office, shown = open_shown(consultation, home, as_of, "")
    with office.open_store() as store:
        status, mails = find_status(office, store, shown)
        comparison = Comparison(store, office.consultation.name)
        records = {record.mail.archive_id: record for record in mails}
        found = comparison.nearly_same(records, read_mails(mails, shown.as_of))
        if mail.strip():
            _one(office, status, find_campaign(found, mail), comparison, json=json)
            return
        words = comparison.own_words(wanted_of(found.campaigns))
    if json:
        typer.echo(dump(campaigns_values(found, words, by_ref(office.consultation))), nl=False)
        return
    show(make_campaigns_report(status, found, words))
    if found.campaigns:
        typer.echo(f"\nNext: soundings campaigns {found.campaigns[0].name[:8]}")


def _one(office: Office, status: "Status", campaign: "Campaign", comparison: "Comparison", *, json: bool) -> None:
    from reports.campaign_report import by_ref, campaign_values, changes_values, make_campaign_report
    from reports.render.as_json import dump

    words = comparison.own_words(campaign.mails)
    if json:
        values = campaign_values(campaign, words, by_ref(office.consultation))
        typer.echo(dump(values | {"mails": changes_values(campaign, words)}), nl=False)
    else:
        show(make_campaign_report(status, campaign, words))
