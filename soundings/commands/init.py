"""soundings init: a consultation folder from a letter."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import ConfigError
from reports.wording import say_day, say_number

if TYPE_CHECKING:
    from config.draft import Draft

EXAMPLE = "Example: soundings init my-consultation --letter letter.docx --list people.xlsx"

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")]
Letter = Annotated[
    Path, typer.Option("--letter", metavar="PATH", help="The letter that was sent: .txt, .docx, .odt or .pdf.")
]
List = Annotated[
    Path | None,
    typer.Option(
        "--list", metavar="PATH", help="The distribution list, .csv or .xlsx. Otherwise read from the letter."
    ),
]


def init(folder: Folder, letter: Letter, list_: List = None) -> None:
    """Make the folder of a new consultation from its letter: questions, topics, deadline and who was asked."""
    from config.draft import draft_consultation, write_draft
    from config.stakeholders import load_stakeholders

    text = _letter_text(letter)
    people = load_stakeholders(list_) if list_ else None
    draft = draft_consultation(text, people)
    written = write_draft(folder, draft, letter)
    typer.echo("\n".join(_found(draft)))
    typer.echo("\nPlease complete or check:")
    typer.echo("\n".join(f"  - {note}" for note in draft.notes or ("every line, against the letter",)))
    typer.echo("\nWritten:\n" + "\n".join(f"  {path}" for path in written))
    typer.echo("\n" + _next(folder))


def _letter_text(path: Path) -> str:
    """The words of the letter. Raises ConfigError where there are none to be had."""
    from ingest.attachments.registry import extract
    from ingest.lines import joined
    from ingest.mime import Leaf

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(path, f"the letter cannot be read ({error.strerror})", "Check the path.") from error
    found = extract(Leaf("application/octet-stream", data, name=path.name))
    if not found.lines:
        problem = found.problem or "there are no words in it"
        raise ConfigError(path, f"the letter: {problem}", "Save it as .docx, .pdf or plain text (.txt).")
    return joined(found.lines)


def _found(draft: "Draft") -> list[str]:
    members = sum(s.member_of is not None for s in draft.stakeholders)
    days = (("Sent", draft.sent_on), ("Deadline", draft.deadline_on))
    return [
        f"Found in the letter: {draft.title or '(no title)'}",
        *(f"  {name:<11}{say_day(day)}" for name, day in days if day),
        f"  {'Questions':<11}{len(draft.questions)}",
        *(f"  {'Topics':<11}{sum(t.list_id == one.id for t in draft.topics)} in {one.id}" for one in draft.lists),
        f"  {'Under way':<11}{len(draft.under_way)}",
        f"  {'Asked':<11}{say_number(len(draft.stakeholders), 'line')}" + (f", {members} members" if members else ""),
        f"  {'Mailboxes':<11}{', '.join(draft.mailboxes) or 'none'}",
    ]


def _next(folder: Path) -> str:
    from config.load import load_consultation

    try:
        load_consultation(folder)
    except ConfigError as error:
        return f"Before it can be used: {error}"
    return f"It can be used at once: soundings analyse --consultation {folder} saved-mails"
