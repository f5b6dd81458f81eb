"""An editor's hands in Wagtail's page editor. Our words are looked for in Danish, Wagtail's controls by their names."""

import contextlib
import datetime as dt
import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

STREAM = "[data-streamfield-stream-container]"
CHILD = "> [data-streamfield-child]"


class Desk:
    """The editor at work on one page after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open_admin(self) -> None:
        """Go to the admin from the site, as the link at the top says."""
        self.page.get_by_role("link", name="Redaktionen").click()
        expect(self.page.locator("html")).to_have_attribute("lang", "da")

    def begin(self, section: str, kind: str) -> None:
        """Begin a new page of the type `kind` below the section, by way of the explorer."""
        self.page.goto("/admin/pages/")
        for title in ("Velkommen på Torvet", section):
            row = self.page.locator("table.listing tr", has=self.page.get_by_role("link", name=title, exact=True))
            row.locator("td.children a").click()
        self.page.locator("header a[href$='/add_subpage/'], a[href$='/add_subpage/']").first.click()
        heading = self.page.get_by_role("heading", name=f"Ny: {kind}", level=1)
        choice = self.page.get_by_role("main").get_by_role("link", name=kind, exact=True)
        expect(heading.or_(choice).first).to_be_attached()
        if choice.count():  # a section may hold several types of pages
            choice.click()
        expect(heading).to_be_attached()

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Fill in a field."""
        (within or self.page.get_by_role("tabpanel")).get_by_role("textbox", name=label).first.fill(text)

    def block(self, label: str) -> Locator:
        """Add a block at the end of the page's text, and return it."""
        stream = self.page.locator(STREAM).first
        blocks = stream.locator(CHILD)
        count = blocks.count()
        stream.locator("> .c-sf-add-button, > div > .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=label, exact=True).click()
        expect(blocks).to_have_count(count + 1)
        return blocks.last

    def add_item(self, block: Locator, count: int) -> Locator:
        """The item with this number (from 1) of a block that is a list, added when it is not there."""
        container = block.locator("[data-streamfield-list-container]").first
        items = container.locator(CHILD)
        for _ in range(3):  # a click that comes while the editor slides the last item in is lost: press again
            if items.count() >= count:
                break
            container.locator("> .c-sf-add-button, > div > .c-sf-add-button").last.click()
            with contextlib.suppress(AssertionError):
                expect(items).to_have_count(count, timeout=3000)
        expect(items).to_have_count(count)
        return items.nth(count - 1)

    def write_text(self, block: Locator, text: str) -> None:
        """Type into a rich text field."""
        area = block.locator("[contenteditable=true]").first
        for _ in range(3):  # keys that come while the editor slides the block in are lost: type again
            area.click()
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.press("Backspace")
            area.press_sequentially(text)
            with contextlib.suppress(AssertionError):
                expect(area).to_contain_text(text, timeout=3000)
                return
        expect(area).to_contain_text(text)

    def choose_picture(self, within: Locator, words: str) -> None:
        """Choose the first of the library's pictures that a search for `words` finds."""
        within.locator(".image-chooser [data-chooser-action-choose]").first.click()
        dialog = self.page.locator(".modal-dialog")
        dialog.get_by_role("textbox").first.fill(words)
        dialog.get_by_role("link", name=words).first.click()
        expect(dialog).to_be_hidden()

    def preview(self) -> FrameLocator:
        """Open the preview beside the form."""
        self.page.locator("[data-side-panel-toggle=preview]").click()
        return self.page.frame_locator("[data-side-panel=preview] iframe").last

    def close_preview(self) -> None:
        """Close it again."""
        self.page.locator("[data-side-panel-toggle=preview]").click()

    def settle(self) -> None:
        """Let Wagtail save the draft by itself, which it begins half a second after the last key.

        It does not see what was typed before it began to watch: then the draft is saved by hand.
        """
        self.page.wait_for_timeout(800)
        expect(self.page.locator(".w-autosave-indicator__state--saving")).to_be_hidden()
        try:
            expect(self.page.locator(".w-autosave-indicator__state--saved")).to_be_visible(timeout=5000)
        except AssertionError:
            self.page.get_by_role("button", name="Gem kladde").click()
            expect(self.page.locator(".messages .success")).to_be_visible()
        expect(self.page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))

    def schedule(self, at: dt.datetime) -> None:
        """Set the time of publication (local time)."""
        self.page.locator("[data-side-panel-toggle=status]").click()
        self.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
        dialog = self.page.locator("#schedule-publishing-dialog")
        self.pick(dialog.locator("[name=go_live_at]"), f"{at:%Y-%m-%d %H:%M}", dialog.get_by_role("heading"))
        self.settle()
        dialog.locator("button.action-save").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def pick(self, field: Locator, moment: str, beside: Locator) -> None:
        """Type a date or time; a click beside the calendar that pops up lets it go away again."""
        calendars = self.page.locator(".xdsoft_datetimepicker").filter(visible=True)
        field.click()
        expect(calendars).to_have_count(1)
        field.fill(moment)
        beside.click()
        expect(calendars).to_have_count(0)

    def publish(self) -> None:
        """Publish, or with a time set, have it published then."""
        if self.page.locator(".messages .success").count() == 0:
            self.settle()
        self.act("publish")
        expect(self.page.locator(".messages .success")).to_be_visible()

    def open_actions(self) -> None:
        """Open the menu at the foot of the editor."""
        self.page.locator("nav.footer__container [data-w-dropdown-target=toggle]").click()

    def act(self, action: str) -> None:
        """Choose what to do with the page: publish, or submit (to a colleague)."""
        self.open_actions()
        self.page.locator(f"[name=action-{action}]").click()
