"""Succession: what follows from the last snapshot, or the last edition, is what would be made anew."""

from __future__ import annotations

import contextlib
import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.errors import SiteError, in_order
from asiansite.fingerprint import hash_of_bytes
from asiansite.preview.edition import Edition
from asiansite.preview.looking import scan
from asiansite.preview.opening import Place, open_edition
from asiansite.preview.succession import following
from asiansite.site.contents import Contents
from asiansite.site.plan import make_plan
from asiansite.site.queries import SiteAnswers
from asiansite.site.review import review
from asiansite.site.rights import limits_of
from asiansite.site.snapshot import FREE, Snapshot, is_alike
from asiansite.storage import theme
from asiansite.storage.pictures import PictureRecords
from asiansite.trace import QuestionError
from asiansite.work.moment import Moment
from asiansite.work.report import silent
from tests.fakes.publishing import put
from tests.fakes.random_sites import _html, answers_of, articles_at_random, questions, sites_at_random
from tests.fakes.values import replace
from tests.laws import edits

THEME = Path(__file__).parent / "theme"
CLOCK = "2026-08-20 12:00"


@st.composite
def versions(draw: st.DrawFn) -> tuple[Contents, datetime, Article]:
    """A site, its clock, and another version of one of its articles that is alike."""
    contents, now = draw(sites_at_random().filter(lambda site: bool(site[0].articles)))
    others = draw(articles_at_random(contents.settings, now).filter(bool))
    old, other = draw(st.sampled_from(contents.articles)), draw(st.sampled_from(others))
    names = draw(st.sets(st.sampled_from(sorted(FREE))))
    values = {name: getattr(other.document, name) for name in names}
    if limits_of(values.get("image")) != limits_of(old.document.image):
        # What limits a picture holds all over the site: then the versions are not alike.
        values.pop("image", None)
    known, html = (
        contents.body,
        {article.document.prose.digest: _html(article.document.prose) for article in others},
    )
    contents = replace(contents, body=lambda digest: html.get(digest) or known(digest))
    return contents, now, replace(old, document=replace(old.document, **values))


@settings(max_examples=40)
@given(versions(), st.booleans(), st.randoms(use_true_random=False))
def test_a_snapshot_with_another_version_is_one_made_anew(
    drawn: tuple[Contents, datetime, Article], drafts: bool, random: Any
) -> None:
    contents, now, new = drawn
    last = Snapshot(contents, now, drafts=drafts)
    asked = list(questions(contents))
    # Some of its indexes are there already, and some are not.
    kinds = random.sample(sorted({name for name, _ in asked}), 6)
    for question in asked:
        if question[0] in kinds:
            answers_of_one(last, question)
    if random.random() < 0.5:
        make_plan(last), review(last)
    old = last.by_path[new.path]
    assert is_alike(old, new)
    articles = tuple(new if article is old else article for article in contents.articles)
    made, anew = last.with_article(new), Snapshot(replace(contents, articles=articles), now, drafts=drafts)
    assert answers_of(made, asked) == answers_of(anew, asked)
    assert make_plan(made) == make_plan(anew)
    assert in_order(review(made)) == in_order(review(anew))


def answers_of_one(snapshot: Snapshot, question: Any) -> None:
    with contextlib.suppress(QuestionError):
        SiteAnswers(snapshot).answer(*question)


Step = tuple[str, Any, Any]

STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("body"), st.integers(0, 9), st.sampled_from(edits.BODIES + edits.LINKS)),
    st.tuples(st.just("body"), st.integers(0, 9), st.sampled_from(edits.BODIES + edits.LINKS)),
    st.tuples(
        st.just("front"),
        st.integers(0, 9),
        st.sampled_from(
            [
                {"title": "Another"},
                {"title": "Banjir"},
                {"description": "Words."},
                {"tags": ["Haze", "New"]},
                {"tags": []},
                {"date": "2026-08-19"},
                {"date": "2026-08-30"},
                {"draft": True},
                {"draft": False},
                {"section": "trade"},
                {"author": ["mara"]},
                {"slug": "same"},
                {"aliases": ["/old/"]},
                {"id": "an-id-of-all"},
                {"image": {"src": "apa.jpg", "alt": "It"}},
                {"image": {"src": "apa.jpg", "alt": "It", "expires": "2026-08-20"}},
                {"image": {"src": "apa.jpg", "alt": "It", "distribute": False, "licence": "CC0"}},
                {"date": "20th of August"},
                {"date": "2026-08-19 10:00"},
                {"label": "opinion"},
                {"updated": "2026-08-20"},
                {"expires": "2026-08-20 11:00"},
            ]
        ),
    ),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("add"), st.sampled_from(edits.NAMES), st.sampled_from(edits.BODIES)),
    st.tuples(
        st.just("file"),
        st.sampled_from(["content/articles/apa.jpg", "static/a.png", "static/a.txt", "static/css/x.css"]),
        st.sampled_from([b"1", b"2", None]),
    ),
    st.tuples(
        st.just("file"),
        st.sampled_from(
            ["content/articles/apa.jpg.yaml", "static/a.png.yaml", "content/articles/apa.jpg.yml"]
        ),
        st.sampled_from(
            [b"credit: Mara Lim", b"expires: 2026-08-20", b"licence: [", b"distribute: false", None]
        ),
    ),
    st.tuples(
        st.just("template"), st.sampled_from(sorted(edits.MARKS)), st.sampled_from(edits.WORDS_IN_TEMPLATES)
    ),
    st.tuples(
        st.just("other"),
        st.sampled_from(["content/authors/mara.md", "content/tags.yaml"]),
        st.sampled_from([b"---\nname: Mara Lim\n---\n", None]),
    ),
)


