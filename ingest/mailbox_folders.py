"""The folders of a mailbox: their names, what they are for, and opening one."""

from imapclient import IMAPClient

from ingest.mailbox_errors import MailboxError, explained
from ingest.mailbox_line import CommandError, Folder, Line


def folder_names(line: Line) -> tuple[str, ...]:
    """The folders that the server has and that hold mail, in order of name. Raises MailboxError."""
    with explained(line.settings):
        return line.ask(_names)


def find_special_folder(line: Line, use: bytes, setting: str) -> str:
    r"""The folder that the server marks for a use, such as `\Sent` (RFC 6154), or that has its usual name.

    Raises MailboxError where there is none; `setting` is what a person may write to name it.
    """
    with explained(line.settings):
        found = line.ask(lambda client: client.find_special_folder(use))
    if found is None:
        raise MailboxError(
            f"{line.settings.host}: the mailbox of {line.settings.user} has no folder marked {use.decode()}",
            f"Name one of these under [imap], {setting} = ...: {', '.join(folder_names(line))}.",
        )
    return str(found)


def open_folder(line: Line, name: str, *, to_write: bool = False) -> Folder:
    """Examine a folder, or select it to write to it. Raises MailboxError, which names those there are if it is not."""
    with explained(line.settings):
        try:
            return line.select(name) if to_write else line.examine(name)
        except CommandError as error:
            _check_exists(line, name, error)
            raise


def _check_exists(line: Line, folder: str, error: Exception) -> None:
    folders = folder_names(line)
    if folder not in folders:
        settings = line.settings
        raise MailboxError(
            f"{settings.host}: the mailbox of {settings.user} has no folder {folder!r}",
            f"It has: {', '.join(folders)}.",
        ) from error


def _names(client: IMAPClient) -> tuple[str, ...]:
    return tuple(sorted(name for flags, _, name in client.list_folders() if b"\\Noselect" not in flags))
