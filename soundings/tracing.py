"""Mails as the archive has them, for who follows a figure back to its bytes."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ingest.archive import Archive
from ingest.errors import IngestError
from soundings.errors import SoundingsError

if TYPE_CHECKING:
    from config.consultation import Consultation, Letter
    from reports.results_index import Traced
    from reports.trace import Archived
    from soundings.progress import Progress
    from store.rows import Mail


def reader(archive: Archive, letter: "Letter", total: int, progress: "Progress") -> "Callable[[Mail], Archived]":
    """Opens a mail: its bytes compared with its id, then read anew; tells how many of `total` are done."""
    from ingest.parse import parse
    from reports.trace import Archived, Kept

    done = 0

    def read(mail: "Mail") -> Archived:
        nonlocal done
        done += 1
        progress("looked up", done, total)
        if mail.archive_id not in archive:
            blank = not (mail.from_address or mail.message_id or mail.subject)
            return Archived(Kept.TAKEN_OUT if blank else Kept.MISSING)
        try:
            raw = archive.load(mail.archive_id)
        except IngestError:
            return Archived(Kept.DAMAGED)
        return Archived(Kept.WHOLE, len(raw), parse(raw, letter))

    return read


def find_figure(figures: "Mapping[str, Traced]", name: str) -> "Traced":
    """The figure of this name, however it is cased. Raises SoundingsError with the nearest one."""
    by_name = {known.casefold(): known for known in figures}
    if name.strip().casefold() in by_name:
        return figures[by_name[name.strip().casefold()]]
    near = difflib.get_close_matches(name.casefold(), by_name, n=1)
    mend = f"Did you mean {by_name[near[0]]}?" if near else "soundings trace without a name lists them all"
    raise SoundingsError(f"{name!r}: there is no figure of this name", mend)


def check_group(consultation: "Consultation", group: str) -> str:
    """The group's name as the list has it, however it is cased; empty is all. Raises SoundingsError."""
    groups: Iterable[str] = dict.fromkeys(s.group for s in consultation.stakeholders)
    if not group:
        return group
    found = next((g for g in groups if g.casefold() == group.strip().casefold()), None)
    if found is None:
        raise SoundingsError(f"{group!r}: the list has no such group", f"It has {', '.join(filter(None, groups))}")
    return found
