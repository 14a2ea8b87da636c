"""A served emulator with its web console, an httpx client that acts as a browser, and Chromium."""

import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve

PAGE_WAIT_S = 30
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=500,800",
]


class _Form(HTMLParser):
    """Collects what a browser would submit."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._name = ""
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.fields[name] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
        if tag in {"textarea", "select"}:
            self._name, self.fields[name] = name, ""
        self._reading = tag == "textarea" or (tag == "option" and "selected" in given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = self.fields[self._name]
            # A browser drops the first line end, and sends the others as CR LF.
            self.fields[self._name] = text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
        self._reading = False

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.fields[self._name] += data


@pytest.fixture
def served() -> Iterator[EmulatorServer]:
    """A served emulator with the web console on."""
    with serve(EmulatorSettings(console=True)) as server:
        yield server


@pytest.fixture
def api(served: EmulatorServer) -> Iterator[httpx.Client]:
    """The parent account's client of the API."""
    with httpx.Client(base_url=served.url, headers={"Authorization": f"Token {served.token}"}) as client:
        yield client


@pytest.fixture
def pages(served: EmulatorServer) -> Iterator[httpx.Client]:
    """A client that sends what a browser sends from the console's own pages, and does not follow redirects."""
    headers = {"Origin": served.url, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=served.url, headers=headers) as client:
        yield client


@pytest.fixture
def bot(api: httpx.Client) -> str:
    """Id of a bot of the parent account."""
    body = {"name": "Ada", "alias": "ada", "backstory": "\nOne\r\nTwo", "meta": {"a": 1}}
    return api.post("/v1/bot/create", json=body).json()["id"]


@pytest.fixture
def form_of(pages: httpx.Client) -> Callable[[str], dict[str, str]]:
    """Reads what a browser would send if a page's form was submitted unchanged."""

    def read(path: str) -> dict[str, str]:
        form = _Form()
        form.feed(pages.get(path).text)
        return form.fields

    return read


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    """Headless Chromium with a new profile."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.fail("chromium or chromedriver is missing; `make browser` gets both on Debian and Ubuntu", pytrace=False)
    options = ChromeOptions()
    options.binary_location = program
    for flag in [*CHROMIUM_FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]:
        options.add_argument(flag)  # pyright: ignore[reportUnknownMemberType] - selenium leaves the argument's type out
    chrome = Chrome(options=options, service=Service(driver))
    # Looking for an element waits for the page that a click leads to.
    chrome.implicitly_wait(PAGE_WAIT_S)
    yield chrome
    chrome.quit()
