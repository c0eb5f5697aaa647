"""Ideas of the respondent's own: title, supporting words, priority, and what they would replace."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from classify.analysis import Proposal, Stance, TopicView
from classify.heads import Heads
from classify.language import stem, tidy
from classify.lexicon import families_in
from classify.priorities import Stated, with_priorities
from classify.reading import Judged, Labelled
from classify.roles import questions_of
from classify.titles import BEGIN, INSIDE, REST, SUPPORT, Placed, TitleLabels, label_titles, placed_tokens
from config.consultation import Consultation, QuestionId, TopicId
from ingest.message import Span

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """One title with the tokens that support it."""

    title: tuple[Placed, ...]
    support: tuple[Placed, ...]
    certainty: float


def proposing_units(labels: Sequence[str]) -> list[int]:
    """The units that propose something, declines left out."""
    return [n for n, label in enumerate(labels) if any(p[0] == "N" and not p.endswith("-") for p in label.split("+"))]


def proposals_of(
    labelled: Labelled,
    judged: Sequence[Judged],
    views: Sequence[TopicView],
    consultation: Consultation,
    heads: Heads,
) -> tuple[Proposal, ...]:
    """Every proposal of a reply, in reading order."""
    units = labelled.draft.units
    placed = placed_tokens(units, proposing_units(labelled.labels))
    titles = label_titles(placed, labelled.page, heads)
    labels = _with_a_title(placed, titles, labelled.labels)
    found = _group(placed, labels, [m[x] for m, x in zip(titles.chances, labels, strict=True)])
    stated = []
    for n, each in enumerate(found):
        first = each.title[0].unit
        question = _question(labelled.labels[first], consultation)
        title = _words(each.title, labelled)
        if question is None or len(title) < _SHORTEST:
            continue
        until = found[n + 1].title[0].unit if n + 1 < len(found) else len(units)
        proposal = Proposal(
            question=question,
            title=title,
            supporting=_words(each.support, labelled),
            priority=None,
            replaces=_replaced(first, until, judged, views),
            confidence=each.certainty,
            spans=(_span(each.title, labelled),),
            under_way=_under_way(title, consultation),
        )
        before = tidy(units[first].text[: each.title[0].token.start]).lower()
        stated.append(Stated(proposal, units[first].text, before, units[first].heading, units[first].marker))
    return _merged(with_priorities(stated))


def _with_a_title(placed: Sequence[Placed], titles: TitleLabels, units: Sequence[str]) -> list[str]:
    """The token labels; a question answered without a title gets its likeliest one, if any is likely at all."""
    labels = list(titles.labels)
    for question in {units[p.unit] for p in placed}:
        here = [n for n, p in enumerate(placed) if units[p.unit] == question]
        if any(labels[n] == BEGIN for n in here):
            continue
        best = max(here, key=lambda n: titles.chances[n].get(BEGIN, 0.0))
        if titles.chances[best].get(BEGIN, 0.0) < _LIKELY_ENOUGH:
            continue
        labels[best] = BEGIN
        for n in range(best + 1, len(placed)):
            chances = titles.chances[n]
            if placed[n].unit != placed[best].unit or chances.get(INSIDE, 0.0) < max(chances.get(REST, 0.0), 0.2):
                break
            labels[n] = INSIDE
    return labels


_LIKELY_ENOUGH = 0.12


def _group(placed: Sequence[Placed], labels: Sequence[str], certainty: Sequence[float]) -> list[_Found]:
    titles: list[list[Placed]] = []
    supports: list[list[Placed]] = []
    sure: list[list[float]] = []
    loose: list[Placed] = []
    for token, label, probability in zip(placed, labels, certainty, strict=True):
        if label == BEGIN or (label == INSIDE and (not titles or titles[-1][-1].unit != token.unit)):
            titles.append([token])
            supports.append([])
            sure.append([probability])
        elif label == INSIDE:
            titles[-1].append(token)
            sure[-1].append(probability)
        elif label == SUPPORT:
            (supports[-1] if supports else loose).append(token)
    if loose and supports:
        supports[0][:0] = loose
    return [_Found(tuple(t), tuple(s), min(p)) for t, s, p in zip(titles, supports, sure, strict=True)]


def _question(label: str, consultation: Consultation) -> QuestionId | None:
    proposing = "+".join(p for p in label.split("+") if p.startswith("N"))
    questions = questions_of(proposing, consultation) if proposing else ()
    return questions[0][0] if questions else None


def _words(tokens: Sequence[Placed], labelled: Labelled) -> str:
    """The stretch from first to last token of each unit, joined."""
    texts = []
    for unit in dict.fromkeys(t.unit for t in tokens):
        here = [t.token for t in tokens if t.unit == unit]
        texts.append(labelled.draft.units[unit].text[here[0].start : here[-1].end])
    return " ".join(" ".join(texts).split())


def _span(tokens: Sequence[Placed], labelled: Labelled) -> Span:
    unit = labelled.draft.units[tokens[0].unit]
    return Span(unit.span.part, unit.span.start + tokens[0].token.start, unit.span.start + tokens[-1].token.end)


def _replaced(first: int, until: int, judged: Sequence[Judged], views: Sequence[TopicView]) -> tuple[TopicId, ...]:
    """Opposed topics named from a proposal's title to the next one beside a word of replacing."""
    opposed = {v.topic for v in views if v.stance is Stance.OPPOSE}
    topics = []
    for place in judged:
        near = first - 1 <= place.site.number < until if first else place.site.number < until
        if near and "replace" in families_in(tidy(place.site.unit.text)):
            topics += [t for t in place.site.mention.topics if t in opposed]
    return tuple(dict.fromkeys(topics))


def _under_way(title: str, consultation: Consultation) -> str:
    for work in consultation.under_way:
        for name in (work.title, *work.aliases):
            if fuzz.token_set_ratio(title.lower(), name.lower()) >= 88 and _shared(title, name):
                return work.title
    return ""


def _shared(title: str, name: str) -> bool:
    """Whether a title has most of a name's words."""
    wanted, found = ({stem(w) for w in re.findall(r"[a-z]{3,}", text.lower())} for text in (name, title))
    return bool(wanted) and len(wanted & found) >= 0.6 * len(wanted)


def _merged(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The same idea named twice is one proposal, as it was first named."""
    kept: list[Proposal] = []
    for proposal in proposals:
        if not any(
            k.question == proposal.question and fuzz.token_set_ratio(k.title.lower(), proposal.title.lower()) >= 90
            for k in kept
        ):
            kept.append(proposal)
    return tuple(kept)
