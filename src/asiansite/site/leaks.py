"""Leaks: words of articles under embargo that stand in what is public.

The engine puts nothing of such an article into the output; an editor may have done so by hand, with
its headline in another text, a link to the address that it will have, or a sentence copied over.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.prose import Prose
from asiansite.content.text.scripts import HAN, PHRASED
from asiansite.site.lifetimes import HIDDEN, PUBLIC
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import is_source

RUN = 8
"""Words in a row that two texts have by chance only if they are a phrase that all know."""


class Leak(Struct, frozen=True):
    """Something of an article under embargo, in a text that is public."""

    article: str
    """The path of the article under embargo."""
    source: str
    """The path of the source that has it."""
    kind: str
    """`title`, `slug` or `words`."""
    found: str
    """What stands there: the title, a path, or the words, as they are compared."""


def leaks(snapshot: Snapshot) -> tuple[Leak, ...]:
    """What public articles and standing pages have of articles whose embargo is to come, by their paths.

    Of each pair of texts, one leak of a kind.
    """
    secrets = [
        _Secret.of(snapshot, article) for article in snapshot.contents.articles if _waits(snapshot, article)
    ]
    if not secrets:
        return ()
    runs = {
        run: secret for secret in reversed(secrets) for part in secret.parts for run in _runs(_words(part))
    }
    return tuple(
        leak for path, text in _public_texts(snapshot) for leak in _leaks_in(path, text, secrets, runs)
    )


class _Secret(Struct, frozen=True):
    path: str
    title: str
    slug: re.Pattern[str]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, article: Article) -> _Secret:
        slug = re.compile(rf"/{re.escape(article.slug)}(?=[/?#\s\"'<>)]|$)")
        return cls(article.path, " ".join(_words(article.document.title)), slug, _texts_of(snapshot, article))


def _waits(snapshot: Snapshot, article: Article) -> bool:
    embargo = article.document.embargo
    is_hidden = not article.document.draft and snapshot.state_of(article) == HIDDEN
    return embargo is not None and is_hidden and not snapshot.is_past(embargo)


def _public_texts(snapshot: Snapshot) -> Iterator[tuple[str, tuple[str, ...]]]:
    for article in snapshot.contents.articles:
        if snapshot.state_of(article) == PUBLIC:
            document = article.document
            yield article.path, (document.title, *_texts_of(snapshot, article), *_addresses(document.prose))
    for path, page in snapshot.contents.pages.items():
        if not page.draft:
            yield path, (page.title, page.description, _plain(page.html), *_addresses(page.prose))


def _texts_of(snapshot: Snapshot, article: Article) -> tuple[str, ...]:
    document = article.document
    notes = (_plain(each.text.html) for each in document.corrections)
    return (document.description, _plain(snapshot.contents.body(document.prose.digest)), *notes)


def _addresses(prose: Prose) -> Iterator[str]:
    # A link to a source is text until that is public.
    return (link.target for link in prose.links if not is_source(link.target))


def _plain(text: str) -> str:
    # Whole addresses stand in attributes; tags stand between words.
    addresses = re.findall(r'href="([^"]*)"', text)
    return html.unescape("\n".join((re.sub(r"<[^>]*>", " ", text), *addresses)))


def _leaks_in(
    path: str, parts: tuple[str, ...], secrets: list[_Secret], runs: dict[str, _Secret]
) -> Iterator[Leak]:
    words = [_words(part) for part in parts]
    for secret in secrets:
        if secret.title and any(f" {secret.title} " in f" {' '.join(each)} " for each in words):
            yield Leak(secret.path, path, "title", secret.title)
        if (found := next(filter(None, map(secret.slug.search, parts)), None)) is not None:
            yield Leak(secret.path, path, "slug", found[0])
    told: set[str] = set()
    for run in (run for each in words for run in _runs(each)):
        found_in = runs.get(run)
        if found_in is not None and found_in.path not in told:
            told.add(found_in.path)
            yield Leak(found_in.path, path, "words", run)


_WORD = re.compile(
    rf"[{HAN}{PHRASED}]|(?:(?![{HAN}{PHRASED}])[^\W_])(?:(?![{HAN}{PHRASED}])[^\W_]|[\u0300-\u036f'’])*"
)


def _words(text: str) -> list[str]:
    # Where no spaces part words, each letter is one, and it takes more of them to make a run.
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold().replace("’", "'"))


def _runs(words: list[str]) -> Iterator[str]:
    """The shortest runs of the weight of eight words, one from each word on."""
    weights = [_weight(word) for word in words]
    end, weight = 0, 0.0
    for start in range(len(words)):
        while weight < RUN and end < len(words):
            weight += weights[end]
            end += 1
        if weight < RUN:
            return
        yield " ".join(words[start:end])
        weight -= weights[start]


def _weight(word: str) -> float:
    if len(word) > 1 or word.isascii():
        return 1.0
    # Two Chinese characters, or three letters of Thai and the like, make about a word. (Halves and
    # quarters are exact, so that the same words always make the same runs.)
    return 0.5 if re.match(f"[{HAN}]", word) else 0.25 if re.match(f"[{PHRASED}]", word) else 1.0
