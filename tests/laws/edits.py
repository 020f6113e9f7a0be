"""Edits: what a random site is made of, and the words that its editors and designers change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

NAMES = ("apa", "berita", "cuaca", "2025/damai", "2025/ekonomi", "desk/forum", "2025-03-04-gempa", "hujan")
"""Where articles may stand, below content/articles/ and without `.md`."""

DATES = (
    "2026-08-01 08:00",
    "2026-08-02 08:00",
    "2026-08-13 12:00",  # a week before the first clock, to the minute
    "2026-08-19 23:59:59",
    "2026-08-20",
    "2026-08-20 11:59",
    "2026-08-20T12:00:00+07:00",
    "2026-08-20 12:01",
    "2026-08-21",
    "2026-08-27 12:00",
    "2026-07-31 23:30",
    "2025-12-31T23:30:00+00:00",  # in the outlet's zone, the year after
    "2027-01-01",
    None,
)

TAGS = ("Haze", "haze", "ASEAN", "Pemilu", "HAZE", "Sungai Mekong")
AUTHORS = ((), ("mara",), ("Mara Lim",), ("siti",), ("Siti", "mara"), ("Nobody Known",))
SECTIONS = (None, "news", "Politics", "trade")
WORDS = ("Banjir", "Pasar", "Gunung <b>api</b>", "Selat & laut", "ပင်လယ်", "Banjir")

BODIES = (
    "One paragraph.",
    "One paragraph.\n\nAnd a second one.",
    "One paragraph.\n\nAnd a second two.",
    "# A heading\n\n" + "A long paragraph of words. " * 40 + "\n\nThe end.",
    "# A heading\n\n" + "A long paragraph of words. " * 40 + "\n\nThe END.",
    "See [there](/content/articles/../pages/about.md).",
    "A picture:\n\n![It](apa.jpg)\n\nAnd text.",
    "A picture:\n\n![It](/mark.svg)\n\nAnd text, and [a place](#h-x).",
    'A picture:\n\n![It](https://x.example/a.jpg "Far away")\n\nAnd [the mark](/mark.svg).',
    "",
)

NOTES = (
    "It was *Batam*, not Bintan.",
    "We said <b>ten</b>; it was [eleven](/articles/apa.md).",
    "See [the other](/articles/berita.md) and https://x.example.",
    "See [the mark](/mark.svg).",
)
"""What corrections and legal notices say."""

LINKS = tuple(f"Read [this](/articles/{name}.md) too." for name in NAMES[:4])
"""Bodies that name other articles, which may not be there."""

SIGN_OFFS: tuple[Mapping[str, str | None], ...] = (
    {"status": None, "legal": None, "second_read": None},
    {"status": "edited", "second_read": "Mara Lim"},
    {"status": "ready", "legal": "cleared", "second_read": "Copy Desk"},
    {"legal": "required"},
)
"""What the desk says of an article."""

RIGHTS: tuple[Mapping[str, str] | None, ...] = (
    {},
    {"credit": "Siti / The Gazette", "licence": "CC BY 4.0"},
    {"credit": "AFP", "source": "https://afp.example/1", "distribute": "false"},
    {"licence": "By permission", "distribute": "false"},
    None,
)
"""What is said of a picture; None: nothing, and no file beside it."""

SETTINGS: tuple[tuple[str, Any], ...] = (
    ("title", "The Other Gazette"),
    ("title", "The Strait Gazette"),
    ("page_size", 1),
    ("page_size", 3),
    ("recent", 1),
    ("recent", 5),
    ("recent_live", "all"),
    ("recent_live", 1),
    ("recent_live", 7),
    (
        "sections",
        [{"slug": "news", "name": "News"}, {"slug": "politics", "name": "Politics"}, {"slug": "trade"}],
    ),
    (
        "sections",
        [{"slug": "politics", "name": "Power"}, {"slug": "news"}, {"slug": "trade", "description": "x"}],
    ),
    ("sections", None),
    ("language", "id"),
    ("language", "en"),
    ("date_format", "yyyy-MM-dd"),
    ("timezone", "Asia/Yangon"),
    ("timezone", "Asia/Jakarta"),
    ("permalink", "/{section}/{slug}/"),
    ("permalink", "/{year}/{month}/{slug}/"),
    ("base_url", "https://gazette.example/paper"),
    ("publisher", {"name": "Strait Press"}),
    ("share", ["email", "line"]),
    ("menu", [{"title": "About", "url": "pages/about.md"}, {"title": "All", "url": "/archive/"}]),
    ("menu", None),
    ("social_image", "article"),
    ("social_image", "section"),
    ("social_image", "off"),
    ("search", True),
    ("search", False),
    ("lite", True),
    ("hosts", ["netlify", "cloudflare", "nginx", "apache", "caddy"]),
    ("hosts", None),
    ("precompress", ["gzip"]),
    ("precompress", None),
    ("checks", {"house-style": "error"}),
    ("checks", None),
    ("lite", False),
    ("urls", "error"),
    ("urls", "off"),
    ("sign_off", {"status": "edited", "second_read": True, "since": "2026-08-13"}),
    ("sign_off", {"legal": True}),
    ("sign_off", None),
    ("urls", "warn"),
    ("feeds", {"content": "summary", "items": 2, "hub": "https://hub.example"}),
    ("feeds", {"formats": ["atom"], "lists": ["tags"]}),
    ("feeds", {"formats": []}),
    ("feeds", None),
    ("robots", {"ai_training": "deny"}),
    ("robots", None),
    ("markup", "markdown"),
    ("markup", "commonmark"),
)

TAG_TABLES: tuple[Mapping[str, Any] | None, ...] = (
    None,
    {"haze": {"name": "Haze"}},
    {"haze": {"name": "Kabut asap", "description": "Smoke."}},
    {"haze": {"name": "Haze", "slug": "smoke", "aliases": ["/tags/haze/"]}},
    {"asean": {"name": "ASEAN", "synonyms": ["Pemilu"]}},
)

MARKS: Mapping[str, str] = {
    "404.html": "<p>Nothing",
    "archive.html": "{% for year",
    "article.html": "<h1>",
    "author.html": "{{ page.author.bio }}",
    "authors.html": "{% for author",
    "base.html": "<title>",
    "corrections.html": "<h1>",
    "expired.html": "<h1>",
    "emptied.html": "<p>No article",
    "front.html": "{% if page.front.lead %}",
    "list.html": "<h1>",
    "lite.html": "<h1>",
    "page.html": "<h1>",
    "redirect.html": "<p>",
    "search.html": "<form",
    "tags.html": "{% for tag",
    "withdrawn.html": "<h1>",
    "fragments/colophon.html": "<small>",
    "fragments/masthead.html": "<header>",
    "fragments/recent.html": "<aside>",
    "macros/card.html": "<p><a",
    "macros/when.html": "<time",
    "notes/newest.html": "<p>",
    "notes/plain.html": "<p>",
    "parts/footer.html": "<footer>",
    "parts/imprint.html": "<p>",
}
"""For each template, what an edit puts its words before."""

WORDS_IN_TEMPLATES = (
    "",
    "(new) ",
    "(old) ",
    "{# a comment #}",
    "{{ site.year }} ",
    "{{ site.setting('title') }} ",
)

STEPS = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=140),
    -timedelta(minutes=1),
    -timedelta(days=3),
)


def later(clock: str, step: timedelta) -> str:
    """A clock, some time on."""
    return (datetime.fromisoformat(clock) + step).isoformat()
