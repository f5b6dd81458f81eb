"""People with a browser each, and what no page may do to them."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    StorageState,
    WebError,
    expect,
)

from tests.e2e.site import PASSWORD

EDITOR = "redaktoer@brovig.example"
MODERATOR = "moderator@brovig.example"
CITIZEN = "borger@brovig.example"
MEMBER = "medlem@brovig.example"
COUNCILLOR = "politiker@brovig.example"
ADMIN = "admin@brovig.example"
PATIENCE = 15_000  # milliseconds that a person on a busy machine waits for something to appear
BAD_STATUS = 400

expect.set_options(timeout=PATIENCE)
_kept: dict[tuple[str, str], StorageState] = {}  # (site, address) -> the cookies of somebody who signed in before


class Visitors:
    """Opens the site for people, each in a browser context of their own, and notes in `faults` what went wrong unseen.

    A fault is a request to another host, an error on the console (a violation of the content security policy is one),
    an uncaught exception, or a part of a page that could not be loaded. A page of its own may have any status.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.faults: list[str] = []
        self._contexts: list[BrowserContext] = []

    def come(self, email: str = "", **options: Any) -> Page:
        """A new visitor's page, signed in as `email` if that is given; `options` are Playwright's for a context."""
        state = self._signed_in(email) if email else None
        return self._context(storage_state=state, **options).new_page()

    def _context(self, **options: Any) -> BrowserContext:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        context = self.browser.new_context(
            base_url=self.url, locale="da-DK", timezone_id="Europe/Copenhagen", service_workers="block", **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._see_request)
        context.on("response", self._see_response)
        context.on("console", self._see_console)
        context.on("weberror", self._see_error)
        self._contexts.append(context)
        return context

    def _signed_in(self, email: str) -> StorageState:
        if (self.url, email) not in _kept:
            page = self._context().new_page()
            sign_in(page, email)
            _kept[self.url, email] = page.context.storage_state()
            page.context.close()
        return _kept[self.url, email]

    def photograph(self, folder: Path) -> list[str]:
        """Keep what every open page shows; returns where, with the pages' addresses."""
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"page-{number}.png")
        return [f"{page.url}: {folder / f'page-{number}.png'}" for number, page in enumerate(pages)] + self.faults

    def leave(self) -> None:
        """Close everybody's browser."""
        while self._contexts:
            self._contexts.pop().close()

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.url:
            self.faults.append(f"{_where(request)} asked for {request.url}, which is not on the site.")

    def _see_response(self, response: Response) -> None:
        request = response.request  # Wagtail posts half-written pages to save them, and is told that they are
        if response.status >= BAD_STATUS and request.resource_type != "document" and request.method == "GET":
            self.faults.append(f"{_where(request)} could not load {response.url}: {response.status}.")

    def _see_console(self, message: ConsoleMessage) -> None:
        # Chromium also logs every answer of 400 or more, the page's own included; `_see_response` judges those.
        # Wagtail's editor logs what its content check finds in a page that is being written ("axe.run results").
        known = message.text.startswith(("Failed to load resource", "axe.run results"))
        if message.type == "error" and not known:
            self.faults.append(f"{message.page.url if message.page else 'A page'} logged: {message.text}")

    def _see_error(self, error: WebError) -> None:
        self.faults.append(f"{error.page.url if error.page else 'A page'} raised: {error.error}")


def _where(request: Request) -> str:
    return str(request.headers.get("referer", "A page"))


def sign_in(page: Page, email: str) -> None:
    """Sign in by password, as the demo's people can."""
    page.goto("/konto/login/")
    form = page.locator("form", has=page.get_by_label("Adgangskode"))
    form.get_by_label("E-mailadresse").fill(email)
    form.get_by_label("Adgangskode").fill(PASSWORD)
    form.get_by_role("button").click()
    expect(page.get_by_role("button", name="Log ud")).to_be_attached()
