"""One browser and one real site for all journeys; a fresh visitor, watched over, for each test."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.site import RunningSite
from tests.e2e.visitors import Visitors
from tests.services.chromium import launch_options
from tests.services.facade import Services
from tests.services.smtp import Mailbox


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys; the time that building the site takes is not the first one's."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(240, func_only=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave a picture of every open page when a journey fails, and say where."""
    report = yield
    visitors = getattr(item, "funcargs", {}).get("visitors")
    if report.when == "call" and report.failed and isinstance(visitors, Visitors):
        folder = Path(item.funcargs["tmp_path"])  # type: ignore[attr-defined]
        report.sections.append(("What was on the screens", "\n".join(visitors.photograph(folder))))
    return report


@pytest.fixture(scope="package")
def site(services: Services) -> Iterator[RunningSite]:
    """The site with the demo library, alone on its database."""
    with RunningSite(services) as site:
        print(f"\nThe site is up after (seconds): {site.seconds}")
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Not for the whole session: while Playwright runs, Django sees an event loop in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture
def visitors(browser: Browser, site: RunningSite, tmp_path: Path) -> Iterator[Visitors]:
    """Opens the site for as many people as the test has. Fails the test when a page did what no page may do."""
    visitors = Visitors(browser, site.url)
    yield visitors
    visitors.leave()
    assert not visitors.faults, "\n".join(visitors.faults)


@pytest.fixture
def mailbox(services: Services) -> Mailbox:
    """Where the site's mail arrives."""
    return services.smtp.mailbox
