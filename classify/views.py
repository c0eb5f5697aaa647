"""What a reply thinks of each topic, out of all places that refer to it."""

from collections.abc import Mapping, Sequence

from classify.analysis import Evidence, Stance, TopicView
from classify.mention import How
from classify.reading import Judged
from classify.verdicts import Verdict, places_by_topic
from config.consultation import Consultation, TopicId
from ingest.message import Span

RULE = "stance-field"
_VIEW = 0.5
_NAMED = 0.4
_OPPOSITE = {Stance.PREFER: Stance.OPPOSE, Stance.OPPOSE: Stance.PREFER}


def views_of(
    judged: Sequence[Judged], verdicts: Mapping[TopicId, Verdict], ranks: dict[TopicId, int], consultation: Consultation
) -> tuple[TopicView, ...]:
    """One view a topic, in the letter's order; a topic that seems both preferred and opposed has the other's doubt."""
    places = places_by_topic(judged)
    found = []
    for listed in consultation.topics:
        verdict = verdicts.get(listed.id, {})
        view = _view(listed.id, verdict, places.get(listed.id, []), ranks.get(listed.id))
        if view is not None:
            found.append(view)
    return tuple(found)


def _view(topic: TopicId, verdict: Verdict, places: Sequence[Judged], rank: int | None) -> TopicView | None:
    best = {s: verdict.get(s.value, 0.0) for s in Stance}
    stance = max((Stance.PREFER, Stance.OPPOSE), key=lambda s: best[s])
    if best[stance] >= _VIEW:
        certainty = best[stance] * (1.0 - 0.7 * best[_OPPOSITE[stance]])
        return TopicView(topic, stance, rank if stance is Stance.PREFER else None, certainty, _proof(places, stance))
    if best[Stance.MENTION] >= _NAMED and any(p.site.mention.how is not How.PARAPHRASE for p in places):
        return TopicView(topic, Stance.MENTION, None, best[Stance.MENTION], _proof(places, Stance.MENTION))
    return None


def _proof(places: Sequence[Judged], stance: Stance) -> tuple[Evidence, ...]:
    """The units that speak for a stance, the surest first."""
    ordered = sorted(places, key=lambda p: -p.stances.get(stance.value, 0.0))
    proof = []
    for place in ordered[:3]:
        if place.stances.get(stance.value, 0.0) >= _NAMED:
            unit, mention = place.site.unit, place.site.mention
            start = unit.span.start + mention.start
            span = Span(unit.span.part, start, unit.span.start + mention.end)
            proof.append(Evidence(f"{RULE}:{mention.how}", unit.text, span))
    return tuple(proof)
