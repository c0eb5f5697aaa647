"""All that is held of one person, handed over, made anonymous, or deleted."""

import json
import zipfile
from pathlib import Path

import pytest

from soundings.books import check_archive
from soundings.bootstrap import Office
from soundings.pull import pull_files
from soundings.subject import find_subject
from store.overlay import blank_analysis
from store.protection import load_protections, subject_of
from store.serialise import analysis_to_json
from tests.soundings.conftest import Call, Ended, files_of, rows_of
from tests.soundings.desk import NAME, RECORDS
from tests.soundings.personal import ADDRESS, HELD, SECRET, WRITER, files, fill, found_in, words_in
from tests.soundings.pulling import Stub

MAILS = tuple(r.mail.archive_id for r in RECORDS if r.mail.from_address.lower() == WRITER)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return fill(tmp_path / "home")


def ask(call: Call, office: Office, *arguments: object) -> Ended:
    return call("subject", *arguments, "--consultation", NAME, "--home", office.settings.home)


def replied(call: Call, office: Office) -> int:
    shown = call("status", "--json", "--as-of", "2024-11-22", "--consultation", NAME, "--home", office.settings.home)
    counts: int = sum(line["standing"] == "replied" for line in json.loads(shown.out)["lines"])
    return counts


def test_all_of_it_is_shown_and_handed_over(call: Call, office: Office, tmp_path: Path) -> None:
    """The address however it is cased; the mails as they came, and everything that was made of them."""
    file = tmp_path / "held.zip"
    shown = ask(call, office, WRITER.upper(), "--export", file, "--by", "officer")
    assert (shown.code, f"{WRITER}: wrote {len(MAILS)} mail" in shown.out) == (0, True), shown.err
    with zipfile.ZipFile(file) as held:
        for mail in MAILS:
            assert held.read(f"mails/{mail}.eml") == office.archive.load(mail)
        told = json.loads(held.read("held.json"))
    assert {row["archive_id"] for row in told["rows"]["analyses"]} == set(MAILS)
    assert {row["from_address"].lower() for row in told["rows"]["mails"]} == {WRITER}
    assert file.stat().st_mode & 0o077 == 0
    assert "a file of this name already" in ask(call, office, WRITER, "--export", file).err
    new = ask(call, office, ADDRESS)
    assert "drafts 1, sent mails 1" in new.out
    assert "On the list as new" in new.out


def test_a_mail_of_somebody_else_that_names_them_is_told(office: Office) -> None:
    """Also where the name stands in a part that is encoded: a bounce names whose address failed."""
    bounce = next(r for r in HELD if r.analysis and r.analysis.flags.failed_recipients)
    assert bounce.analysis
    with office.open_store() as store:
        found = find_subject(office, store, bounce.analysis.flags.failed_recipients[0])
    assert bounce.mail.archive_id in found.named


@pytest.mark.parametrize("words", ["", " ", "ann", "@", "example", "%", "ann@", "Ann <ann@x.example>"])
def test_what_is_no_whole_address_is_refused(call: Call, office: Office, words: str) -> None:
    """Nothing and a piece of an address are in other people's mails and rows as well."""
    home = office.settings.home
    before = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    ended = ask(call, office, words, "--delete", "--yes")
    assert (ended.code, "this is not a mail address" in ended.err) == (2, True)
    assert (rows_of(home / "soundings.sqlite"), files_of(home / "archive")) == before


def test_nothing_is_changed_without_a_second_word(call: Call, office: Office) -> None:
    home = office.settings.home
    before = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    assert "Give --yes as well" in ask(call, office, WRITER, "--delete").err
    assert "Give one of them" in ask(call, office, WRITER, "--delete", "--redact", "--yes").err
    ask(call, office, WRITER)
    assert (rows_of(home / "soundings.sqlite"), files_of(home / "archive")) == before


@pytest.mark.parametrize("how", ["--redact", "--delete"])
def test_no_word_of_theirs_is_left_in_any_file(call: Call, office: Office, how: str) -> None:
    """But for words that other people's mails have too."""
    home = office.settings.home
    own: set[str] = set()
    others: set[str] = set()
    for mail in office.archive.ids():
        words = words_in(office.archive.load(mail))
        if mail in MAILS:
            own |= words
        else:
            others |= words
    assert found_in(home, own - others)
    ended = ask(call, office, WRITER, how, "--yes", "--because", "they asked")
    assert ended.code == 0, ended.err
    raw_others = b"".join(office.archive.load(mail) for mail in office.archive.ids()).lower()
    keys = json.dumps(analysis_to_json(blank_analysis(MAILS[0])))
    left = {word for word in found_in(home, own - others) if word.encode() not in raw_others and word not in keys}
    assert left == set()
    assert not any(mail in office.archive for mail in MAILS)


@pytest.mark.parametrize(("how", "lost"), [("--redact", 0), ("--delete", 1)])
def test_what_was_made_anonymous_counts_and_what_was_deleted_does_not(
    call: Call, office: Office, how: str, lost: int
) -> None:
    """The ledger balances, and neither a further run nor the same mail once more brings any of it back."""
    before = replied(call, office)
    ask(call, office, WRITER, how, "--yes")
    assert replied(call, office) == before - lost
    pull_files(office, files(), lambda _: Stub(), lambda *_: None, lambda *_: None)
    with office.open_store() as store:
        balance = store.load_balance(NAME)
        assert (balance.balances, balance.mails, balance.failed) == (True, len(HELD), balance.failed)
        assert check_archive(office.archive, store, NAME).damaged == ()
        assert all(not m.from_address for m in store.find_mails(NAME, "") if m.archive_id in MAILS)
    assert not any(mail in office.archive for mail in MAILS)


def test_it_is_recorded_that_it_was_done_without_saying_of_whom(call: Call, office: Office) -> None:
    ask(call, office, ADDRESS, "--delete", "--yes", "--by", "officer", "--because", "letter of 3 May")
    with office.open_store() as store, store.reading() as connection:
        (record,) = load_protections(connection, NAME)
    assert (record.subject, record.by, record.reason) == (subject_of(ADDRESS), "officer", "letter of 3 May")
    assert ADDRESS not in str(record)
    assert found_in(office.settings.home, [ADDRESS]) == set()


def test_a_draft_to_them_goes_and_other_files_with_the_address_are_named(call: Call, office: Office) -> None:
    draft, other = office.output / "drafts" / "new.eml", office.output / "chasers.csv"
    other.write_text(f"{SECRET},{ADDRESS}\n")
    ended = ask(call, office, ADDRESS, "--delete", "--yes")
    assert not draft.exists()
    assert f"{other} has the address in it" in " ".join(ended.out.split("\n"))
