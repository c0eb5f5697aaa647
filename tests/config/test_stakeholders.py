from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.consultation import Ref, Stakeholder
from config.errors import ConfigError
from config.stakeholders import load_stakeholders, write_stakeholders

HEADER = "Ref,Group,Name,Role,Organisation,Email,Other emails,Member of"
ROWS = "sian,Wales,Siân Lewis,Chair,Cyngor Tŷ,sian@ty.example,s.lewis@ty.example,\nclub,Wales,,,The Club,,,"


def written(tmp_path: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROWS}\n".encode(),
        f"{HEADER}\r\n{ROWS}\r\n".encode("utf-8-sig"),
        f"{HEADER}\n{ROWS}\n".replace(",", ";").encode(),
        f"sep=;\r\n{HEADER}\n{ROWS}\n".replace(",", ";").encode(),
        f"{HEADER}\n{ROWS}\n".replace(",", "\t").encode("utf-16"),
        f"\n,,,\n{HEADER}\n\n{ROWS}\n,,,,,,,\n".encode(),
        f"Our list of 2025\n\n{HEADER}\n{ROWS}\n".encode(),
        f"  REF , group,NAME,role,Organization,E-mail,Other  E-mails,member_of,Notes\n{ROWS}".encode(),
    ],
    ids=["plain", "bom", "semicolon", "sep-line", "utf-16-tabs", "blank-lines", "title-line", "header-variants"],
)
def test_a_list_is_read_as_excel_saves_it(tmp_path: Path, content: bytes) -> None:
    first, second = load_stakeholders(written(tmp_path, content))
    assert first == Stakeholder(
        Ref("sian"), "Wales", "Siân Lewis", "Chair", "Cyngor Tŷ", "sian@ty.example", ("s.lewis@ty.example",)
    )
    assert (second.label, second.email, second.member_of) == ("The Club", "", None)


def test_windows_1252_is_read(tmp_path: Path) -> None:
    content = f"{HEADER}\nrene,EU,Ren\u00e9 O\u2019Neill,,Body,,,".encode("cp1252")
    assert load_stakeholders(written(tmp_path, content))[0].name == "René O’Neill"


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ([], [*HEADER.split(","), "Language", "Statutory"]):
        book.active.append(row)
    book.active.append(["team", "Wales", "The\u00a0Team ", None, None, None, None, None, "Cymraeg", "yes"])
    book.active.append([7, "Wales", "Ann", None, "Body", "ann@b.example", "a@b.example, c@b.example", "TEAM", "", "no"])
    book.save(tmp_path / "list.xlsx")
    team, ann = load_stakeholders(tmp_path / "list.xlsx")
    assert (team.name, team.language, team.statutory) == ("The Team", "cy", True)
    assert (ann.ref, ann.other_emails, ann.member_of) == ("7", ("a@b.example", "c@b.example"), "team")


@pytest.mark.parametrize(
    ("rows", "line", "column", "problem", "mend"),
    [
        ("a,G,A,,,,,\n\na,G,B,,,,,", 4, "Ref", "'a' is also the Ref of line 2", "another"),
        ("a,G,A,,,,,\nA,G,B,,,,,", 3, "Ref", "'A' is also the Ref of line 2", "another"),
        ("a,G,A,,,x@y.example,,\nb,G,B,,,,X@Y.example,", 3, "Other emails", "also in line 2", "one line"),
        ("a,G,A,,,x@y.example,,\nb,G,B,,,x@y.example,,", 3, "Email", "also in line 2", "one line"),
        ("a,G,A,,,,,teams\nteam,G,B,,,,,", 2, "Member of", "no line has the Ref 'teams'", "Did you mean team?"),
        ("a,G,A,,,,,zz", 2, "Member of", "no line has the Ref 'zz'", "Write the Ref"),
        ("a,G,A,,,,,a", 2, "Member of", "a member of itself", "empty"),
        ("a,G,A,,,,,b\nb,G,B,,,,,c\nc,G,C,,,,,", 2, "Member of", "b is itself a member", "outer line"),
        (",G,A,,,,,", 2, "Ref", "the line has no Ref", "None is made up"),
        ("lord chancellor,G,A,,,,,", 2, "Ref", "'lord chancellor' has a space", "lord-chancellor"),
        ("a,G,A,,,x@y,,", 2, "Email", "'x@y' is not a mail address", "name@body.gov.uk"),
        ("a,G,A,,,x@y.example; z@y.example,,", 2, "Email", "is not a mail address", "Other emails"),
        ("a,G,A,,,,x.example,", 2, "Other emails", "'x.example' is not a mail address", "name@body.gov.uk"),
        ("a,G,,,,,,", 2, "Name", "the line names nobody", "a name, a role or an organisation"),
        ('a,G,"A\nB",,,,,\n,G,C,,,,,', 4, "Ref", "the line has no Ref", "Write"),
        ('a,G,A,,,,,\nb,G,"B,,,,,', 3, None, "the row cannot be read", "quote"),
        ("", None, None, "the list has no lines", "one line for each"),
    ],
)
def test_what_is_wrong_is_named_with_line_column_and_mend(
    tmp_path: Path, rows: str, line: int | None, column: str | None, problem: str, mend: str
) -> None:
    path = written(tmp_path, f"{HEADER}\n{rows}\n")
    with pytest.raises(ConfigError) as raised:
        load_stakeholders(path)
    error = raised.value
    assert (error.path, error.line, error.column) == (path, line, column)
    assert problem in error.problem
    assert mend in error.mend


