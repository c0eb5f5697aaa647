"""What an installation says of the certificate by which it signs in to Microsoft 365, before it is too late."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ingest.certificates import certificate_pem, key_pem, rsa_key
from tests.soundings.conftest import Call, Ended

KEY = rsa_key()


def asked(call: Call, home: Path, command: str, pem: str) -> Ended:
    """What a command says where this is the client certificate, in a file that only its owner may read."""
    home.mkdir(exist_ok=True, mode=0o700)
    file = home / "client-certificate"
    file.touch(mode=0o600)
    file.write_text(pem)
    text = '[imap]\nsign_in = "microsoft"\n[oauth]\nclient_certificate_file = "client-certificate"\n'
    (home / "settings.toml").write_text(text)
    return call(command, "--consultation", "practice", "--home", home)


def until(days: float) -> str:
    return key_pem(KEY) + certificate_pem(KEY, datetime.now(UTC) + timedelta(days=days))


@pytest.mark.parametrize(
    ("pem", "mark", "words"),
    [
        (until(40), "OK", "holds until"),
        (until(20), "note", "19 days left). Make a new one, upload its public part"),
        (until(-1), "MEND", "the client certificate ran out on"),
        ("nothing", "MEND", "the client certificate has no private key"),
    ],
)
def test_the_doctor_looks_at_its_end(call: Call, tmp_path: Path, pem: str, mark: str, words: str) -> None:
    said = asked(call, tmp_path / "home", "doctor", pem)
    line = next(line for line in said.out.splitlines() if line.split()[1] == "certificate")
    assert line.startswith(mark)
    assert words in line
    assert not any(secret in said.out for secret in pem.splitlines()[1:-1])


def test_monitoring_warns_in_the_last_thirty_days(call: Call, tmp_path: Path) -> None:
    well, ill = asked(call, tmp_path / "a", "health", until(40)), asked(call, tmp_path / "b", "health", until(20))
    assert "client certificate" not in well.out
    assert (ill.code, "Warning: the client certificate runs out on" in ill.out) == (1, True)


def test_it_may_stand_in_the_environment_as_it_is(call: Call, tmp_path: Path) -> None:
    name = "SOUNDINGS_OAUTH__CLIENT_CERTIFICATE"
    settings = {name: until(40), "SOUNDINGS_IMAP__SIGN_IN": "microsoft"}
    said = call("doctor", "--consultation", "practice", "--home", tmp_path / "home", **settings)
    assert "OK   certificate" in said.out
