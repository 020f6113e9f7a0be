from __future__ import annotations

import json
import re
import shlex
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.hosts import HOST_FILES, HOSTS
from asiansite.rendering.hosts import FILES, apache, caddy, nginx, underscored
from asiansite.rendering.hosts.rules import FOR_EVER, PICTURE, SHORT, Rules, rules_of
from asiansite.site.queries import SiteAnswers
from asiansite.trace import Reader
from tests.fakes.sites import Site, site, source, story
from tests.fakes.templates import rendered
from tests.fakes.values import replace

BELOW = "title: T\nbase_url: https://gazette.example/news\nembeds: [youtube]\nhosts: [{}]\n"
HOSTILE = [
    "/o'l$1d/",
    "/เก่า/",
    "/a{b}c;d/",
    "/x(y)+z[1]^/",
    "/${HOME}/",
    "/{$HOME}/",
    "/a&b=c/",
    "/~x@,!/",
    "/old.html",
]


def drawing(hosts: str) -> dict[str, str]:
    return {
        "site.yaml": BELOW.format(hosts),
        "content/articles/vote.md": story(aliases=["/old", *HOSTILE], author="siti"),
        "content/articles/thai.md": story(slug="ไทย", aliases=["/thai/"]),
        "content/articles/gone.md": story(
            aliases=["/gone-before/"], withdrawn={"date": "2026-08-02", "reason": "It was wrong."}
        ),
        "content/articles/later.md": story(date="2027-01-01", aliases=["/secret/"]),
        "content/authors/siti.md": source(name="Siti", aliases=["/staff/siti/"]),
        "content/pages/about.md": source(title="About", aliases=["/us/"]),
        "content/tags.yaml": "{}",
        "static/css/a.css": "a",
    }


def rules(hosts: str = ", ".join(HOSTS)) -> Rules:
    found = site(drawing(hosts))
    return rules_of(Reader(SiteAnswers(found.snapshot)), found.snapshot.settings.hosts)


def file_of(found: Site, name: str) -> str:
    return rendered(found.snapshot, found.page(f"/{name}")).data.decode()


def test_the_header_lets_the_search_page_run_where_there_is_one() -> None:
    wide = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'"
    assert wide not in dict(rules().headers)["Content-Security-Policy"]
    found = site({**drawing("netlify"), "site.yaml": BELOW.format("netlify") + "search: true\n"})
    headers = dict(rules_of(Reader(SiteAnswers(found.snapshot)), ("netlify",)).headers)
    assert wide in headers["Content-Security-Policy"]


# --- the rules ---


def test_every_old_address_of_what_is_public_has_moved_and_no_other() -> None:
    made = rules()
    vote = "/news/2026/08/vote/"
    assert dict(made.moved) == {
        **{f"/news{path}": vote for path in ("/old/", *HOSTILE)},
        "/news/thai/": "/news/2026/08/" + quote("ไทย") + "/",
        "/news/gone-before/": "/news/2026/08/gone/",
        "/news/staff/siti/": "/news/authors/siti/",
        "/news/us/": "/news/about/",
    }
    assert made.withdrawn == ("/news/2026/08/gone/",)
    assert "secret" not in repr(made)


