"""The figures of the outcome: they add up, they can be traced, and a reply changes only what it must."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings

from classify.analysis import Proposal
from config.consultation import Consultation, ListId, QuestionId, TopicId
from reports.figure import Figure
from reports.results import Results, displacement
from reports.results_ideas import bundle
from store.rows import Chaser, MailRecord
from tests.reports.made import ANN, BOB, CAT, TEAM, TIM, consultation, london, mail
from tests.reports.outcomes import MAILBOXES, NOW, outcome, with_a_view

MANY = settings(max_examples=150, deadline=None)


def figures(results: Results) -> list[Figure]:
    every = [results.asked, results.replied, results.nil, *(d.replied for d in results.days)]
    for question in results.questions:
        every += [question.answered, question.none, question.absent, question.nil]
    for each in results.lists:
        every += [each.answered, *(f for c in each.topics for f in (c.prefer, c.first, c.oppose, c.mention))]
        every += [f for _, f in displacement(results, each.topic_list.id)]
    return every


@MANY
@given(MAILBOXES)
def test_those_who_gave_a_view_and_those_with_nothing_to_say_are_those_who_replied(
    mails: tuple[MailRecord, ...],
) -> None:
    results = outcome(*mails)
    assert [r.ref for r in results.respondents] == [x.stakeholder.ref for x in with_a_view(results)]
    assert results.replied.value == len(results.respondents) + results.nil.value
    assert results.asked.value == results.replied.value + len(results.pending.out)
    assert results.days[-1].total == results.replied.value


@MANY
@given(MAILBOXES)
def test_each_question_parts_those_who_replied_into_four(mails: tuple[MailRecord, ...]) -> None:
    results = outcome(*mails)
    for count in results.questions:
        parts = (count.answered, count.none, count.absent, count.nil)
        refs = [v.ref for f in parts for v in f.behind]
        assert sorted(map(str, refs)) == sorted(str(v.ref) for v in results.replied.behind)
        assert {f.of for f in parts} == {results.replied.value}


@MANY
@given(MAILBOXES)
def test_nobody_counts_twice_in_a_figure_nor_more_than_its_denominator(mails: tuple[MailRecord, ...]) -> None:
    results = outcome(*mails)
    for figure in figures(results):
        assert len({v.ref for v in figure.behind}) == figure.value <= figure.of or not figure.of == figure.value == 0
        assert figure.by_person <= figure.value
    for each in results.lists:
        for count in each.topics:
            assert {v.ref for v in count.first.behind} <= {v.ref for v in count.prefer.behind}
            took_a_side = {v.ref for f in (count.prefer, count.oppose) for v in f.behind}
            assert took_a_side <= {v.ref for v in each.answered.behind}


@MANY
@given(MAILBOXES)
def test_every_voice_has_mails_of_its_own_that_came_in(mails: tuple[MailRecord, ...]) -> None:
    results = outcome(*mails)
    of_line = {x.stakeholder.ref: set(x.mails) for x in results.status.lines}
    for figure in figures(results)[1:]:
        for voice in figure.behind:
            assert voice.ref is not None
            assert voice.mails
            assert set(voice.mails) <= of_line[voice.ref]


@MANY
@given(MAILBOXES)
def test_groups_add_up_to_the_whole(mails: tuple[MailRecord, ...]) -> None:
    whole = outcome(*mails)
    parts = [outcome(*mails, group=group) for group in whole.groups]
    picks: tuple[Callable[[Results], Figure], ...] = (
        lambda r: r.asked,
        lambda r: r.replied,
        lambda r: r.nil,
        lambda r: r.lists[0].answered,
    )
    for pick in picks:
        assert sum(pick(part).value for part in parts) == pick(whole).value
    for count in whole.lists[0].topics:
        own = [part.lists[0].count_of(count.topic.id).prefer.value for part in parts]
        assert sum(own) == count.prefer.value
        by_group = whole.by_group(ListId("2.2"))
        assert [c.count_of(count.topic.id).prefer.value for _, c in by_group if c.answered.of] == [
            n for n, part in zip(own, parts, strict=True) if part.respondents
        ]


@MANY
@given(MAILBOXES)
def test_a_reply_of_one_who_was_silent_adds_to_what_it_names_and_to_nothing_else(
    mails: tuple[MailRecord, ...],
) -> None:
    before = outcome(*mails)
    if CAT in {v.ref for v in before.replied.behind}:
        return
    after = outcome(*mails, mail("11-29 08:00", "response", CAT, topics={"2.2.a": ("prefer", None)}))
    changed = {
        (c.topic.id, name)
        for c in after.lists[0].topics
        for name in ("prefer", "first", "oppose", "mention")
        if getattr(c, name).behind != getattr(before.lists[0].count_of(c.topic.id), name).behind
    }
    assert changed == {("2.2.a", "prefer"), ("2.2.a", "first")}
    assert after.lists[0].count_of(TopicId("2.2.a")).prefer.behind[-1].ref is not None
    assert after.replied.value == before.replied.value + 1
    assert [r for r in after.respondents if r.ref != CAT] == list(before.respondents)


def test_a_figure_names_the_mail_in_which_the_thing_itself_was_said() -> None:
    first = mail("11-18 09:00", "response", ANN, topics={"2.2.a": ("prefer", None), "2.2.b": ("prefer", None)})
    then = mail("11-19 09:00", "response", ANN, topics={"2.2.b": ("oppose", None)})
    counts = outcome(first, then).lists[0]
    assert counts.count_of(TopicId("2.2.a")).prefer.mails == (first.mail.archive_id,)
    assert counts.count_of(TopicId("2.2.b")).oppose.mails == (then.mail.archive_id,)


def test_who_decided_is_told_field_by_field_and_a_look_is_about_all_of_a_mail() -> None:
    views = {"2.2.a": ("prefer", None), "2.2.b": ("oppose", None)}
    overruled = mail(
        "11-18 09:00", "response", ANN, topics=views, corrections=(("topics.2.2.a", {"stance": "prefer"}),)
    )
    looked = mail("11-18 09:01", "response", BOB, topics=views, corrections=(("review", []),))
    counts = outcome(overruled, looked, mail("11-18 09:02", "response", CAT, topics=views)).lists[0]
    assert counts.count_of(TopicId("2.2.a")).prefer.by_person == 2
    assert [v.by_person for v in counts.count_of(TopicId("2.2.b")).oppose.behind] == [False, True, False]


def test_late_replies_count_and_are_counted_apart() -> None:
    views = {"2.2.a": ("prefer", None)}
    results = outcome(
        mail("11-18 09:00", "response", ANN, topics=views), mail("11-25 09:00", "response", BOB, topics=views)
    )
    assert (results.replied.value, results.replied.late) == (2, 1)
    assert (results.lists[0].topics[0].prefer.value, results.lists[0].topics[0].prefer.late) == (2, 1)


def test_confidence_asked_for_in_any_mail_of_theirs_is_kept() -> None:
    results = outcome(
        mail("11-18 09:00", "response", ANN, topics={"2.2.a": ("prefer", None)}),
        mail("11-19 09:00", "query", ANN, confidential=True),
    )
    assert results.lists[0].topics[0].prefer.behind[0].confidential


def test_a_matrix_counts_who_would_give_up_which_topic() -> None:
    idea = Proposal(QuestionId("Q2"), "recall", "", None, (TopicId("2.2.d"), TopicId("2.2.a")), 0.9)
    results = outcome(
        mail("11-18 09:00", "response", ANN, BOB, proposals=(idea,)),
        mail("11-18 09:01", "response", TEAM, proposals=(idea,)),
        mail("11-18 09:02", "response", sender="eve@x.example", proposals=(idea,)),
    )
    assert [(t, f.value) for t, f in displacement(results, ListId("2.2"))] == [
        ("2.2.a", 4),
        ("2.2.b", 0),
        ("2.2.c", 0),
        ("2.2.d", 4),
    ]
    assert [len(i.by) for i in results.ideas] == [5]


def test_proposals_that_are_alike_stand_side_by_side_each_with_its_own_proposers(practice: Consultation) -> None:
    def idea(title: str, why: str) -> tuple[Proposal, ...]:
        return (Proposal(QuestionId("Q2"), title, why, None, (), 0.9),)

    results = outcome(
        mail("11-18 09:00", "response", ANN, proposals=idea("use of recall", "recalls rose by a quarter")),
        mail("11-18 09:01", "response", BOB, proposals=idea("gambling", "nobody asks about it")),
        mail(
            "11-18 09:02", "response", TIM, proposals=idea("recall and re-release", "the recalled population doubled")
        ),
    )
    first, second = bundle(results.ideas, practice)
    assert [(i.title, i.names) for i in first.ideas] == [("use of recall", "Ann"), ("recall and re-release", "Tim")]
    assert first.title == "Use of recall"
    assert [v.name for v in first.by] == ["Ann", "Tim"]
    assert [i.title for i in second.ideas] == ["gambling"]


def test_the_time_line_has_every_day_with_its_first_replies_and_reminders() -> None:
    from reports.results import make_results

    results = make_results(
        consultation(),
        (
            mail("11-18 09:00", "response", ANN),
            mail("11-19 09:00", "response", ANN),
            mail("11-25 23:30", "nil_response", BOB),
        ),
        (),
        NOW,
        (Chaser(BOB, london("11-20 09:00"), "x"), Chaser(CAT, london("11-20 09:00"), "x")),
    )
    loud = [(d.on, d.replied.value, d.total, d.chasers) for d in results.days if not d.quiet]
    assert loud == [(date(2024, 11, 18), 1, 1, 0), (date(2024, 11, 20), 0, 1, 2), (date(2024, 11, 25), 1, 2, 0)]
    assert (results.days[0].on, results.days[-1].on) == (date(2024, 10, 29), date(2024, 11, 25))
