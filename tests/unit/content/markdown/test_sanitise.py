import pytest

from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read, render, shown

engines = pytest.mark.parametrize("engine", ENGINES)

ATTACKS = (
    "<script>alert(1)</script>x",
    "<SCRIPT SRC=http://e.x/x.js></SCRIPT>x",
    '<img src="x" onerror="alert(1)">x',
    "<img src=x onerror=alert(1)//>x",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" &#14;  javascript:alert(1)">x</a>',
    '<a href="java&#09;script:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">x',
    "[x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](JAVASCRIPT:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,1)",
    "![x](javascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "x {: onclick=alert(1)}",
    "# x {: #i onclick=alert(1)}",
    "# x {#i onclick=alert(1) style=x}",
    '<svg onload="alert(1)"><script>alert(1)</script></svg>x',
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>x",
    "<iframe src=javascript:alert(1)></iframe>x",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>x",
    "<object data=javascript:alert(1)></object>x",
    "<embed src=x>x",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<style>@import 'http://e.x'</style>x",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<base href="http://e.x/">x',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">x',
    '<link rel=stylesheet href="http://e.x/">x',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>x",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>x",
    "```js onclick=alert(1) <img>\nx\n```",
    '![x](a.jpg "</figcaption><script>alert(1)</script>")',
    '![x"onerror="alert(1)](a.jpg)',
    '[x](a.md "x" onclick="alert(1)")',
    "<details ontoggle=alert(1) open><summary>x</summary>y</details>",
    "<a href='http://e.x' ping='http://f.x' target='_blank'>x</a>",
)


@engines
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_comes_out(engine: str, attack: str) -> None:
    page = assert_sound(html(attack, engine))
    assert not {tag for tag, _ in page.tags} & {"script", "style", "iframe", "svg", "math", "form", "base"}


@engines
@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.endswith("x")])
def test_text_beside_an_attack_stays(engine: str, attack: str) -> None:
    assert "x" in html(attack, engine)


@engines
@pytest.mark.parametrize(
    "kept",
    [
        '<abbr title="x">y</abbr>',
        "<cite>x</cite>",
        "<mark>x</mark>",
        '<ins datetime="2026-08-20">x</ins>',
        "<del>x</del>",
        "H<sub>2</sub>O<sup>2</sup>",
        '<span lang="km" dir="ltr">x</span>',
        '<time datetime="2026-08-20T09:30+08:00">x</time>',
        "<bdi>x</bdi>",
        '<bdo dir="rtl">x</bdo>',
        "<kbd>x</kbd>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    ],
)
def test_what_writers_need_stays(engine: str, kept: str) -> None:
    assert html(f"A {kept} b", engine) == f"<p>A {kept} b</p>"


@engines
@pytest.mark.parametrize(
    ("given", "left"),
    [
        ('<p style="color:red" class="x" onclick="y()">a</p>', "<p>a</p>"),
        ("<p><font color=red>a</font> <big>b</big></p>", "<p>a b</p>"),
        ('<p lang="not a language" dir="up">a</p>', "<p>a</p>"),
        ("<p>On <time>Sunday</time> <time datetime='2026-02-30'>a</time></p>", "<p>On Sunday a</p>"),
        ("<p><del datetime='yesterday'>a</del></p>", "<p><del>a</del></p>"),
        ("<p>a <!-- b --> c</p>", "<p>a  c</p>"),
        ("<p>a<input><select><option>b</select></p>", "<p>a</p>"),
        ("<p>a <button>b</button></p>", "<p>a b</p>"),
        ("<p></p><p>&nbsp;</p><p> </p>", ""),
    ],
)
def test_what_is_left_of_what_is_not_allowed(engine: str, given: str, left: str) -> None:
    assert html(given, engine).strip() == left


@engines
@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<p><button><p>a</p></button></p>", "<p>a</p>"),
        ("<ul>a<li>b</li><p>c</p></ul>", "<ul><li>a</li><li>b</li><li><p>c</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"),
        ("<div><li>a</li></div>", "<div><div>a</div></div>"),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<div><span><div>a</div></span></div>", "<div><div>a</div></div>"),
        ("<h2><p>a</p></h2>", '<h2 id="h-a">a</h2>'),
        ("<div><figcaption>a</figcaption></div>", "<div><div>a</div></div>"),
        ("<details>a</details>", "<div>a</div>"),
        (
            "<details><summary>a</summary>b</details>",
            "<details><summary>a</summary>b</details>",
        ),
        ("<div><ruby>a</ruby><rt>b</rt></div>", "<div>ab</div>"),
        ("<div><dfn>a <dfn>b</dfn></dfn></div>", "<div>a <dfn>b</dfn></div>"),
        ("<div>a<table></table><b>b</div>", "<div>a<b>b</b></div>"),
    ],
)
def test_tags_by_hand_are_nested_as_html_wants_it(engine: str, given: str, left: str) -> None:
    assert shown(render(given, engine)).replace("\n", "") == left


def test_a_link_around_links_gives_way_to_them() -> None:
    table = "<a href=x.md><table><tr><td><a href=y.md>z</a></td></tr></table></a>"
    assert read(html(table)).targets() == ["→y.md"]


@engines
def test_template_signs_are_text(engine: str) -> None:
    source = "{{ site.title }} {% include 'x' %} {# y #}"
    assert html(source, engine).replace("’", "'").replace("‘", "'") == f"<p>{source}</p>"


@engines
def test_an_authors_ids_are_prefixed_and_once_and_links_follow(engine: str) -> None:
    source = '<div id="law">\n\na\n\n</div>\n\n<div id="law">b</div>\n\n[c](#law) [d](#else)\n\n<a name="old"></a>[e](#old)\n'
    page = assert_sound(html(source, engine))
    assert page.ids() == ["u-law", "u-old"]
    assert page.targets() == ["#u-law", "#else", "#u-old"]


def test_an_id_in_another_script_is_found_percent_encoded_too() -> None:
    assert (
        read(html('<div id="luật">a</div>\n\n[b](#luật) [c](<#lu%E1%BA%ADt>)')).targets() == ["#u-luật"] * 2
    )


def test_an_id_has_no_space() -> None:
    assert read(html('<div id="a  b">x</div> <a href="#a  b">y</a>')).ids() == ["u-a-b"]
