"""Templates are pure: nothing of one page, or of the machine, gets into another page's bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.laws.desk import Desk

WHEN = "templates/macros/when.html"

STATES = {
    "a list": ("{% set seen = [] %}", "{{ seen.append(1) or seen|length }}"),
    "a mapping": ("{% set seen = {} %}", "{{ seen.update({seen|length: 1}) or seen|length }}"),
    "a namespace": ("{% set seen = namespace(at=0) %}", "{% set seen.at = seen.at + 1 %}{{ seen.at }}"),
    "a cycler": ('{% set turn = cycler("odd", "even") %}', "{{ turn.next() }}"),
    "a joiner": ('{% set comma = joiner(", ") %}', "{{ comma() }}"),
    "a list within": (
        "{% if true %}{% set seen = [[]] %}{% endif %}",
        "{{ seen[0].append(1) or seen[0]|length }}",
    ),
}


def articles(desk: Desk) -> None:
    for name in ("one", "two", "three"):
        desk.article(name, tags=["Haze"])


def edited(desk: Desk) -> None:
    """Each page alone, after all of them, after others: all are what a clean build makes."""
    articles(desk)
    desk.checked()
    desk.article("two", "Other words.\n\nAnd more.", tags=["Haze"])
    desk.checked()
    desk.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    desk.checked()
    desk.remove("content/articles/one.md")
    desk.checked()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("place", [WHEN, "templates/macros/card.html"])
def test_what_a_macro_file_keeps_is_the_pages_own(tmp_path: Path, place: str, state: str) -> None:
    desk = Desk(tmp_path)
    kept, shown = STATES[state]
    desk.edit(
        place, lambda text: kept + text.replace("<time", f"{shown}<time").replace("<p><a", f"{shown}<p><a")
    )
    edited(desk)


def test_a_macro_file_with_nothing_to_keep_is_made_once(tmp_path: Path) -> None:
    from asiansite.rendering.modules import _holds_state

    desk = Desk(tmp_path)
    texts = {
        path: (desk.theme / "templates" / path).read_text()
        for path in ("macros/card.html", "macros/when.html")
    }
    assert not _holds_state("macros/card.html", texts.get)
    for kept, _ in STATES.values():
        assert _holds_state("macros/card.html", {**texts, "macros/when.html": kept}.get)
    assert _holds_state("macros/card.html", {**texts, "macros/when.html": "{% include x %}"}.get)


@pytest.mark.parametrize(
    "shown",
    [
        "{{ site }}",
        "{{ page }}",
        "{{ page.tags|map(attribute='name') }}",
        "{{ 'Tags: ' ~ page.tags|map(attribute='name') }}",
        "{{ 'Title: ' ~ page.title.upper }}",
        "{{ 'Site: ' ~ site }}",
        "{{ 'One: ' ~ none }}",
        "{{ 'Turn: ' ~ cycler('a', 'b') }}",
    ],
)
def test_what_is_no_text_is_not_shown(tmp_path: Path, shown: str) -> None:
    # Python would show where it lies in the memory of this process.
    desk = Desk(tmp_path)
    desk.replace("templates/404.html", "Nothing", shown)
    articles(desk)
    assert "template-fault" in desk.check().slugs


def test_texts_and_numbers_are_joined(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.replace(
        "templates/404.html",
        "Nothing",
        "{{ 'Year ' ~ site.year ~ ': ' ~ site.title ~ ' <&> ' ~ page.title }}",
    )
    desk.write("site.yaml", (desk.site / "site.yaml").read_text().replace("Strait", "Strait & <b>"))
    assert (
        "Year 2026: The Strait &amp; &lt;b&gt; Gazette &lt;&amp;&gt; Page"
        in desk.checked().files["404.html"].decode()
    )
