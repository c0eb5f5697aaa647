"""A missing program is skipped with advice, and in CI it is a failure."""

import pytest

from tests.needs import need


def test_a_program_that_is_there() -> None:
    assert need("sh", "dash").name == "sh"


def test_a_missing_one_skips_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not here: install its-package"):
        need("no-such-program", "its-package")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="install its-package"):
        need("no-such-program", "its-package")
