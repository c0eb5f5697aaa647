"""Looking into the Sent folder: which drafts went out, and who else was written to. Headers alone are read."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.mailbox import NO_PATIENCE, MailboxSettings, Patience, open_mailbox
from ingest.mailbox_drafts import SENT
from ingest.sent import read_sent
from reports.drafts import match_sent
from soundings.bootstrap import Office
from store.rows import SentMail
from store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """Reminders that were seen for the first time: drafts of ours, and mails of a mail merge."""

    drafts: int
    merged: int


def look_in_sent(office: Office, store: Store, settings: MailboxSettings, patience: Patience = NO_PATIENCE) -> Seen:
    """Record mails to lines of the list, sent since the letter; which of them are reminders not seen before.

    Raises MailboxError.
    """
    asked = office.consultation
    with open_mailbox(settings, patience=patience) as mailbox:
        folder = office.settings.imap.sent or mailbox.special_folder(SENT, "sent")
        mails = [read_sent(mail) for mail in mailbox.fetch_headers(folder, asked.sent_on)]
    before = store.load_sent(asked.name)
    seen = match_sent(asked, store.load_drafts(asked.name), mails, office.clock(), store.load_lists(asked.name))
    store.record_sent(asked.name, seen)
    return Seen(len(_drafts(seen) - _drafts(before)), len(_merged(seen) - _merged(before)))


def _drafts(mails: Iterable[SentMail]) -> set[str]:
    return {mail.draft for mail in mails if mail.draft}


def _merged(mails: Iterable[SentMail]) -> set[str]:
    return {mail.message_id for mail in mails if mail.merged}
