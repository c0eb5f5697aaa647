"""Files written so that a crash leaves either the whole of one or nothing, and the way to each on the disk."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from ingest.encryption import Keys, Sealing

Each = Callable[[Callable[[Path], None], Iterable[Path]], Iterable[None]]


class Ways:
    """The folders that lead to files, of which some may not be on the disk yet; each is synced once for many files.

    Any thread may put files into folders while another settles: what is put in later is settled the next time.
    """

    def __init__(self) -> None:
        self._made: set[Path] = set()
        self._unsettled: set[Path] = set()

    def lead_to(self, folder: Path, root: Path) -> None:
        """Make a folder and what leads to it from a root; only the owner may look in.

        What is there already is settled all the same, once: a process that was killed may have left it so.
        """
        if folder in self._made:
            return
        if folder == root:
            make_folders(folder)
        else:
            self.lead_to(folder.parent, root)
            folder.mkdir(mode=0o700, exist_ok=True)
            self._unsettled.add(folder.parent)
        self._made.add(folder)

    def changed(self, folder: Path) -> None:
        """A file was put into a folder or moved away."""
        self._unsettled.add(folder)

    def settle(self, each: Each = map) -> None:
        """Returns when all that was put in before is on the disk. Raises OSError; then nothing counts as settled."""
        found = set()
        while self._unsettled:
            found.add(self._unsettled.pop())
        try:
            for _ in each(sync_folder, found):
                pass
        except BaseException:
            self._unsettled |= found
            raise


def make_folders(folder: Path) -> None:
    """Make a folder and what leads to it, each entry on the disk before the next; only the owner may look in."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def replace_file(target: Path, pieces: Iterable[bytes], keys: Keys) -> None:
    """Write a file whole under its name; whoever calls syncs its folder. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            sealing = Sealing(file, keys)
            for piece in pieces:
                sealing.write(piece)
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Returns when a folder's entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
