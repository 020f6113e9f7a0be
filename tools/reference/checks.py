"""docs/checks.md: the rules of `asiansite check`, with their levels and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content import style
from asiansite.content.checks import LEVELS, RULES
from asiansite.errors import messages
from asiansite.site.checks import RULES as FUNCTIONS
from asiansite.site.checks.outside import FINDS
from tools.reference.declared import fields_of
from tools.reference.errors import as_printed
from tools.reference.markdown import page, table

_INTRODUCTION = f"""\
# Rules

`asiansite check` tells every problem that a build would find ([docs/errors.md](errors.md)), and what these rules find
beside them: mistakes with which a site builds. Each has a level, `{"`, `".join(LEVELS)}`, which site.yaml may change:

```yaml
checks:
  house-style: error
  headline-long: warning
  picture-without-credit: "off"
```

What a draft has wrong is a warning in any case. `make docs` makes this page from the code."""


def checks_page() -> str:
    """The whole file."""
    return page([_INTRODUCTION, *_parts()])


def _parts() -> Iterator[str]:
    yield table(
        ("rule", "finds", "level"),
        ((f"[{name}](#{name})", _finds(name), level) for name, level in RULES.items()),
    )
    for name, level in RULES.items():
        yield f"## {name}"
        yield f"Level: {level}."
        yield f"```text\n{as_printed(messages()[name])}\n```"
        yield messages()[name].help
    yield "## content/style.yaml"
    yield "Below `terms`, a list of these keys:"
    keys = {"exceptions": "except"}
    yield table(
        ("key", "what it is"),
        ((f"`{keys.get(name, name)}`", field.says) for name, field in fields_of(style.Term).items()),
    )


_OF_PAGES = {
    "template-name-computed": "Templates that draw in another by a name that is put together.",
    "lite-too-heavy": "Lite pages that a slow line does not bring in one go.",
}
"""The rules that look at templates and pages, not at content."""


def _finds(name: str) -> str:
    text = _OF_PAGES.get(name) or FINDS.get(name) or FUNCTIONS[name].__doc__ or ""
    return text.strip().split("\n")[0].removesuffix(".")
