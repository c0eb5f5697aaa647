"""Looking into the Sent folder: which drafts went out, and who else was written to. Headers alone are read."""

from ingest.mailbox import NO_PATIENCE, MailboxSettings, Patience, open_mailbox
from ingest.mailbox_drafts import SENT
from ingest.sent import read_sent
from reports.drafts import match_sent
from soundings.bootstrap import Office
from store.unit_of_work import Store


def look_in_sent(office: Office, store: Store, settings: MailboxSettings, patience: Patience = NO_PATIENCE) -> int:
    """Record mails to lines of the list, sent since the letter; how many were drafts of ours that went out just now.

    Raises MailboxError.
    """
    asked = office.consultation
    with open_mailbox(settings, patience=patience) as mailbox:
        folder = office.settings.imap.sent or mailbox.special_folder(SENT, "sent")
        mails = [read_sent(mail) for mail in mailbox.fetch_headers(folder, asked.sent_on)]
    known = {mail.draft for mail in store.load_sent(asked.name) if mail.draft}
    seen = match_sent(asked, store.load_drafts(asked.name), mails, office.clock())
    store.record_sent(asked.name, seen)
    return len({mail.draft for mail in seen if mail.draft} - known)
