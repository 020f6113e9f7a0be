from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.article import Article, Document, read_article
from asiansite.content.frontmatter import MAX_SOURCE
from asiansite.content.prose import ProseOptions
from asiansite.content.settings import Settings
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.site.contents import Contents
from asiansite.storage.documents import Documents
from asiansite.storage.files import MemoryTree
from asiansite.storage.sources import Sources
from asiansite.work.executors import InlineExecutor
from asiansite.work.reading import (
    ArticleOrder,
    hash_static,
    lines_of,
    parser_of,
    read_articles,
    read_contents,
    read_site_yaml,
    read_templates,
)
from tests.fakes.remembered import MemoryDocuments, MemorySources
from tests.fakes.sites import SITE_YAML, places_of, slugs_of, source, story

SETTINGS = Settings("x", "https://x.example", timezone="Asia/Jakarta")


class CountingExecutor(InlineExecutor):
    """Notes how many articles each order holds."""

    def __init__(self) -> None:
        self.orders: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        (order,) = args
        assert isinstance(order, ArticleOrder)
        self.orders.append(len(order.sources))
        return super().submit(fn, *args, **kwargs)


class Reading:
    """One reading of a tree, with what it remembered before and after."""

    def __init__(
        self,
        files: dict[str, str | bytes],
        documents: MemoryDocuments | None = None,
        known: tuple[str, ...] = (),
        held: frozenset[str] = frozenset(),
        settings: Settings = SETTINGS,
    ) -> None:
        self.sources = MemorySources(MemoryTree(files), known)
        self.documents = documents or MemoryDocuments()
        self.executor = CountingExecutor()
        self.asked_for: list[int] = []
        self.contents, self.problems = read_contents(
            cast("Sources", self.sources), cast("Documents", self.documents), settings, self.workers, held
        )

    def workers(self, articles: int) -> AbstractContextManager[CountingExecutor]:
        self.asked_for.append(articles)
        return nullcontext(self.executor)


DRAWING: dict[str, str | bytes] = {
    "site.yaml": SITE_YAML,
    "content/articles/2026/2026-08-01-vote.md": story(
        "Vote", "2026-08-01T09:30+09:00", updated="2026-08-02", tags=["haze"]
    ),
    "content/articles/b.md": story("B", id="the-b-story"),
    "content/articles/a.jpg": b"a",
    "content/authors/siti.md": source("Bio", name="Siti"),
    "content/pages/about.md": source("About us", title="About"),
    "content/pages/team/desk.md": source("Desk", title="Desk"),
    "content/tags.yaml": "haze: {name: Haze}",
    "content/front.yaml": "lead: the-b-story",
    "content/_notes/x.txt": b"notes",
    "static/logo.png": b"logo",
    "templates/base.html": "x",
}


def documents_of(contents: Contents) -> list[tuple[Any, ...]]:
    return [(each.path, each.id, each.slug, *values_of(each.document)) for each in contents.articles]


def values_of(document: Document) -> list[Any]:
    return [repr(getattr(document, name)) for name in Document.__struct_fields__]


def test_each_source_goes_to_its_room() -> None:
    reading = Reading(DRAWING)
    contents = reading.contents
    assert reading.problems == ()
    assert [(each.id, each.slug) for each in contents.articles] == [
        ("2026/2026-08-01-vote", "vote"),
        ("the-b-story", "b"),
    ]
    assert [document.name for document in contents.authors.values()] == ["Siti"]
    assert list(contents.pages) == ["content/pages/about.md", "content/pages/team/desk.md"]
    assert contents.tags.entries["haze"].name == "Haze"
    assert contents.front.lead is not None
    assert contents.files == {"content/articles/a.jpg"}
    assert contents.unread == frozenset()


def test_dates_stand_in_the_outlets_zone() -> None:
    for reading in (Reading(DRAWING), Reading(DRAWING, Reading(DRAWING).documents)):
        document = reading.contents.articles[0].document
        assert document.date is not None
        assert document.updated is not None
        assert document.date.isoformat() == "2026-08-01T07:30:00+07:00"
        assert document.updated.isoformat() == "2026-08-02T00:00:00+07:00"
        assert document.date.tzinfo == SETTINGS.zone


DATES = st.sampled_from(
    ["1000-01-01", "1899-12-31 23:59", "1920-05-05", "2025-10-26 01:30+00:00", "9000-12-31 23:59:59-18:00"]
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=10)


