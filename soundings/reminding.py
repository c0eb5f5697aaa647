"""Whom it is time to chase, told to the lead after a run. Nothing is sent."""

from reports.wording import say_day, say_number
from soundings.bootstrap import Office
from soundings.chasing import find_desk
from soundings.shown import Shown
from store.unit_of_work import Store


def say_reminders(office: Office, store: Store) -> str:
    """The lines that are due a reminder now and have no draft, by the consultation's chasing rules; or nothing.

    Raises StoreError.
    """
    due = find_desk(office, store, Shown(office.clock())).chasers.undrafted
    if not due:
        return ""
    since = say_day(min(d.due_on for d in due))
    verb = "is" if len(due) == 1 else "are"
    return f"{say_number(len(due), 'line')} {verb} due a reminder, the first since {since}: soundings chase"
