"""News: what has changed between two editions, as far as browsers have it open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.preview.addresses import BadRequestError, address_of, decoded
from asiansite.preview.answering import Answers
from asiansite.preview.edition import Edition
from asiansite.site.addresses import hashed_name, lite_path


class News(Struct, frozen=True):
    """One event."""

    version: int
    """The edition that it leads to."""
    changed: tuple[str, ...] | None = ()
    """URLs' paths of open pages whose bytes are others now; None: any may be."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Open pages whose article has another URL now."""
    gone: tuple[str, ...] = ()
    """Open pages that are no longer there."""
    assets: Mapping[str, str] = field(default_factory=dict)
    """Stylesheets by their old URLs."""
    files: tuple[str, ...] = ()
    """URLs of other files whose bytes are others now."""
    follow: str | None = None
    """The page of what was just saved."""
    errors: int = 0
    warnings: int = 0
    restarted: bool = False
    """Nobody can tell what was missed."""

    def as_json(self) -> dict[str, object]:
        """As browsers are told; see docs/decisions."""
        return {
            "version": self.version,
            "changed": None if self.changed is None else list(self.changed),
            "moved": dict(self.moved),
            "gone": list(self.gone),
            "assets": dict(self.assets),
            "files": list(self.files),
            "problems": {"errors": self.errors, "warnings": self.warnings},
            "follow": self.follow,
            "restarted": self.restarted,
        }


def news_of(edition: Edition) -> News:
    """An event about `edition`: no page has changed."""
    errors = sum(found.level == "error" for found in edition.problems)
    return News(edition.number, errors=errors, warnings=len(edition.problems) - errors)


def news_between(old: Edition, new: Edition, answers: Answers, paths: Collection[str]) -> News:
    """What has changed on the pages that are open at `paths`, which are as browsers have them."""
    assets, files = _files(old, new)
    changed, gone = [], []
    moved: dict[str, str] = {}
    for path in sorted(paths):
        before, after = _output(old, path), _output(new, path)
        if after is not None:
            if before != after or _differs(old, new, answers, after, assets):
                changed.append(path)
        elif before is not None:
            target = _moved_to(old, new, before)
            if target is None:
                gone.append(path)
            else:
                moved[path] = target
        elif _differs(old, new, answers, "404.html", assets):
            changed.append(path)
    return replace(
        news_of(new),
        changed=tuple(changed),
        moved=moved,
        gone=tuple(gone),
        assets=assets,
        files=tuple(files),
    )


def _output(edition: Edition, path: str) -> str | None:
    try:
        text = decoded(path.encode("ascii"))
    except (BadRequestError, UnicodeEncodeError):
        return None
    return address_of(text, edition.snapshot.settings.base_path, edition.has).output


def _differs(old: Edition, new: Edition, answers: Answers, output: str, assets: Mapping[str, str]) -> bool:
    before = answers.known(old, output)
    if before is None:
        return True
    if output not in new.plan.outputs and output not in new.apart:
        return True
    try:
        after = answers.page(new, output)
    except Exception:  # a fault of ours shows where the page is asked for
        return True
    if before.problems or after.problems:
        return before.data != after.data or before.problems != after.problems
    data = before.data
    for there, here in assets.items():
        data = data.replace(there.encode(), here.encode())
    return data != after.data


def _files(old: Edition, new: Edition) -> tuple[dict[str, str], list[str]]:
    """(stylesheets by their old URLs, URLs of files that have other bytes under the same name)."""
    was, now = old.contents.static, new.contents.static
    if was == now:
        return {}, []
    base = new.snapshot.settings.base_path
    changed = [name for name, digest in now.items() if was.get(name, digest) != digest]
    assets = {}
    for name in changed:
        if name.endswith(".css") and name in new.contents.assets and name in old.contents.assets:
            there, here = (hashed_name(name, digests[name]) for digests in (was, now))
            assets[f"{base}/{quote(there)}"] = f"{base}/{quote(here)}"
    return assets, [f"{base}/{quote(name)}" for name in changed]


def _moved_to(old: Edition, new: Edition, output: str) -> str | None:
    page = old.plan_with(output).outputs.get(output)
    if page is None or page.kind not in ("article", "lite"):
        return None
    article = next((item for item in old.contents.articles if item.id == page.args[0]), None)
    if article is None:
        return None
    now = (
        new.snapshot.by_path.get(article.path)
        or next((item for item in new.contents.articles if item.id == article.id), None)
        or _renamed(old, new, article)
    )
    if now is None:
        return None
    path = new.snapshot.path_of(now)
    return new.snapshot.urls.url(lite_path(path) if page.kind == "lite" else path)


def _renamed(old: Edition, new: Edition, article: Article) -> Article | None:
    # An article without an `id` is another one under another name: it is known by its words.
    paths = {item.path for item in old.contents.articles}
    words = (article.document.title, article.document.prose.digest)
    found = [
        item
        for item in new.contents.articles
        if item.path not in paths and (item.document.title, item.document.prose.digest) == words
    ]
    return found[0] if len(found) == 1 else None
