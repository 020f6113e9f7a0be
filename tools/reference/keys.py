"""The keys that editors write: settings, front matter, tags.yaml, front.yaml, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from asiansite.content import (
    app,
    article,
    author,
    corrections,
    csp,
    dates,
    feeds,
    front,
    hosts,
    images,
    legal_notice,
    links,
    permalink,
    prose,
    publisher,
    rights,
    robots,
    settings,
    sign_off,
    standing,
    tags,
    twins,
    withdrawal,
)
from asiansite.content.markdown import PROVIDERS
from asiansite.content.pictures import focus, picture
from asiansite.content.share_services import DEFAULT_SERVICES, SERVICE_NAMES
from asiansite.rendering import share
from tools.reference.declared import (
    REQUIRED,
    Field,
    fields_of,
    kind_in_words,
    number_ranges,
    required_keys,
    says_of,
    without_none,
)
from tools.reference.markdown import code, doc, rest_of, table
from tools.reference.written import FILES, Written

_CHOICES = {
    "display": app.DISPLAYS,
    "hosts": hosts.HOSTS,
    "kind": author.KINDS,
    "ai_answers": robots.CHOICES,
    "ai_training": robots.CHOICES,
    "content": feeds.CONTENTS,
    "embeds": PROVIDERS,
    "formats": feeds.FORMATS,
    "label": article.LABELS,
    "legal": article.LEGAL,
    "markup": prose.MARKUPS,
    "precompress": tuple(twins.ENDINGS),
    "lists": feeds.LISTS,
    "share": SERVICE_NAMES,
}
"""Keys that take only certain words."""

_FORMS = {
    "App": "keys, see below",
    "CheckLevels": "[rules](checks.md), each with a level",
    "datetime": "date",
    "dict[str, str]": "text, or list of texts",
    "Image": "[picture](#pictures)",
    "NamedLink": "path of a source below content/, or address",
    "Pick": "id, or keys",
    "LegalNotice": "[keys](#legal-notices)",
    "Withdrawal": "[keys](#withdrawals)",
    "tuple[Correction, ...]": "list of [keys](#corrections)",
    "Inline": "text",
    "Publisher": "keys, see below",
    "tuple[NamedLink, ...]": "[links](#links)",
    "tuple[Pick, ...]": "list of ids or keys",
    "FeedOptions": "keys, see below",
    "PictureOptions": "keys, see below",
    "RobotsOptions": "keys, see below",
    "SignOff": "keys, see below",
    "tuple[SectionEntry, ...]": "list of keys, see below",
    "tuple[int, ...]": "number, or list of numbers",
    "tuple[str, ...]": "text, or list of texts",
}
"""How a value of a type is written."""

_FORMS_OF_KEYS = {"csp": "keys, see below", "extra": "keys", "recent_live": "days, or `all`"}


def keys_parts() -> Iterator[str]:
    """The first half of the reference."""
    yield from _settings()
    yield from _sources()
    yield from _parts_of_values()
    yield "## Permalinks"
    yield says_of(permalink, "TOKENS")
    yield "## Share links"
    yield says_of(share, "SERVICES").partition("\n\n")[0]
    yield table(
        ("in `share`", "label", "address", "carries", "shown by default"),
        (
            (
                f"`{service.name}`",
                service.label,
                f"`{service.base}`" if service.base else "the page's own",
                code(*(name for name, _ in service.fields)),
                "yes" if service.name in DEFAULT_SERVICES else "",
            )
            for service in share.SERVICES
        ),
    )


def _settings() -> Iterator[str]:
    yield "## Settings: site.yaml"
    yield "All have a default but those marked required. Another key is an error."
    found = words_of(FILES["site"])
    yield _table({_shown(key): field for key, field in found.items()}, settings, defaults=True)
    yield "`publisher` has these keys:"
    yield _table(_fields(publisher.KEYS, {}, publisher.Publisher))
    yield "`app` has these:"
    yield _table(_fields(app.KEYS, {}, app.App), defaults=True)
    yield "Each of the `sections` has these:"
    yield _table(fields_of(settings.SectionEntry), settings)
    yield "`pictures` has these:"
    yield _table(fields_of(picture.PictureOptions), settings, defaults=True)
    yield "`feeds` has these:"
    yield _table(fields_of(feeds.FeedOptions), feeds, defaults=True)
    yield rest_of(feeds.entity_of)
    yield "`robots` has these:"
    yield _table(fields_of(robots.RobotsOptions), robots, defaults=True)
    yield f"Crawlers that gather texts to train with, as of {robots.LIST_OF}: {code(*robots.TRAINING)}."
    yield f"Crawlers that answer questions: {code(*robots.ANSWERS)}."
    yield rest_of(robots)
    yield "`sign_off` has these:"
    yield _table(fields_of(sign_off.SignOff), sign_off, defaults=True)
    yield (
        f"`csp` has any of {code(*sorted(csp.DIRECTIVES))}, each with a source or a list of them: hosts such as "
        "`https://cdn.example` or `*.example.org`, schemes such as `data:`, hashes, and "
        f"{code(*sorted(csp.KEYWORDS))}, with or without the quotes of CSP. "
        "What pages may load without it is their own site's files, and the players of `embeds`."
    )


def _shown(key: str) -> str:
    return "markdown.extensions" if key == "markdown" else key


def _sources() -> Iterator[str]:
    yield "## Front matter of articles"
    yield "One article is a file `content/articles/**/NAME.md`; the folders are free. Another key is an error."
    yield _table(words_of(FILES["article"]), article)
    yield "## Front matter of authors"
    yield "One author is a file `content/authors/SLUG.md`; the text below the front matter is the bio."
    yield _table(words_of(FILES["author"]), author)
    yield "## Front matter of standing pages"
    yield "One page is a file `content/pages/**/NAME.md`, published at its path: `about.md` at `/about/`."
    yield _table(words_of(FILES["page"]), standing)
    yield "## content/tags.yaml"
    yield "Each key is a tag as articles write it, or one that they may write; it may have these:"
    yield _table(words_of(FILES["tags"]), tags)
    yield doc(tags.tag_key)
    yield "## content/front.yaml"
    yield _table(words_of(FILES["front"]))
    yield rest_of(front.read_front)
    yield "## The file beside a picture"
    yield (
        "Beside `haze.jpg`, below content/ or static/, a file `haze.jpg.yaml` says whose it is. What it says holds "
        "wherever the picture is shown; front matter's own words come before its. It is never published."
    )
    yield _table(words_of(FILES["picture"]), rights)
    yield doc(rights.licence_url)


def _parts_of_values() -> Iterator[str]:
    yield "## Pictures"
    yield "A picture is a path, or these keys:"
    yield _table(_fields(images.IMAGE_KEYS, {}, images.Image), images)
    yield "`focus`: " + doc(focus.parse_focus)
    yield "## Corrections"
    yield "`corrections` is a list; each has these keys:"
    yield _table(_fields(corrections.CORRECTION_KEYS, {}, corrections.Correction), corrections)
    yield "## Legal notices"
    yield "What `legal_notice` says:"
    yield _table(
        _fields(legal_notice.LEGAL_NOTICE_KEYS, {"from": "begins"}, legal_notice.LegalNotice), legal_notice
    )
    yield "## Withdrawals"
    yield "What `withdrawn` says of an article:"
    yield _table(_fields(withdrawal.WITHDRAWN_KEYS, {}, withdrawal.Withdrawal), withdrawal)
    yield "## Links"
    yield "A list of links has these keys in each; of an author's, `name: address` in each line will do as well."
    yield _table(fields_of(links.NamedLink), links)
    yield "Beside these names the name of an account is enough:"
    yield table(
        ("name", "leads to"), ((code(name), code(form)) for name, form in links._SERVICES.items() if form)
    )
    yield "## Dates"
    yield rest_of(dates.parse_date).partition("Raises ImpossibleDate")[0].strip()


def words_of(written: Written) -> dict[str, Field]:
    """The fields behind a file's keys, in their order. LookupError: a key without one, or without words."""
    return _fields(written.keys, written.renamed, *written.classes)