@given(
    DATES,
    TEXTS,
    st.lists(TEXTS, max_size=3),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    st.sampled_from(["Asia/Jakarta", "Europe/London"]),
)
def test_what_is_remembered_is_what_was_read(
    date: str, title: str, tags: list[str], extra: dict[str, str], zone: str
) -> None:
    data = story(title, date, tags=tags, extra=extra, draft=True).encode()
    direct = read_article(data, ZoneInfo(zone), ProseOptions()).document
    assert direct is not None
    settings = Settings("x", "https://x.example", timezone=zone)
    files: dict[str, str | bytes] = {"content/articles/a.md": data}
    first = Reading(files, settings=settings)
    again = Reading(files, first.documents, ("content/articles/a.md",), settings=settings)
    for reading in (first, again):
        (found,) = reading.contents.articles
        assert isinstance(found, Article)
        assert values_of(found.document) == values_of(direct)
    assert again.sources.was_read == []


def test_what_is_remembered_is_neither_read_nor_parsed_again() -> None:
    first = Reading(DRAWING)
    articles = tuple(
        path for path in first.sources.paths if path.startswith("content/articles/") and path.endswith(".md")
    )
    by_stat = Reading(DRAWING, first.documents, articles)
    by_bytes = Reading(DRAWING, first.documents)
    assert sum(first.executor.orders) == 2
    assert sum(by_stat.executor.orders) == sum(by_bytes.executor.orders) == 0
    assert (first.asked_for, by_stat.asked_for, by_bytes.asked_for) == ([2], [0], [2])
    assert not set(by_stat.sources.was_read) & set(articles)
    assert documents_of(by_stat.contents) == documents_of(by_bytes.contents) == documents_of(first.contents)
    assert by_stat.problems == first.problems


def test_a_file_that_moved_is_not_parsed_again_and_stands_at_its_new_place() -> None:
    first = Reading(DRAWING)
    moved = {path.replace("/b.md", "/c/d.md"): data for path, data in DRAWING.items()}
    second = Reading(moved, first.documents)
    assert sum(second.executor.orders) == 0
    assert [(each.path, each.slug) for each in second.contents.articles][1] == (
        "content/articles/c/d.md",
        "d",
    )


def test_two_files_of_the_same_bytes_are_two_articles() -> None:
    files: dict[str, str | bytes] = {"content/articles/a.md": story(), "content/articles/b.md": story()}
    for reading in (Reading(files), Reading(files, Reading(files).documents)):
        assert [each.id for each in reading.contents.articles] == ["a", "b"]


def test_problems_are_the_same_whether_they_are_remembered_or_not() -> None:
    files: dict[str, str | bytes] = {
        "content/articles/a.md": story(slug="No Slug", date="soon"),
        "content/articles/b.md": story(date=""),
        "content/authors/c.md": source(title="x"),
        "content/pages/d.md": b"\xff",
        "content/tags.yaml": "- x",
        "content/front.yaml": "leed: x",
    }
    first = Reading(files)
    again = Reading(files, first.documents, tuple(path for path in first.sources.paths if "articles" in path))
    assert again.problems == first.problems
    found = {path: slug for slug, path, *_ in places_of(first.problems)}
    assert set(found) == set(files)
    assert all(line is not None for _, path, line, _, _ in places_of(first.problems) if "authors" not in path)
    assert first.contents.unread == {path for path in files if not path.endswith("/b.md")}


def test_a_file_that_cannot_be_read_is_one_problem_and_the_others_are_read() -> None:
    class Refusing(MemoryTree):
        def read(self, path: str, *, limit: int | None = None) -> bytes:
            if path == "content/articles/b.md":
                raise SiteError([problem("file-unreadable", Place(path), name="b.md", cause="no")])
            return super().read(path, limit=limit)

    sources = MemorySources(MemoryTree({}))
    sources.tree = Refusing(DRAWING)
    sources.paths = tuple(each.path for each in sources.tree.scan()[0])
    contents, problems = read_contents(
        cast("Sources", sources),
        cast("Documents", MemoryDocuments()),
        SETTINGS,
        lambda articles: nullcontext(InlineExecutor()),
    )
    assert slugs_of(problems) == ["file-unreadable"]
    assert [each.slug for each in contents.articles] == ["vote"]
    assert contents.unread == {"content/articles/b.md"}


def test_a_source_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    reading = Reading({"content/articles/a.md": b"x" * (MAX_SOURCE + 1)})
    assert slugs_of(reading.problems) == ["file-too-large"]
    assert sum(reading.executor.orders) == 0


def test_what_is_held_is_not_read_at_all() -> None:
    files = {**DRAWING, "content/articles/broken.md": b"\xff"}
    reading = Reading(files, held=frozenset({"content/articles/broken.md"}))
    assert reading.problems == ()
    assert reading.contents.held == {"content/articles/broken.md"}
    assert "content/articles/broken.md" not in reading.sources.was_read


