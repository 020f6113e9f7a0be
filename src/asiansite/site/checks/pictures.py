"""Rules of pictures: whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.rights import picture_named
from asiansite.site.targets import is_absolute


def picture_without_credit(desk: Desk) -> Iterator[Problem]:
    """Pictures at the head of articles that do not say whose they are."""
    given, rights = desk.snapshot.given, desk.snapshot.rights
    for article in given.articles:
        image = article.document.image
        if image is None or image.credit or _is_drawing(image.src):
            continue
        said = rights.get(picture_named(image, article.path, given) or "")
        if said is None or not said.credit:
            yield problem("picture-without-credit", article.place("image"), given=image.src)


def _is_drawing(target: str) -> bool:
    return not is_absolute(target) and target.lower().endswith(".svg")
