"""Drafts and sent mails, kept as they were told, on every kind of database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from config.consultation import Ref
from store.migrate import MIGRATIONS, upgrade
from store.rows import Chaser, Draft, Ended, KeptIn, SentMail
from store.unit_of_work import Store

AT = datetime(2024, 11, 20, 9, tzinfo=UTC)
DRAFT = Draft(
    "<1@us.example>",
    Ref("ann"),
    "ann@x.example",
    "Reminder: Ünïted \x00 views",
    "reminder",
    date(2024, 11, 20),
    AT,
    KeptIn.MAILBOX,
    "Drafts",
    "0" * 64,
)
SENT = SentMail("<2@us.example>", Ref("ann"), "ann@x.example", "<1@us.example>", AT, AT)


def test_drafts_come_out_as_they_went_in_and_once(store: Store) -> None:
    """A character that no database holds is marked as lost; the same Message-ID twice is one draft."""
    assert store.record_drafts("one", [DRAFT, replace(DRAFT, address="else")]) == 1
    assert store.load_drafts("one") == (replace(DRAFT, subject="Reminder: Ünïted � views"),)
    assert store.load_drafts("other") == ()


def test_the_first_word_on_the_end_of_a_draft_stays(store: Store) -> None:
    store.record_drafts("one", [DRAFT])
    store.end_draft("one", DRAFT.message_id, Ended.REMOVED, AT)
    store.end_draft("one", DRAFT.message_id, Ended.GONE, AT.replace(day=21))
    (draft,) = store.load_drafts("one")
    assert (draft.ended, draft.ended_at) == (Ended.REMOVED, AT)


def test_a_mail_seen_in_sent_twice_is_one_for_each_line(store: Store) -> None:
    assert store.record_sent("one", [SENT, SENT, replace(SENT, ref=Ref("bob"))]) == 2
    assert store.record_sent("one", [SENT]) == 0
    assert [s.ref for s in store.load_sent("one")] == ["ann", "bob"]
    assert store.load_sent("one")[0] == SENT


def test_the_tables_of_chasers_can_be_taken_back_and_made_again_with_data_in_the_others(store: Store) -> None:
    """Down to the first tables and up again: reminders that were recorded before stay, drafts begin anew."""
    store.record_chasers("one", [Chaser(Ref("ann"), AT, "chasers-2024-11-20")])
    store.record_drafts("one", [DRAFT])
    store.record_sent("one", [SENT])
    with store.writing() as connection:
        _downgrade(connection, "0001")
        assert not {"drafts", "sent_mails"} & set(inspect(connection).get_table_names())
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    with store.writing() as connection:
        upgrade(connection)
    assert store.load_chasers("one") == (Chaser(Ref("ann"), AT, "chasers-2024-11-20"),)
    assert store.load_drafts("one") == ()
    assert store.record_drafts("one", [DRAFT]) == 1


def _downgrade(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, version)
