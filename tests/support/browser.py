"""What browser tests stand on: the product served by this process, Chromium, axe, pictures."""

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partialmethod
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.base import AXE_SCRIPT
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright

from tests.support.signed_in import USER_AGENT

#: Where pictures go, for people to look at; nothing compares them, so none are taken unless somebody names a folder.
PICTURES = Path(folder) if (folder := os.environ.get("PICTURES")) else None

#: How late every answer of the product is, in milliseconds, while no click waits for the page that it leads to:
#: `SLOW=500 make test` finds what reads a page that is not there yet, which a busy machine finds only now and then.
SLOW = int(os.environ.get("SLOW", "0"))

PHONE, DESK = 360, 1280

FLAGS = [
    "--no-sandbox",  # containers and root have no user namespaces
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]


#: How long a page may take to show what a test expects, in milliseconds: a busy machine is slow, not wrong. A figure of
#: speed is for `make bench`.
PATIENCE = 30_000

expect.set_options(timeout=PATIENCE)

#: What axe finds broken. What it finds in order is not asked for: telling that takes as long as finding out.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and leave no database connection behind: every thread has its own, and lives for one browser's."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the product logs."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the product from this process while the block runs; yields its address."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Run the system's Chromium while the block runs. flags: more than the usual ones"""
    with sync_playwright() as playwright:
        yield _launched(playwright, flags)


def _launched(playwright: Playwright, flags: Sequence[str]) -> Browser:
    program = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        raise RuntimeError("The browser tests need Chromium: run scripts/chromium, or set CHROMIUM to its path.")
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])


@dataclass(frozen=True, slots=True)
class Visitor:
    """Opens pages as somebody at a certain screen, with certain wishes."""

    browser: Browser
    site: str

    @contextmanager
    def page(
        self,
        *,
        width: int = DESK,
        language: str = "id",
        dark: bool = False,
        javascript: bool = True,
        user_agent: str = USER_AGENT,
        who: Client | None = None,
        touch: bool = False,
    ) -> Iterator[Page]:
        """Open one page in a fresh profile; paths are relative to the product. Errors on the page's console fail.

        who: somebody signed in, whose browser it goes on from     touch: a telephone, with fingers and a camera
        user_agent: what the browser says it is; the same for all tests, because officers' sessions are tied to it
        """
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": width, "height": 800},
            locale={"id": "id-ID", "en": "en-GB"}[language],
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            user_agent=user_agent,
            has_touch=touch,
            is_mobile=touch,
        )
        context.set_default_timeout(PATIENCE)
        cookies = who.cookies.items() if who else ()
        context.add_cookies([{"name": name, "value": each.value, "url": self.site} for name, each in cookies])
        page = context.new_page()
        if SLOW:
            slow_down(page)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        try:
            yield page
        finally:
            context.close()
        # A status other than 200 is for the test to judge; what the policy refused is always a fault of ours.
        assert [text for text in complaints if "Failed to load resource" not in text] == []


def slow_down(page: Page) -> None:
    """Let every answer come late."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": SLOW, "downloadThroughput": -1, "uploadThroughput": -1},
    )


if SLOW:
    # A click usually waits until the page it leads to begins to load; on a busy machine it sometimes does not.
    for action in ("click", "check", "press", "set_checked"):
        setattr(Locator, action, partialmethod(getattr(Locator, action), no_wait_after=True))


def arrived(page: Page, path: str) -> None:
    """Wait until the page at a path is there whole; fail when another one stays."""
    page.wait_for_url(lambda address: urlsplit(address).path == path)


def follow(control: Locator, *, key: str = "") -> None:
    """Click on what leads to another page, or press a key there, and wait until that page is there whole."""
    control.page.wait_for_load_state()
    with control.page.expect_event("load"):
        if key:
            control.press(key)
        else:
            control.click()


def assert_accessible(page: Page) -> None:
    """Fail with every rule of WCAG 2.2 AA and good practice that axe finds broken on the page, once it is whole."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    told = [
        f"{each['id']}: {each['help']}\n" + "\n".join(f"    {node['html']}" for node in each["nodes"][:5])
        for each in page.evaluate(VIOLATIONS)
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)


def assert_fits(page: Page) -> None:
    """Fail when the page, once it is there whole, scrolls sideways."""
    page.wait_for_load_state()
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide"


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page, once it is there whole, where pictures are wanted."""
    page.wait_for_load_state()
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def looked_at(page: Page, name: str, *widths: int, javascript: bool = True, judged: int | None = None) -> None:
    """Look at the page as it is: nothing scrolls sideways, axe finds nothing, a picture is kept.

    widths: of the screens it is looked at on, in turn; none for the one it is on
    javascript: whether the page has scripts, which axe is one of
    judged: the one width at which axe judges, where another look judges at the others
    """
    own = page.viewport_size or {"width": DESK, "height": 800}
    for width in widths or (own["width"],):
        page.set_viewport_size({"width": width, "height": own["height"]})
        picture(page, f"{name}-{width}" if widths else name)
        assert_fits(page)
        if javascript and judged in (None, width):
            assert_accessible(page)
    page.set_viewport_size({"width": own["width"], "height": own["height"]})


def looked_at_in(page: Page, name: str, language: str, *, narrow: int = PHONE) -> None:
    """Look at a page whose test walks it in both languages: each fits both screens, and axe judges each once.

    It judges Indonesian on the narrow screen and English on the wide one: every state at every width, every word.
    """
    judged = narrow if language == "id" else DESK
    looked_at(page, f"{name}-{language}", narrow, DESK, judged=judged)
