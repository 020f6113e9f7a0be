"""What axe-core says of every kind of page, in light and in dark; and targets that a thumb can hit."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import pytest

from tests.browser.kinds import OWN, SHOWN, status_of
from tests.browser.tabs import OpenTab, Tab

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

RUN = """
async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)
"""

SMALL = """
() => [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")].filter((each) => {
  // A link within a sentence or a caption, or one that scrolls a table, may be as small as its text (WCAG 2.5.8).
  if (each.closest(".prose p, .prose li, .prose dd, .prose td, figcaption, .note p, .bio, .skip") || !each.checkVisibility()) return false;
  const target = getComputedStyle(each, "::after").position === "absolute" ? each.closest(".card") : each;
  const { width, height } = target.getBoundingClientRect();
  return width < 24 || height < 24;
}).map((each) => each.outerHTML.slice(0, 160))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(scheme: str, showcase: str, open_tab: OpenTab) -> None:
    # The site's own policy keeps scripts out, and so it would axe.
    for origin, pages in ((None, OWN), (showcase, SHOWN)):
        tab = open_tab(1000, at=origin, color_scheme=scheme, bypass_csp=True)
        assert findings(tab, pages) == {}


def test_axe_finds_nothing_on_a_phone(showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(360, at=showcase, bypass_csp=True)
    assert findings(tab, {name: SHOWN[name] for name in ("front", "everything", "numbered")}) == {}


def test_every_target_is_large_enough_for_a_thumb(showcase: str, open_tab: OpenTab) -> None:
    for origin, pages in ((None, OWN), (showcase, SHOWN)):
        tab = open_tab(360, at=origin)
        for name, path in pages.items():
            tab.go(path, status_of(name))
            assert tab.js(SMALL) == [], path


def findings(tab: Tab, pages: Mapping[str, str]) -> dict[str, list[str]]:
    """What axe finds on pages, by their paths; those without a finding are left out."""
    found = {}
    for name, path in pages.items():
        tab.go(path, status_of(name))
        tab.js(AXE + ";0")
        found[path] = tab.js(RUN)
    return {path: violations for path, violations in found.items() if violations}
