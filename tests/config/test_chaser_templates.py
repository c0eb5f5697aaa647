"""Templates of chasers: what they may say, and how what is wrong with them is told."""

from pathlib import Path

import pytest

from config.chaser_templates import DEFAULTS, FIELDS, load_chaser_template, load_chaser_templates
from config.consultation import Words
from config.errors import ConfigError
from config.load import find_consultation

VALUES: dict[str, object] = dict.fromkeys(FIELDS, "x") | {"stand_in": False, "late": False, "times_chased": 0}


def write(folder: Path, source: str, name: str = "reminder.en.txt") -> Path:
    (folder / "chasers").mkdir(exist_ok=True)
    path = folder / "chasers" / name
    path.write_text(source, encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", [DEFAULTS, find_consultation("practice") / "chasers"], ids=["shipped", "practice"])
def test_there_are_words_for_every_case_in_english_and_welsh(folder: Path) -> None:
    assert sorted(p.name for p in folder.glob("*")) == sorted(f"{w}.{lang}.txt" for w in Words for lang in ("en", "cy"))
    for path in folder.glob("*.txt"):
        for stand_in in (False, True):
            for late in (False, True):
                subject, body = load_chaser_template(path).fill(VALUES | {"stand_in": stand_in, "late": late})
                assert "x" in subject
                assert body.startswith("x,\n\n")
                assert "\n\n\n" not in body


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("Subject: a\n\nDear {{ nome }}", 3, "there is no field 'nome'. Did you mean name?"),
        (
            "Subject: a\n{% if false %}\n{{ password }}\n{% endif %}",
            3,
            "there is no field 'password'. Use one of:",
        ),
        ("Subject: {{ range(3) }}", 1, "there is no field 'range'"),
        ("Subject: a\n\n{% if late", 3, "this is not a template"),
        ("Subject: a\n{{ name|attr('x') }}", 2, "No filter named 'attr'"),
        ("Dear {{ name }}", 1, "the first line is no subject. Begin it with a line such as: Subject: Reminder"),
        ("", 1, "the first line is no subject"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_its_line_before_it_is_used(
    source: str, line: int, says: str, tmp_path: Path
) -> None:
    path = write(tmp_path, source)
    with pytest.raises(ConfigError) as told:
        load_chaser_templates([tmp_path])
    assert (told.value.path, told.value.line) == (path, line)
    assert says in str(told.value)


@pytest.mark.parametrize(
    "asked",
    [
        "{{ name.__class__.__mro__ }}",
        "{{ name.upper() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 2 ** 1000000 }}",
        "{% include '/etc/passwd' %}",
        "{{ name.nothing }}",
        "{{ times_chased / 0 }}",
        "{{ ''.join(name) }}",
    ],
)
def test_a_template_can_do_nothing_but_write(asked: str, tmp_path: Path) -> None:
    """No attributes of Python's, no calls, no files, nothing that fills the memory; the line is told."""
    with pytest.raises(ConfigError) as told:
        load_chaser_template(write(tmp_path, f"Subject: a\n\n{asked}\n")).fill(VALUES)
    assert told.value.line == 3


def test_what_a_name_holds_is_not_run(tmp_path: Path) -> None:
    template = load_chaser_template(write(tmp_path, "Subject: {{ name }}\n\n{{ name }}"))
    assert template.fill(VALUES | {"name": "{{ sender }}"}) == ("{{ sender }}", "{{ sender }}\n")


def test_words_of_one_s_own_come_first_and_the_rest_from_the_program(tmp_path: Path) -> None:
    write(tmp_path, "Subject: mine\n\nMine.")
    templates = load_chaser_templates([tmp_path])
    assert templates.of(Words.REMINDER, "en")[0][1].fill(VALUES) == ("mine", "Mine.\n")
    assert templates.of(Words.LAST, "en")[0][1].path.parent == DEFAULTS


def test_a_folder_gives_what_the_one_based_on_it_leaves_out(tmp_path: Path) -> None:
    upper, lower = tmp_path / "upper", tmp_path / "lower"
    upper.mkdir()
    lower.mkdir()
    write(upper, "Subject: upper\n\n.")
    write(lower, "Subject: lower\n\n.")
    write(lower, "Subject: lower\n\n.", "last.en.txt")
    templates = load_chaser_templates([upper, lower])
    assert [templates.of(w, "en")[0][1].fill(VALUES)[0] for w in (Words.REMINDER, Words.LAST)] == ["upper", "lower"]


def test_welsh_has_english_below_it() -> None:
    assert [language for language, _ in load_chaser_templates([]).of(Words.LAST, "cy")] == ["cy", "en"]


def test_a_language_without_words_is_an_error_and_not_left_out(tmp_path: Path) -> None:
    """Words of one's own in English do not stand beside the program's in Welsh, which would say something else."""
    write(tmp_path, "Subject: mine\n\nMine.")
    with pytest.raises(
        ConfigError, match=r"reminder\.cy\.txt: there is no such template.* Write it beside reminder\.en"
    ):
        load_chaser_templates([tmp_path]).of(Words.REMINDER, "cy")


def test_a_file_that_no_case_calls_for_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "Subject: a\n\n.", "remainder.en.txt")
    with pytest.raises(ConfigError, match=r"remainder\.en\.txt: no chaser has words of this name.*reminder\.en\.txt"):
        load_chaser_templates([tmp_path])


def test_a_language_alone_without_english_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "Subject: a\n\n.", "reminder.cy.txt")
    with pytest.raises(ConfigError, match=r"reminder\.en\.txt: there is no such template"):
        load_chaser_templates([tmp_path])
