"""soundings sign-in: the sign-in to the mailbox, once, so that runs need nobody."""

import typer

from soundings.bootstrap import now
from soundings.commands.options import Home

EXAMPLE = "Example: soundings sign-in --home ~/Soundings"


def sign_in(home: Home = None) -> None:
    """Sign in to Microsoft 365 in a browser and keep it for the runs; or see that a token can be had without."""
    import os

    from config.settings import SignIn, load_settings
    from soundings.bootstrap import make_home
    from soundings.signing_in import find_tokens, microsoft_tokens, say_secret_places

    settings = load_settings(home, os.environ)
    make_home(settings.home)
    if settings.imap.sign_in is SignIn.MICROSOFT:
        microsoft = microsoft_tokens(settings, now)
        if not microsoft.is_application:
            name = microsoft.sign_in_person(lambda words: typer.echo(words, err=True))
            typer.echo(f"Signed in{f' as {name}' if name else ''}; kept in {settings.oauth.cache_file}.")
            return
    tokens = find_tokens(settings, now)
    if tokens is None:
        typer.echo(f"Nothing to do: {say_secret_places(settings)}. soundings doctor tries it.")
        return
    tokens.access_token(renewed=True)
    typer.echo(f"A token can be had ({say_secret_places(settings)}). soundings doctor tries it on the mailbox.")
