"""Tools: whatever has a say in the output is an input, and another version of it is another input."""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from importlib import metadata
from importlib.metadata import packages_distributions
from pathlib import Path
from unittest.mock import patch

import pytest
from markdown.util import get_installed_extensions

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


PYGMENTS = {
    "__init__": "def highlight(source, lexer, formatter): return f'<pre>{lexer} by {formatter}</pre>'",
    "lexers": "def get_lexer_by_name(name, **options): return name\ndef guess_lexer(source, **options): return 'some'",
    "formatters": "def get_formatter_by_name(name, **options): return 'VERSION'",
    "util": "class ClassNotFound(ValueError): pass",
}
"""What `codehilite` asks of Pygments."""


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


@pytest.fixture
def installing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Has Python import packages anew, as the next build would; afterwards it knows what it knew."""

    def forget(*packages: str) -> None:
        importlib.invalidate_caches()
        get_installed_extensions.cache_clear()
        for name in [
            name for name in sys.modules if any(f"{name}.".startswith(f"{each}.") for each in packages)
        ]:
            del sys.modules[name]

    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with patch.dict(sys.modules):
        yield forget
    get_installed_extensions.cache_clear()


def without_pygments(
    real: Callable[..., Mapping[str, str]], machine: list[str]
) -> Callable[..., Mapping[str, str]]:
    """Versions as they would be read on this machine if Pygments had never come with the tests."""

    def versions_in(folders: Iterable[str]) -> Mapping[str, str]:
        found = dict(real(folders))
        ours = real(folder for folder in folders if folder not in machine).get("pygments")
        return (
            {**found, "pygments": ours}
            if ours
            else {name: found[name] for name in found if name != "pygments"}
        )

    return versions_in


def test_a_package_that_an_extension_of_markdown_uses_is_a_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installing: Callable[..., None]
) -> None:
    # As Pygments, which colours code where it is installed; nobody names it.
    desk = Desk(tmp_path, {"markup": "markdown", "markdown": {"extensions": ["codehilite"]}})
    desk.article("one", "    :::python\n    import this")
    monkeypatch.setattr(tools, "versions_in", without_pygments(tools.versions_in, sys.path[:]))
    site_packages = tmp_path / "site-packages"
    monkeypatch.syspath_prepend(site_packages)

    def shown(version: str) -> str:
        installing("pygments", "markdown.extensions.codehilite")
        shutil.rmtree(site_packages, ignore_errors=True)
        if version:
            (site_packages / f"pygments-{version}.dist-info").mkdir(parents=True)
            (site_packages / "pygments").mkdir()
            for name, code in PYGMENTS.items():
                (site_packages / f"pygments/{name}.py").write_text(code.replace("VERSION", version))
        else:
            sys.modules["pygments"] = None  # type: ignore[assignment]
        page = desk.checked().page("/2026/08/one/")
        assert desk.checked().is_quick
        return page

    assert "import this" in shown("")
    assert "python by 1.0" in shown("1.0")
    assert "python by 1.1" in shown("1.1")
    assert "import this" in shown("")


@pytest.mark.parametrize("name", ["skies.weather", "sky_words"])
def test_all_of_an_extensions_package_is_a_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installing: Callable[..., None], name: str
) -> None:
    # Named by its module, or by what its distribution says of it.
    monkeypatch.syspath_prepend(tmp_path)
    package, record = tmp_path / "skies", tmp_path / "skies-1.0.dist-info"
    (package / "deep").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "deep/__init__.py").touch()
    words = "\nfrom skies.deep.words import WORD\n"
    (package / "weather.py").write_text(words + EXTENSION.replace('"{word}"', "WORD"))
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: skies\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text("[markdown.extensions]\nsky_words = skies.weather:Weather\n")
    desk = Desk(tmp_path / "desk", {"markup": "markdown", "markdown": {"extensions": [name]}})
    desk.article("one", "It rains, and a rain it is.")
    for word in ("drizzle", "downpour"):
        (package / "deep/words.py").write_text(f"WORD = '{word}'")
        installing("skies")
        assert word in desk.checked().page("/2026/08/one/")
        assert desk.checked().is_quick
    known = tools.extensions([name])
    record.rename(tmp_path / "skies-1.1.dist-info")
    assert tools.extensions([name]) != known


def test_extensions_of_markdown_are_known_without_being_imported() -> None:
    code = "import sys; from asiansite.storage.tools import extensions; extensions(['codehilite', 'markdown.extensions.toc'])"
    look = f"{code}; sys.exit(bool({{'markdown', 'pygments'}} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_a_site_without_extensions_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda **_: pytest.fail("looked for"))
    monkeypatch.setattr(tools, "versions_in", lambda _: pytest.fail("looked for"))
    assert tools.extensions([]) == ()