def plain_words(field: Field) -> str:
    """The text below a field, as its editors read it."""
    # The code's None is a key that its author left out.
    return field.says.replace("; None:", "; if absent:").replace(". None:", ". If absent:")


def _fields(keys: object, renamed: Mapping[str, str], *classes: type) -> dict[str, Field]:
    """The fields behind `keys`, in the order of the fields. LookupError: a key without one, or without words."""
    assert isinstance(keys, frozenset)
    found: dict[str, Field] = {}
    for cls in classes:
        found = fields_of(cls) | found
    ordered = [name for cls in classes for name in fields_of(cls)]
    fields = {key: found[renamed.get(key, key)] for key in keys if renamed.get(key, key) in found}
    if silent := [key for key in keys if key not in fields or not fields[key].says]:
        raise LookupError(
            f"no words for {sorted(silent)}: write them below the fields of {classes[0].__name__}"
        )
    return dict(sorted(fields.items(), key=lambda item: ordered.index(item[1].name)))


def _table(fields: Mapping[str, Field], module: ModuleType | None = None, *, defaults: bool = False) -> str:
    required = required_keys(module) if module else frozenset()
    ranges = number_ranges(module) if module else {}
    rows = []
    for key, field in fields.items():
        if field.name != "spot":
            form = _form(key, field, ranges) + (", required" if key in required else "")
            rows.append((code(key), form, _default(field) if defaults else "", _says(key, field, module)))
    return table(("key", "form", "default", "what it says"), rows)


def _form(key: str, field: Field, ranges: Mapping[str, tuple[int, int]]) -> str:
    if key in ranges:
        low, high = ranges[key]
        return f"number from {low} to {high}"
    kind = without_none(field.kind)
    return _FORMS_OF_KEYS.get(key) or _FORMS.get(kind) or kind_in_words(kind)


def _says(key: str, field: Field, module: ModuleType | None) -> str:
    says = plain_words(field)
    choices = corrections.CORRECTION_KINDS if (module, key) == (corrections, "kind") else _CHOICES.get(key)
    if choices is None or field.kind == "bool":
        return says
    how_many = "One" if without_none(field.kind) == "str" else "Any"
    return f"{says} {how_many} of {code(*choices)}."


def _default(field: Field) -> str:
    if field.default == REQUIRED:
        return ""
    if isinstance(field.default, tuple):
        return code(*field.default)
    return code(field.default) if isinstance(field.default, (str, int)) else ""
