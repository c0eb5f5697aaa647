"""The cut, and what could still change it: the bounds are those that brute force finds."""

from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from config.consultation import ListId, Ref, Topic, TopicId, TopicList
from reports.figure import Figure, Voice
from reports.results_cut import Cut, Fate, Pending
from reports.tally import ListCount, TopicCount
from tests.reports.made import ANN, BOB, CAT, TIM, TOM, mail
from tests.reports.outcomes import outcome

TOPICS = tuple(Topic(TopicId(f"1.{x}"), ListId("1"), x, "", x, "") for x in "abc")
SETS = tuple(chain.from_iterable(combinations("abc", n) for n in range(4)))
Votes = dict[str, tuple[str, ...]]


def cut_of(votes: Votes, places: int, pending: Pending) -> Cut:
    """The cut where each of these has chosen a set of the topics; `nil` in the pending have replied, too."""
    nothing = Figure((), len(votes))
    prefer = {t: Figure(tuple(Voice(Ref(r), r, "") for r in votes if t.letter in votes[r]), len(votes)) for t in TOPICS}
    counts = sorted(
        (TopicCount(t, prefer[t], nothing, nothing, nothing) for t in TOPICS), key=lambda c: -c.prefer.value
    )
    answered = Figure(tuple(Voice(Ref(r), r, "") for r in votes), len(votes))
    whole = ListCount(TopicList(ListId("1"), "List", places), None, answered, tuple(counts))
    return Cut(whole, pending, len(votes) + len(pending.nil))


def voices(*names: str) -> tuple[Voice, ...]:
    return tuple(Voice(Ref(n), n, "") for n in names)


CASES = st.tuples(
    st.lists(st.sampled_from(SETS), max_size=4),  # settled
    st.lists(st.sampled_from(SETS), max_size=2),  # waiting
    st.integers(0, 2),  # out
    st.integers(0, 1),  # nil that waits
    st.integers(1, 3),  # places
)


def made(
    case: tuple[list[tuple[str, ...]], list[tuple[str, ...]], int, int, int], strays: int = 0
) -> tuple[Cut, Votes]:
    settled, waiting, out, nil, places = case
    votes: Votes = {f"s{n}": v for n, v in enumerate(settled)} | {f"w{n}": v for n, v in enumerate(waiting)}
    pending = Pending(
        voices(*(f"o{n}" for n in range(out))),
        voices(*(f"n{n}" for n in range(nil))),
        voices(*(f"w{n}" for n in range(len(waiting)))),
        strays,
    )
    return cut_of(votes, places, pending), votes


def ends(votes: Votes, free: list[str]) -> list[dict[str, int]]:
    """Every way in which it can end when these may still choose any set."""
    fixed = {name: chosen for name, chosen in votes.items() if name not in free}
    every = []
    for choice in product(SETS, repeat=len(free)):
        final = fixed | dict(zip(free, choice, strict=True))
        every.append({t: sum(t in chosen for chosen in final.values()) for t in "abc"})
    return every


def fate_in(final: list[dict[str, int]], topic: str, places: int) -> Fate:
    """By counting, over every end: strictly among the first, strictly not, or neither always."""
    others = [t for t in "abc" if t != topic]
    if all(sum(end[o] >= end[topic] for o in others) < places for end in final):
        return Fate.IN
    if all(sum(end[o] > end[topic] for o in others) >= places for end in final):
        return Fate.OUT
    return Fate.OPEN


@settings(max_examples=80, deadline=None)
@given(CASES)
def test_bounds_and_fates_are_those_of_every_way_to_go_on(
    case: tuple[list[tuple[str, ...]], list[tuple[str, ...]], int, int, int],
) -> None:
    cut, votes = made(case)
    pending = cut.pending
    for part in (pending, pending.replies_out, pending.unreviewed):
        final = ends(votes, [v.name for v in (*part.out, *part.nil, *part.waiting)])
        for reach in cut.reaches(part):
            seen = [end[reach.topic.letter] for end in final]
            assert (reach.low, reach.high) == (min(seen), max(seen))
        assert cut.fates(part) == {t.id: fate_in(final, t.letter, cut.places) for t in TOPICS}


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_a_stray_mail_may_be_of_anybody_and_the_bounds_hold(
    case: tuple[list[tuple[str, ...]], list[tuple[str, ...]], int, int, int],
) -> None:
    cut, votes = made(case, strays=1)
    pending = cut.pending
    free = [v.name for v in (*pending.out, *pending.nil, *pending.waiting)]
    final = ends(votes, free)
    for anybody in votes:
        if anybody not in free:
            final += ends(votes, [*free, anybody])
    fates = cut.fates()
    for reach in cut.reaches():
        seen = [end[reach.topic.letter] for end in final]
        assert (reach.low, reach.high) == (min(seen), max(seen))
        if fates[reach.topic.id] is not Fate.OPEN:
            assert fates[reach.topic.id] is fate_in(final, reach.topic.letter, cut.places)


def test_with_nothing_pending_only_a_tie_is_open() -> None:
    assert not cut_of({"s0": ("a", "b"), "s1": ("a",)}, 1, Pending()).is_open()
    level = cut_of({"s0": ("a", "b"), "s1": ("c",)}, 2, Pending())
    assert [c.topic.letter for c in level.level] == ["a", "b", "c"]
    assert level.is_open()


def test_margin_and_what_it_would_take() -> None:
    cut = cut_of({"s0": ("a", "b"), "s1": ("a", "b"), "s2": ("a", "c")}, 2, Pending(voices("o0")))
    assert (cut.margin, cut.needed) == (1, 2)
    assert [c.topic.letter for c in cut.inside] == ["a", "b"]
    assert cut.fates() == {"1.a": Fate.IN, "1.b": Fate.OPEN, "1.c": Fate.OPEN}


def test_where_all_fit_nothing_is_open() -> None:
    cut = cut_of({"s0": ("a",)}, 3, Pending(voices("o0", "o1")))
    assert (cut.margin, cut.is_open()) == (None, False)


def test_who_could_change_it_is_read_off_the_list_and_what_waits() -> None:
    results = outcome(
        mail("11-18 09:00", "response", ANN, topics={"2.2.a": ("prefer", None)}, review=("unsure",)),
        mail("11-18 09:01", "nil_response", BOB, review=("unsure",)),
        mail("11-18 09:02", "response", sender="eve@x.example", review=("whose is it",)),
        mail("11-18 09:03", "response", CAT, topics={"2.2.b": ("prefer", None)}),
    )
    pending = results.pending
    assert [v.ref for v in pending.waiting] == [ANN]
    assert [v.ref for v in pending.nil] == [BOB]
    assert [v.ref for v in pending.out][:2] == [TIM, TOM]
    assert pending.strays == 1
    reach = {r.topic.letter: (r.low, r.now, r.high) for r in results.cuts[0].reaches()}
    assert reach == {"a": (0, 1, 6), "b": (0, 1, 6), "c": (0, 0, 6), "d": (0, 0, 6)}
