"""An analysis in the project's exchange form, one JSON object a mail (docs/analysis.md)."""

from classify.analysis import Analysis
from ingest.message import ParsedMessage


def analysis_json(file: str, analysis: Analysis, message: ParsedMessage) -> dict[str, object]:
    """The exchange form, with the reasons for review and the sender's own words that were classified."""
    flags = analysis.flags
    return {
        "file": file,
        "kind": str(analysis.kind.value),
        "stakeholders": sorted(analysis.stakeholders.value),
        "answers": {a.question: {"status": str(a.status), "text": a.text} for a in analysis.answers},
        "topics": {t.topic: {"stance": str(t.stance), "rank": t.rank} for t in analysis.topics},
        "proposals": [
            {
                "question": p.question,
                "title": p.title,
                "evidence": p.supporting,
                "priority": p.priority,
                "replaces": sorted(p.replaces),
                "under_way": p.under_way,
            }
            for p in analysis.proposals
        ],
        "returns_on": flags.returns_on.isoformat() if flags.returns_on else None,
        "failed_recipients": sorted(flags.failed_recipients),
        "extension_requested": flags.extension_requested,
        "confidential": flags.confidential,
        "needs_review": analysis.needs_review,
        "review": list(analysis.review),
        "own_text": "\n\n".join(message.words(s.span).strip() for s in message.own_segments()),
    }