@pytest.mark.parametrize(
    ("path", "is_lost"),
    [
        ("content/readme.md", True),
        ("content/authors/desk/siti.md", True),
        ("content/tags.yml", True),
        ("content/article/a.md", True),
        ("content/_drafts/a.md", False),
        ("content/_notes.txt", False),
        ("content/articles/data.csv", False),
        ("content/articles/A.MD", False),
        ("content/pages/deep/er/a.md", False),
    ],
)
def test_a_file_in_no_room_is_told(path: str, is_lost: bool) -> None:
    reading = Reading({path: source(title="x")})
    assert ("source-in-no-room" in slugs_of(reading.problems)) is is_lost


def test_orders_hold_a_batch_each() -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/a{number:03}.md": story(f"Story {number}") for number in range(130)
    }
    reading = Reading(files)
    assert reading.executor.orders == [64, 64, 2]
    assert [each.path for each in reading.contents.articles] == sorted(files)


def test_an_order_is_carried_out_in_its_order() -> None:
    sources = tuple((f"content/articles/{name}.md", story(name).encode()) for name in "cab")
    made = read_articles(ArticleOrder(sources, "Asia/Jakarta", ProseOptions()))
    assert [each.path for each in made] == [path for path, _ in sources]
    assert all(each.is_lasting for each in made)


def test_what_reads_documents_is_part_of_their_key() -> None:
    others = [
        SETTINGS,
        Settings("x", "https://x.example", timezone="Asia/Dili"),
        Settings("x", "https://x.example", timezone="Asia/Jakarta", markup="markdown"),
        Settings("x", "https://x.example", timezone="Asia/Jakarta", extensions=("toc",)),
        Settings("x", "https://x.example", timezone="Asia/Jakarta", embeds=("youtube",)),
    ]
    assert len({parser_of(each, "tools") for each in others} | {parser_of(SETTINGS, "other tools")}) == 6
    assert parser_of(Settings("y", "https://y.example", timezone="Asia/Jakarta"), "tools") == parser_of(
        SETTINGS, "tools"
    )


def in_memory(files: dict[str, str | bytes]) -> Sources:
    return cast("Sources", MemorySources(MemoryTree(files)))


def test_the_settings_and_another_address_for_one_build() -> None:
    settings, problems = read_site_yaml(in_memory(DRAWING), None)
    assert (settings.base_url, problems) == ("https://gazette.example", ())
    assert (
        read_site_yaml(in_memory(DRAWING), "https://preview.example/x/")[0].base_url
        == "https://preview.example/x"
    )
    for wrong in ("preview.example", "", "javascript:x"):
        with pytest.raises(SiteError) as caught:
            read_site_yaml(in_memory(DRAWING), wrong)
        assert slugs_of(caught.value.problems) == ["option-not-a-url"]
    with pytest.raises(SiteError):
        read_site_yaml(in_memory({}), None)


def test_a_broken_setting_says_where() -> None:
    _, problems = read_site_yaml(in_memory({"site.yaml": SITE_YAML + "page_size: many\n"}), None)
    assert places_of(problems) == [("not-a-number", "site.yaml", 4, 12, 4)]


def test_templates_are_text_with_plain_line_ends() -> None:
    found, problems = read_templates(
        in_memory({"templates/a.html": b"\xef\xbb\xbfa\r\nb", "templates/x/b.html": "b", "content/x.md": "x"})
    )
    assert (found, problems) == ({"a.html": "a\nb", "x/b.html": "b"}, ())
    found, problems = read_templates(in_memory({"templates/a.html": b"a\nb\xff", "templates/b.html": "b"}))
    assert found == {"b.html": "b"}
    assert [(slug, path, line) for slug, path, line, _, _ in places_of(problems)] == [
        ("template-not-utf8", "templates/a.html", 2)
    ]


def test_static_files_are_hashed_by_their_bytes() -> None:
    one, problems = hash_static(in_memory({"static/a.css": "a", "static/x/b.css": "b", "content/c.css": "c"}))
    other, _ = hash_static(in_memory({"static/a.css": "a", "static/x/b.css": "changed"}))
    assert problems == ()
    assert list(one) == ["a.css", "x/b.css"]
    assert one["a.css"] == other["a.css"]
    assert one["x/b.css"] != other["x/b.css"]


def test_lines_are_those_that_an_editor_sees() -> None:
    tree = MemoryTree({"content/a.md": b"\xef\xbb\xbfone\r\ntwo\rthree\xff\n", "content/b.md": "b"})
    problems = [
        problem("date-missing", Place("content/a.md", 2)),
        problem("date-missing", Place("content/b.md")),
        problem("date-missing", Place("content/gone.md", 1)),
        problem("date-missing", Place("content/c.md", 1, 1, 1, "known")),
    ]
    found = lines_of(tree, problems)
    assert list(found) == ["content/a.md"]
    assert found["content/a.md"][:2] == ["one", "two"]
    assert isinstance(problems[0], Problem)
