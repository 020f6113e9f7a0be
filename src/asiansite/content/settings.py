"""The outlet's settings: `site.yaml`, every key with its default."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from asiansite.content.app import DEFAULT_APP, App, read_app
from asiansite.content.checks import CheckLevels, read_checks
from asiansite.content.csp import CspDirectives, read_csp
from asiansite.content.dates import is_date_pattern
from asiansite.content.editor import DEFAULT as DEFAULT_EDITOR
from asiansite.content.editor import read_editor
from asiansite.content.entries import Entries, compose
from asiansite.content.feeds import FeedOptions, read_feeds
from asiansite.content.frontmatter import decode
from asiansite.content.hosts import HOSTS
from asiansite.content.language import read_language
from asiansite.content.links import NamedLink, read_links
from asiansite.content.markdown import PROVIDERS
from asiansite.content.notes import Notes
from asiansite.content.permalink import PermalinkError, parse_permalink
from asiansite.content.pictures import PictureOptions
from asiansite.content.prose import MARKUPS, ProseOptions
from asiansite.content.publisher import Publisher, read_publisher
from asiansite.content.robots import RobotsOptions, read_robots
from asiansite.content.share_services import DEFAULT_SERVICES, SERVICE_NAMES
from asiansite.content.sign_off import SignOff, read_sign_off
from asiansite.content.social import SOCIAL_IMAGES
from asiansite.content.twins import ENDINGS
from asiansite.content.urls_lock import URLS
from asiansite.errors import Problem, nearest

KEYS = frozenset(
    (
        "title description base_url language timezone date_format publisher sections menu footer permalink "
        "page_size recent recent_live share social_image markup markdown embeds pictures csp app lite search "
        "editor hosts precompress feeds robots keep urls checks sign_off"
    ).split()
)
"""The keys of site.yaml."""

RESERVED = frozenset(
    {"tags", "authors", "archive", "page", "search", "corrections", "asiansite", "__asiansite"}
)
"""First segments of a path that no section, standing page or static file may take."""

DEFAULT_KEEP = (".git", "CNAME", ".nojekyll", ".well-known/")
"""What in an output is never ours."""


NARROWEST, WIDEST = 16, 4000
"""Pixels: the widths that a picture may be made in."""

DEFAULT_ROBOTS = RobotsOptions()
"""Who may read where the settings say nothing of it."""

DEFAULT_FEEDS = FeedOptions()
"""Feeds where the settings say nothing of them."""

DEFAULT_PICTURES = PictureOptions()
"""How pictures are made where the settings do not say it."""

NO_SIGN_OFF = SignOff()
"""What must be said of an article where the settings ask for nothing."""

NO_PUBLISHER = Publisher("", None, None)
"""Until the outlet's name is known."""


class SectionEntry(Struct, frozen=True):
    """A section as the settings list it."""

    slug: str
    """Its address: `/politics/`."""
    name: str
    """Without one, the slug with a capital letter."""
    description: str | None
    """Stands at the head of the section's page."""


