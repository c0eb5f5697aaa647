"""Train the field of wordings: `python -m classify.training.wording`; seconds, and the same outcome each time.

It learns from the lines of `kinds/` (one mail of a person a line) and from the labelled replies of those kinds.
"""

from collections.abc import Iterator
from pathlib import Path

from classify.crf import train
from classify.models import FOLDER
from classify.rules.facts import gather_facts
from classify.training.replies import load_replies
from classify.training.worlds import load_world, world_folders
from classify.wording import FILE, KINDS, wording_features
from ingest.parse import parse

LINES = Path(__file__).parent / "kinds"


def load_lines() -> Iterator[tuple[str, str]]:
    """The mails of `kinds/`, each with its kind."""
    for kind in KINDS:
        for line in (LINES / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield line, kind.value


def load_short_replies() -> Iterator[tuple[str, str]]:
    """The own words of labelled replies of these kinds."""
    for folder in world_folders():
        consultation = load_world(folder).consultation
        for reply in load_replies(folder, consultation):
            if reply.gold["kind"] in {k.value for k in KINDS}:
                facts = gather_facts(parse(reply.raw, consultation.letter), consultation)
                yield " ".join(p.text for p in facts.body), reply.gold["kind"]


def train_wording(folder: Path = FOLDER) -> None:
    """Train and write the field into a folder."""
    mails = [*load_lines(), *load_short_replies()]
    train([([wording_features(text)], [kind]) for text, kind in mails], folder / FILE, c1=0.02, c2=0.3)


if __name__ == "__main__":
    train_wording()
