"""The sets of labelled mails, each with the consultation that its mails answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.labels import Labels, load_labels
from config.consultation import Consultation
from config.draft import draft_consultation, write_draft
from config.load import find_consultation, load_consultation

GOLD = Path(__file__).parent / "gold"
PRACTICE = "practice"


class SetName(StrEnum):
    """What each set is there for."""

    DEV = "dev"
    UNSEEN = "unseen"
    TRANSPORT = "transport"

    @property
    def is_open(self) -> bool:
        """Whether its mails may be named: the others are only counted, so that nobody mends a rule by them."""
        return self is SetName.DEV

    @property
    def purpose(self) -> str:
        """One line for whoever reads the figures."""
        return {
            SetName.DEV: "mails that the rules were measured by while they were written",
            SetName.UNSEEN: "mails written for measuring alone, whose wording nobody looks at",
            SetName.TRANSPORT: "replies to another letter, set up with soundings init and left as drafted",
        }[self]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Mails in a folder, their right labels in the file's order, and what they answer."""

    name: SetName
    mails: Path
    golds: tuple[Labels, ...]
    consultation: Consultation


@contextmanager
def opened(name: SetName, gold: Path = GOLD) -> Iterator[LabelledSet]:
    """A set that is ready to read; another letter is drafted into a folder that is gone afterwards."""
    folder = gold / name
    golds = load_labels(folder / "gold.jsonl")
    practice = load_consultation(find_consultation(PRACTICE))
    letter = folder / "letter.txt"
    if not letter.exists():
        yield LabelledSet(name, folder / "mail", golds, practice)
        return
    with TemporaryDirectory(prefix="soundings-") as temporary:
        place = Path(temporary) / name
        write_draft(place, draft_consultation(letter.read_text(encoding="utf-8"), practice.stakeholders))
        yield LabelledSet(name, folder / "mail", golds, load_consultation(place))
