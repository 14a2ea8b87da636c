"""The web console in Chromium, used by clicking."""

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from pulumi_chatbotkit.testing import EmulatorServer

FITS = "return document.documentElement.scrollWidth <= innerWidth"


def test_a_record_is_edited_by_clicking(browser: Chrome, served: EmulatorServer, bot: str) -> None:
    """From the first page to the stored change: links, form, redirect and headers."""
    served.clear_requests()
    browser.get(f"{served.url}/console")
    for link in ("bot", "Ada"):
        browser.find_element(By.LINK_TEXT, link).click()
    name = browser.find_element(By.ID, "field.name")
    name.clear()
    name.send_keys("Changed by hand")
    browser.find_element(By.XPATH, "//button[text()='Save']").click()

    note = browser.find_element(By.CSS_SELECTOR, "[role=status]").text
    record = served.record("bot", bot) or {}
    assert note.startswith("Saved.")
    assert (record["name"], record["backstory"], record["meta"]) == ("Changed by hand", "\nOne\r\nTwo", {"a": 1})
    assert served.requests == []


def test_a_form_on_another_sites_page_is_refused(browser: Chrome, served: EmulatorServer, bot: str) -> None:
    """A real browser sends where a form comes from."""
    action = f"{served.url}/console/delete/bot/{bot}"
    browser.get(f"data:text/html,<form method=post action='{action}'><button>Go</button></form>")

    browser.find_element(By.TAG_NAME, "button").click()

    assert browser.find_element(By.XPATH, "//*[contains(text(), 'its own pages only')]")
    assert served.record("bot", bot) is not None


def test_the_page_fits_a_narrow_window(browser: Chrome, served: EmulatorServer, bot: str) -> None:
    """Also at a large zoom. Tables scroll on their own."""
    for path in ("", "/kind/bot", f"/record/bot/{bot}", "/requests"):
        browser.get(f"{served.url}/console{path}")
        fits = browser.execute_script(FITS)  # pyright: ignore[reportUnknownMemberType] - selenium leaves types out

        assert (fits, browser.find_element(By.TAG_NAME, "h1").is_displayed()) == (True, True), path
