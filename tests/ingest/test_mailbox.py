"""Reading a mailbox on a real server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

import pytest

from ingest.mailbox import Cursor, Limits, Mailbox, MailboxError, open_mailbox
from ingest.message import IncomingMessage
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.fetching import fetch_new

AT = datetime(2024, 11, 18, 9, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """A name that no other test has: a fresh mailbox."""
    return str(request.node.name).split("[", maxsplit=1)[0].replace("test_", "").replace("_", "-")


def mail(number: int, size: int = 0) -> bytes:
    head = f"From: a@b.example\r\nSubject: reply {number}\r\nMessage-ID: <{number}@b.example>\r\n\r\n"
    return head.encode() + b"\xff\x00 as it came\r\n".replace(b"\x00", b"\x01") + b"x" * 70 * (size // 70) + b"\r\n"


def pull(server: Dovecot, user: str, cursor: Cursor | None = None, folder: str = "INBOX") -> list[IncomingMessage]:
    with open_mailbox(server.settings(user)) as mailbox:
        return list(fetch_new(mailbox, folder, cursor))


def cursor_after(messages: list[IncomingMessage]) -> Cursor:
    return Cursor(messages[-1].folder, messages[-1].uid_validity, messages[-1].uid)


def test_mails_come_whole_in_order_with_the_servers_time(server: Dovecot, user: str) -> None:
    """Bytes are identical to those delivered; received_at is INTERNALDATE in UTC."""
    mails = [mail(n) for n in range(5)]
    server.deliver(user, *mails, at=AT)
    messages = pull(server, user)
    assert [m.raw for m in messages] == mails
    assert [m.uid for m in messages] == sorted(m.uid for m in messages)
    assert {m.received_at for m in messages} == {datetime(2024, 11, 18, 8, 30, tzinfo=UTC)}
    assert all(m.received_at.tzinfo is UTC for m in messages)


def test_a_second_pull_fetches_nothing(server: Dovecot, user: str) -> None:
    """Beyond the cursor there is nothing, though "n:*" makes the server name its last mail."""
    server.deliver(user, *[mail(n) for n in range(3)], at=AT)
    assert pull(server, user, cursor_after(pull(server, user))) == []


def test_only_new_mail_comes(server: Dovecot, user: str) -> None:
    server.deliver(user, mail(1), mail(2), at=AT)
    cursor = cursor_after(pull(server, user))
    server.deliver(user, mail(3), at=AT)
    assert [m.raw for m in pull(server, user, cursor)] == [mail(3)]


def test_flags_stay_as_they_were(server: Dovecot, user: str) -> None:
    """Reading leaves mails unseen."""
    server.deliver(user, mail(1), mail(2), mail(3), at=AT)
    with server.client(user) as client:
        client.add_flags([2], ["\\Flagged", "\\Seen"])
        before = client.get_flags([1, 2, 3])
    assert len(pull(server, user)) == 3
    with server.client(user) as client:
        after = client.get_flags([1, 2, 3])
    assert after == before
    assert b"\\Seen" not in after[1]


def test_known_mails_are_left_out_and_gaps_found(server: Dovecot, user: str) -> None:
    """A cursor at nought with all known UIDs brings what is missing in between."""
    server.deliver(user, *[mail(n) for n in range(6)], at=AT)
    first = pull(server, user)
    known = {m.uid for m in first} - {first[2].uid}
    with open_mailbox(server.settings(user)) as mailbox:
        found = list(fetch_new(mailbox, "INBOX", Cursor("INBOX", first[0].uid_validity, 0), known))
    assert [m.raw for m in found] == [mail(2)]


def test_new_uidvalidity_brings_everything_again(server: Dovecot, user: str) -> None:
    """The folder was made anew: old UIDs mean nothing, so neither do the known ones."""
    server.deliver(user, mail(1), mail(2), at=AT, folder="Replies")
    before = pull(server, user, folder="Replies")
    with server.client(user) as client:
        client.delete_folder("Replies")
    server.deliver(user, mail(1), mail(2), mail(3), at=AT, folder="Replies")
    with open_mailbox(server.settings(user)) as mailbox:
        after = list(fetch_new(mailbox, "Replies", cursor_after(before), {m.uid for m in before}))
    assert [m.raw for m in after] == [mail(1), mail(2), mail(3)]
    assert after[0].uid_validity != before[0].uid_validity


def test_the_balance_sees_all_uids(server: Dovecot, user: str) -> None:
    server.deliver(user, *[mail(n) for n in range(4)], at=AT)
    messages = pull(server, user)
    with open_mailbox(server.settings(user)) as mailbox:
        assert mailbox.uids("INBOX") == (messages[0].uid_validity, tuple(m.uid for m in messages))


def test_an_empty_folder_has_nothing(server: Dovecot, user: str) -> None:
    with open_mailbox(server.settings(user)) as mailbox:
        assert list(fetch_new(mailbox, "INBOX", None)) == []
        assert mailbox.uids("INBOX")[1] == ()


def test_folder_names_of_any_language(server: Dovecot, user: str) -> None:
    """Names travel in modified UTF-7 (RFC 3501, 5.1.3), with spaces and quotes."""
    name = 'Ymgynghoriad – atebion "2024"'
    server.deliver(user, mail(1), at=AT, folder=name)
    assert [m.folder for m in pull(server, user, folder=name)] == [name]
    with open_mailbox(server.settings(user)) as mailbox:
        assert name in mailbox.folders()


@pytest.mark.parametrize("limits", [Limits(ids_per_command=2), Limits(bytes_per_batch=1)], ids=["unsized", "sized"])
def test_a_mail_deleted_meanwhile_is_passed_over(server: Dovecot, user: str, limits: Limits) -> None:
    """Another client deletes mails between the listing and the fetching, before or after their sizes were asked."""
    user = f"{user}-{limits.ids_per_command}"
    server.deliver(user, *[mail(n) for n in range(6)], at=AT)
    with open_mailbox(server.settings(user), limits) as mailbox:
        messages = fetch_new(mailbox, "INBOX", None)
        got = list(islice(messages, 1))
        with server.client(user) as client:
            client.delete_messages([4, 5])
            client.expunge()
        got += list(messages)
    assert [m.raw for m in got] == [mail(n) for n in (0, 1, 2, 5)]


def test_a_big_mail_comes_whole(server: Dovecot, user: str) -> None:
    big = mail(1, size=30_000_000)
    server.deliver(user, mail(0), big, mail(2), at=AT)
    assert [m.raw for m in pull(server, user)] == [mail(0), big, mail(2)]


def test_batches_stay_within_their_limits(server: Dovecot, user: str) -> None:
    """Bodies are asked for in groups within the limit of bytes and of ids; a mail beyond it comes by itself."""
    sizes = (100, 100, 5000, 100, 100, 100, 2000, 100)
    server.deliver(user, *[mail(n, size) for n, size in enumerate(sizes)], at=AT)
    limits = Limits(ids_per_command=3, bytes_per_batch=2500)
    with open_mailbox(server.settings(user), limits) as mailbox:
        batches = list(mailbox._batches(mailbox.uids("INBOX")[1], lambda *_: None))
        assert [m.raw for m in fetch_new(mailbox, "INBOX", None)] == [mail(n, s) for n, s in enumerate(sizes)]
    assert [len(b) for b in batches if isinstance(b, tuple)] == [2, 1, 3, 2]


def test_a_long_folder_is_searched_piece_by_piece(server: Dovecot, user: str) -> None:
    server.deliver(user, *[mail(n) for n in range(7)], at=AT)
    with open_mailbox(server.settings(user), Limits(uids_per_search=2)) as mailbox:
        assert len(mailbox.uids("INBOX")[1]) == 7
        cursor = Cursor("INBOX", mailbox.uids("INBOX")[0], mailbox.uids("INBOX")[1][3])
        assert [m.raw for m in fetch_new(mailbox, "INBOX", cursor)] == [mail(4), mail(5), mail(6)]


def test_an_unknown_folder_is_told_with_those_there_are(server: Dovecot, user: str) -> None:
    """The mailbox stays usable after it."""
    server.deliver(user, mail(1), at=AT, folder="Replies")
    with open_mailbox(server.settings(user)) as mailbox:
        with pytest.raises(MailboxError, match=r"no folder 'Replys'.*It has: INBOX, Replies"):
            mailbox.uids("Replys")
        assert len(mailbox.uids("Replies")[1]) == 1


def test_a_password_beyond_ascii_is_sent_and_refused_in_words(server: Dovecot, user: str) -> None:
    with (
        pytest.raises(MailboxError, match="password refused"),
        open_mailbox(server.settings(user, password="pàsswôrd")),
    ):
        pass


def test_what_the_block_raises_passes_unchanged(server: Dovecot, user: str) -> None:
    """An error of the caller's is not taken for one of the mailbox."""

    def fail(mailbox: Mailbox) -> None:
        raise ValueError("the caller's own")

    with pytest.raises(ValueError, match="the caller's own"), open_mailbox(server.settings(user)) as mailbox:
        fail(mailbox)


def test_the_password_does_not_show(server: Dovecot) -> None:
    settings = server.settings("someone")
    assert settings.password not in repr(settings)
