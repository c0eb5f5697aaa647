"""Each page in Chromium: accessible, narrow, without scripts, and by the keyboard alone."""

import pytest
from playwright.sync_api import Page

from soundings.desk import OfficeDesk
from tests.web.browser import look_for_violations, too_wide

PAGES = (
    "/",
    "/?standing=no_reply&words=a",
    "/nowhere",
    "/stakeholders/lord-chancellor",
    "/stakeholders/regional-probation-directors",
    "/chasers",
    "/administration",
    "/administration/list",
    "/administration/add",
    "/sign-in",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_the_accessibility_standard(wide: Page, narrow: Page, path: str) -> None:
    for window in (wide, narrow):
        window.goto(path)
        assert look_for_violations(window) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(narrow: Page, path: str) -> None:
    narrow.goto(path)
    assert too_wide(narrow) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_of_its_own_policy(wide: Page, path: str) -> None:
    """Nothing inline, nothing from elsewhere: the browser has nothing to complain of."""
    said: list[str] = []
    wide.on("console", lambda message: said.append(message.text))
    wide.on("pageerror", lambda error: said.append(str(error)))
    wide.goto(path)
    assert [words for words in said if "404" not in words] == []


def test_more_time_is_given_by_the_keyboard_alone(page: Page, desk: OfficeDesk) -> None:
    """From the first Tab: past the menu by the skip link, to the form, and back to its answer."""
    page.goto("/stakeholders/lord-chancellor")
    page.keyboard.press("Tab")
    assert "Skip to main content" in page.locator(":focus").inner_text()
    assert page.locator(":focus").bounding_box()
    page.keyboard.press("Enter")
    reach(page, "Give longer")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("29/11/2024")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-notification-banner--success")
    assert "has longer now" in page.locator(":focus").inner_text()
    assert [e.by for e in desk.view().extensions] == ["Ann Editor"]


def test_an_error_is_told_first_and_leads_to_its_field(wide: Page) -> None:
    wide.goto("/administration/add")
    wide.get_by_role("button", name="Add the reply").press("Enter")
    assert "There is a problem" in wide.locator(":focus").inner_text()
    assert wide.title().startswith("Error: ")
    assert look_for_violations(wide) == []
    wide.get_by_role("link", name="Give the day on which it came").press("Enter")
    assert wide.locator(":focus").get_attribute("id") == "received"


def test_without_scripts_everything_is_done_just_the_same(scriptless: Page, desk: OfficeDesk) -> None:
    scriptless.goto("/")
    scriptless.get_by_label("Name, organisation or address").fill("Lord Chancellor")
    scriptless.get_by_role("button", name="Find").click()
    scriptless.get_by_role("link", name="Lord Chancellor").click()
    scriptless.get_by_text("Give longer").first.click()
    scriptless.get_by_label("Until the end of").fill("2024-11-29")
    scriptless.get_by_role("button", name="Give longer").click()
    assert "has longer now" in scriptless.content()
    scriptless.get_by_role("link", name="Chasers", exact=True).click()
    scriptless.get_by_role("button", name="Draft the mails").click()
    assert "Nothing was sent" in scriptless.content()
    assert desk.draft_files()


def test_what_has_the_focus_is_seen(wide: Page) -> None:
    """Every thing that Tab reaches in the head of the page changes its look."""
    wide.goto("/")
    for _ in range(12):
        wide.keyboard.press("Tab")
        look = wide.evaluate(
            "() => {const s = getComputedStyle(document.activeElement);"
            "return [s.backgroundColor, s.outlineColor, s.boxShadow]}"
        )
        assert "rgb(255, 221, 0)" in " ".join(look), wide.evaluate("document.activeElement.outerHTML")


def test_a_page_prints_without_what_only_a_screen_needs(wide: Page) -> None:
    wide.goto("/chasers")
    wide.emulate_media(media="print")
    assert not wide.get_by_role("button", name="Draft the mails").is_visible()
    assert not wide.get_by_role("navigation").first.is_visible()
    assert wide.get_by_role("table").first.is_visible()
    wide.emulate_media(media="screen")


def reach(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.locator(":focus").inner_text():
            return
    raise AssertionError(f"nothing with {words!r} can be reached by Tab")
