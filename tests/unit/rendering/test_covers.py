from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content import weaves
from asiansite.content.weaves import DYES, EDITIONS
from asiansite.rendering.covers import cover


@dataclass(frozen=True, slots=True)
class Section:
    slug: str


@dataclass(frozen=True, slots=True)
class Item:
    id: str | None
    section: Section | None = None
    date: datetime | None = datetime(2026, 3, 1, tzinfo=UTC)


SECTIONS = "politics economy security environment society science culture sport".split()


def test_what_is_published_keeps_its_cover_for_ever() -> None:
    # Written down when the patterns were made: another answer breaks a promise to every outlet.
    assert cover(Item("2026/malacca-strait", Section("security"))) == (
        "cover weave-rebung dye-3 way-1 of-security"
    )
    assert cover(Item("asean-nato-office", Section("politics"))) == (
        "cover weave-kelarai dye-8 way-1 of-politics"
    )
    assert cover(Item("vote")) == "cover weave-kelarai dye-5 way-1"


@given(st.text(min_size=1), st.one_of(st.none(), st.sampled_from(SECTIONS).map(Section)))
def test_it_is_a_function_of_id_and_section_and_only_class_names(id: str, section: Section | None) -> None:
    found = cover(Item(id, section))
    assert found == cover(Item(id, section, datetime(2031, 1, 1, tzinfo=UTC)))
    form = r"cover weave-([a-z]+) dye-([1-9]) way-[12]( of-\S+)?"
    match = re.fullmatch(form, found)
    assert match is not None
    assert match[1] in EDITIONS[0][1]
    assert 1 <= int(match[2]) <= DYES
    assert (match[3] is None) == (section is None)


def test_the_pattern_is_the_articles_and_the_dye_is_the_sections() -> None:
    items = [Item(f"article-{n}", Section(slug)) for n in range(400) for slug in SECTIONS]
    found = [cover(item).split() for item in items]
    weaves = {}
    dyes = {}
    for item, (_, weave, dye, way, of) in zip(items, found, strict=True):
        assert weaves.setdefault(item.id, (weave, way)) == (weave, way)
        assert dyes.setdefault(of, dye) == dye
    assert len(set(dyes.values())) == len(SECTIONS)
    counts = Counter(weave for weave, _ in weaves.values())
    assert set(counts) == {f"weave-{name}" for name in EDITIONS[-1][1]}
    assert min(counts.values()) >= 400 / len(counts) / 3
    assert 120 < Counter(way for _, way in weaves.values())["way-1"] < 280


def test_new_patterns_are_for_new_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [Item(f"article-{n}", Section("sport")) for n in range(200)]
    before = [cover(item) for item in old]
    more = (*EDITIONS[-1][1], "patola", "yakan")
    monkeypatch.setattr(weaves, "EDITIONS", (*EDITIONS, (date(2027, 1, 1), more)))
    assert [cover(item) for item in old] == before
    new = {cover(Item(f"article-{n}", None, datetime(2027, 1, 1, tzinfo=UTC))).split()[1] for n in range(400)}
    assert new == {f"weave-{name}" for name in more}


def test_editions_have_names_of_their_own_and_stand_by_their_days() -> None:
    assert [since for since, _ in EDITIONS] == sorted({since for since, _ in EDITIONS})
    assert EDITIONS[0][0] == date.min
    for _, names in EDITIONS:
        assert len(set(names)) == len(names) >= 12


@pytest.mark.parametrize("item", [Item(None), Item("vote", None, None)])
def test_what_is_no_article_has_none(item: Item) -> None:
    with pytest.raises(TypeError):
        cover(item)
