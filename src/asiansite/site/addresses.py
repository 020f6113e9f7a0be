"""Addresses: the paths of lists, standing pages and assets."""

from __future__ import annotations


def list_path(key: str) -> str:
    """The path of the head of the list `key`."""
    kind, _, name = key.partition(":")
    return _LIST_PATHS[kind].format(name.replace("-", "/") if kind == "month" else name)


def lite_path(path: str) -> str:
    """The path of the lite page of the article at `path`; of a URL, its URL."""
    return f"{path}lite/"


def standing_path(source: str) -> str:
    """The path of the standing page that the source at `source` holds."""
    path = source.removeprefix("content/pages/").removesuffix(".md")
    return "/" if path == "index" else f"/{path.removesuffix('/index')}/"


def alias_path(alias: str) -> str:
    """The path at which an alias answers: without an ending it is a folder, as static hosts serve it."""
    is_file = alias.endswith("/") or "." in alias.rsplit("/", 1)[-1]
    return alias if is_file else alias + "/"


def hashed_name(name: str, digest: str) -> str:
    """The name under which an asset may be kept for ever: `css/site.1a2b3c4d.css`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{digest[:8]}.{ending}" if dot and stem and "/" not in ending else f"{name}.{digest[:8]}"


_LIST_PATHS = {
    "tag": "/tags/{}/",
    "author": "/authors/{}/",
    "section": "/{}/",
    "year": "/archive/{}/",
    "month": "/archive/{}/",
}
