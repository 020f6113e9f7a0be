"""Faults in templates: what a designer did wrong, with file and line, told apart from our own bugs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from asiansite.errors import Place, SiteError, problem
from asiansite.trace import QuestionError


@contextmanager
def template_fault(page: str) -> Iterator[None]:
    """Turn what a template does wrong on the page at `page` into a SiteError.

    A fault is the template's if Jinja says so, if a question cannot be answered, or if the
    template's own line raised. What is raised deeper, in our code, is a bug and passes through.
    """
    try:
        yield
    except SiteError:
        raise
    except TemplateNotFound as error:
        raise SiteError([problem("template-missing", _place(error), name=error.name or "", page=page)]) from error
    except TemplateSyntaxError as error:
        place = Place(error.filename or error.name or "templates", error.lineno)
        raise SiteError([problem("template-broken", place, reason=error.message, page=page)]) from error
    except Exception as error:
        if not isinstance(error, (TemplateError, QuestionError, RecursionError)) and not _raised_in_template(error):
            raise
        reason = str(error) or type(error).__name__
        raise SiteError([problem("template-fault", _place(error), reason=reason, page=page)]) from error


def _place(error: BaseException) -> Place | None:
    for frame in reversed(extract_tb(error.__traceback__)):
        if frame.filename.startswith("templates/"):
            return Place(frame.filename, frame.lineno)
    return None


def _raised_in_template(error: BaseException) -> bool:
    frames = extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.startswith("templates/")
