"""The list of mails and one mail's page in Chromium: found, lit up, harmless, without scripts, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from classify.analysis import Analysis
from soundings.bootstrap import Office
from tests.soundings.desk import REPLY
from tests.web.browser import look_for_violations, too_wide
from tests.web.taken_in import html_mail, plain_mail, take_in
from tests.web.test_mail_page import WORDS, analysed, with_files

LONG = "An answer of some length, with remand in it. " * 60
TRICKS = (
    "<style>*{display:none}</style><div style='position:fixed;inset:0;z-index:9999;background:red'>over all</div>"
    "<img src='https://tracker.example/p.gif'><link rel=stylesheet href='https://tracker.example/s.css'>"
    "<script>parent.document.title='taken'</script><iframe src='https://tracker.example/f'></iframe>"
    "<a href='https://evil.example/x'>https://bank.example</a>"
)


def two_proofs() -> Analysis:
    """Proofs that lie across each other."""
    return analysed((11, 20), (14, 27))


@pytest.mark.parametrize("path", ["/replies", "/replies?words=reply&kind=response", "/replies?words=nothing-has-this"])
def test_the_list_is_accessible_and_fits_a_phone(page: Page, phone: Page, path: str) -> None:
    for window in (page, phone):
        window.goto(path)
        assert look_for_violations(window) == []
    assert too_wide(phone) == []


@pytest.mark.parametrize("what", ["practice", "proofs", "files", "page", "long"])
def test_the_page_of_a_mail_is_accessible_and_fits_a_phone(page: Page, phone: Page, office: Office, what: str) -> None:
    mail = {
        "practice": lambda: REPLY,
        "proofs": lambda: take_in(office, plain_mail(WORDS), two_proofs()),
        "files": lambda: take_in(office, with_files(), analysed()),
        "page": lambda: take_in(office, html_mail(TRICKS), analysed((0, 4))),
        "long": lambda: take_in(office, plain_mail(LONG + "x" * 3000, "S" * 400), analysed((0, 2000))),
    }[what]()
    for window in (page, phone):
        window.goto(f"/replies/{mail}")
        assert look_for_violations(window) == []
    assert too_wide(phone) == []


def test_a_search_is_typed_and_leads_to_the_mail(page: Page, office: Office) -> None:
    take_in(office, plain_mail("We ask about zeppelins.\n", "airships"), analysed())
    page.goto("/replies")
    page.get_by_label("Words in mails and attachments").fill("zeppelin*")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 mail with zeppelin*")).to_be_visible()
    page.get_by_role("cell", name="Ann airships").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("airships")


def test_pointing_at_a_decision_or_tabbing_into_it_lights_up_its_words(page: Page, office: Office) -> None:
    page.goto(f"/replies/{take_in(office, plain_mail(WORDS), two_proofs())}")
    point = page.locator(".app-point", has_text="response").first
    lit = page.locator(".app-mark--lit")
    expect(lit).to_have_count(0)
    point.hover()
    expect(lit.first).to_be_visible()
    assert "".join(sorted(set(lit.all_inner_texts()))) == "".join(sorted({"We ", "prefer", " remand"}))
    page.mouse.move(0, 0)
    expect(lit).to_have_count(0)
    point.get_by_role("link").first.focus()
    expect(lit.first).to_be_visible()


def test_without_scripts_a_decision_s_link_leads_to_its_words(scriptless: Page, office: Office) -> None:
    scriptless.goto(f"/replies/{take_in(office, plain_mail(LONG + WORDS), analysed((2650, 2700)))}")
    link = scriptless.locator(".app-point__proofs a").first
    before = scriptless.locator("mark").first.evaluate("e => getComputedStyle(e).backgroundColor")
    link.click()
    mark = scriptless.locator("mark:target")
    expect(mark).to_be_in_viewport()
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != before


def test_what_a_mail_laid_out_runs_loads_and_covers_nothing(page: Page, office: Office) -> None:
    """The frame shows its words, each link with where it leads; the page round it is as it was."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/replies/{take_in(office, html_mail(TRICKS), analysed())}")
    title = page.title()
    page.get_by_text("As it was laid out").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("over all")).to_be_visible()
    expect(frame.get_by_text("[evil.example/x]")).to_be_visible()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()
    assert page.title() == title
    assert [url for url in asked if "127.0.0.1" not in url] == []
    assert (
        frame.locator("body").evaluate("() => { try { return parent.document.title } catch { return 'closed' } }")
        == "closed"
    )


def test_the_page_of_a_mail_breaks_no_rule_of_its_own_policy(page: Page, office: Office) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/replies/{take_in(office, html_mail(TRICKS), analysed((0, 4)))}")
    page.get_by_text("As it was laid out").click()
    expect(page.frame_locator("iframe").get_by_text("over all")).to_be_visible()
    page.goto("/replies?words=over")
    assert said == []
