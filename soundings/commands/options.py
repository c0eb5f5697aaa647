"""The options that several commands share, and the moment that one of them gives."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from soundings.bootstrap import Office
from soundings.moment import read_moment

Consultation = Annotated[
    str,
    typer.Option(
        "--consultation",
        metavar="NAME|FOLDER",
        help="Which consultation: a shipped one (practice, hmip-2025-26) or a folder of your own. "
        "Not needed where settings.toml names one.",
    ),
]
Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Where database, archive and output live. Otherwise SOUNDINGS_HOME, otherwise ~/Soundings.",
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="MOMENT",
        help='As at a day or a moment: 2024-11-22, or "2024-11-22T23:59 Europe/London". Without it: now.',
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write it. Otherwise the home folder.")
]
Publishable = Annotated[
    bool, typer.Option("--publishable", help="Leave out names of individuals and whatever is confidential.")
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        help="By what was known at this moment: as it was shown then. Without --as-of also as at this moment.",
    ),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so. Otherwise this computer's user.")]
Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="Why, for whoever reads it later.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts, and nothing else.")]


def moment_of(as_of: str, office: Office) -> datetime:
    """The moment of `--as-of`, or now. Raises ConfigError."""
    return read_moment(as_of, office.consultation.zone) if as_of.strip() else office.clock()