def test_the_policy_says_who_may_frame_a_page() -> None:
    headers = dict(rules().headers)
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert "frame-src" in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].endswith("; frame-ancestors 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_may_change_under_its_name_is_not_kept_for_ever() -> None:
    asked = "<link href='{{ site.asset(\"css/a.css\") }}'>"
    found = site({**drawing("nginx"), "templates/a.html": asked, "static/moves.webp": "w"})
    made = found.ask("served")
    assert [re.fullmatch(r"/css/a\.[0-9a-f]{8}\.css", path) is not None for path in made.hashed] == [True]
    assert made.pictures == ("avif",)
    for name in ("p-480.0123456789abcdef.avif", "p-1200x675.0123456789abcdef.jpg"):
        assert re.search(PICTURE, f"/2026/08/vote/{name}")
    for name in (
        "report.20250110.pdf",
        "p-480.jpg",
        "0123456789abcdef.jpg",
        "p-480.0123456789abcdef.jpg.html",
    ):
        assert not re.search(PICTURE, f"/2026/08/vote/{name}")


def test_without_the_setting_there_is_no_file_and_pages_lead_on_all_the_same() -> None:
    paths = {
        page.path
        for page in site({**drawing(""), "site.yaml": "title: T\nbase_url: https://a.example"}).plan().pages
    }
    assert not paths & {f"/{name}" for names in HOST_FILES.values() for name in names}
    assert {"/old/", "/us/"} <= paths


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_has_its_files_and_an_own_one_stands_in_their_place(host: str) -> None:
    names = HOST_FILES[host]
    paths = {page.path for page in site(drawing(host)).plan().pages if page.kind == "host"}
    assert paths == {f"/{name}" for name in names}
    if not names[0].startswith("."):
        own = site({**drawing(host), f"static/{names[0]}": "mine"})
        assert own.plan().problems == ()
        assert {page.path for page in own.plan().pages if page.kind == "host"} == {
            f"/{name}" for name in names[1:]
        }
    assert {name for found in HOST_FILES.values() for name in found} == FILES.keys()


def test_a_file_asks_little() -> None:
    found = site(drawing("nginx"))
    made = rendered(found.snapshot, found.page("/nginx.conf"))
    assert [read.query for read in made.reads] == [
        "tools",
        "setting",
        "url",
        "served",
        "setting",
        "setting",
        "setting",
    ]


# --- each host's words: what is read there is what was meant ---


def test_netlify_and_cloudflare_read_one_file() -> None:
    made = rules()
    lines = [line.split(" ") for line in underscored.redirects(made).splitlines()]
    assert all(len(line) == 3 for line in lines)
    for status in ("301", "301!"):
        found = {unquote(line[0]): line[1] for line in lines if line[2] == status}
        assert found == dict(made.moved)
    assert [line for line in lines if line[2] == "410!"] == [
        ["/news/2026/08/gone/", "/news/2026/08/gone/index.html", "410!"]
    ]
    # Netlify takes the first that fits, and must not be stopped by the page at the old address.
    assert [line[2] for line in lines][:2] == ["301!", "301"]
    alone = underscored.redirects(rules("cloudflare"))
    assert "!" not in alone.replace("/~x@,!/", "")
    assert "410" not in alone
    assert {line.split(" ")[2] for line in underscored.redirects(rules("netlify")).splitlines()} == {
        "301!",
        "410!",
    }
    assert not re.search(r"^[^ ]*[*:]", underscored.redirects(made), re.MULTILINE)


def test_headers_are_blocks_that_do_not_meet() -> None:
    blocks = underscored.headers(rules()).strip().split("\n\n")
    names: dict[str, list[str]] = {}
    for block in blocks:
        path, *lines = block.split("\n")
        assert path.startswith("/news/")
        for line in lines:
            assert re.fullmatch(r"  [A-Za-z-]+: [^\n]+", line)
            assert len(line) < 2000
            names.setdefault(line.split(":")[0].strip(), []).append(path)
    # What two blocks say of one header, both hosts put together: only one may fit any file.
    assert names["Content-Security-Policy"] == ["/news/*"]
    assert "/news/*" not in names["Cache-Control"]


def words_of_nginx(text: str) -> list[str]:
    """nginx's own reading of a file: words, and `;`, `{`, `}` where they stand outside of quotes."""
    found, at = [], 0
    text = re.sub(r"(?m)^#.*$", "", text)
    token = re.compile(r'\s*(?:"((?:\\.|[^"\\])*)"|([;{}])|([^\s;{}"]+))', re.DOTALL)
    while text[at:].strip():
        match = token.match(text, at)
        assert match, text[at : at + 60]
        inner, sign, word = match.groups()
        found.append("'" + re.sub(r"\\([\"\\])", r"\1", inner) if inner is not None else sign or word)
        at = match.end()
    return found


def test_nginx_reads_what_was_meant() -> None:
    made = rules()
    words = words_of_nginx(nginx.server(made))
    assert words.count("{") == words.count("}")
    moved = {
        words[at + 2][1:]: words[at + 6][1:]
        for at, word in enumerate(words)
        if word == "location"
        and words[at + 1] == "="
        and words[at + 4] == "return"
        and words[at + 5] == "301"
    }
    assert moved == dict(made.moved)
    at = words.index("410")
    assert words[at - 3 : at + 5] == [
        *(
            "'/news/2026/08/gone/",
            "{",
            "error_page",
            "410",
            "'/news/2026/08/gone/index.html",
            ";",
            "return",
            "410",
        )
    ]
    # In `return` a `$` would begin a variable.
    assert not any("$" in url for url in moved.values())
    assert f"'{PICTURE}" in words
    assert f"'{SHORT}" in words
    assert f"'{FOR_EVER}" in words


def test_apache_reads_what_was_meant() -> None:
    made = rules()
    text = apache.htaccess(made)
    moved = {}
    opened: list[str] = []
    for line in text.splitlines():
        if line.startswith("</"):
            assert opened.pop() == line[2:-1]
        elif line.startswith("<"):
            opened.append(line[1:].split(" ")[0])
        elif line.startswith("RedirectMatch 301"):
            _, _, pattern, target = words_of_apache(line)
            (path,) = [path for path, _ in made.moved if re.fullmatch(pattern, path)]
            moved[path] = quote(re.sub(r"\\(.)", r"\1", target))
    assert opened == []
    assert moved == dict(made.moved)
    assert 'RedirectMatch 410 "^/news/2026/08/gone/$"' in text
    assert f'Header set Cache-Control "{SHORT}"' in text


def words_of_apache(line: str) -> list[str]:
    """Apache's own reading of a line: in quotes a backslash before a backslash or a quote goes."""
    found = re.findall(r'"((?:\\[\\"]|[^"])*)"|(\S+)', line)
    return [re.sub(r'\\([\\"])', r"\1", inner) if inner or not word else word for inner, word in found]


def test_caddy_reads_what_was_meant() -> None:
    made = rules()
    text = caddy.site_block(made)
    block = text.partition("map {path} {asiansite_moved} {\n")[2].partition("\n}")[0]
    moved = dict(shlex.split(line) for line in block.splitlines())
    assert moved.pop("default") == ""
    # A variable of the environment cannot be escaped there: those addresses keep their page.
    assert moved == {path: url for path, url in made.moved if "{" not in path}
    assert text.count("{\n") == sum(line.strip() == "}" for line in text.splitlines())
    assert '@asiansite_withdrawn path "/news/2026/08/gone/"' in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_quotes_hold_any_text(text: str) -> None:
    assert words_of_nginx(nginx.quoted(text) + ";") == ["'" + text, ";"]
    assert words_of_apache("X " + apache.quoted(text))[1] == text
    rule = replace(rules_bare(), moved=((f"/{text}/", "/x/"),))
    (path, url, _) = underscored.redirects(rule).splitlines()[0].split(" ")
    assert (unquote(path), url) == (f"/{text}/", "/x/")


def rules_bare() -> Rules:
    return Rules(("cloudflare",), "/", (), (), (), (), ())


# --- limits and the manifest ---


def test_more_redirects_than_cloudflare_takes_are_a_warning() -> None:
    many = {"content/articles/a.md": story(aliases=[f"/old/{n}/" for n in range(2001)])}
    (found,) = site(many, settings="hosts: cloudflare\n").review()
    assert (found.slug, found.level) == ("too-many-redirects", "warning")
    assert site(many, settings="hosts: netlify\n").review() == ()
    few = {"content/articles/a.md": story(aliases=[f"/old/{n}/" for n in range(2000)])}
    assert site(few, settings="hosts: cloudflare\n").review() == ()


def test_the_web_app_manifest_says_what_the_settings_say() -> None:
    found = site(
        {
            "site.yaml": "title: The Strait Gazette\nbase_url: https://g.example/news\nlanguage: ms\ndescription: News\n"
            "app: {short_name: Strait, display: standalone, theme_color: '#123456'}\n",
            "static/icons/icon-192.png": "i",
        }
    )
    made = json.loads(file_of(found, "manifest.webmanifest"))
    assert made == {
        "id": "/news/",
        "name": "The Strait Gazette",
        "short_name": "Strait",
        "description": "News",
        "lang": "ms",
        "dir": "ltr",
        "start_url": "/news/",
        "scope": "/news/",
        "display": "standalone",
        "theme_color": "#123456",
        "background_color": "#fdfcf8",
        "icons": [
            {"src": "/news/icons/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"}
        ],
    }
    own = site({"static/manifest.webmanifest": "{}"})
    assert "/manifest.webmanifest" not in {page.path for page in own.plan().pages}