class Settings(Struct, frozen=True):
    """All of site.yaml."""

    title: str
    """The outlet's name."""
    base_url: str
    """Where readers find the site, with a path if it is not at the host's root; without a `/` at its end."""
    description: str | None = None
    """What the outlet is, in a sentence: it stands below the name."""
    language: str = "en"
    """That of the pages, and of articles that name none: a BCP 47 tag."""
    timezone: str = "UTC"
    """An IANA name. Dates without an offset are read in it, and all dates are shown in it."""
    date_format: str = "d MMMM yyyy, HH:mm"
    """A date pattern of Unicode's LDML (UTS 35, part 4)."""
    publisher: Publisher = NO_PUBLISHER
    """Who publishes the outlet, and signs what nobody else signs."""
    sections: tuple[SectionEntry, ...] | None = None
    """In their order, which is that of navigation and front page. None: those that articles name."""
    menu: tuple[NamedLink, ...] = ()
    """The navigation; if empty, it is the sections."""
    footer: tuple[NamedLink, ...] = ()
    """Links at the foot of each page."""
    permalink: str = "/{year}/{month}/{slug}/"
    """The form of articles' addresses."""
    page_size: int = 20
    """Articles on a numbered page of a list; the list's first page has up to twice as many, less one."""
    recent: int = 6
    """Articles in Recent Posts."""
    recent_live: int | None = 7
    """Days for which an article's Recent Posts follow at once. None, written `all`: for ever."""
    share: tuple[str, ...] = DEFAULT_SERVICES
    """Where readers can send an article, in this order."""
    social_image: str = "section"
    """What is drawn for links to pages without a picture: `section`, one image a section; `article`, one an article, with its headline; `off`."""
    markup: str = "commonmark"
    """The dialect of Markdown, where front matter names none."""
    extensions: tuple[str, ...] = ()
    """Names of Python-Markdown's extensions; only `markup: markdown` has a use for them."""
    embeds: tuple[str, ...] = ()
    """Whose films play in the page, by a click, where a paragraph is only a film's URL; others stay as written."""
    csp: CspDirectives = ()
    """What pages may load beside the site's own files: directives of a Content-Security-Policy, each with its sources."""
    app: App = DEFAULT_APP
    """The name and colours of the site on home screens, and of the browser around it."""
    lite: bool = False
    """Whether each article has a page of words alone as well, at `lite/` below its address: one request, no pictures."""
    search: bool = False
    """Whether readers can search, at `/search/`; the index is made by `build --search`, and needs the extra `search`."""
    editor: str = DEFAULT_EDITOR
    """The program in which the preview's links open a file: `vscode`, `vscodium`, `cursor`, `zed`, `idea`, `pycharm`, `webstorm`, `textmate`, `macvim`, `none`, or a URL of your own with `{file}`, `{line}` and `{column}`."""
    pictures: PictureOptions = DEFAULT_PICTURES
    """In which widths pictures are made, and how well."""
    hosts: tuple[str, ...] = ()
    """Where the site is served: each gets its redirects and headers in its own words, as a file in the output."""
    precompress: tuple[str, ...] = ()
    """How text files are compressed beforehand, for hosts that hand out such twins. Brotli (`br`) needs `pip install "asiansite[br]"`."""
    feeds: FeedOptions = DEFAULT_FEEDS
    """Which feeds there are, and what they have."""
    robots: RobotsOptions = DEFAULT_ROBOTS
    """Which crawlers may read the site."""
    keep: tuple[str, ...] = DEFAULT_KEEP
    """Paths in the output that are not ours and stay; a folder ends with `/`."""
    checks: CheckLevels = ()
    """How much each rule of `asiansite check` counts: `warning`, `error` or `off`; see docs/checks.md."""
    urls: str = URLS[0]
    """What it is if a published URL of urls.lock is answered by nothing: an `error`, or `warn`; `off`: urls.lock is not kept."""
    sign_off: SignOff = NO_SIGN_OFF
    """What must have been said of an article before it may be published."""

    @property
    def zone(self) -> ZoneInfo:
        """The outlet's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def origin(self) -> str:
        """Scheme and host of base_url, without a path."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def base_path(self) -> str:
        """The path of base_url, without the `/` at its end; empty at a domain's root."""
        return urlsplit(self.base_url).path

    @property
    def live_for(self) -> timedelta | None:
        """`recent_live` as a duration."""
        return None if self.recent_live is None else timedelta(days=self.recent_live)

    @property
    def prose(self) -> ProseOptions:
        """How Markdown bodies are read."""
        return ProseOptions(self.markup, self.extensions, self.embeds)


_DEFAULTS = Settings(title="", base_url="")


def read_settings(data: bytes) -> tuple[Settings, tuple[Problem, ...]]:
    """Read site.yaml. Never raises for what is in it.

    What has an error has its default, so that the problems of other files can still be found.
    """
    notes: list[Notes] = []
    text = decode(data, notes)
    root = None if text is None else compose(text, KEYS, notes[-1])
    if root is None:
        return _DEFAULTS, tuple(notes[-1].problems)
    title = root.text("title", required=True) or ""
    timezone = _timezone(root)
    settings = Settings(
        title=title,
        base_url=_base_url(root) or "",
        description=root.text("description"),
        language=read_language(root, "language") or _DEFAULTS.language,
        timezone=timezone,
        date_format=_date_format(root),
        publisher=read_publisher(root, title),
        sections=_sections(root),
        menu=read_links(root, "menu"),
        footer=read_links(root, "footer"),
        permalink=_permalink(root),
        page_size=root.number("page_size", _DEFAULTS.page_size, 1, 1000),
        recent=root.number("recent", _DEFAULTS.recent, 1, 50),
        recent_live=_recent_live(root),
        share=root.options("share", SERVICE_NAMES, DEFAULT_SERVICES),
        social_image=root.choice("social_image", SOCIAL_IMAGES),
        markup=root.choice("markup", MARKUPS),
        extensions=_extensions(root),
        embeds=root.options("embeds", PROVIDERS, ()),
        csp=read_csp(root),
        app=read_app(root),
        lite=root.flag("lite"),
        search=root.flag("search"),
        editor=read_editor(root),
        pictures=_pictures(root),
        hosts=root.options("hosts", HOSTS, ()),
        precompress=root.options("precompress", tuple(ENDINGS), ()),
        feeds=read_feeds(root),
        robots=read_robots(root),
        keep=_keep(root),
        checks=read_checks(root),
        urls=root.choice("urls", URLS),
        sign_off=read_sign_off(root, ZoneInfo(timezone)),
    )
    return settings, tuple(notes[-1].problems)


