"""Practice mails that newer rules are not sure of, so that they wait for review."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from classify.analysis import Kind
from classify.reasons import MISSED
from store.rows import MailRecord
from store.unit_of_work import Store
from tests.soundings.desk import NAME, RECORDS
from tests.web.conftest import AT
from web.access import Role, User

RESPONSES = tuple(r for r in RECORDS if r.analysis and r.analysis.kind.value is Kind.RESPONSE and r.analysis.topics)
THREE = RESPONSES[:3]
SECOND = User("Bob Second", Role.EDITOR)


def doubt(store: Store, records: Iterable[MailRecord], version: str = "2", at: datetime = AT) -> None:
    """Read them anew, each a little less sure of its kind than the one before, and unsure of its first topic."""
    for number, record in enumerate(records):
        analysis = record.analysis
        assert analysis
        topics = (replace(analysis.topics[0], confidence=0.4), *analysis.topics[1:])
        kind = replace(analysis.kind, confidence=0.8 - number / 50)
        newer = replace(analysis, rules_version=version, kind=kind, topics=topics, review=(MISSED,))
        store.record_analysis(NAME, newer, at)
