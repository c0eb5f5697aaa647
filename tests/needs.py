"""Programs that tests use and a machine may lack."""

import os
import shutil
from pathlib import Path

import pytest

_PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:/sbin"


def need(program: str, package: str) -> Path:
    """The path of a program; without it the test is skipped with a line to install the package.

    With CI=true in the environment that is a failure: there a skipped test would go unseen.
    """
    found = shutil.which(program) or shutil.which(program, path=_PLACES)
    if found:
        return Path(found)
    advice = f"{program} is not here: install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(advice)
    pytest.skip(advice)
