from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import TlsMode, load_settings

SECRET = "s3cret-of-ours"


def settings_file(home: Path, text: str) -> Path:
    path = home / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def password_file(home: Path, text: str = SECRET + "\n", mode: int = 0o600) -> Path:
    path = home / "password"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_nothing_given_gives_the_defaults(tmp_path: Path) -> None:
    made = load_settings(tmp_path, {})
    assert made.home == tmp_path
    assert made.consultation == ""
    assert made.database.get_secret_value() == f"sqlite:///{tmp_path}/soundings.sqlite"
    assert (made.imap.host, made.imap.port, made.imap.tls, made.imap.folders) == ("", 993, TlsMode.TLS, ("INBOX",))
    assert (made.worker.cron, made.worker.zone) == ("15 2 * * *", "")


def test_home_is_the_option_then_the_variable_then_the_default(tmp_path: Path) -> None:
    environ = {"SOUNDINGS_HOME": str(tmp_path / "variable")}
    assert load_settings(tmp_path / "option", environ).home == tmp_path / "option"
    assert load_settings(None, environ).home == tmp_path / "variable"
    assert load_settings(None, {}).home == Path.home() / "Soundings"


def test_the_environment_wins_over_the_file_setting_by_setting(tmp_path: Path) -> None:
    settings_file(
        tmp_path,
        'consultation = "practice"\n[imap]\nhost = "file.example"\nuser = "lead"\nfolders = ["INBOX", "Old"]\n',
    )
    made = load_settings(tmp_path, {"SOUNDINGS_IMAP__HOST": "env.example", "SOUNDINGS_IMAP__PORT": "1143"})
    assert (made.consultation, made.imap.host, made.imap.port) == ("practice", "env.example", 1143)
    assert (made.imap.user, made.imap.folders) == ("lead", ("INBOX", "Old"))


@pytest.mark.parametrize(("tls", "port"), [("tls", 993), ("starttls", 143), ("none", 143)])
def test_the_port_follows_the_kind_of_connection(tmp_path: Path, tls: str, port: int) -> None:
    assert load_settings(tmp_path, {"SOUNDINGS_IMAP__TLS": tls}).imap.port == port


def test_the_report_of_a_run_has_settings_of_its_own(tmp_path: Path) -> None:
    password_file(tmp_path)
    settings_file(
        tmp_path,
        '[report]\nto = ["lead@b.example"]\nsender = "s@b.example"\nhost = "h.example"\nuser = "u"\n'
        'password_file = "password"\nfolder = "nights"\n',
    )
    made = load_settings(tmp_path, {"SOUNDINGS_REPORT__TO": "lead@b.example, deputy@b.example"}).report
    assert (made.to, made.port, made.tls) == (("lead@b.example", "deputy@b.example"), 587, TlsMode.STARTTLS)
    assert made.folder == tmp_path / "nights"
    assert made.password is not None
    assert made.password.get_secret_value() == SECRET
    assert load_settings(tmp_path, {"SOUNDINGS_REPORT__TLS": "tls"}).report.port == 465


def test_folders_in_the_environment_are_parted_by_commas(tmp_path: Path) -> None:
    made = load_settings(tmp_path, {"SOUNDINGS_IMAP__FOLDERS": "INBOX, Consultation/Replies"})
    assert made.imap.folders == ("INBOX", "Consultation/Replies")


def test_names_that_a_container_platform_sets_do_no_harm(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"SOUNDINGS_PORT": "tcp://10.0.0.1:80", "PATH": "/bin"}).imap.port == 993


def test_a_password_comes_from_the_environment_or_its_file_and_is_never_shown(tmp_path: Path) -> None:
    given = load_settings(tmp_path, {"SOUNDINGS_IMAP__PASSWORD": SECRET})
    password_file(tmp_path)
    settings_file(tmp_path, '[imap]\npassword_file = "password"\n')
    read = load_settings(tmp_path, {})
    for made in (given, read):
        assert made.imap.password is not None
        assert made.imap.password.get_secret_value() == SECRET
        assert SECRET not in repr(made)
        assert SECRET not in made.model_dump_json()


