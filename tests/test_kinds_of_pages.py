"""The list of kinds that other tests go through: it is whole, and each of its pages is the one it says."""

import pytest
from playwright.sync_api import Browser

from conftest import SiteNamed, Visit
from kinds_of_pages import KINDS, OWN_ONLY, TEMPLATES, Kind

pytestmark = pytest.mark.usefixtures("untraced")


@pytest.mark.parametrize("name", ["own", "published"])
def test_every_page_of_a_site_is_of_a_kind(site_named: SiteNamed, name: str) -> None:
    site = site_named(name)
    files = {site.file(path) for paths in site.paths.values() for path in paths}
    assert files == set(site.folder.rglob("*.html"))


def test_every_kind_has_a_page(site_named: SiteNamed) -> None:
    assert set(site_named("own").paths) == set(TEMPLATES)
    assert set(site_named("published").paths) == set(TEMPLATES) - OWN_ONLY
    assert {kind.template for kind in KINDS} == set(TEMPLATES)


def test_a_visit_stays_on_a_page_that_leads_on(browser: Browser, visit: Visit, site_named: SiteNamed) -> None:
    kind = Kind("redirect")
    page = browser.new_page()
    with page.expect_request(lambda request: not request.url.endswith(site_named("own").path(kind))):
        host = visit(page, "own", kind)
    page.wait_for_load_state("networkidle")
    assert page.url == f"{host.url}{site_named('own').path(kind)}"
    assert page.locator("h1").inner_text() == "Moved"
    page.close()
