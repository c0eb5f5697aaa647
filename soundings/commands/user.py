"""soundings user: who may come into the pages with a password."""

from pathlib import Path
from typing import Annotated

import typer

from soundings.commands.options import Home

EXAMPLE = "Example: soundings user add 'Ann Example' --role reader"

Name = Annotated[str, typer.Argument(metavar="NAME", help="As it is to be shown beside each change.")]
RoleOption = Annotated[str, typer.Option("--role", help="editor, who changes things too, or reader, who looks.")]

app = typer.Typer(help="Say who may come into the pages with a password.", epilog=EXAMPLE, no_args_is_help=True)


@app.command("add", epilog=EXAMPLE)
def add(name: Name, role: RoleOption = "editor", home: Home = None) -> None:
    """Add somebody, or give them another role and password; the password is asked for, or read from standard input."""
    from config.errors import ConfigError
    from web.users import Role, User, set_user

    path = _file(home)
    if role not in tuple(Role):
        raise ConfigError(f"--role {role}", "there is no such role", f"Use one of {', '.join(Role)}.")
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    set_user(path, User(name, Role(role)), password)
    typer.echo(f"{name} may come in as {role}: {path}")


@app.command("remove", epilog="Example: soundings user remove 'Ann Example'")
def remove(name: Name, home: Home = None) -> None:
    """Take somebody out; whoever is in stays until the server is started again."""
    from web.users import remove_user

    path = _file(home)
    remove_user(path, name)
    typer.echo(f"{name} is taken out of {path}")


def _file(home: Path | None) -> Path:
    """The users file of the settings. Raises ConfigError where none is named."""
    import os

    from config.errors import ConfigError
    from config.settings import SETTINGS_FILE, load_settings

    settings = load_settings(home, os.environ)
    if settings.web.users_file is None:
        mend = 'Write users_file = "users" under [web]: it is made beside the settings.'
        raise ConfigError(settings.home / SETTINGS_FILE, "no users file is named", mend)
    return settings.web.users_file
