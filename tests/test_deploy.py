"""The files under deploy/ are what systemd takes, and call commands that there are."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.needs import need
from tests.test_documentation import options_by_command

DEPLOY = Path(__file__).parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("soundings-*"))


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """With programs that are there in the place of those that an installation has."""
    program = need("systemd-analyze", "systemd")
    for unit in UNITS:
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run([program, "verify", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.name)
def test_each_unit_says_what_it_is_and_calls_a_command_that_there_is(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert text.startswith("# ")
    for name, rest in re.findall(r"^ExecStart=\S+/soundings (\S+)(.*)$", text, re.MULTILINE):
        assert set(re.findall(r"--[a-z-]+", rest)) <= options_by_command()[name]


def test_whatever_reads_the_mailbox_is_shut_off_from_the_rest_of_the_machine() -> None:
    for name in ("soundings-worker.service", "soundings-run.service"):
        text = (DEPLOY / name).read_text("utf-8")
        for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077", "CapabilityBoundingSet="):
            assert f"\n{line}\n" in text
