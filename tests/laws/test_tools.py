"""Tools: whatever has a say in the output is an input, and another version of it is another input."""

from __future__ import annotations

import ast
import importlib
import sys
from contextlib import ExitStack, suppress
from importlib import metadata
from importlib.metadata import packages_distributions
from pathlib import Path
from unittest.mock import patch

import pytest

import asiansite
from asiansite.storage import tools
from asiansite.work import opening, recording, resuming
from tests.laws.desk import Desk

SILENT = frozenset({"brotli", "filelock", "shtab", "starlette", "urllib3", "uvicorn", "watchdog"})
"""Packages without a say in pages: one compresses files and is among `compression_tools`, one holds a lock, one makes
scripts for shells, one asks other sites in `check`, the others show a preview."""

EXTENSION = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class Words(Preprocessor):
    def run(self, lines):
        return [line.replace("rain", "{word}") for line in lines]


class Weather(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Words(md), "words", 1)


def makeExtension(**config):
    return Weather(**config)
"""


def imported(package: Path) -> set[str]:
    """The names of the modules that a package's code imports, without what is below them."""
    found: set[str] = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_every_package_that_we_import_is_a_tool() -> None:
    known = packages_distributions()
    modules = imported(Path(asiansite.__file__).parent) - {*sys.stdlib_module_names, "asiansite"}
    packages = {name.lower() for module in modules for name in known.get(module, [module])}
    assert packages - SILENT <= set(tools.PACKAGES)
    assert packages >= {"jinja2", "pyromark", "nh3", "python-slugify"}


@pytest.mark.parametrize("package", tools.PACKAGES)
def test_another_version_of_a_package_is_another_tool(package: str) -> None:
    real, now = tools.versions_in, tools.tools()
    with patch.object(tools, "versions_in", lambda folders: {**real(folders), package: "0.0"}):
        assert tools.tools.__wrapped__() != now


def test_the_version_of_a_package_is_that_of_its_own_record() -> None:
    found = tools.versions_in(sys.path)
    for package in tools.PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            assert metadata.version(package) == found[package]


def test_of_two_installations_the_first_on_the_path_counts(tmp_path: Path) -> None:
    for folder, record in (
        ("one", "Python_Slugify-8.0.dist-info"),
        ("two", "python_slugify-9.0.dist-info"),
        ("two", "PyYAML-6.0.1-py3.11.egg-info"),
        ("two", "no-version.dist-info"),
    ):
        (tmp_path / folder / record).mkdir(parents=True)
    folders = [str(tmp_path / name) for name in ("none", "one", "two")]
    assert tools.versions_in(folders) == {"python-slugify": "8.0", "pyyaml": "6.0.1"}


def test_another_tool_renders_every_page_anew_and_writes_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.article("one")
    pages = {*desk.checked().traces}
    with ExitStack() as stack:
        for room in (opening, recording, resuming):
            stack.enter_context(patch.object(room, "tools", lambda: "other"))
        done = desk.checked()
    assert done.report is not None
    assert done.rendered == pages
    assert done.report.written == ()


def test_an_extension_of_markdown_is_a_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A module of the site's own, or an installed one: neither is known before the settings name it.
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = tmp_path / "weather_words.py"
    desk = Desk(tmp_path, {"markup": "markdown", "markdown": {"extensions": ["weather_words"]}})
    desk.article("one", "It rains, and a rain it is.")
    for word in ("drizzle", "downpour"):
        module.write_text(EXTENSION.replace("{word}", word))
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, "weather_words", raising=False)
        assert word in desk.checked().page("/2026/08/one/")
        assert desk.checked().is_quick
