from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateRuntimeError
from markupsafe import Markup, escape

from asiansite.rendering.templates import (
    Closures,
    Templates,
    asks_day,
    broken_templates,
    named_assets,
)


@dataclass(frozen=True, slots=True)
class Shown:
    title: str = "Vote"
    absent: str | None = None
    _hidden: str = "hidden"


def render(text: str, name: str = "x.html", **values: Any) -> str:
    return Templates({name: text}, "en", "d MMMM yyyy, HH:mm").get(name).render(**values)


NAMES = ("x.html", "x.xml", "x.txt", "x", "feed.json", "a/b.htm", "x.html.j2", "x.md")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["<b>&'\"", "a", ""])
def test_texts_are_escaped_whatever_the_templates_name(name: str, value: str) -> None:
    assert render("{{ x }}", name, x=value) == str(escape(value))
    assert render("{% set y = x %}{{ y }}", name, x=value) == str(escape(value))
    assert (
        render("{% macro m(y) %}<i>{{ y }}</i>{% endmacro %}{{ m(x) }}", name, x=value)
        == f"<i>{escape(value)}</i>"
    )


@given(st.text())
def test_no_text_opens_a_tag_or_closes_an_attribute(text: str) -> None:
    shown = render("{{ x }}", x=text)
    assert not set(shown) & set("<>\"'")


@given(st.text() | st.text("&<>\"'a") | st.text().map(Markup) | st.integers() | st.floats())
def test_what_is_shown_is_what_escaping_gives(value: str | float) -> None:
    around = "{% for x in (x, x) %}<i>{{ x }}</i>{{ x }}{% endfor %}"
    assert render(around, x=value) == 2 * f"<i>{escape(value)}</i>{escape(value)}"
    assert render("{% set y %}{{ x }}{% endset %}{{ y }}", x=value) == str(escape(value))


@pytest.mark.parametrize(
    "text",
    [
        "{% macro m(a, b=2) %}{{ a }}{{ b }}{{ varargs[0] }}{% endmacro %}{{ m(1, 3, 4) }}",
        "{% macro m(a) %}{{ a }}{{ kwargs.b }}{% endmacro %}{{ m(1, b=3) }}",
        "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% call m(1) %}<b>{{ x }}</b>{% endcall %}",
        "{% macro m(a) %}{{ a }}{{ caller(2) }}{% endmacro %}{% call(n) m(1) %}{{ n }}{% endcall %}",
        "{% for n in [[1, [2]]] recursive %}{{ n if n is number else loop(n) }}{% endfor %}",
        "{% block b %}{{ x.upper() }}{{ range(3)|join }}{{ self.c() }}{% endblock %}{% block c %}c{% endblock %}",
        "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}",
        "{{ x.split('&', maxsplit=1)[-1] }}{{ x.split('&')[0] }}{{ (1, 2)[1] }}{{ 1 if (1, 2)[5] is defined else 0 }}",
    ],
)
def test_templates_call_and_index_as_jinja_does(text: str) -> None:
    plain = Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
    assert render(text, x="a&b") == plain.render(x="a&b")


def test_safe_html_is_not_escaped_twice() -> None:
    assert render("{{ x }}", x=Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{{ page.nothing }}",
        "{{ page.title.nothing }}",
        "{{ nothing.x }}",
        "{% if nothing %}x{% endif %}",
        "{% for x in nothing %}x{% endfor %}",
        "{{ nothing|upper }}",
        "{{ nothing ~ 'x' }}",
        "{{ 'x' if page.absent }}",
        "{{ nothing == 1 }}",
        "{{ page['nothing'] }}",
        "{{ nothing|date }}",
        "{{ [1][5] }}",
        "{{ {'a': 1}.b }}",
    ],
)
def test_what_is_undefined_is_an_error_and_never_an_empty_text(text: str) -> None:
    with pytest.raises(UndefinedError):
        render(text, page=Shown())


def test_what_is_undefined_may_be_looked_for() -> None:
    assert render("{{ 'no' if nothing is not defined }}{{ nothing|default('x') }}") == "nox"


SHOWN = {"a": "a", 1: "1", 0: "0", -1.5: "-1.5", Markup("<b>"): "<b>"}


@pytest.mark.parametrize(("value", "text"), SHOWN.items(), ids=repr)
def test_texts_numbers_and_safe_html_can_be_shown(value: Any, text: str) -> None:
    assert render("{{ x }}", x=value) == text


UNSHOWN: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    ["a"],
    (),
    {},
    {"a": 1},
    {1},
    b"x",
    object(),
    Shown(),
    date(2026, 1, 1),
    len,
    Shown,
)


@pytest.mark.parametrize("value", UNSHOWN, ids=lambda value: type(value).__name__)
def test_nothing_else_can(value: Any) -> None:
    for text in ("{{ x }}", "{% for y in [x] %}{{ y }}{% endfor %}", "{{ x if 1 }}"):
        with pytest.raises(TemplateRuntimeError):
            render(text, x=value)
    for constant in ("{{ none }}", "{{ true }}", "{{ [1] }}", "{{ 1 == 1 }}", "{{ {} }}"):
        with pytest.raises(TemplateRuntimeError):
            render(constant)