class Writer:
    """A site on disk, and an edition that follows its edits."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.fronts: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, str] = {}
        self.templates: dict[str, str] = {}
        put(
            self.site,
            {
                "site.yaml": b"title: The Strait Gazette\nbase_url: https://gazette.example\ntimezone: Asia/Jakarta\npage_size: 2\nrecent: 2\n"
            },
        )
        for at, name in enumerate(edits.NAMES[:5]):
            self.write(
                name,
                edits.BODIES[at % 4],
                title=edits.WORDS[at],
                date=edits.DATES[at],
                tags=[edits.TAGS[at]],
                author=list(edits.AUTHORS[at]),
                section=edits.SECTIONS[at % 3],
            )
        self.home = folder / "home"
        self.home.mkdir()
        self.place = Place(self.site, self.home, Moment(at=CLOCK), 1)
        self.records = PictureRecords(self.home)

    def write(self, name: str, body: str, **front: Any) -> None:
        self.fronts[name] = {**self.fronts.get(name, {}), **front}
        self.bodies[name] = body
        lines = [
            f"{key}: {json.dumps(value)}" for key, value in self.fronts[name].items() if value is not None
        ]
        put(
            self.site,
            {f"content/articles/{name}.md": "\n".join(["---", *lines, "---", "", body, ""]).encode()},
        )

    def carry_out(self, step: Step) -> None:
        kind, what, value = step
        names = sorted(self.fronts)
        if kind in ("body", "front", "remove") and not names:
            return
        if kind == "body":
            self.write(names[what % len(names)], value)
        elif kind == "front":
            name = names[what % len(names)]
            self.write(name, self.bodies[name], **value)
        elif kind == "remove":
            name = names[what % len(names)]
            del self.fronts[name], self.bodies[name]
            (self.site / f"content/articles/{name}.md").unlink()
        elif kind == "add":
            self.write(what, value, title=f"Of {what}", date="2026-08-18")
        elif kind == "template":
            text = (
                (THEME / "templates" / what).read_text().replace(edits.MARKS[what], value + edits.MARKS[what])
            )
            put(self.site, {f"templates/{what}": text.encode()})
        elif value is None:
            (self.site / what).unlink(missing_ok=True)
        else:
            put(self.site, {what: value})

    def follow(self, edition: Edition) -> Edition:
        scanned = scan(self.site)
        changed = scanned.changed(edition.sources.found)
        # Two edits of one size within a tick of the clock: the bytes tell.
        changed |= {
            source.path: source for source in scanned.found if _is_other(edition, scanned.tree, source.path)
        }
        if not changed:
            return edition
        made = following(edition, scanned.tree, changed, self.records)
        return made or open_edition(self.place, edition.number + 1, edition, silent)


def _is_other(edition: Edition, tree: Any, path: str) -> bool:
    known = edition.sources.known(path)
    return known is not None and hash_of_bytes(tree.read(path)) != known


def seen(edition: Edition) -> dict[str, Any]:
    """All that an editor can see of an edition."""
    return {
        "plan": (edition.plan.outputs, edition.plan.copies, edition.plan.pictures),
        "problems": edition.problems,
        "apart": {output: article.path for output, article in edition.apart.items()},
        "pages": {output: rendered(edition, output) for output in edition.plan.outputs},
        "drafts": {
            output: rendered(edition, output)
            for output in edition.apart
            if output in edition.plan_with(output).outputs
        },
    }


def rendered(edition: Edition, output: str) -> object:
    try:
        return edition.rendered(output)
    except SiteError as error:
        return error.problems


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=1, max_size=5), st.booleans())
def test_an_edition_that_follows_is_one_opened_anew(steps: list[Step], is_looked_at: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(theme, "theme_folder", lambda: THEME):
        writer = Writer(Path(folder).resolve())
        edition = open_edition(writer.place, 1, None, silent)
        for step in steps:
            if is_looked_at:
                seen(edition)
            writer.carry_out(step)
            edition = writer.follow(edition)
        anew = open_edition(writer.place, 1, None, silent)
        if not any(found.level == "error" for found in anew.faults.of_sources):
            # What is broken shows its last good version, which nobody knows who comes later.
            assert seen(edition) == seen(anew)
        writer.records.close()
