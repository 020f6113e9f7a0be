"""The desk's rules: what is wrong though the site builds. Each group of rules is a module."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from asiansite.content.checks import levels_of
from asiansite.errors import Problem
from asiansite.site.checks import anchors, characters, dates, files, headings, lengths, names, pictures, style
from asiansite.site.checks.desk import Desk, Rule
from asiansite.site.checks.outside import OutsideLink, outside_findings, outside_links
from asiansite.site.checks.text import Text

__all__ = [
    "RULES",
    "Desk",
    "OutsideLink",
    "Text",
    "findings",
    "outside_findings",
    "outside_links",
    "settled",
]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "anchor-missing": anchors.anchor_missing,
        "title-twice": names.title_twice,
        "headline-too-long": lengths.headline_too_long,
        "headline-long": lengths.headline_long,
        "description-too-long": lengths.description_too_long,
        "tag-spelled-differently": names.tag_spelled_differently,
        "author-spelled-differently": names.author_spelled_differently,
        "author-unused": names.author_unused,
        "picture-unused": files.picture_unused,
        "text-not-read": files.text_not_read,
        "picture-without-credit": pictures.picture_without_credit,
        "heading-skipped": headings.heading_skipped,
        "house-style": style.house_style,
        "weekday-wrong": dates.weekday_wrong,
        "year-of-other-era": dates.year_of_other_era,
        "invisible-character": characters.invisible_character,
        "not-nfc": characters.not_nfc,
        "zawgyi": characters.zawgyi,
    }
)
"""The rules that look at content, by their names."""


def findings(desk: Desk) -> tuple[Problem, ...]:
    """What the rules find that are not off. What a draft has wrong is a warning."""
    levels = levels_of(desk.snapshot.settings.checks)
    drafts = {text.path for text in desk.texts if text.is_draft}
    return tuple(
        settled(problem, levels[name], drafts)
        for name, rule in RULES.items()
        if levels[name] != "off"
        for problem in rule(desk)
    )


def settled(found: Problem, level: str, drafts: set[str]) -> Problem:
    """The problem with the level of its rule."""
    is_error = level == "error" and (found.place is None or found.place.path not in drafts)
    return replace(found, level="error" if is_error else "warning")
