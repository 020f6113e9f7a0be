"""What templates may ask: the door, the page, the shapes of answers, filters."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

from asiansite.content.app import App
from asiansite.content.images import Image
from asiansite.content.markdown import Heading
from asiansite.content.pictures import Crop, Format
from asiansite.content.settings import KEYS, Settings
from asiansite.rendering import environment, views
from asiansite.rendering.door import SiteDoor
from asiansite.rendering.share import ShareLink
from asiansite.rendering.templates import Templates
from asiansite.rendering.views import View
from asiansite.site import answers
from asiansite.site.addresses import list_path
from asiansite.site.contents import Contents
from asiansite.site.plan import Page
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError
from tools.reference.declared import fields_of, kind_in_words
from tools.reference.markdown import code, doc, table

_SHAPES: tuple[type, ...] = (
    answers.Card,
    answers.Ref,
    answers.Tag,
    answers.Section,
    answers.Author,
    answers.Profile,
    answers.ListPage,
    answers.Front,
    answers.FrontSection,
    answers.Neighbours,
    answers.Year,
    answers.Month,
    answers.Publisher,
    answers.Policy,
    App,
    answers.FeedLink,
    answers.Link,
    answers.Social,
    Image,
    Format,
    Crop,
    Heading,
    ShareLink,
)
"""What a template can come across."""

_LINKS = {shape.__name__: f"[{shape.__name__}](#{shape.__name__.lower()})" for shape in _SHAPES}


def template_parts() -> Iterator[str]:
    """The second half of the reference."""
    yield "## What templates may ask"
    yield doc(environment).partition("\n\n")[2]
    yield "### site"
    yield table(("ask", "answer", "what it is"), _door())
    yield f"`site.setting(name)` answers {code(*_settings())}."
    yield "The lists of `site.page_of(key)`:"
    yield table(("key", "address"), _lists())
    yield "### page"
    yield doc(View)
    yield table(("field", "type", "what it is"), _fields(View))
    yield "Each kind of page has a template:"
    yield table(
        ("kind", "template"), ((f"`{kind}`", f"`{Page('/', kind).template}`") for kind in views._VIEWS)
    )
    for shape in _SHAPES:
        yield f"### {shape.__name__}"
        yield doc(shape)
        yield table(("field", "type", "what it is"), _fields(shape))
    yield from _filters()


def _door() -> Iterator[tuple[str, str, str]]:
    for name, member in vars(SiteDoor).items():
        if name.startswith("_"):
            continue
        function = member.fget if isinstance(member, property) else member
        assert callable(function)
        call = "" if isinstance(member, property) else _parameters(function)
        answer = kind_in_words(str(inspect.signature(function).return_annotation), _LINKS)
        yield f"`site.{name}{call}`", answer, doc(member)


def _parameters(function: Callable[..., object]) -> str:
    words = []
    for parameter in [*inspect.signature(function).parameters.values()][1:]:
        has_default = parameter.default is not parameter.empty
        words.append(f"{parameter.name}={parameter.default}" if has_default else parameter.name)
    return f"({', '.join(words)})"


def _lists() -> Iterator[tuple[str, str]]:
    examples = {"year": "2026", "month": "2026-05"}
    for kind in views._VIEWS:
        key = f"{kind}:{examples.get(kind, 'SLUG')}"
        with suppress(KeyError):  # a kind of page that is no list
            yield code(key), code(list_path(key))


def _settings() -> list[str]:
    """The settings that a template may ask, found by asking."""
    site = SiteAnswers(
        Snapshot(Contents(Settings("", "https://a.example")), datetime(2026, 1, 1, tzinfo=UTC))
    )
    answered = []
    for name in sorted(KEYS):
        with suppress(QuestionError):
            site.answer("setting", (name,))
            answered.append(name)
    return answered


def _fields(shape: type) -> Iterator[tuple[str, str, str]]:
    for field in fields_of(shape).values():
        if field.name != "fingerprint":
            yield f"`{field.name}`", kind_in_words(field.kind, _LINKS), field.says


def _filter(name: str, function: Callable[..., object]) -> tuple[str, str]:
    # What a designer gets wrong is reported as a message, whatever is raised.
    says = " ".join(doc(function).split()).partition(" Raises ")[0]
    call = _parameters(function)
    return code(f"value|{name}{call if call != '()' else ''}"), says


def _filters() -> Iterator[str]:
    yield "### Filters"
    found = Templates({}, "en", "d MMMM yyyy")._filters()
    yield table(("filter", "what it gives"), (_filter(name, found[name]) for name in found))
    yield (
        f"All filters and tests of Jinja are there as well, without {code(*sorted(environment.REMOVED))}. "
        f"Of its global names there are {code(*environment.GLOBALS)}."
    )
