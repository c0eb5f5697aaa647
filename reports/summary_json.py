"""Every figure of the summary by name, for whoever goes on reckoning; traced to its mails in the lead's own version."""

from typing import Any

from reports.figure import Figure
from reports.results import Results
from reports.results_index import index

_FOR_THE_LEAD = ("day.", "standing.")
"""Figures that would tell the public who came when, or who did not."""


def figures_of(results: Results, *, publishable: bool = False) -> dict[str, Any]:
    """By name: what it counts, value, denominator, and how many a person decided; who is behind it, for the lead."""
    return {
        name: {
            "words": each.words,
            "value": each.figure.value,
            "of": each.figure.of,
            "late": each.figure.late,
            "by_person": each.figure.by_person,
        }
        | ({} if publishable else {"behind": _behind(each.figure)})
        for name, each in index(results).items()
        if not (publishable and name.startswith(_FOR_THE_LEAD))
    }


def _behind(figure: Figure) -> list[dict[str, Any]]:
    return [{"ref": v.ref, "name": v.name, "mails": list(v.mails), "waits": v.waits} for v in figure.behind]
