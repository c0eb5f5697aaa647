"""The documentation names what there is, and nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import BaseModel

from classify.analysis import AnswerStatus, Kind, Stance
from classify.kind import AUTOMATIC, HUMAN, REPORTS
from config.chaser_templates import FIELDS, FILTERS
from config.consultation import Words
from config.load import KEYS
from config.settings import PREFIX, ArchiveSection, Imap, OAuth, Report, Settings, Web, Worker
from config.stakeholders import COLUMNS
from reports.standing import Standing
from soundings.cli import make_app

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
PAGES = (PROJECT / "README.md", *sorted(DOCS.glob("*.md")))
EVERYWHERE = {"--help", "--version"}


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def cell_words(text: str) -> set[str]:
    """What stands in backticks in the first cell of a table's rows."""
    firsts = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return {word for cell in firsts for word in re.findall(r"`([^`]+)`", cell)}


def options_by_command() -> dict[str, set[str]]:
    return {
        name: {
            opt
            for parameter in command.params
            for opt in (*parameter.opts, *parameter.secondary_opts)
            if opt[:2] == "--"
        }
        for name, command in leaves(typer.main.get_command(make_app()))
    }


def leaves(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, by all the words that one types for it."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, f"{name}{word} ")
        else:
            yield f"{name}{word}", command


def test_every_command_has_its_section_and_every_section_a_command() -> None:
    assert set(re.findall(r"^## soundings (.+)$", read("commands.md"), re.MULTILINE)) == set(options_by_command())


def test_every_option_is_described_and_every_option_named_exists() -> None:
    page = read("commands.md")
    there = {option for options in options_by_command().values() for option in options} | EVERYWHERE
    assert set(re.findall(r"--[a-z][a-z-]+", page)) == there
    for name, options in options_by_command().items():
        section = re.split(r"^## ", page.partition(f"## soundings {name}\n")[2], flags=re.MULTILINE)[0]
        assert options - {"--consultation", "--home"} <= set(re.findall(r"--[a-z][a-z-]+", section)), name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_line_on_a_page_could_be_typed(page: Path) -> None:
    known = options_by_command()
    for name, rest in re.findall(
        r"`?soundings ((?:list |user |archive )?[a-z]+)((?: [^`\n]*)?)`", page.read_text("utf-8")
    ):
        assert name in known, f"soundings {name}"
        assert set(re.findall(r"(--[a-z][a-z-]+)", rest)) <= known[name] | EVERYWHERE, f"soundings {name}{rest}"


def test_every_setting_is_described_and_every_setting_named_exists() -> None:
    page = read("settings.md")
    sections_of: dict[str, type[BaseModel]] = {
        "imap": Imap,
        "oauth": OAuth,
        "worker": Worker,
        "web": Web,
        "archive": ArchiveSection,
        "report": Report,
    }
    top = set(Settings.model_fields) - set(sections_of)
    nested = {f"{s.upper()}__{n}" for s, section in sections_of.items() for n in section.model_fields}
    variables = {f"{PREFIX}{name.upper()}" for name in top | nested}
    assert set(re.findall(rf"{PREFIX}\w+", page)) == variables
    in_file = cell_words(page)
    sections = {f"[{s}] {n}" for s, section in sections_of.items() for n in section.model_fields}
    secrets = {"[imap] password", "[oauth] client_secret", "[oauth] refresh_token", "[web] client_secret"}
    secrets |= {"[oauth] client_certificate", "[report] password", "[archive] key"}
    assert in_file == (top | sections) - {"home"} - secrets


def test_every_key_of_a_consultation_and_every_column_of_its_list_is_described() -> None:
    """The keys that the reader lets through, table by table, and the columns that it knows."""
    page = re.split(r"^##", read("consultation.md"), flags=re.MULTILINE)
    described = {part.partition("\n")[0].strip("# "): cell_words(part) for part in page}
    assert {key.strip("[]") for key in described["consultation.toml"]} == set(KEYS)
    source = ast.parse((PROJECT / "config" / "sections.py").read_text("utf-8"))
    calls = [
        node.args[0]
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "only"
    ]
    known = [set(ast.literal_eval(keys)) for keys in sorted(calls, key=lambda keys: keys.lineno)]
    sections = ("[[lists]]", "[[lists.topics]]", "[[questions]]", "[[under_way]]", "[[criteria]]", "[chasing]")
    assert [described[name] for name in sections] == known
    assert described["The distribution list"] == set(COLUMNS)


def test_every_rule_of_kind_is_described_as_it_describes_itself() -> None:
    page = read("rules.md")
    rows = [f"| `{r.name}` | `{r.kind}` | {r.description} |" for r in (*REPORTS, *AUTOMATIC, *HUMAN)]
    listed = page.partition("|---|---|---|\n")[2].partition("\n\n")[0].splitlines()
    assert listed == rows


def test_every_other_name_that_stands_as_proof_is_described() -> None:
    """Names written out in `Evidence("…")` or as `RULE = "…"`; f-strings name a rule and its family."""
    kinds = {r.name for r in (*REPORTS, *AUTOMATIC, *HUMAN)}
    named: set[str] = set()
    for file in (*(PROJECT / "classify").glob("*.py"), PROJECT / "store" / "overlay.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Evidence"), args=[ast.Constant(value=str(name)), *_]):
                    named.add(name)
                case ast.Assign(targets=[ast.Name(id="RULE")], value=ast.Constant(value=str(name))):
                    named.add(name)
    described = cell_words(read("rules.md"))
    assert named <= described
    assert {d for d in described - kinds - named if not d.endswith("-address")} <= {"personal-capacity"}