def clean_base_url(text: str) -> str | None:
    """A base URL without query, fragment and final `/`; None if it is none (http or https, a host)."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.query
        or parts.fragment
        or "@" in parts.netloc
    ):
        return None
    if re.search(r"[\s\"<>\\^`{|}]", text) or {".", ".."} & set(parts.path.split("/")) or "//" in parts.path:
        return None
    return f"{parts.scheme}://{parts.netloc.lower()}{quote(parts.path.rstrip('/'), safe='/%~')}"


def _base_url(root: Entries) -> str | None:
    text = root.text("base_url", required=True)
    if text is None:
        return None
    clean = clean_base_url(text)
    if clean is None:
        root.notes.add("not-a-base-url", root.spot_of("base_url"), given=text)
    return clean


def _timezone(root: Entries) -> str:
    name = root.text("timezone") or _DEFAULTS.timezone
    try:
        # A name is looked up below the folder of time zones: it must not lead out of it.
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        root.notes.add("not-a-timezone", root.spot_of("timezone"), given=name, nearest=_nearest_zone(name))
        return _DEFAULTS.timezone
    return name


def _nearest_zone(name: str) -> str | None:
    from zoneinfo import available_timezones

    zones = available_timezones()
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zones)}
    city = nearest(name.rsplit("/", 1)[-1].replace(" ", "_"), cities)
    return nearest(name, zones) or (cities[city] if city else None)


def _date_format(root: Entries) -> str:
    text = root.text("date_format")
    if text is None or is_date_pattern(text):
        return text or _DEFAULTS.date_format
    root.notes.add("not-a-date-format", root.spot_of("date_format"), given=text)
    return _DEFAULTS.date_format


def _sections(root: Entries) -> tuple[SectionEntry, ...] | None:
    if root.is_empty("sections"):
        return None
    found: dict[str, SectionEntry] = {}
    for item in root.list_of_entries("sections", {"slug", "name", "description"}):
        slug, spot = item.slug("slug", required=True), item.spot_of("slug")
        if slug is None:
            continue
        if slug in RESERVED:
            item.notes.add("segment-reserved", spot, segment=slug)
        elif slug in found:
            item.notes.add("section-twice", spot, given=slug)
        else:
            found[slug] = SectionEntry(slug, item.text("name") or slug.capitalize(), item.text("description"))
    return tuple(found.values())


def _permalink(root: Entries) -> str:
    text = root.text("permalink")
    if text is None:
        return _DEFAULTS.permalink
    spot = root.spot_of("permalink")
    try:
        first = parse_permalink(text).split("/")[1]
    except PermalinkError as reason:
        root.notes.add("not-a-permalink", spot, given=text, reason=reason)
        return _DEFAULTS.permalink
    if first in RESERVED:
        root.notes.add("segment-reserved", spot, segment=first)
    return text


def _recent_live(root: Entries) -> int | None:
    text = root.text("recent_live")
    if text is None:
        return _DEFAULTS.recent_live
    if text.lower() == "all":
        return None
    match = re.fullmatch(r"(\d{1,4})(?: ?d| days?)?", text, re.ASCII)
    if match is None:
        root.notes.add("not-a-duration", root.spot_of("recent_live"), given=text)
        return _DEFAULTS.recent_live
    return int(match[1])


def _extensions(root: Entries) -> tuple[str, ...]:
    inner = root.entries("markdown", {"extensions"})
    if inner is None:
        return ()
    # Imported at need: most sites name no extension, and wait for no engine.
    from asiansite.content.markdown.python_engine import extension_names, is_extension

    found = []
    for text, spot in inner.texts("extensions"):
        if is_extension(text):
            found.append(text)
        else:
            inner.notes.add("not-an-extension", spot, given=text, nearest=nearest(text, extension_names()))
    return tuple(found)


def _pictures(root: Entries) -> PictureOptions:
    default = _DEFAULTS.pictures
    inner = root.entries("pictures", {"widths", "quality"})
    if inner is None:
        return default
    widths = inner.numbers("widths", NARROWEST, WIDEST)
    return PictureOptions(
        tuple(sorted(set(widths))) or default.widths, inner.number("quality", default.quality, 30, 95)
    )


def _keep(root: Entries) -> tuple[str, ...]:
    if root.is_empty("keep"):
        return DEFAULT_KEEP
    found = []
    for text, spot in root.texts("keep"):
        if text.startswith("/") or {".", ".."} & set(text.split("/")) or "\\" in text:
            root.notes.add("keep-not-a-path", spot, given=text)
        else:
            found.append(text)
    return tuple(found)
