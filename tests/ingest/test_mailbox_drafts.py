"""The Drafts and Sent folders of a real server."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from ingest.mailbox import MailboxError, open_mailbox
from ingest.mailbox_drafts import SENT, Found, open_drafts
from ingest.sent import read_sent
from tests.ingest.dovecot import Dovecot, dovecot

AT = datetime(2024, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    return str(request.node.name).replace("test_", "").replace("_", "-")


def mail(number: int, subject: str = "Reminder") -> bytes:
    head = f"From: us@us.example\r\nTo: ann{number}@x.example\r\nSubject: {subject}\r\nX-Unsent: 1\r\n"
    return (head + f"X-Soundings-Draft: <{number}@us.example>\r\n\r\nDear Ann\r\n").encode()


def make_folder(server: Dovecot, user: str, *names: str) -> None:
    with server.client(user) as client:
        for name in names:
            client.create_folder(name)


def test_a_draft_is_put_where_the_server_keeps_drafts_and_marked_as_one(server: Dovecot, user: str) -> None:
    """The folder is found by its special use, whatever it is called."""
    make_folder(server, user, "Unsent", "Drafts of old")
    with open_drafts(server.settings(user)) as drafts:
        assert drafts.name == "Unsent"
        digest = drafts.append(mail(1), "<1@us.example>", AT)
        assert drafts.look("<1@us.example>", "ann1@x.example", digest) is Found.UNCHANGED
    with server.client(user) as client:
        client.select_folder("Unsent")
        (found,) = client.fetch(client.search(["DRAFT"]), ["BODY.PEEK[]", "FLAGS"]).values()
    assert b"\\Draft" in found[b"FLAGS"]
    assert found[b"BODY[]"] == mail(1)
    assert message_from_bytes(found[b"BODY[]"], policy=default)["X-Unsent"] == "1"


def test_the_same_draft_is_not_put_there_twice(server: Dovecot, user: str) -> None:
    """A run that broke off before it could note its draft finds it again."""
    make_folder(server, user, "Unsent")
    for _ in range(2):
        with open_drafts(server.settings(user)) as drafts:
            drafts.append(mail(1), "<1@us.example>", AT)
    with server.client(user) as client:
        assert client.select_folder("Unsent")[b"EXISTS"] == 1


def test_only_our_own_draft_is_removed(server: Dovecot, user: str) -> None:
    """Not the neighbour, and not what somebody else has marked as deleted but not expunged."""
    make_folder(server, user, "Unsent")
    with open_drafts(server.settings(user)) as drafts:
        for number in (1, 2, 3):
            drafts.append(mail(number), f"<{number}@us.example>", AT)
        with server.client(user) as client:
            client.select_folder("Unsent")
            client.add_flags(client.search(["TO", "ann3@x.example"]), [b"\\Deleted"])
        drafts.remove("<1@us.example>")
        assert drafts.look("<1@us.example>", "ann1@x.example", "") is Found.GONE
    with server.client(user) as client:
        client.select_folder("Unsent")
        assert len(client.search(["TO", "ann2@x.example"])) == 1
        assert len(client.search(["DELETED", "TO", "ann3@x.example"])) == 1
        assert client.search(["TO", "ann1@x.example"]) == []


def test_a_draft_that_somebody_has_edited_is_changed_and_not_gone(server: Dovecot, user: str) -> None:
    """Mail programs save an edited draft as a new mail without our header, and take the old one away."""
    make_folder(server, user, "Unsent")
    with open_drafts(server.settings(user)) as drafts:
        digest = drafts.append(mail(1), "<1@us.example>", AT)
    with server.client(user) as client:
        client.select_folder("Unsent")
        client.delete_messages(client.search())
        client.expunge()
        client.append("Unsent", b"To: Ann <ann1@x.example>\r\nSubject: Reminder\r\n\r\nDear Dr Ann\r\n")
    with open_drafts(server.settings(user)) as drafts:
        assert drafts.look("<1@us.example>", "ann1@x.example", digest) is Found.CHANGED
        assert drafts.look("<2@us.example>", "ann2@x.example", digest) is Found.GONE


def test_a_draft_edited_in_its_place_is_changed(server: Dovecot, user: str) -> None:
    make_folder(server, user, "Unsent")
    with open_drafts(server.settings(user)) as drafts:
        digest = drafts.append(mail(1), "<1@us.example>", AT)
        drafts.remove("<1@us.example>")
        drafts.append(mail(1, "Gentle reminder"), "<1@us.example>", AT)
        assert drafts.look("<1@us.example>", "ann1@x.example", digest) is Found.CHANGED


def test_a_mailbox_without_a_place_for_drafts_says_what_to_set(server: Dovecot, user: str) -> None:
    with (
        pytest.raises(MailboxError, match=r"no folder marked \\Drafts\. Name one of these.*drafts = \.\.\.: INBOX"),
        open_drafts(server.settings(user)),
    ):
        pass


def test_a_folder_that_was_named_is_used(server: Dovecot, user: str) -> None:
    make_folder(server, user, "Unsent", "Chasers")
    with open_drafts(server.settings(user), "Chasers") as drafts:
        drafts.append(mail(1), "<1@us.example>", AT)
    with server.client(user) as client:
        assert client.select_folder("Chasers")[b"EXISTS"] == 1


def test_the_headers_of_what_was_sent_since_a_day_are_read_and_nothing_is_marked(server: Dovecot, user: str) -> None:
    server.deliver(user, mail(1), at=datetime(2024, 10, 28, 12, tzinfo=UTC), folder="Posted")
    server.deliver(user, mail(2), mail(3), at=datetime(2024, 10, 29, 12, tzinfo=UTC), folder="Posted")
    with open_mailbox(server.settings(user)) as mailbox:
        folder = mailbox.special_folder(SENT, "sent")
        found = list(mailbox.fetch_headers(folder, date(2024, 10, 29)))
    assert folder == "Posted"
    assert [read_sent(m).recipients for m in found] == [("ann2@x.example",), ("ann3@x.example",)]
    assert all(b"Dear Ann" not in m.raw for m in found)
    with server.client(user) as client:
        client.select_folder("Posted")
        assert client.search(["SEEN"]) == []
