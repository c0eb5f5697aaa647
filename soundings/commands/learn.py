"""soundings learn: what this installation's corrections teach."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home
from soundings.errors import SoundingsError
from soundings.progress import shown_progress
from soundings.screen import show

if TYPE_CHECKING:
    from classify.models import Models

EXAMPLE = "Example: soundings learn, then: soundings run"

Yes = Annotated[bool, typer.Option("--yes", help="Use what was learned without asking.")]
Forget = Annotated[
    bool, typer.Option("--forget", help="Throw away what was learned: mails are read as Soundings ships.")
]


def learn(consultation: Consultation = "", home: Home = None, yes: Yes = False, forget: Forget = False) -> None:
    """Learn from corrected mails, and from those that a person looked at and left; show what it is worth, and ask."""
    from classify.learned import forget_learned, save_learned
    from reports.learning_report import make_learning_report
    from soundings.learning import School
    from soundings.lessons import take_lessons

    office = open_office(consultation, home)
    if forget:
        there = forget_learned(office.learned)
        typer.echo("What was learned is thrown away. Next: soundings run" if there else "Nothing had been learned.")
        return
    models = _models()
    with office.open_store() as store, shown_progress() as progress:
        lessons = take_lessons(office, store.load_mails(office.consultation.name), models, progress)
    learned, parts = School(office.consultation, models).learn(lessons)
    show(make_learning_report(office.consultation.title, office.clock(), len(lessons), parts))
    if not learned.is_anything:
        typer.echo("\nNothing is learned, and nothing is changed.")
    elif yes or _asked():
        save_learned(learned, office.learned)
        typer.echo(f"\nLearned, as version {learned.version}, in {office.learned}. Next: soundings run")
    else:
        typer.echo("\nNothing is changed. To use it: soundings learn --yes")


def _asked() -> bool:
    return sys.stdin.isatty() and typer.confirm("\nRead mails by it from now on?", default=False)


def _models() -> "Models":
    from classify.models import ModelError, load_models

    try:
        return load_models()
    except ModelError as error:
        raise SoundingsError(str(error).rstrip("."), "soundings doctor tells more") from error
