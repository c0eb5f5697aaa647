"""What was known at a moment, by when each thing was recorded; on every kind of database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from config.consultation import ChasingRules, Ref
from store.rows import Chaser, Cursor, Ended, Exercise, Extension, OfferedList, Outcome
from store.unit_of_work import Store
from tests.reports.made import LINES, consultation
from tests.store.test_drafts import DRAFT, SENT
from tests.store.test_unit_of_work import FIRST, mail

THEN = datetime(2024, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_word_is_known_from_the_moment_at_which_it_was_recorded(store: Store) -> None:
    """However early the moment of which it speaks."""
    extension = Extension(Ref("ann"), date(2024, 11, 29), "lead", THEN)
    chaser = Chaser(Ref("ann"), THEN, "run")
    draft = replace(DRAFT, made_at=THEN, subject="Reminder")
    store.record_extension("c", extension, THEN + HOUR)
    store.record_chasers("c", [chaser], THEN + HOUR)
    store.record_drafts("c", [draft], THEN + HOUR)
    store.end_draft("c", draft.message_id, Ended.GONE, THEN, THEN + 2 * HOUR)
    store.record_sent("c", [replace(SENT, sent_at=THEN, seen_at=THEN + HOUR)])

    def known(at: datetime | None) -> tuple[Any, ...]:
        found = (store.load_extensions("c", at), store.load_chasers("c", at), store.load_sent("c", at))
        return (*(len(rows) for rows in found), [d.ended for d in store.load_drafts("c", at)])

    assert known(THEN) == (0, 0, 0, [])
    assert known(THEN + HOUR) == (1, 1, 1, [Ended.NOT])
    assert known(THEN + 2 * HOUR) == known(None) == (1, 1, 1, [Ended.GONE])


def test_a_mail_of_a_merge_is_known_for_it_from_the_look_that_saw_it_so(store: Store) -> None:
    first = replace(SENT, draft="", seen_at=THEN)
    assert store.record_sent("c", [first]) == 1
    assert store.record_sent("c", [replace(first, seen_at=THEN + HOUR, merged=True)]) == 0
    assert [s.merged for s in store.load_sent("c", THEN)] == [False]
    assert [s.merged for s in store.load_sent("c")] == [True]
    assert store.load_sent("c")[0].seen_at == THEN


def test_a_mail_and_the_ledger_are_known_from_the_first_sight(store: Store) -> None:
    store.record_mail("c", replace(mail(), received_at=THEN, first_seen_at=THEN + HOUR))
    store.record_sighting("c", Cursor("INBOX", 1, 1), FIRST, THEN + HOUR, Outcome.STORED)
    run = store.start_run("c", THEN + HOUR)
    store.end_run(run, THEN + 2 * HOUR, {"withheld": 1})
    assert (store.load_mails("c", known_at=THEN), store.load_balance("c", THEN).stored) == ((), 0)
    assert store.find_last_run("c", THEN) is None
    assert [r.mail.archive_id for r in store.load_mails("c", known_at=THEN + HOUR)] == [FIRST]
    assert store.load_balance("c", THEN + HOUR) == store.load_balance("c")
    running, done = store.find_last_run("c", THEN + HOUR), store.find_last_run("c", THEN + 2 * HOUR)
    assert (running and running.outcome, done and done.outcome) == ("running", "done")


def test_the_consultation_is_kept_where_it_differs_and_found_as_it_was(store: Store) -> None:
    asked = replace(consultation(), chasing=ChasingRules(reminder_days=(-3, 1), merge_subject="Your views"))
    later = replace(asked, deadline_on=date(2024, 11, 29), stakeholders=LINES[:2])
    for number, this in enumerate((asked, asked, later)):
        assert store.note_exercise("c", Exercise.of(this, THEN + number * HOUR)) is (number != 1)
    assert store.find_exercise("c", THEN - HOUR) is None
    for at, this in ((THEN + HOUR, asked), (THEN + 2 * HOUR, later)):
        found = store.find_exercise("c", at)
        assert found
        assert found.laid_over(consultation()) == this
    assert store.find_exercise("other") is None


def test_chaser_lists_come_back_as_they_were_offered(store: Store) -> None:
    made = OfferedList(THEN, ((Ref("ann"), "ann@x.example"), (Ref("bob"), "stand@in.example")))
    store.record_list("c", replace(made, made_at=THEN + HOUR))
    store.record_list("c", made)
    assert store.load_lists("c") == (made, replace(made, made_at=THEN + HOUR))
    assert store.load_lists("other") == ()
