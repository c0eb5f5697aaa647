"""What corrections teach: a mail of the same sort, which nobody has corrected, is then read as people read it here."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from classify.analysis import Kind
from classify.encoder import Vectors
from classify.fitting import fit_layer, fit_sureness
from classify.learned import FILE, Layer, Learned, LearnedError, forget_learned, load_learned, save_learned
from config.load import find_consultation, load_consultation
from ingest.archive import archive_id
from ingest.message import ArchiveId
from ingest.parse import parse
from reports.learning_report import LEAST_CORRECTED, LEAST_DECIDED, Part, make_learning_report, say_share
from soundings.bootstrap import load_reader, now
from store.unit_of_work import open_store
from tests.soundings.conftest import Call

NAME = "practice"
BODIES = ("board", "executive committee", "trustees", "council", "steering group", "senate", "governing body")
MONTHS = ("December", "January", "the new year", "the spring")
HERE = load_consultation(find_consultation(NAME))
LINES = [s for s in HERE.stakeholders if s.email and not s.member_of]


def nothing_until(n: int) -> str:
    """To those who sent the letter: they will answer. The models take it for a mail that wants nothing."""
    return f"Nothing from our {BODIES[n % 7]} until {MONTHS[n % 4]}."


def content(n: int) -> str:
    return ("We are content.", "We are content with both programmes.", "My {} is content.")[n % 3].format(BODIES[n % 7])


def mail_of(n: int, words: str) -> bytes:
    line = LINES[n]
    head = {
        "From": f"{line.label} <{line.email}>",
        "To": HERE.mailboxes[0],
        "Subject": f"RE: {HERE.title}",
        "Message-ID": f"<{n}@x.example>",
        "In-Reply-To": HERE.chasing.letter_message_id,
        "Date": "Mon, 11 Nov 2024 10:00:00 +0000",
        "Content-Type": "text/plain; charset=utf-8",
    }
    headers = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{headers}\r\nDear colleague\r\n\r\n{words}\r\n\r\nKind regards\r\n{line.label}\r\n".encode()


class Lead:
    """Somebody who has a mailbox of these mails read, and decides about them."""

    def __init__(self, call: Call, folder: Path):
        self._call, self.home, self._mails = call, folder / "home", folder / "mails"
        self._mails.mkdir()

    def __call__(self, command: str, *more: object) -> str:
        ended = self._call(command, *more, "--consultation", NAME, "--home", self.home)
        assert ended.code == 0, ended.err
        return ended.out + ended.err

    def receive(self, mails: Sequence[bytes]) -> list[ArchiveId]:
        for mail in mails:
            (self._mails / f"{archive_id(mail)}.eml").write_bytes(mail)
        self.run()
        return [archive_id(mail) for mail in mails]

    def run(self) -> str:
        return self("run", "--from", self._mails)

    def kinds(self, mails: Sequence[ArchiveId]) -> list[str]:
        """As the newest rules read them, whatever people say."""
        with open_store(f"sqlite:///{self.home / 'soundings.sqlite'}") as store:
            found = {r.mail.archive_id: r.analysis for r in store.load_mails(NAME)}
        return [str(a.kind.value) for m in mails if (a := found[m])]

    def learned(self) -> Learned | None:
        return load_learned(self.home / "learned" / NAME)


@pytest.fixture
def lead(call: Call, tmp_path: Path) -> Lead:
    return Lead(call, tmp_path)


def test_consistent_corrections_change_what_is_made_of_a_mail_that_was_held_out(lead: Lead) -> None:
    """Thirteen mails of a sort corrected, thirteen others left: the fourteenth of either comes out as people mean."""
    later = lead.receive([mail_of(n, nothing_until(n)) for n in range(14)])
    others = lead.receive([mail_of(n + 14, content(n)) for n in range(14)])
    assert lead.kinds(later) == lead.kinds(others) == ["nil_response"] * 14
    for mail in later[:13]:
        lead("correct", mail, "--kind", "holding", "--by", "Ann")
    for mail in others[:13]:
        lead("correct", mail, "--looked", "--by", "Ann")
    shown = " ".join(lead("learn").split())
    assert "Mails 26 mails that people corrected, or looked at and left" in shown
    assert "Kinds of mail 26 13 50% (32%-68%)" in shown
    assert "Nothing is changed. To use it: soundings learn --yes" in shown
    assert lead.learned() is None

    assert "Learned, as version" in lead("learn", "--yes")
    learned = lead.learned()
    assert learned
    assert "28 analysed" in lead.run()
    assert (lead.kinds(later[13:]), lead.kinds(others[13:])) == (["holding"], ["nil_response"])
    assert "learned-from-corrections" in lead("explain", later[13])
    assert learned.version in lead("explain", later[13])
    lead("correct", later[13], "--kind", "query")
    assert "query" in lead("explain", later[13])

    assert "thrown away" in lead("learn", "--forget")
    lead.run()
    assert lead.kinds(later[13:]) == ["nil_response"]
    assert "Nothing had been learned" in lead("learn", "--forget")


def test_too_few_teach_nothing_and_it_says_how_many_are_needed(lead: Lead) -> None:
    later = lead.receive([mail_of(n, nothing_until(n)) for n in range(6)])
    for mail in later:
        lead("correct", mail, "--kind", "holding")
    shown = " ".join(lead("learn", "--yes").split())
    assert "20 decided and 5 of them corrected are needed" in shown
    assert "Nothing is learned, and nothing is changed." in shown
    assert lead.learned() is None


@pytest.mark.parametrize(
    ("part", "better", "says"),
    [
        (Part("Kinds", LEAST_DECIDED - 1, 9, 5, 19, 14, 0), False, "too few"),
        (Part("Kinds", 99, LEAST_CORRECTED - 1, 5, 19, 14, 0), False, "too few"),
        (Part("Kinds", 40, 10, 30, 35, 6, 1), False, "no better than chance"),
        (Part("Kinds", 40, 10, 30, 35, 5, 0), True, "learned"),
        (Part("Kinds", 40, 10, 30, 36, 7, 1), True, "learned"),
        (Part("Kinds", 40, 10, 30, 36, 8, 2), False, "no better than chance"),
        (Part("Kinds", 40, 10, 30, 30, 3, 3), False, "no better"),
        (Part("Kinds", 40, 10, 30, 28, 1, 3), False, "no better"),
        (Part("Look", 40, 10, 30, 40, 12, 2, unseen=1), False, "1 wrong mail more would go unseen"),
    ],
)
def test_only_what_is_better_on_mails_held_out_is_learned_and_the_scores_are_shown(
    part: Part, better: bool, says: str
) -> None:
    assert part.better is better
    assert says in part.verdict
    (table,) = make_learning_report("Views", now(), 40, [part]).tables
    shown = [say_share(part.before, 40), say_share(part.after, 40), part.mended, part.spoiled]
    assert list(table.rows[0][3:7]) == (shown if part.enough else [""] * 4)


def test_corrections_that_say_nothing_in_common_are_not_learned(lead: Lead) -> None:
    """The same words, decided this way and that by lot: on mails held out that is no better, and is left."""
    mails = lead.receive([mail_of(n, content(n)) for n in range(24)])
    lot = random.Random(3)
    for mail in mails:
        lead("correct", mail, "--kind", lot.choice(["nil_response", "holding", "query"]))
    assert "left as it is" in " ".join(lead("learn", "--yes").split())
    learned = lead.learned()
    assert learned is None or learned.kinds is None


def test_a_share_has_wilson_s_interval() -> None:
    assert say_share(7, 10) == "70% (40%-89%)"
    assert say_share(0, 20) == "0% (0%-16%)"
    assert say_share(0, 0) == ""


def test_a_layer_is_held_near_nought() -> None:
    """One example does not overturn a sure decision; twelve alike do, and leave what is unlike them."""
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, 40)).astype(np.float32)

    def near(x: Vectors, n: int) -> list[Vectors]:
        return [(x + 0.3 * rng.normal(size=40)).astype(np.float32) for _ in range(n)]

    sure = np.array([2.0, -2.0], dtype=np.float32)
    for n, flips in ((1, False), (12, True)):
        x = [*near(one, n), *near(other, 12)]
        layer = fit_layer(x, [sure] * len(x), [1] * n + [0] * 12)
        (mine,), (theirs,) = (near(v, 1) for v in (one, other))
        assert bool((sure + layer(mine)).argmax() == 1) is flips
        assert (sure + layer(theirs)).argmax() == 0


def test_sureness_follows_how_often_it_came_true_and_not_far_from_few() -> None:
    usual = fit_sureness([0.9] * 10, [True] * 9 + [False])
    assert abs(Learned("m", sureness=usual).sure(0.9) - 0.9) < 0.02
    doubting = fit_sureness([0.95] * 40, [True] * 20 + [False] * 20)
    assert Learned("m", sureness=doubting).sure(0.95) < 0.7
    assert Learned("m").sure(0.95) == 0.95


def test_what_is_learned_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    layer = Layer(np.ones((5, 4), dtype=np.float32), np.zeros(3, dtype=np.float32))
    learned = Learned("abc", kinds=layer, sureness=(0.9, -0.1))
    save_learned(learned, tmp_path / "deep")
    found = load_learned(tmp_path / "deep")
    assert found
    assert (found.models, found.stances, found.sureness, found.version) == ("abc", None, (0.9, -0.1), learned.version)
    assert found.kinds
    assert np.array_equal(found.kinds.weights, layer.weights)
    assert forget_learned(tmp_path / "deep")
    assert not forget_learned(tmp_path / "deep")


def test_what_cannot_be_read_says_what_to_do(lead: Lead, tmp_path: Path) -> None:
    folder = lead.home / "learned" / NAME
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(b"not this")
    with pytest.raises(LearnedError, match="cannot be read"):
        load_learned(folder)
    (tmp_path / "one.eml").write_bytes(mail_of(0, content(0)))
    ended = lead._call("analyse", tmp_path / "one.eml", "--consultation", NAME, "--home", lead.home)
    assert (ended.code, "throw it away with: soundings learn --forget" in ended.err) == (1, True)


def test_what_was_learned_of_other_models_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """New models ship: their vectors are others, on which the layers would say anything."""
    save_learned(Learned("older", sureness=(1.0, 3.0)), tmp_path)
    reader = load_reader(HERE, tmp_path)
    assert reader.version == load_reader(HERE).version
    assert "learn again with soundings learn" in caplog.text
    assert reader.analyse(parse(mail_of(0, content(0)), HERE.letter)).kind.value is Kind.NIL_RESPONSE
