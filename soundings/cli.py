"""The command line: which commands there are, and how each error ends."""

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from config.errors import ConfigError
from ingest.errors import IngestError
from soundings.commands import (
    add,
    analyse,
    archive,
    backup,
    chase,
    correct,
    demo,
    distribution,
    doctor,
    explain,
    export,
    extend,
    health,
    history,
    init,
    learn,
    ledger,
    link,
    purge,
    restore,
    run,
    serve,
    sign_in,
    status,
    subject,
    summary,
    trace,
    user,
    worker,
)
from soundings.errors import SoundingsError
from soundings.stopping import StoppedError
from store.errors import StoreError

WRONG_FILES, FAILED, STOPPED = 2, 1, 130

# a command makes its objects once and keeps them: to look for waste among them every 700 costs a sixth of its start
gc.set_threshold(100_000)

app = typer.Typer(
    help="Reads the replies to a consultation letter, says who has answered and what they said, and whom to chase.",
    epilog="Begin with: soundings demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _module, _command in (
    (demo, demo.demo),
    (init, init.init),
    (doctor, doctor.doctor),
    (sign_in, sign_in.sign_in),
    (run, run.run),
    (add, add.add),
    (worker, worker.worker),
    (health, health.health),
    (backup, backup.backup),
    (restore, restore.restore),
    (purge, purge.purge),
    (subject, subject.subject),
    (serve, serve.serve),
    (ledger, ledger.ledger),
    (status, status.status),
    (chase, chase.chase),
    (summary, summary.summary),
    (export, export.export),
    (trace, trace.trace),
    (analyse, analyse.analyse),
    (explain, explain.explain),
    (correct, correct.correct),
    (extend, extend.extend),
    (history, history.history),
    (link, link.link),
    (learn, learn.learn),
):
    app.command(epilog=_module.EXAMPLE)(_command)
app.add_typer(distribution.app, name="list")
app.add_typer(archive.app, name="archive")
app.add_typer(user.app, name="user")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"soundings {version('soundings')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run one command. Ends with 2 for wrong settings, list or consultation, with 1 for whatever fails besides.

    Whatever it writes, only its owner may read: files 600, folders 700.
    """
    before = os.umask(0o077)
    try:
        _main()
    finally:
        os.umask(before)


def _main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no such letter shows "?", and nothing breaks off
            stream.reconfigure(errors="replace")
    try:
        app()
    except ConfigError as error:
        _end(str(error), WRONG_FILES)
    except StoppedError as error:
        _end(str(error), STOPPED)
    except (IngestError, StoreError, SoundingsError) as error:
        _end(str(error), FAILED)
    except KeyboardInterrupt:
        _end("Stopped. What came in is kept; the next run goes on from here.", STOPPED)


def _end(words: str, code: int) -> None:
    typer.echo(f"soundings: {words}" + ("" if words.endswith((".", "!", "?")) else "."), err=True)
    sys.exit(code)
