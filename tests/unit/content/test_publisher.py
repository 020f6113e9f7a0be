from __future__ import annotations

import pytest

from asiansite.content.app import DEFAULT_APP
from asiansite.content.publisher import KEYS, POLICIES, Publisher
from asiansite.content.settings import Settings, read_settings
from asiansite.errors import Problem
from tests.fakes.sites import SITE_YAML, site, source


def read(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    return read_settings((SITE_YAML + text).encode())


def test_every_key_of_a_publisher_is_read() -> None:
    lines = [f"  {key}: pages/{key}.md" for key in POLICIES]
    text = "publisher:\n  name: Strait Media\n  logo: /l.png\n  url: https://s.example\n"
    text += (
        "  same_as: [https://a.example/strait, https://b.example/strait]\n  founded: 2019-05\n"
        + "\n".join(lines)
    )
    settings, problems = read(text)
    assert problems == ()
    assert all(f"  {key}:" in text for key in KEYS)
    found = settings.publisher
    assert (found.name, found.logo, found.url, found.founded) == (
        "Strait Media",
        "/l.png",
        "https://s.example",
        "2019-05",
    )
    assert found.same_as == ("https://a.example/strait", "https://b.example/strait")
    assert {key: link.url for key, link in found.policies} == {key: f"pages/{key}.md" for key in POLICIES}


def test_what_is_not_said_is_not_there() -> None:
    settings, _ = read("publisher:\n  name:\n  founded:\n  ethics:\n  same_as:\n")
    assert settings.publisher == Publisher("The Strait Gazette", None, None)
    assert [*settings.publisher.policies] == []


@pytest.mark.parametrize("text", ["1893", "2019-12", "2020-02-29"])
def test_an_outlet_may_know_its_year_month_or_day(text: str) -> None:
    settings, problems = read(f"publisher: {{founded: {text}}}")
    assert problems == ()
    assert settings.publisher.founded == text.strip("'")


@pytest.mark.parametrize("text", ["2019-13", "2019-02-32", "19", "last year", "0000", "2019-5", "２０１９"])
def test_another_beginning_is_a_problem(text: str) -> None:
    settings, problems = read(f"publisher: {{founded: '{text}'}}")
    assert [found.slug for found in problems] == ["founded-not-a-date"]
    assert settings.publisher.founded is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_what_search_engines_are_told_is_a_link_that_may_stand_in_a_page(url: str) -> None:
    settings, problems = read(f"publisher: {{ethics: '{url}', same_as: ['{url}']}}")
    assert [found.slug for found in problems] == ["url-not-allowed", "url-not-allowed"]
    assert settings.publisher == Publisher("The Strait Gazette", None, None)


def test_a_policy_that_is_not_there_is_a_problem_and_a_draft_is_not_told() -> None:
    found = site(
        {"content/pages/ethics.md": source(title="Ethics", draft=True)},
        settings="publisher:\n  ethics: pages/ethics.md\n  masthead: pages/who.md\n  mission: /why/\n",
    )
    assert [each.slug for each in found.review()] == ["link-to-no-source"]
    answer = found.ask("setting", "publisher")
    assert [(each.key, each.url) for each in answer.policies] == [("mission", "/why/")]


@pytest.mark.parametrize("text", ["red", "'#12345'", "'#ggg'", "'rgb(0,0,0)'"])
def test_a_colour_is_one_in_hexadecimal_digits(text: str) -> None:
    settings, problems = read(f"app: {{icon_color: {text}}}")
    assert [found.slug for found in problems] == ["not-a-colour"]
    assert settings.app == DEFAULT_APP
