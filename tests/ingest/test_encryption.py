"""Encrypted files give back what was written, from any place, and know when they were changed or the key is another."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Archive, ArchiveError
from ingest.encryption import (
    HEADER,
    MAGIC,
    PIECE,
    TAG,
    AlteredError,
    Keys,
    LockedError,
    Sealing,
    key_name_of,
    name_of,
    open_plain,
    opened,
)

KEY, OTHER = Keys((b"k" * 32,)), Keys((b"o" * 32,))
MAIL = b"From: a@b.example\r\n\r\nOur choice is (c).\r\n"


def sealed(content: bytes, keys: Keys = KEY, step: int = 50_000) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, keys)
    for start in range(0, len(content), step):
        sealing.write(content[start : start + step])
    sealing.finish()
    return out.getvalue()


@given(content=st.binary(max_size=200), step=st.integers(1, 70))
def test_what_is_written_in_pieces_is_read_whole(content: bytes, step: int) -> None:
    assert opened(io.BytesIO(sealed(content, step=step)), KEY).read() == content


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_every_length_and_place_around_the_ends_of_pieces(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    made = sealed(content)
    assert len(made) == HEADER + size + TAG * max(1, -(-size // PIECE))
    file = opened(io.BytesIO(made), KEY)
    assert file.read() == content
    for start in {0, size // 2, max(0, size - 1), max(0, PIECE - 1), PIECE, size + 5}:
        file.seek(start)
        assert file.read(100) == content[start : start + 100]


def test_the_same_content_is_never_twice_the_same_file_and_has_none_of_its_words() -> None:
    one, two = sealed(MAIL), sealed(MAIL)
    assert one[:HEADER] != two[:HEADER]
    assert one[HEADER:] != two[HEADER:]
    assert b"choice" not in one
    assert KEY.keys[0] not in one


@pytest.mark.parametrize("cut", [1, TAG, TAG + 7, PIECE + TAG, 2 * (PIECE + TAG) - 9])
def test_a_file_that_is_cut_short_anywhere_is_not_taken_for_a_whole_one(cut: int) -> None:
    made = sealed(bytes(2 * PIECE + 7 - TAG))
    with pytest.raises(AlteredError):
        opened(io.BytesIO(made[:-cut]), KEY).read()


def test_pieces_that_change_places_or_files_are_found_out() -> None:
    content = b"a" * PIECE + b"b" * PIECE + b"c"
    one, two = sealed(content), sealed(content)
    first, second = slice(HEADER, HEADER + PIECE + TAG), slice(HEADER + PIECE + TAG, HEADER + 2 * (PIECE + TAG))
    swapped = one[:HEADER] + one[second] + one[first] + one[second.stop :]
    mixed = one[:HEADER] + two[first] + one[first.stop :]
    flipped = one[: HEADER + 5] + bytes([one[HEADER + 5] ^ 1]) + one[HEADER + 6 :]
    for changed in (swapped, mixed, flipped):
        with pytest.raises(AlteredError):
            opened(io.BytesIO(changed), KEY).read()


def test_a_wrong_key_and_none_are_told_apart_and_the_key_is_never_in_the_words(tmp_path: Path) -> None:
    (tmp_path / "mail").write_bytes(sealed(MAIL))
    with pytest.raises(LockedError, match="another key than those that are set") as wrong:
        open_plain(tmp_path / "mail", OTHER)
    with pytest.raises(LockedError, match="a key, and none is set") as none:
        open_plain(tmp_path / "mail", Keys())
    assert not any(key in str(error) + repr(OTHER) for error in (wrong.value, none.value) for key in ("kkk", "ooo"))


def test_an_archive_with_a_key_has_the_same_ids_and_none_of_the_words(tmp_path: Path) -> None:
    plain, secret = Archive(tmp_path / "plain"), Archive(tmp_path / "secret", KEY)
    assert plain.store(MAIL) == secret.store(MAIL)
    (mail,) = secret.ids()
    assert secret.path(mail).read_bytes().startswith(MAGIC)
    assert b"choice" not in secret.path(mail).read_bytes()
    assert secret.load(mail) == MAIL
    assert secret.verify().whole == 1
    before = secret.path(mail).read_bytes()
    secret.store(MAIL)
    assert secret.path(mail).read_bytes() == before


def test_an_encrypted_mail_that_was_changed_is_damaged_and_is_put_right_by_the_next_fetch(tmp_path: Path) -> None:
    archive = Archive(tmp_path, KEY)
    mail = archive.store(MAIL)
    content = archive.path(mail).read_bytes()
    archive.path(mail).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert archive.verify().damaged == (mail,)
    with pytest.raises(ArchiveError, match="has changed since it was archived"):
        archive.load(mail)
    archive.store(MAIL)
    assert archive.load(mail) == MAIL


def test_without_its_key_an_archive_takes_nothing_in_and_says_why(tmp_path: Path) -> None:
    mail = Archive(tmp_path, KEY).store(MAIL)
    for keys in (Keys(), OTHER):
        archive = Archive(tmp_path, keys)
        for ask in (archive.check_key, lambda a=archive: a.load(mail), lambda a=archive: a.store(MAIL)):
            with pytest.raises(LockedError, match="nothing was changed"):
                ask()


def test_a_key_that_has_been_replaced_still_opens_what_it_encrypted(tmp_path: Path) -> None:
    old = Archive(tmp_path, KEY).store(MAIL)
    both = Archive(tmp_path, Keys(OTHER.keys + KEY.keys))
    both.check_key()
    new = both.store(b"another")
    assert (both.load(old), both.load(new)) == (MAIL, b"another")
    assert both.key_names() == {KEY.name: 1, OTHER.name: 1}
    assert both.rewrite(old, both.keys)
    assert not both.rewrite(old, both.keys)
    assert key_name_of(both.path(old)) == OTHER.name == name_of(OTHER.keys[0])
    assert Archive(tmp_path, OTHER).load(old) == MAIL


def test_a_mail_that_its_sender_wrote_like_an_encrypted_one_is_kept_as_it_came(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    mail = archive.store(sealed(MAIL))
    assert archive.load(mail)[: len(MAGIC)] == MAGIC
    assert archive.verify().whole == 1
