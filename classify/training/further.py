"""Trains the network that ships further, with replies that are new to it (`make further NEW="OT- LU-"`).

That takes a fraction of the time of training from the published weights: replies whose ids begin as named stand in each
epoch, and of those that it has learned from before a share, so that it forgets nothing. Its words stay as they are.
"""

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from classify.models import FOLDER
from classify.training.export import export
from classify.training.folds import is_apart
from classify.training.learn import Course, Pace, learn
from classify.training.lessons import SENTENCES, lesson_of, sentence_lessons
from classify.training.review import train_review, write_about
from classify.training.shipped import shipped
from classify.training.train import USUAL
from classify.training.worlds import Example, load_all_examples

EPOCHS, SHARE = 5, 0.4
ENCODER_RATE, HEADS_RATE = 5e-5, 2.5e-4


def course_of(examples: Sequence[Example], new: Sequence[str], folder: Path) -> Course:
    """The examples that are not kept apart and all sentences, as a course that goes on from the network of a folder."""
    kept = [e for e in examples if not is_apart(e)]
    lessons = (*map(lesson_of, kept), *sentence_lessons(SENTENCES))
    letters = {e.world.name: e.world.consultation for e in examples}
    pace = Pace(EPOCHS, ENCODER_RATE, HEADS_RATE, SHARE, tuple(new))
    return Course(lessons, letters, folder / "tokens.json", partial(shipped, folder), USUAL, pace)


def main() -> None:
    """Train what ships further; the arguments are beginnings of the ids of new replies."""
    new = sys.argv[1:]
    if not new:
        raise SystemExit('Name how the ids of the new replies begin: make further NEW="OT- LU-"')
    examples = load_all_examples()
    course = course_of(examples, new, FOLDER)
    print(f"{sum(x.id.startswith(tuple(new)) for x in course.lessons)} new replies ...", file=sys.stderr)  # noqa: T201
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        export(learn(course, scratch), course.tokens.read_text(encoding="utf-8"), FOLDER, scratch)
    apart = [e for e in examples if is_apart(e)]
    train_review(apart, FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
