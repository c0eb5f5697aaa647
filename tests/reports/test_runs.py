"""Marks that lie across each other in any way, cut into runs."""

from hypothesis import given
from hypothesis import strategies as st

from reports.runs import Mark, Run, cut_runs

LENGTH = 30
MARKS = st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)), max_size=12).map(
    lambda pairs: [Mark(f"m{n}", start, end) for n, (start, end) in enumerate(pairs)]
)


@given(MARKS, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_the_runs_cover_a_stretch_exactly_and_over_each_lie_the_marks_that_lie_there(
    marks: list[Mark], one: int, other: int
) -> None:
    start, end = sorted((one, other))
    runs = list(cut_runs(start, end, marks))
    assert [n for run in runs for n in range(run.start, run.end)] == list(range(start, end))
    for run in runs:
        for place in range(run.start, run.end):
            assert set(run.marks) == {m.name for m in marks if m.start <= place < m.end}


def test_marks_within_and_across_each_other_are_cut_where_any_begins_or_ends() -> None:
    marks = [Mark("inner", 2, 4), Mark("outer", 0, 6), Mark("across", 3, 8), Mark("empty", 5, 5)]
    assert list(cut_runs(0, 9, marks)) == [
        Run(0, 2, ("outer",)),
        Run(2, 3, ("outer", "inner")),
        Run(3, 4, ("outer", "inner", "across")),
        Run(4, 6, ("outer", "across")),
        Run(6, 8, ("across",)),
        Run(8, 9),
    ]
