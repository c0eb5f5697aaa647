"""One list made of another."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange, compare, lay_over

_REFS = st.sampled_from(["ann", "bob", "cat", "dan"])


def line(ref: str, group: str = "People", email: str = "", others: tuple[str, ...] = ()) -> Stakeholder:
    return Stakeholder(Ref(ref), group, ref.title(), "", "", email or f"{ref}@x.example", others)


def lists() -> st.SearchStrategy[tuple[Stakeholder, ...]]:
    lines = st.builds(
        lambda ref, group, host, other: line(ref, group, f"{ref}@{host}.example", (f"{ref}@{other}.example",)),
        _REFS,
        st.sampled_from(["People", "Bodies"]),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["home", "work"]),
    )
    return st.lists(lines, unique_by=lambda s: s.ref, max_size=4).map(tuple)


@settings(deadline=None)
@given(lists(), lists())
def test_a_list_with_its_differences_laid_over_is_the_other(
    old: tuple[Stakeholder, ...], new: tuple[Stakeholder, ...]
) -> None:
    assert {s.ref: s for s in lay_over(old, compare(old, new))} == {s.ref: s for s in new}
    assert compare(lay_over(old, compare(old, new)), new) == ()


def test_the_file_wins_where_the_lead_has_written_another_thing_since() -> None:
    change = LineChange(Ref("ann"), line("ann"), line("ann", email="ann@new.example", others=("ann@home.example",)))
    (found,) = lay_over((line("ann", email="ann@newest.example"),), (change,))
    assert (found.email, found.other_emails) == ("ann@newest.example", ("ann@home.example",))


def test_an_added_line_stands_at_the_end_of_its_group() -> None:
    listed = (line("ann", "One"), line("bob", "Two"))
    found = lay_over(listed, (LineChange(Ref("cat"), None, line("cat", "One")),))
    assert [s.ref for s in found] == ["ann", "cat", "bob"]


def test_an_address_stays_in_one_line() -> None:
    """The file gives the linked address to another line later: the file wins."""
    linked = LineChange(Ref("ann"), line("ann"), line("ann", others=("shared@x.example",)))
    found = lay_over((line("ann"), line("bob", others=("shared@x.example",))), (linked,))
    assert [s.other_emails for s in found] == [(), ("shared@x.example",)]


def test_addresses_that_two_lines_swap_are_swapped() -> None:
    old = (line("ann"), line("bob"))
    new = (line("ann", email="bob@x.example"), line("bob", email="ann@x.example"))
    assert lay_over(old, compare(old, new)) == new


def test_a_member_of_a_line_that_is_gone_is_a_member_no_longer() -> None:
    team = line("team")
    member = replace(line("tim"), member_of=team.ref)
    (found,) = lay_over((team, member), (LineChange(team.ref, team, None),))
    assert found.member_of is None
