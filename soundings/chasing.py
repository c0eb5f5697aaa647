"""The chaser list with the drafts that wait, and the files that a lead takes away."""

from datetime import datetime
from pathlib import Path

from reports.chaser_report import chase_table, make_chaser_report
from reports.chasers import ChaserList, make_chaser_list
from reports.drafts import find_waiting, note_drafts, reminders_sent
from reports.render.as_csv import render_csv
from reports.render.as_xlsx import render_xlsx
from reports.status import Status, make_status
from soundings.bootstrap import Office
from soundings.drafting import Desk, Drafted, draft_into_folder
from soundings.files import dated
from store.rows import KeptIn
from store.unit_of_work import Store


def find_desk(office: Office, store: Store, moment: datetime, *, again: bool = False) -> Desk:
    """The chaser list as at a moment, with the drafts that wait; a file that is gone is no draft that waits."""
    name = office.consultation.name
    status = make_status(office.consultation, store.load_mails(name, moment), store.load_extensions(name), moment)
    return desk_for(office, store, status, again=again)


def desk_for(office: Office, store: Store, status: Status, *, again: bool = False) -> Desk:
    """As `find_desk`, by a status that is known."""
    name = office.consultation.name
    told, sent = store.load_chasers(name), store.load_sent(name)
    chasers = make_chaser_list(status, reminders_sent(told, sent), sent)
    waiting = find_waiting(store.load_drafts(name), told, sent, status.as_of)
    there = [w for w in waiting if w.kept_in is not KeptIn.FOLDER or Path(w.place).exists()]
    return Desk(office, store, note_drafts(chasers, status, there), waiting, again)


def chaser_files(chasers: ChaserList) -> dict[str, bytes]:
    """The list as CSV, for a mail merge, and as a workbook with everything that is to be done, by name."""
    name = dated("chasers", chasers.as_of, chasers.consultation.zone)
    return {
        f"{name}.csv": render_csv(chase_table(chasers.due)),
        f"{name}.xlsx": render_xlsx(make_chaser_report(chasers)),
    }


def draft_here(desk: Desk) -> Drafted:
    """Drafts for all who are due, in the output folder, a folder a day. Raises ConfigError or SoundingsError."""
    asked = desk.office.consultation
    return draft_into_folder(desk, desk.office.output / dated("drafts", desk.chasers.as_of, asked.zone))


def draft_files(desk: Desk) -> dict[str, bytes]:
    """The drafts on this machine that wait and may be sent, by the names of their files."""
    stale = {one.draft.message_id for one in desk.chasers.stale}
    places = [Path(d.place) for d in desk.waiting if d.kept_in is KeptIn.FOLDER and d.message_id not in stale]
    return {place.name: place.read_bytes() for place in places if place.exists()}
