from __future__ import annotations

from urllib.robotparser import RobotFileParser

from asiansite.content.robots import ANSWERS, TRAINING
from asiansite.rendering.writers import WRITERS, writer_of
from asiansite.site.page import WRITTEN
from tests.fakes.sites import site
from tests.fakes.templates import rendered


def test_each_kind_that_is_no_html_has_its_writer() -> None:
    assert WRITERS.keys() == WRITTEN
    assert all(callable(writer_of(kind)) for kind in WRITERS)


def test_crawlers_may_read_all() -> None:
    found = site({})
    made = rendered(found.snapshot, found.page("/robots.txt"))
    assert made.data.decode().split("\n\n") == [
        "User-agent: *\nAllow: /",
        "Sitemap: https://gazette.example/sitemap.xml\nSitemap: https://gazette.example/news-sitemap.xml\n",
    ]


def test_crawlers_for_ai_are_named_where_the_outlet_denies_them() -> None:
    text = robots("robots: {ai_training: deny, deny: [ExampleBot, GPTBot]}\n")
    denied, others, _ = text.split("\n\n")
    names = [line.removeprefix("User-agent: ") for line in denied.splitlines() if line[:4] == "User"]
    assert sorted({*TRAINING, "ExampleBot"}) == sorted(names)
    assert denied.startswith("# Crawlers for AI as of ")
    assert denied.endswith("\nDisallow: /")
    assert others == "User-agent: *\nAllow: /"
    assert not {*ANSWERS} & {*names}
    assert "PerplexityBot" in robots("robots: {ai_answers: deny}\n")


def test_python_reads_robots_txt_as_it_is_meant() -> None:
    rules = RobotFileParser()
    rules.parse(robots("robots: {ai_answers: deny}\n").splitlines())
    page = "https://gazette.example/2026/08/vote/"
    assert rules.can_fetch("Googlebot", page)
    assert rules.can_fetch("GPTBot", page)
    assert not rules.can_fetch("OAI-SearchBot", page)
    assert rules.site_maps() == [
        "https://gazette.example/sitemap.xml",
        "https://gazette.example/news-sitemap.xml",
    ]


def robots(settings: str) -> str:
    found = site({}, settings=settings)
    return rendered(found.snapshot, found.page("/robots.txt")).data.decode()
