"""Templates that are as small as can be: one for each kind of page, which shows what that kind has."""

from __future__ import annotations

from asiansite.rendering.page import Rendered, Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot

CARDS = "{% macro cards(items) %}{% for item in items %}<a href='{{ item.url }}'>{{ item.title }}</a>{% endfor %}{% endmacro %}"
BASE = "{{ page.kind }}|{{ page.url }}|{{ page.title }}|{% block body %}{% endblock %}"
LIST = (
    "{{ cards(page.list.items) }}{% if page.list.newer %}newer {{ page.list.newer }} {% endif %}"
    "{% if page.list.older %}older {{ page.list.older }} {% endif %}{% if page.list.count %}{{ page.list.count }}{% endif %}"
)
TINY = {
    "macros.html": CARDS,
    "base.html": BASE,
    "front.html": "{% if page.front.lead %}{{ page.front.lead.title }}{% endif %}{{ cards(page.front.secondary) }}{{ cards(page.front.latest) }}",
    "article.html": "{{ page.notes.legal or '' }}{% for note in page.notes.above %}{{ note.html }}{% endfor %}{{ page.body_parts[0] }}<hr>{{ page.body_parts[1] }}{{ cards(site.related(page.id, 3)) }}{{ cards(site.recent(3)) }}",
    "lite.html": "{{ page.full }} {{ page.canonical }} {{ page.body }}",
    "page.html": "{{ page.body }}",
    "list.html": LIST,
    "author.html": "{{ page.author.bio }}" + LIST,
    "tags.html": "{% for tag in page.tags %}{{ tag.name }} {{ tag.count }} {% endfor %}",
    "authors.html": "{% for author in page.authors_all %}{{ author.name }} {{ author.count }} {% endfor %}",
    "archive.html": "{% for year in page.years %}{{ year.year }} {{ year.count }} {% endfor %}",
    "corrections.html": "{% for item in page.corrections.items %}{{ item.note.label }} {{ item.note.html }} {{ item.url }} {% endfor %}",
    "404.html": "nothing here",
    "search.html": "search here",
    "expired.html": "{{ page.gone.date|iso }}",
    "withdrawn.html": "{{ page.gone.date|iso }} {{ page.gone.reason }}",
    "redirect.html": "{{ page.target }} {{ page.target_url }}",
}


def tiny_templates(**changed: str) -> dict[str, str]:
    """The small theme; `changed` by name without `.html`."""
    made = {**TINY, **{f"{name}.html": text for name, text in changed.items()}}
    head = "{% extends 'base.html' %}{% from 'macros.html' import cards %}{% block body %}"
    return {
        name: text
        if name in ("macros.html", "base.html") or "fragment" in name
        else f"{head}{text}{{% endblock %}}"
        for name, text in made.items()
    }


def renderer(snapshot: Snapshot, templates: dict[str, str] | None = None) -> Renderer:
    """Renders the pages of a snapshot with the small theme."""
    sources = tiny_templates() if templates is None else templates
    settings = snapshot.settings
    answers = PageAnswers(snapshot, Closures(sources), "tools")
    return Renderer(answers, Templates(sources, settings.language, settings.date_format))


def rendered(snapshot: Snapshot, page: Page, templates: dict[str, str] | None = None) -> Rendered:
    """One page, rendered alone."""
    return renderer(snapshot, templates).render(page)
