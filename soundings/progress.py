"""Progress of long work, on standard error: a bar on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import typer

_EVERY = 100


class Progress(Protocol):
    """Told of each mail that is done, and of how many there are where that is known.

    A mail of which it is told is on disk; so it may raise SoundingsError or StoreError to end the run there.
    """

    def __call__(self, what: str, done: int, total: int | None) -> None: ...  # noqa: D102


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress for as long as the block lasts."""
    if not sys.stderr.isatty():
        yield _lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("Mails {task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show


def _lines(what: str, done: int, total: int | None) -> None:
    if done == total or done % _EVERY == 0:
        typer.echo(f"{done}{f' of {total}' if total else ''} mails {what}", err=True)


def warn(file: Path, why: str) -> None:
    """Say that a file was left out, on standard error."""
    typer.echo(f"{file}: {why}; left out", err=True)
