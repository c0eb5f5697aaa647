import json
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.analysis import Analysis, Decision, Evidence, Kind
from config.consultation import Ref
from store.errors import StoreError
from store.serialise import analysis_from_json, analysis_to_json

T = TypeVar("T")


def _decisions(values: st.SearchStrategy[T]) -> st.SearchStrategy[Decision[T]]:
    return st.builds(Decision, values, st.floats(0, 1), st.from_type(tuple[Evidence, ...]))


_ANALYSES: st.SearchStrategy[Analysis] = st.builds(
    Analysis, kind=_decisions(st.sampled_from(Kind)), stakeholders=_decisions(st.from_type(tuple[Ref, ...]))
)


@settings(max_examples=150, deadline=None)
@given(_ANALYSES)
def test_every_analysis_comes_back_equal(analysis: Analysis) -> None:
    """Through JSON text and back nothing is lost: spans, evidence and confidence included."""
    text = json.dumps(analysis_to_json(analysis))
    assert repr(analysis_from_json(json.loads(text))) == repr(analysis)


@pytest.mark.parametrize("values", [{}, {"archive_id": "a"}, {"kind": {"value": "no-such-kind"}}])
def test_json_of_another_form_is_refused_with_a_mend(values: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="run the analysis of its mail again"):
        analysis_from_json(values)
