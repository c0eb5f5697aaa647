"""What the head of the status board tells beside the standings."""

import pytest

from reports.board import make_board
from reports.status import make_status
from store.rows import Run
from tests.reports.made import consultation, london

AT = london("11-18 02:15")


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (None, None),
        (Run(1, AT, AT, "done", {"fetched": 3, "withheld": 0}, ""), None),
        (Run(1, AT, None, "running", {}, ""), None),
        (
            Run(1, AT, AT, "failed", {}, "mail.example: the server does not answer. Try again later."),
            "Monday 18 Nov 2024, 02:15: broke off. mail.example: the server does not answer. Try again later.",
        ),
        (
            Run(1, AT, AT, "done", {"withheld": 2}, ""),
            "Monday 18 Nov 2024, 02:15: 2 mails could not be fetched; the next run asks again",
        ),
    ],
)
def test_the_last_run_is_told_of_where_it_did_not_get_through(run: Run | None, told: str | None) -> None:
    board = make_board(make_status(consultation(), [], (), london("11-18 09:00")), None, run)
    assert next((fact.value for fact in board.facts if fact.name == "Last run"), None) == told
