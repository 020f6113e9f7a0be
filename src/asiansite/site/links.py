"""Links: the URLs of what sources name, as far as they are public now."""

from __future__ import annotations

from collections.abc import Sequence

from asiansite.content.markdown import Link
from asiansite.content.pictures import Shown
from asiansite.content.pictures.elsewhere import address_of
from asiansite.site.addresses import standing_path
from asiansite.site.contents import Contents
from asiansite.site.pictures import shown_target
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import file_named, is_source, is_taken_out, source_named, split_target


def target_urls(
    snapshot: Snapshot, targets: Sequence[Link], source: str, page: str
) -> tuple[str | Shown | None, ...]:
    """The URLs and pictures that a body in the source `source` names, on the page at the path `page`."""
    found: list[str | Shown | None] = []
    for item in targets:
        if item.kind == "elsewhere":
            found.append(_elsewhere(item.target, snapshot.contents))
        elif item.kind == "link" and (is_source(item.target) or item.target.startswith("/")):
            found.append(site_url(snapshot, item.target, source))
        else:
            file = file_named(item.target, source, snapshot.contents)
            if file is None:
                found.append(None)
            else:
                found.append(shown_target(file, item.kind, page, snapshot.contents, snapshot.urls))
    return tuple(found)


def site_url(snapshot: Snapshot, target: str, source: str = "content/x") -> str | None:
    """The URL of a source or a path of the site, named in the source `source`; None if it is not public, or taken out."""
    path, rest = split_target(target)
    if is_source(target):
        page = _page_path(snapshot, source_named(target, source))
        return None if page is None else snapshot.urls.url(page) + rest
    if snapshot.contents.taken_out and is_taken_out(target, source, snapshot.contents):
        return None
    if not path.startswith("/"):
        return target
    return snapshot.urls.url(path) + rest


def _elsewhere(written: str, contents: Contents) -> str | Shown | None:
    if not contents.rights:
        return written
    address = address_of(written)
    if address in contents.taken_out:
        return None
    rights = contents.rights.get(address)
    return written if rights is None else Shown(written, None, None, distribute=rights.distribute)


def _page_path(snapshot: Snapshot, source: str) -> str | None:
    found = snapshot.by_path.get(source)
    if found is not None:
        return snapshot.path_of(found) if snapshot.is_public(found) else None
    if source.startswith("content/authors/"):
        slug = source.rsplit("/", 1)[-1].removesuffix(".md")
        return f"/authors/{slug}/" if snapshot.lists.get(f"author:{slug}") else None
    standing = snapshot.contents.pages.get(source)
    if standing is None or (standing.draft and not snapshot.drafts):
        return None
    return standing_path(source)
