"""Review in Chromium: by keys alone, without scripts, on a phone, and by two people at once."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from classify.analysis import Evidence
from ingest.message import Span
from soundings.desk import OfficeDesk
from store.unit_of_work import Store
from tests.soundings.desk import NAME
from tests.web.browser import Served, look_for_violations, open_page, too_wide
from tests.web.conftest import AT, EDITOR
from tests.web.review.doubtful import SECOND as BOB
from tests.web.review.doubtful import THREE
from tests.web.review.sending import words_on

FIRST, SECOND, LAST = (r.mail.archive_id for r in reversed(THREE))


def press(page: Page, keys: str, leads_to: str = "") -> None:
    """Press keys one after the other; then wait for the page that the last of them leads to."""
    for key in keys.split():
        page.keyboard.press(key)
    if leads_to:
        page.wait_for_url(f"**{leads_to}")
        page.wait_for_selector("body.app-with-keys")


def test_a_review_from_the_queue_to_the_status_by_the_keyboard_alone(page: Page, store: Store) -> None:
    """Kind by a digit, a topic by its letter and place, accept, undo, skip; in the end the status has nothing left."""
    page.goto("/review")
    page.locator("[data-start]").focus()
    press(page, "Enter", f"/review/{FIRST}")
    press(page, "4 j o 3 a", f"/review/{SECOND}")
    said = {w.field: w.value for w in words_on(store, FIRST)}
    topic = next(path for path in said if path.startswith("topics."))
    assert said == {"kind": "query", topic: {"stance": "oppose", "rank": 3}, "review": []}
    press(page, "u", f"/review/{FIRST}")
    assert page.locator('input[name="kind"]:checked').input_value() == "response"
    press(page, "s", f"/review/{SECOND}")
    press(page, "a", f"/review/{LAST}")
    press(page, "a", f"/review/{FIRST}")
    press(page, "a")
    page.wait_for_url("**/review")
    assert page.get_by_text("Nothing waits for review").is_visible()
    page.goto("/")
    waits = page.locator(".app-figure", has_text="Waits for review")
    assert "0" in waits.locator(".app-figure__value").inner_text()


def test_j_and_k_go_through_all_decisions_and_unfold_what_is_folded(page: Page) -> None:
    page.goto(f"/review/{FIRST}")
    there = page.locator("[data-decision]").count()
    seen = []
    for _ in range(there + 1):
        press(page, "j")
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen[0] == "d-kind"
    assert {"d-stakeholders", "d-answers.Q1", "d-flags"} <= set(seen)
    assert page.locator("details.app-group:not([open])").count() == 0
    press(page, "k")
    assert page.evaluate("document.activeElement.id") == "d-flags"


def test_the_words_that_prove_a_decision_come_into_view_beside_it(
    browser: Browser, served: Served, desk: OfficeDesk, store: Store
) -> None:
    """They are the last of the mail, in a window too low for it; they are lit up, and so is nothing else."""
    last = desk.parsed(FIRST).own_segments()[-1].span
    words = desk.parsed(FIRST).words(last).rstrip()
    span = Span(last.part, last.start + len(words) - 20, last.start + len(words))
    analysis = THREE[2].analysis
    assert analysis
    kind = replace(analysis.kind, confidence=0.5, evidence=(Evidence("made", words[-20:], span),))
    newer = replace(analysis, rules_version="3", kind=kind, review=("kind: not certain",))
    store.record_analysis(NAME, newer, AT)
    page = open_page(browser, served, EDITOR, (1280, 400))
    page.goto(f"/review/{FIRST}")
    page.wait_for_selector("body.app-with-keys")
    press(page, "j")
    lit = page.locator(".app-mail .app-mark--lit")
    assert lit.count() == 1
    assert lit.inner_text().split() == words[-20:].split()
    box = lit.bounding_box()
    assert box
    assert 0 <= box["y"] < 400


def test_keys_do_nothing_in_a_field_and_can_be_switched_off_for_good(page: Page, store: Store) -> None:
    page.goto(f"/review/{FIRST}")
    press(page, "j j j e a s u")
    assert page.url.endswith(FIRST)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-decision')")
    page.keyboard.press("?")
    assert look_for_violations(page) == []
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    press(page, "a s 4")
    page.wait_for_timeout(200)
    assert page.url.endswith(FIRST)
    assert page.locator('input[name="kind"]:checked').input_value() == "response"
    assert words_on(store, FIRST) == ()


def test_leaving_with_changes_asks_first(page: Page) -> None:
    page.goto(f"/review/{FIRST}")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(getattr(dialog, "type", ""))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    press(page, "4 s")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url.endswith(FIRST)


def test_the_whole_of_a_review_without_scripts(scriptless: Page, store: Store) -> None:
    scriptless.goto("/review")
    scriptless.locator("[data-start]").click()
    scriptless.get_by_label("Asks us something").check()
    scriptless.get_by_text("What else it says").click()
    scriptless.get_by_label("Confidential").check()
    scriptless.get_by_role("button", name="Save and next").click()
    scriptless.wait_for_url(f"**/review/{SECOND}")
    said = {w.field: w.value for w in words_on(store, FIRST)}
    assert said == {"kind": "query", "flags.confidential": True, "review": []}
    scriptless.get_by_role("button", name="Undo last").click()
    scriptless.wait_for_url(f"**/review/{FIRST}")
    scriptless.get_by_role("button", name="Accept and next").click()
    scriptless.get_by_role("button", name="Skip").click()
    scriptless.wait_for_url(f"**/review/{LAST}")
    assert scriptless.locator(".app-strip__count").inner_text() == "2 left · 1 done today, 1 by you"


def test_two_people_at_once_in_two_browsers(browser: Browser, served: Served, page: Page, store: Store) -> None:
    other = open_page(browser, served, BOB)
    for window in (page, other):
        window.goto(f"/review/{FIRST}")
    press(page, "4 a", f"/review/{SECOND}")
    press(other, "3 a")
    other.wait_for_selector(".app-stale")
    assert look_for_violations(other) == []
    assert other.get_by_text("Ann Editor decided something about this mail").is_visible()
    other.locator('input[name="choice.kind"][value="mine"]').check()
    press(other, "Escape a", f"/review/{SECOND}")
    kinds = [(w.value, w.by) for w in words_on(store, FIRST) if w.field == "kind"]
    assert kinds == [("query", EDITOR.name), ("holding", BOB.name)]


@pytest.mark.parametrize("path", ["/review", f"/review/{FIRST}"])
def test_the_review_pages_break_no_rule_of_accessibility_and_fit_a_phone(page: Page, phone: Page, path: str) -> None:
    for window in (page, phone):
        window.goto(path)
        window.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert look_for_violations(window) == []
    assert too_wide(phone) == []


def test_a_review_on_a_phone(phone: Page, store: Store) -> None:
    phone.goto(f"/review/{FIRST}")
    phone.get_by_text("Asks us something").first.click()
    phone.get_by_role("button", name="Save and next").click()
    phone.wait_for_url(f"**/review/{SECOND}")
    assert {w.field for w in words_on(store, FIRST)} == {"kind", "review"}


def test_the_review_pages_break_no_rule_of_their_own_policy(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/review", f"/review/{FIRST}"):
        page.goto(path)
    press(page, "? Escape j 4 k")
    assert said == []
