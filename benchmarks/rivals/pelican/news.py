"""Pelican's plugin of the benchmark's site: what a page shows of other articles, and three filters."""

import itertools
import json
from urllib.parse import quote

from markupsafe import Markup
from pelican import signals
from pelican.generators import ArticlesGenerator


def add_filters(generator: ArticlesGenerator) -> None:
    """Give templates the form of dates, and percent-encoding."""
    generator.env.filters["day"] = lambda date: f"{date.day} {date:%B %Y}"
    generator.env.filters["iso"] = lambda date: date.isoformat()
    generator.env.filters["quoted"] = lambda text: quote(text, safe="")


def relate(generator: ArticlesGenerator) -> None:
    """Tell each article its neighbours and what to read on; make the list of Recent Posts once."""
    articles = generator.articles
    with open("authors.json", encoding="utf-8") as file:
        generator.context["bios"] = json.load(file)
    for newer, older in itertools.pairwise(articles):
        newer.older, older.newer = older, newer
    for article in articles:
        others = [other for other in generator.tags[article.tags[0]][:4] if other is not article]
        article.keep_reading = others[:3]
    recent = generator.env.get_template("recent.html").render(posts=articles[:6])
    generator.context["recent"] = Markup(recent)


def register() -> None:
    """Pelican's own name for where a plugin begins."""
    signals.article_generator_init.connect(add_filters)
    signals.article_generator_finalized.connect(relate)
