"""Each page in Chromium: accessible, narrow, without scripts, and by the keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.web.browser import look_for_violations, too_wide

PAGES = ("/", "/?standing=no_reply&words=a", "/nowhere")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_the_accessibility_standard(page: Page, phone: Page, path: str) -> None:
    for window in (page, phone):
        window.goto(path)
        assert look_for_violations(window) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(phone: Page, path: str) -> None:
    phone.goto(path)
    assert too_wide(phone) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_of_its_own_policy(page: Page, path: str) -> None:
    """Nothing inline, nothing from elsewhere: the browser has nothing to complain of."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path)
    assert [words for words in said if "404" not in words] == []
