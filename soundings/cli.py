"""The command line: which commands there are, and how each error ends."""

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

import typer

from config.errors import ConfigError
from ingest.errors import IngestError
from soundings.errors import SoundingsError
from soundings.stopping import StoppedError
from store.errors import StoreError

WRONG_FILES, FAILED, STOPPED = 2, 1, 130

# a command makes its objects once and keeps them: to look for waste among them every 700 costs a sixth of its start
gc.set_threshold(100_000)

_COMMANDS = (
    "demo", "init", "doctor", "sign-in", "run", "add", "worker", "health", "backup", "restore", "purge", "subject",
    "serve", "ledger", "status", "chase", "campaigns", "summary", "export", "trace", "analyse", "explain", "correct",
    "extend", "history", "link", "learn",
)  # fmt: skip
_GROUPS = {"list": "distribution", "archive": "archive", "user": "user"}
"""Commands that have commands of their own, with the modules that they live in."""


def make_app(wanted: str = "") -> typer.Typer:
    """The command line; with the name of a command that one alone, so that no other is loaded for it."""
    app = typer.Typer(
        help="Reads the replies to a consultation letter, says who has answered and what they said, and whom to chase.",
        epilog="Begin with: soundings demo",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    alone = wanted in _COMMANDS or wanted in _GROUPS
    for name in (wanted,) if alone else (*_COMMANDS, *_GROUPS):
        module = import_module(f"soundings.commands.{_GROUPS.get(name, name).replace('-', '_')}")
        if name in _GROUPS:
            app.add_typer(module.app, name=name)
        else:
            app.command(name, epilog=module.EXAMPLE)(getattr(module, name.replace("-", "_")))
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"soundings {version('soundings')}")
        raise typer.Exit


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
        make_app(sys.argv[1] if len(sys.argv) > 1 else "")()
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
