"""How much a page weighs on the wire, in bytes of gzip: a phone on a slow network pays for each."""

from __future__ import annotations

import gzip
import re
from statistics import median

from tests.functional.outputs import Output


def on_the_wire(data: bytes) -> int:
    """Bytes after gzip, as hosts send text."""
    return len(gzip.compress(data, 6, mtime=0))


def named_in(output: Output, html: str, form: str) -> set[str]:
    """The files of the site that a page names in attributes of a form."""
    return {path.lstrip("/") for path in re.findall(form, html)} & set(output.files)


def test_an_article_without_pictures_is_light(output: Output) -> None:
    for path in output.articles:
        html = output.files[path].decode()
        files = named_in(output, html, r'(?:src|href)="(/(?:css|js|icons)/[^"#]+)')
        covers = {f"covers/{name}.svg" for name in re.findall(r"weave-([a-z]+)", html)}
        weight = on_the_wire(output.files[path]) + sum(
            on_the_wire(output.files[each]) for each in files | covers
        )
        assert len(files) >= 6, path
        assert weight <= 30_000, path


def test_what_the_first_paint_waits_for_is_lighter(output: Output) -> None:
    weights = []
    for path in output.articles:
        html = output.files[path].decode()
        sheets = named_in(output, html, r'<link rel="stylesheet" href="([^"]+)">')
        scripts = named_in(output, html, r'<script src="([^"]+)"></script>')
        assert (len(sheets), len(scripts)) == (2, 1), path
        weights.append(
            on_the_wire(output.files[path]) + sum(on_the_wire(output.files[each]) for each in sheets)
        )
        assert sum(on_the_wire(output.files[each]) for each in scripts) <= 1_200
    assert median(weights) <= 14_000


def test_each_pattern_is_small_and_there(output: Output) -> None:
    covers = {path: data for path, data in output.files.items() if path.startswith("covers/")}
    assert len(covers) >= 12
    assert max(map(len, covers.values())) <= 2_000
    css = next(data.decode() for path, data in output.files.items() if re.fullmatch(r"css/site\..*css", path))
    assert {f"../{path}" for path in covers} == set(re.findall(r"url\((\.\./covers/[^)]+)\)", css))
