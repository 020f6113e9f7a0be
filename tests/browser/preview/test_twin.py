"""How the preview changes a page: it becomes the next one to the letter, and what scripts and readers did stays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.browser.server import served
from tests.browser.tabs import OpenTab, Tab

WORDS = "vote ferry haze strait port rice".split()

BECOME = """
async ({ first, pages, scripts }) => {
  const { Twin } = await import("/twin.js");
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  document.documentElement.replaceWith(document.importNode(parse(first).documentElement, true));
  for (const script of scripts) new Function(script)();
  const twin = new Twin(parse(first), document);
  const seen = [];
  for (const page of pages) {
    const sound = twin.become(parse(page));
    seen.push({ sound, live: document.documentElement.outerHTML, wanted: parse(page).documentElement.outerHTML,
                twin: twin.page.documentElement.outerHTML });
  }
  return seen;
}
"""


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the scripts and an empty page."""
    folder = tmp_path_factory.mktemp("twin")
    for file in (files("asiansite.preview") / "browser").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "index.html").write_text("<!DOCTYPE html><title>Empty</title>")
    (folder / "404.html").write_text("<!DOCTYPE html><title>Nothing</title>")
    with served(Path(folder)) as origin:
        yield origin


@pytest.fixture
def tab(open_tab: OpenTab, nowhere: str) -> Tab:
    tab = open_tab(at=nowhere)
    tab.go("/")
    return tab


def become(tab: Tab, first: str, *pages: str, scripts: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found = tab.js(BECOME, {"first": first, "pages": list(pages), "scripts": list(scripts)})
    assert isinstance(found, list)
    return found


def page_of(body: str, head: str = "<title>A page</title>") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("seed", range(6))
def test_a_page_becomes_any_other_one_to_the_letter(seed: int, tab: Tab) -> None:
    chance = random.Random(seed)
    trees = [tree(chance, 4)]
    for _ in range(40):
        trees.append(edited(chance, trees[-1]) if chance.random() < 0.8 else tree(chance, 4))
    first, *pages = (page_of(each) for each in trees)
    for step in become(tab, first, *pages):
        assert step["sound"]
        assert step["live"] == step["wanted"]
        assert step["twin"] == step["wanted"]


def test_nodes_that_stay_are_the_same_nodes(tab: Tab) -> None:
    paragraphs = [f"<p>{n} {word}</p>" for n, word in enumerate(WORDS * 5)]
    first = page_of("".join(paragraphs))
    marking = "document.querySelectorAll('p').forEach((each) => { each.isOld = true })"
    for at in (0, 7, 29):
        tab.go("/")
        later = page_of("".join([*paragraphs[:at], "<p>new</p>", *paragraphs[at + 1 :], "<p>at the end</p>"]))
        become(tab, first, later, scripts=(marking,))
        # One was rewritten and is still the same element; one is new.
        assert tab.js("() => [...document.querySelectorAll('p')].filter((each) => !each.isOld).length") == 1


def test_what_scripts_and_readers_did_stays(tab: Tab) -> None:
    body = (
        "<details><summary>More</summary>Hidden</details><button hidden>Go</button>"
        "<div class='player a'><a href='/film'>Film</a></div><p>{0}</p><input value=q>"
    )
    scripts = (
        "document.documentElement.classList.add('js'); document.documentElement.dataset.theme = 'dark'",
        "document.querySelector('button').hidden = false; document.querySelector('details').open = true",
        "document.querySelector('.player').prepend(document.createElement('iframe'))",
        "document.querySelector('.player').classList.add('plays'); document.querySelector('input').value = 'typed'",
    )
    first, later = page_of(body.format("one")), page_of(body.format("two").replace("player a", "player b"))
    (step,) = become(tab, first, later, scripts=scripts)
    assert step["sound"]
    assert tab.js("() => document.querySelector('p').textContent") == "two"
    assert (
        tab.js("() => document.documentElement.className + document.documentElement.dataset.theme")
        == "jsdark"
    )
    assert tab.js("() => document.querySelector('details').open && !document.querySelector('button').hidden")
    assert tab.js("() => document.querySelector('.player').className") == "player plays b"
    assert tab.js("() => document.querySelector('.player').firstElementChild.localName") == "iframe"
    assert tab.js("() => document.querySelector('input').value") == "typed"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<p>a</p>", "<p>a</p><script src=/x.js></script>"),
        ("<script src=/x.1.js></script>", "<script src=/x.2.js></script>"),
        ("<p>a</p>", "<p>a</p><div data-src=/film></div>"),
        ("<div class=embed>a</div>", "<div class=embed>a</div><div class=embed>b</div>"),
    ],
)
def test_what_scripts_must_see_asks_for_a_reload(was: str, becomes: str, tab: Tab) -> None:
    script = "document.querySelector('.embed')?.append(document.createElement('button'))"
    (step,) = become(tab, page_of(was), page_of(becomes), scripts=(script,))
    assert not step["sound"]


def test_another_policy_asks_for_a_reload(tab: Tab) -> None:
    policy = '<meta http-equiv=Content-Security-Policy content="default-src {0}">'
    (step,) = become(
        tab, page_of("a", policy.format("'self'")), page_of("a", policy.format("'self' x.example"))
    )
    assert not step["sound"]


def test_a_stylesheet_stands_until_the_next_one_is_there(tab: Tab) -> None:
    head = "<title>A page</title><link rel=stylesheet href=/{0}.css>"
    become(tab, page_of("a", head.format("preview")), page_of("a", head.format("panel")))
    tab.page.wait_for_function(
        "() => document.styleSheets.length === 1 && document.querySelectorAll('link').length === 1"
        " && document.styleSheets[0].href.endsWith('/panel.css')"
    )


def tree(chance: random.Random, depth: int) -> str:
    """Random HTML that parses as it is written."""
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(WORDS)
    inside = "".join(tree(chance, depth - 1) for _ in range(chance.randrange(6)))
    name = chance.choice(["div", "section", "article", "em", "x-note"])
    marks = {
        "class": chance.choice(["", "", "a", "a b", "c"]),
        "id": chance.choice(["", "", "", *WORDS]),
        "title": chance.choice(["", "x"]),
    }
    written = "".join(f' {key}="{value}"' for key, value in marks.items() if value)
    return f"<{name}{written}>{inside}</{name}>" + chance.choice(
        ["", "\n", " ", "<!-- note -->", "<noscript>No <b>x</b></noscript>"]
    )


def edited(chance: random.Random, html: str) -> str:
    """The HTML with words changed, put in, or taken away."""
    for _ in range(chance.randrange(1, 4)):
        word = chance.choice(WORDS)
        html = html.replace(
            word,
            chance.choice([*WORDS, f"<div>{word}</div>", f"{word}<div class=a>x</div>"]),
            chance.randrange(1, 3),
        )
    return html