@pytest.mark.parametrize(
    ("header", "column", "problem", "mend"),
    [
        (
            "Name,Group,Organisation,Email",
            "Ref",
            "the header is missing",
            "The first row has Name, Group, Organisation",
        ),
        ("Ref,Group,Name,Organisation,Emial", "Email", "the header has no column Email", "Is it 'emial'?"),
        ("Ref,Name,Organisation,Email", "Group", "the header has no column Group", "Add a column Group"),
        ("Ref,Group,Name,Organisation,Email,E-mail", "Email", "the column Email is there twice", "Keep one"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: str, column: str, problem: str, mend: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_stakeholders(written(tmp_path, f"\n{header}\na,b,c,d,e,f\n"))
    assert (raised.value.line, raised.value.column) == (2, column)
    assert problem in raised.value.problem
    assert mend in raised.value.mend


@pytest.mark.parametrize(("column", "value"), [("Language", "Klingon 2"), ("Statutory", "perhaps")])
def test_optional_columns_are_checked(tmp_path: Path, column: str, value: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_stakeholders(written(tmp_path, f"{HEADER},{column}\na,G,A,,,,,,{value}\n"))
    assert (raised.value.line, raised.value.column) == (2, column)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("list.xlsx", b"not a workbook", "not a workbook"),
        ("list.xls", b"", "not a form of list"),
        ("list.csv", b"Ref,Name\n\x81\xff", "characters cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        load_stakeholders(written(tmp_path, content, name))


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the file cannot be read"):
        load_stakeholders(tmp_path / "none.csv")


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join).filter(lambda t: "\ufeff" not in t)
addresses = st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)


@st.composite
def lists(draw: st.DrawFn) -> tuple[Stakeholder, ...]:
    refs = draw(
        st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True), min_size=1, max_size=6, unique=True)
    )
    emails = draw(st.lists(addresses, min_size=2 * len(refs), max_size=2 * len(refs), unique=True))
    return tuple(
        Stakeholder(
            ref=Ref(ref),
            group=draw(texts),
            name=draw(texts),
            role=draw(st.one_of(st.just(""), texts)),
            organisation=draw(st.one_of(st.just(""), texts)),
            email=emails[2 * n],
            other_emails=(emails[2 * n + 1],) if draw(st.booleans()) else (),
            member_of=Ref(refs[0]) if n and draw(st.booleans()) else None,
            language=draw(st.sampled_from(["en", "cy"])),
            statutory=draw(st.booleans()),
        )
        for n, ref in enumerate(refs)
    )


@given(lists())
def test_a_list_that_is_written_is_read_again_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, given_list: tuple[Stakeholder, ...]
) -> None:
    path = tmp_path_factory.mktemp("lists") / "list.csv"
    write_stakeholders(path, given_list)
    assert load_stakeholders(path) == given_list


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_only_a_config_error_is_raised(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for name in ("list.csv", "list.xlsx"):
        path = tmp_path_factory.mktemp("lists") / name
        path.write_bytes(content)
        with pytest.raises(ConfigError):
            load_stakeholders(path)


@pytest.mark.parametrize("name", ["=1+1", "+44 20", "@home", "-", "'=quoted"])
def test_what_excel_would_take_for_a_formula_is_written_as_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.csv"
    made = (Stakeholder(Ref("a"), "G", name, "", "", ""),)
    write_stakeholders(path, made)
    assert f",'{name}," in path.read_text(encoding="utf-8-sig")
    assert load_stakeholders(path) == made
