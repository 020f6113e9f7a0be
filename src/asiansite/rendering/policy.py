"""The Content-Security-Policy of pages: nothing but the site's own files, and what its settings add."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from asiansite.content.csp import FETCHES, CspDirectives
from asiansite.content.markdown import PLAYER_ORIGINS

BASE: CspDirectives = (
    ("default-src", ("'self'",)),
    ("object-src", ("'none'",)),
    ("base-uri", ("'none'",)),
    ("form-action", ("'self'",)),
)
"""What holds without any setting: no script or style within a page, nothing of anybody else's."""


SEARCH: CspDirectives = (("script-src", ("'wasm-unsafe-eval'",)), ("worker-src", ("'self'",)))
"""What the search page has beside: Pagefind is WebAssembly, in a worker. Both are files of the site."""


@lru_cache(maxsize=8)
def content_policy(embeds: tuple[str, ...], added: CspDirectives, own: CspDirectives = ()) -> str:
    """The policy of a page of a site with the players of `embeds` and the setting `csp`, in CSP's own syntax.

    `own` is what the page needs beside.

    What is added comes after what holds already, and takes the place of `'none'`. A directive that is
    new begins with the sources that ruled before it was there: those of `default-src`.
    """
    policy = dict(BASE)
    extra = dict(added)
    policy["default-src"] = _with(policy["default-src"], extra.pop("default-src", ()))
    players = tuple(PLAYER_ORIGINS[name] for name in embeds)
    for directive, sources in (("frame-src", players), *own, *extra.items()):
        if sources:
            ruling = policy["default-src"] if directive in FETCHES else ()
            policy[directive] = _with(policy.get(directive, ruling), sources)
    return "; ".join(" ".join((directive, *sources)) for directive, sources in policy.items())


def _with(sources: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys((*sources, *more)))
    # `'none'` means what it says only where it stands alone; said of a directive, it is the last word.
    if more and more[-1] == "'none'":
        return ("'none'",)
    return tuple(source for source in found if source != "'none'") or ("'none'",)