@pytest.mark.parametrize(
    ("mode", "text", "problem", "mend"),
    [
        (0o644, SECRET, "others may read the password file (mode 644)", "chmod 600"),
        (0o600, "\n", "the password file is empty", "Put the password"),
        (None, "", "the password file cannot be read", "SOUNDINGS_IMAP__PASSWORD_FILE"),
    ],
)
def test_a_password_file_that_will_not_do(tmp_path: Path, mode: int | None, text: str, problem: str, mend: str) -> None:
    path = tmp_path / "password"
    if mode is not None:
        password_file(tmp_path, text, mode)
    with pytest.raises(ConfigError) as raised:
        load_settings(tmp_path, {"SOUNDINGS_IMAP__PASSWORD_FILE": str(path)})
    assert raised.value.path == path
    assert raised.value.problem == problem
    assert mend in raised.value.mend
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "line", "problem", "mend"),
    [
        ('consultaton = "x"', 1, "consultaton: there is no such setting", "correct its name"),
        ('[imap]\nhst = "x"', 2, "imap.hst: there is no such setting", "correct its name"),
        ('[imap]\nport = "many"', 2, "imap.port: it is not a whole number", "993"),
        ("[imap]\nport = 70000", 2, "imap.port: it cannot be used", "65535"),
        ('[imap]\n\ntls = "ssl"', 3, "imap.tls: there is no such choice", "'tls', 'starttls' or 'none'"),
        ("[imap]\nfolders = []", 2, "imap.folders: it cannot be used", "INBOX"),
        ('imap = "host"', 1, "imap is not a table", "[imap]"),
        ('[worker]\ncron = "nightly"', 2, "worker.cron: it cannot be used", "five fields"),
        ('[worker]\nzone = "Mars"', 2, "worker.zone: it cannot be used", "Europe/London"),
        ('database = "mysql://u:s3cret-of-ours@h/d"', 1, "database: it cannot be used", "postgresql"),
        (f'[imap]\npassword = "{SECRET}"', 2, "a password does not belong in this file", "IMAP__PASSWORD"),
        ('home = "/x"', 1, "home cannot be set", "--home"),
        ('[report]\nto = ["lead"]', 2, "report.to: it cannot be used", "lead@body.gov.uk"),
        ('[report]\nto = ["a@b.example"]', 1, "report: it cannot be used", "to, sender and host"),
        ('[report]\nhost = "h.example"\nuser = "u"\ntls = "none"', 1, "report: it cannot be used", "starttls or tls"),
        (f'[report]\npassword = "{SECRET}"', 2, "a password does not belong in this file", "REPORT__PASSWORD"),
        ("[imap\n", 1, "this is not valid TOML", "bracket"),
    ],
)
def test_a_wrong_settings_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, problem: str, mend: str
) -> None:
    path = settings_file(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        load_settings(tmp_path, {})
    assert (raised.value.path, raised.value.line) == (path, line)
    assert problem in raised.value.problem
    assert mend in raised.value.mend
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    ("variable", "value", "problem"),
    [
        ("SOUNDINGS_IMAP__PORT", "many", "it is not a whole number"),
        ("SOUNDINGS_IMAP__PASWORD", SECRET, "there is no such setting"),
        ("SOUNDINGS_WORKER__CRON", "x", "it cannot be used"),
        ("SOUNDINGS_DATABASE", f"mysql://u:{SECRET}@h/d", "it cannot be used"),
        ("SOUNDINGS_IMAP", "{" + SECRET, "it cannot be read"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, variable: str, value: str, problem: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_settings(tmp_path, {variable: value})
    assert (raised.value.path, raised.value.problem) == (variable, problem)
    assert raised.value.mend
    assert SECRET not in str(raised.value)
