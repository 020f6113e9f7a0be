"""Targets: what a link or a picture in a source stands for on the site.

In a source a target is written as the author sees it: another source's path, a file beside the
source, a path of the site. Here it becomes a URL, or None where there is nothing to link to.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from asiansite.content.pictures.elsewhere import address_of
from asiansite.site.contents import Contents


def split_target(target: str) -> tuple[str, str]:
    """(path, query and fragment with their signs) of a target; the path NFC and percent-decoded."""
    if _is_simple(target):
        return target, ""
    cut = min((at for at in (target.find("#"), target.find("?")) if at >= 0), default=len(target))
    return unicodedata.normalize("NFC", unquote(target[:cut])), target[cut:]


# Most targets are a path and nothing else, and each is looked at several times in a build.
_is_simple = re.compile(r"[A-Za-z0-9/._-]*").fullmatch


def is_source(target: str) -> bool:
    """Whether a target names another source (`….md`)."""
    named = target if _is_simple(target) else split_target(target)[0]
    return named[-3:].lower() == ".md"


def source_named(target: str, path: str) -> str:
    """The path, from the site's folder, of the source that a target in the source `path` names."""
    named, _ = split_target(target)
    folder = "content" if named.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, named.lstrip("/")))


def file_named(target: str, path: str, contents: Contents) -> str | None:
    """The file that a target in the source `path` names: `content/…` beside it, or `static/…`.

    None if there is none, or it is a picture that may not be shown any more.
    """
    *beside, under_static = files_named(target, path)
    if contents.taken_out and is_taken_out(target, path, contents):
        return None
    if beside and beside[0] in contents.files:
        return beside[0]
    return under_static if under_static.removeprefix("static/") in contents.static else None


def is_taken_out(target: str, path: str, contents: Contents) -> bool:
    """Whether a target in the source `path` is a picture that may not be shown any more, here or elsewhere."""
    return picture_there(target, path, contents) in contents.taken_out


def picture_there(target: str, path: str, contents: Contents) -> str | None:
    """The file that a target in the source `path` names, also one that was taken out; the address of one elsewhere."""
    if is_absolute(target):
        return address_of(target)
    return next((name for name in files_named(target, path) if _is_there(name, contents)), None)


def pictures_named(target: str, path: str) -> tuple[str, ...]:
    """What a target in the source `path` may name as a picture: files, or the address of one elsewhere."""
    return (address_of(target),) if is_absolute(target) else files_named(target, path)


def files_named(target: str, path: str) -> tuple[str, ...]:
    """The files that a target in the source `path` may name: the first that there is, it does."""
    named, _ = split_target(target)
    if named.startswith("/"):
        return ("static/" + posixpath.normpath(named.lstrip("/")),)
    under_static = "static/" + posixpath.normpath(named)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), named)), under_static


def file_path(file: str, page_path: str) -> str:
    """The path at which a file is published: beside the page that shows it, or where static/ has it."""
    if file.startswith("static/"):
        return file.removeprefix("static")
    return posixpath.join(posixpath.dirname(page_path), posixpath.basename(file))


def is_absolute(target: str) -> bool:
    """Whether a target leads out of the site."""
    if _is_simple(target) and not target.startswith("//"):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.scheme or parts.netloc)


def _is_there(name: str, contents: Contents) -> bool:
    is_static = name.removeprefix("static/") in contents.static if name.startswith("static/") else False
    return is_static or name in contents.files or name in contents.taken_out
