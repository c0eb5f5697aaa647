"""soundings purge: what people wrote goes, the counts stay."""

from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Because, By, Consultation, Home
from soundings.errors import SoundingsError
from soundings.finding import who

if TYPE_CHECKING:
    from soundings.purge import Plan

EXAMPLE = "Example: soundings purge --consultation hmip-2025-26 --dry-run"

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would go and what would stay; change nothing.")]
Confirm = Annotated[str, typer.Option("--confirm", metavar="NAME", help="The consultation's name: now for real.")]
Early = Annotated[bool, typer.Option("--early", help="Although the time for which things are kept is not over.")]


def purge(
    consultation: Consultation = "",
    home: Home = None,
    dry_run: DryRun = False,
    confirm: Confirm = "",
    early: Early = False,
    by: By = "",
    because: Because = "",
) -> None:
    """Delete the mails, texts and names of a consultation for good, and keep the counts. Nothing brings them back."""
    from soundings.purge import check_due, plan_purge
    from soundings.purge import purge as do_purge

    office = open_office(consultation, home)
    name = office.consultation.name
    with office.open_store() as store:
        if dry_run:
            _show(plan_purge(office, store), "would go")
            return
        if confirm != name:
            raise SoundingsError("nothing was deleted", f"See --dry-run first; then --confirm {name} does it for good")
        if not early:
            check_due(office)
        elif not because.strip():
            raise SoundingsError("--early wants a reason", "Give it with --because")
        plan = do_purge(office, store, who(by), because)
    _show(plan, "gone")
    typer.echo(
        f"Not touched, and yours to see to: the mailbox with its drafts, backups, {office.folder} with the list, and "
        "what was copied elsewhere."
    )


def _show(plan: "Plan", verb: str) -> None:
    from reports.remains import say_remains

    rows = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in plan.rows.items()) or "none"
    if plan.done:
        typer.echo(f"Purged on {plan.done.at:%Y-%m-%d} by {plan.done.by}.")
    typer.echo(f"Mails in the archive, {verb}: {plan.archived}")
    typer.echo(f"Rows of the database, {verb}: {rows}")
    typer.echo(f"Files in the output folder, {verb}: {len(plan.files)}")
    typer.echo("Kept: the days and counts of all runs, who purged when and why, and these counts:")
    typer.echo("\n".join(f"  {line}" for line in say_remains(plan.kept)))
