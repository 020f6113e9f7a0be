"""Faults in templates: what a designer did wrong, with file and line, told apart from our own bugs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import FrameSummary, extract_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from asiansite.errors import Place, SiteError, nearest, problem
from asiansite.rendering.door import SiteDoor
from asiansite.rendering.views import View
from asiansite.trace import QuestionError


@contextmanager
def template_fault(page: str | None, template: str | None = None) -> Iterator[None]:
    """Turn what a template does wrong on the page at `page` (None: on any) into a SiteError.

    What no line of a template did by itself is put down to `template`.

    A fault is the template's if Jinja says so, if a question cannot be answered, or if no line of
    ours ran between the template's own and the one that raised. Else it is a bug, and passes through.
    """
    try:
        yield
    except SiteError:
        raise
    except TemplateNotFound as error:
        raise SiteError(
            [problem("template-missing", _place(error), name=error.name or "", page=page)]
        ) from error
    except TemplateSyntaxError as error:
        place = Place(error.filename or error.name or "templates", error.lineno)
        reason = (error.message or "").rstrip(".")
        raise SiteError([problem("template-broken", place, reason=reason, page=page)]) from error
    except RecursionError as error:
        reason = "it draws itself in, without end"
        raise SiteError([problem("template-fault", _place(error), reason=reason, page=page)]) from error
    except Exception as error:
        if not isinstance(error, (TemplateError, QuestionError)) and not _is_of_template(error):
            raise
        reason, near = _explained(str(error) or type(error).__name__)
        words = {"reason": reason, "nearest": near, "page": page}
        at = _place(error) or (None if template is None else Place(f"templates/{template}"))
        raise SiteError([problem("template-fault", at, **words)]) from error


_PACKAGE = str(Path(__file__).parent.parent)
_ENVIRONMENT = str(Path(__file__).parent / "environment.py")
_NAMES = {"View": ("page", View), "SiteDoor": ("site", SiteDoor)}
_ABSENT = re.compile(r"'(?:asiansite[\w.]*\.)?(?P<type>\w+) object' has no attribute '(?P<name>\w+)'")
_UNKNOWN = re.compile(r"'(?P<name>\w+)' is undefined")


def _explained(says: str) -> tuple[str, str | None]:
    """What Python and Jinja say of a fault, in a designer's words, and the name that was probably meant."""
    if (absent := _ABSENT.fullmatch(says)) is not None:
        shown, kind = _NAMES.get(absent["type"], (absent["type"].lower(), object))
        near = nearest(absent["name"], [name for name in dir(kind) if not name.startswith("_")])
        return f"`{shown}` has no `{absent['name']}`", near and f"{shown}.{near}"
    if (unknown := _UNKNOWN.fullmatch(says)) is not None:
        if unknown["name"] in ("page", "site"):
            return f"`{unknown['name']}` is not seen from here: hand over what is needed", None
        return f"there is no `{unknown['name']}` here", nearest(unknown["name"], ("page", "site"))
    return says.replace("SiteDoor.", "site."), None


def _place(error: BaseException) -> Place | None:
    for frame in reversed(extract_tb(error.__traceback__)):
        if _is_template(frame):
            return Place(frame.filename, frame.lineno)
    return None


def _is_of_template(error: BaseException) -> bool:
    frames = extract_tb(error.__traceback__)
    last = max((at for at, frame in enumerate(frames) if _is_template(frame)), default=None)
    return last is not None and not any(map(_is_ours, frames[last:]))


def _is_ours(frame: FrameSummary) -> bool:
    # What a template calls goes through the environment, as through Jinja.
    return frame.filename.startswith(_PACKAGE) and (frame.filename, frame.name) != (_ENVIRONMENT, "called")


def _is_template(frame: FrameSummary) -> bool:
    return frame.filename.startswith("templates/")