def test_every_field_and_value_of_an_analysis_is_described() -> None:
    page = read("analysis.md")
    source = (PROJECT / "classify" / "exchange.py").read_text("utf-8")
    returned = next(n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Return)).value
    assert isinstance(returned, ast.Dict)
    fields = {k.value for k in returned.keys if isinstance(k, ast.Constant)}
    kinds = {str(k) for k in Kind}
    assert cell_words(page) == fields | kinds
    assert all(f"`{value}`" in page for value in (*AnswerStatus, *Stance))


def test_every_standing_is_named() -> None:
    assert all(f"`{standing}`" in read("commands.md") for standing in Standing)


def test_every_module_that_a_step_of_understanding_names_is_there() -> None:
    steps = read("architecture.md").partition("## How a mail is understood")[2].partition("\n## ")[0]
    named = re.findall(r"`([a-z_*]+\.py)`", steps)
    assert len(named) > 15
    assert [name for name in named if not list((PROJECT / "classify").glob(name))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_and_every_path_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / target).exists(), target
    tops = "|".join(f.name for f in PROJECT.iterdir() if f.is_dir() and f.name.isidentifier() and f.name != "var")
    for path in re.findall(rf"`((?:{tops})/[\w./-]*)`", text):
        assert (PROJECT / path).exists(), path


def test_the_board_in_the_readme_is_the_head_of_the_captured_one() -> None:
    board = read("status-board.txt")
    shown = re.search(r"```\n(Practice: .*?)\n```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert board.startswith(shown[1])


def test_every_field_and_filter_of_a_chaser_is_described_and_nothing_else() -> None:
    page = read("consultation.md").partition("## The words of reminders")[2].partition("\n## ")[0]
    described = cell_words(page.partition("| field |")[2])
    assert described == set(FIELDS)
    listed = page.partition("these filters:")[2].partition(". Nothing else")[0]
    assert tuple(re.findall(r"`(\w+)`", listed)) == FILTERS
    assert cell_words(page.partition("| field |")[0]) == {
        f"{w}.{language}.txt" for w in Words for language in ("en", "cy")
    }