LOOKS_INSIDE = [
    "{{ page._hidden }}",
    "{{ page.__class__ }}",
    "{{ page['_hidden'] }}",
    "{{ page['__class__'].x }}",
    "{{ _x }}",
    "{% set _x = 1 %}",
    "{% for _ in [1] %}{% endfor %}",
    "{{ self._TemplateReference__context }}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "{% macro m() %}{{ caller.__closure__ }}{% endmacro %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ page.title.__len__() }}",
]


@pytest.mark.parametrize("text", LOOKS_INSIDE)
def test_a_name_with_an_underscore_is_refused_when_the_template_is_read(text: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Templates({"x.html": f"\n\n{text}"}, "en", "d").get("x.html")
    assert caught.value.lineno == 3


LEAKS = [
    "{{ page['_hid' ~ 'den'] }}",
    "{{ [page]|map(attribute='_hidden')|join }}",
    "{{ [page]|map(attribute='title.__class__')|list|length }}",
    "{{ [page]|selectattr('_hidden')|list|length }}",
    "{{ [page]|rejectattr('__class__')|list|length }}",
    "{{ [page]|sort(attribute='_hidden')|length }}",
    "{{ [page]|groupby('_hidden')|length }}",
    "{{ [page]|sum(attribute='_hidden') }}",
    "{{ [page]|unique(attribute='_hidden')|list|length }}",
    "{{ [page]|min(attribute='_hidden') }}",
    "{{ page|attr('_hidden') }}",
    "{{ '{0._hidden}'.format(page) }}",
    "{{ '{p._hidden}'.format_map({'p': page}) }}",
    "{{ '{0.__class__}'.format(page) }}",
]


@pytest.mark.parametrize("text", LEAKS)
def test_nor_is_there_a_way_round_it(text: str) -> None:
    with pytest.raises(TemplateError):
        render(text, page=Shown())


def test_a_field_that_is_called_format_can_be_shown() -> None:
    assert render("{{ extra.format }}{{ '%s!'|format(extra.format) }}", extra={"format": "A4"}) == "A4A4!"


@pytest.mark.parametrize("name", ["random", "pprint", "attr"])
def test_filters_of_chance_and_of_the_inside_are_gone(name: str) -> None:
    with pytest.raises(TemplateError):
        render("{{ [1]|" + name + "('x') }}")


@pytest.mark.parametrize(
    "name",
    [
        "lipsum",
        "random",
        "now",
        "time",
        "datetime",
        "os",
        "environ",
        "env",
        "open",
        "site",
        "page",
        "request",
        "config",
        "id",
        "hash",
        "set",
    ],
)
def test_no_clock_chance_or_machine_is_in_reach(name: str) -> None:
    with pytest.raises(UndefinedError):
        render("{{ " + name + "() }}")


def test_the_globals_are_known() -> None:
    assert set(Templates({"x": ""}, "en", "d").get("x").environment.globals) == {
        "range",
        "dict",
        "namespace",
        "cycler",
        "joiner",
    }


MACROS = {
    "m.html": "{% macro m(x) %}<{{ x }}>{% endmacro %}",
    "asks.html": "{% macro m() %}{{ site }}{% endmacro %}",
    "top.html": "{% set x = site %}{% macro m() %}{{ x }}{% endmacro %}",
    "imports.html": "{% from 'm.html' import m %}{{ m('a') }}",
    "from.html": "{% from 'asks.html' import m %}{{ m() }}",
    "import.html": "{% import 'asks.html' as a %}{{ a.m() }}",
    "at-top.html": "{% from 'top.html' import m %}{{ m() }}",
    "without.html": "{% include 'shows.html' without context %}",
    "include.html": "{% include 'shows.html' %}",
    "context.html": "{% from 'asks.html' import m with context %}{{ m() }}",
    "shows.html": "{{ site }}",
}


@pytest.mark.parametrize("name", ["from.html", "import.html", "at-top.html", "without.html"])
def test_an_imported_file_does_not_see_the_site(name: str) -> None:
    with pytest.raises(UndefinedError):
        Templates(MACROS, "en", "d").get(name).render(site="the site")


@pytest.mark.parametrize(
    ("name", "shown"), [("imports.html", "<a>"), ("include.html", "the site"), ("context.html", "the site")]
)
def test_what_is_handed_over_is_seen(name: str, shown: str) -> None:
    templates = Templates(MACROS, "en", "d")
    assert templates.get(name).render(site="the site") == shown


def test_nothing_is_carried_from_page_to_page() -> None:
    sources = {
        "m.html": "{% set seen = [] %}{% set odd = cycler('a', 'b') %}{% macro m() %}{{ seen.append(1) or seen|length }}{{ odd.next() }}{% endmacro %}",
        "x.html": "{% from 'm.html' import m %}{{ m() }}",
    }
    templates = Templates(sources, "en", "d")
    assert [templates.get("x.html").render() for _ in range(3)] == ["1a"] * 3


ZONE = ZoneInfo("Asia/Jakarta")
MOMENT = datetime(2026, 8, 20, 9, 30, tzinfo=ZONE)
FILTERS = {
    "{{ x|date }}": (MOMENT, "20 August 2026, 09:30"),
    "{{ x|day }}": (MOMENT, "20 August 2026"),
    "{{ x|iso }}": (MOMENT, "2026-08-20T09:30:00+07:00"),
    "{{ 8|month_name }}": (None, "August"),
    "{{ x|number }}": (12345, "12,345"),
    "{{ x|excerpt(3) }}": ("abcdefgh", "ab…"),
}


@pytest.mark.parametrize(("text", "value", "shown"), [(text, *rest) for text, rest in FILTERS.items()])
def test_filters(text: str, value: Any, shown: str) -> None:
    assert render(text, x=value) == shown


@pytest.mark.parametrize(
    "text",
    [
        "{{ x|date }}",
        "{{ x|day }}",
        "{{ x|iso }}",
        "{{ x|month_name }}",
        "{{ x|number }}",
        "{{ x|excerpt(9) }}",
    ],
)
@pytest.mark.parametrize("value", [None, [], object(), {}])
def test_what_a_filter_cannot_take_is_the_templates_fault(text: str, value: Any) -> None:
    with pytest.raises(TemplateRuntimeError):
        render(text, x=value)


TREE = {
    "base.html": "{% block x %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% from 'm.html' import m %}",
    "m.html": "{% include 'deep.html' %}",
    "deep.html": "deep",
    "other.html": "{% include 'missing.html' %}",
    "loop.html": "{% include 'loop.html' %}{% include 'base.html' %}",
    "computed.html": "{% include name %}",
    "list.html": "{% include ['deep.html', 'missing.html'] %}",
    "broken.html": "{% if %}",
}


@pytest.mark.parametrize(
    ("name", "drawn_in"),
    [
        ("deep.html", {"deep.html"}),
        ("page.html", {"page.html", "base.html", "m.html", "deep.html"}),
        ("other.html", {"other.html", "missing.html"}),
        ("loop.html", {"loop.html", "base.html"}),
        ("list.html", {"list.html", "deep.html", "missing.html"}),
        ("computed.html", {*TREE, "missing.html"}),
        ("broken.html", {"broken.html"}),
        ("missing.html", {"missing.html"}),
    ],
)
def test_a_closure_changes_with_what_it_draws_in_and_with_nothing_else(name: str, drawn_in: set[str]) -> None:
    before = Closures(TREE).of(name)
    for changed in {*TREE, "missing.html"}:
        after = Closures({**TREE, changed: "{# changed #}"}).of(name)
        assert (after != before) == (changed in drawn_in), changed


ASSETS: dict[str, set[str]] = {
    "{{ site.asset('a.css') }}": {"a.css"},
    '{{ site.asset("a.css") }}{{ site.asset("b/c.js") }}': {"a.css", "b/c.js"},
    "{% macro m(s) %}{{ s.asset('a.css') }}{% endmacro %}": {"a.css"},
    "{% if x %}{{ site.asset('a.css')|upper }}{% endif %}": {"a.css"},
    "{# site.asset('a.css') #}": set(),
    "site.asset('a.css')": set(),
    "{{ site.asset(name) }}": set(),
    "{{ site.asset('a' ~ '.css') }}": set(),
    "{{ asset('a.css') }}": set(),
    "{% if %}{{ site.asset('a.css') }}": set(),
}


@pytest.mark.parametrize(("text", "names"), ASSETS.items())
def test_the_assets_that_a_template_names(text: str, names: set[str]) -> None:
    assert named_assets({"x.html": text}) == names


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("{{ site.today|day }}", True),
        ("{{ site['today'] }}", True),
        ("{% set s = site %}{{ s.today }}", True),
        ("today", False),
        ("{# site.today #}", False),
        ("{{ site.title }}, today", False),
        ("{{ todays }}", True),
    ],
)
def test_whether_a_template_may_ask_the_day(text: str, asks: bool) -> None:
    # Rather too often than not: a page that shows the day and is not made anew would be wrong.
    assert asks_day({"x.html": text}) is asks


def test_broken_templates_are_found_with_their_line_whether_a_page_needs_them_or_not() -> None:
    found = broken_templates(
        {"a.html": "fine", "b.html": "\n{% if %}", "c/d.html": "\n\n{{ x._y }}", "note.txt": "{% if %}"}
    )
    assert [(each.slug, each.place.path, each.place.line) for each in found if each.place] == [
        ("template-broken", "templates/b.html", 2),
        ("template-broken", "templates/c/d.html", 3),
    ]


def test_line_ends_and_spaces_stand_as_written() -> None:
    assert render("a\n{% if 1 %}\nb\n{% endif %}\nc\n") == "a\nb\nc\n"
