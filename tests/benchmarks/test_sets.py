"""The labelled mails are whole."""

import pytest

from benchmarks.sets import GOLD, SetName, opened

SIZES = {SetName.DEV: 216, SetName.UNSEEN: 129, SetName.TRANSPORT: 45}


@pytest.mark.parametrize("name", SetName)
def test_every_mail_has_labels_and_every_label_a_mail(name: SetName) -> None:
    with opened(name) as labelled:
        files = [gold.file for gold in labelled.golds]
        assert len(set(files)) == len(files) == SIZES[name]
        assert {mail.name for mail in labelled.mails.iterdir()} == set(files)


@pytest.mark.parametrize("name", SetName)
def test_labels_speak_of_what_the_consultation_has(name: SetName) -> None:
    with opened(name) as labelled:
        ours = labelled.consultation
        for gold in labelled.golds:
            assert set(gold.answers) == {q.id for q in ours.questions}, gold.file
            assert set(gold.topics) <= {t.id for t in ours.topics}, gold.file
            assert gold.stakeholders <= {s.ref for s in ours.stakeholders}, gold.file


def test_line_endings_are_as_they_were_sent() -> None:
    """A checkout that changed them would change every mail's archive id."""
    mails = [path.read_bytes() for path in (GOLD / "dev" / "mail").iterdir()]
    assert all(b"\r\n" in mail for mail in mails)


def test_another_letter_is_drafted_and_not_the_practice_one() -> None:
    with opened(SetName.TRANSPORT) as labelled, opened(SetName.DEV) as practice:
        assert labelled.consultation.topics != practice.consultation.topics
        assert labelled.consultation.stakeholders == practice.consultation.stakeholders
