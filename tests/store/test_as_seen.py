"""Words that are recorded only while a mail is as its reader saw it."""

from threading import Thread

from store.rows import Revision
from store.unit_of_work import Store
from tests.store.test_unit_of_work import NOON, analysis, correction, mail


def test_words_on_a_mail_are_appended_only_while_it_is_as_it_was_seen(store: Store) -> None:
    """A newer word or a newer analysis refuses them, all of them."""
    store.record_mail("c", mail())
    (seen,) = store.load_mails("c")
    assert seen.revision == Revision("", 0)
    assert store.record_if_unchanged("c", seen.revision, [correction("kind", "query"), correction("ignore", True)])
    assert not store.record_if_unchanged("c", seen.revision, [correction("kind", "other")])
    (seen,) = store.load_mails("c")
    assert [c.value for c in seen.corrections] == ["query", True]
    assert seen.revision == Revision("", 2)
    store.record_analysis("c", analysis(), NOON)
    assert not store.record_if_unchanged("c", seen.revision, [correction("kind", "other")])
    (seen,) = store.load_mails("c")
    assert store.record_if_unchanged("c", seen.revision, [correction("kind", "other")])


def test_of_two_people_who_decide_at_once_one_is_told(store: Store) -> None:
    store.record_mail("c", mail())
    revision = store.load_mails("c")[0].revision
    told: list[bool] = []

    def decide(kind: str) -> None:
        told.append(store.record_if_unchanged("c", revision, [correction("kind", kind)]))

    people = [Thread(target=decide, args=(kind,)) for kind in ("query", "other", "holding", "response")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(told) == [False, False, False, True]
    assert len(store.load_mails("c")[0].corrections) == 1
