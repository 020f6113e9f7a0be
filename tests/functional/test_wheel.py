"""The wheel, as `pip install asiansite` brings it: a new site from nothing but what it and its dependencies hold."""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest

import asiansite
from tests.functional.commands import REPORT, ROOT
from tests.functional.documents import parse
from tests.functional.outputs import contents, pages_in
from tests.functional.packages import environment_in, install, run, wheel_in


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_in(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed script, in an environment with the wheel and what it asks for, and nothing else."""
    environment = environment_in(tmp_path_factory.mktemp("installed"))
    install(wheel, environment)
    return environment / "bin/asiansite"


def test_the_wheel_holds_the_theme_the_starter_and_the_messages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert {name.split("/")[0] for name in held} == {
        "asiansite",
        f"asiansite-{asiansite.__version__}.dist-info",
    }
    for name in ("templates", "static", "social"):
        for path, data in contents(ROOT / name).items():
            assert held[f"asiansite/theme/{name}/{path}"] == data, path
    for path, data in contents(ROOT / "src/asiansite").items():
        if path.endswith((".py", ".toml", ".typed")) or path.startswith(("schemas/", "starter/", "ci/")):
            assert held[f"asiansite/{path}"] == data, path
    assert not [name for name in held if "/tests/" in name or name.endswith((".pyc", ".orig"))]
    entry_points = held[f"asiansite-{asiansite.__version__}.dist-info/entry_points.txt"].decode("utf-8")
    assert "asiansite = asiansite.cli:main" in entry_points


def test_init_and_build_need_nothing_of_the_checkout(program: Path, tmp_path: Path) -> None:
    assert run(program, "--version", cwd=tmp_path) == f"asiansite {asiansite.__version__}\n"
    run(program, "init", "site", cwd=tmp_path)
    report = json.loads(run(program, "build", "--json", "--strict", cwd=tmp_path / "site"))
    assert set(report) == REPORT
    assert report["problems"] == []
    assert report["pages"] == pages_in(tmp_path / "site/public") >= 10
    welcome = parse((tmp_path / "site/public/2026/01/welcome/index.html").read_text("utf-8"))
    assert welcome.one("h1").text == "Welcome to a new outlet"
    styles = [link.attributes["href"] for link in welcome.all("link", rel="stylesheet")]
    assert [style.split(".")[0] for style in styles] == ["/css/site", "/css/brand", "/css/print"]
    for style in styles:
        source = ROOT / f"static{style.split('.')[0]}.css"
        assert (tmp_path / f"site/public{style}").read_bytes() == source.read_bytes()
    assert (tmp_path / "site/public/covers/kawung.svg").is_file()


def test_it_runs_from_its_own_folder(program: Path, tmp_path: Path) -> None:
    python = program.parent / "python"
    loaded = run(
        *(
            python,
            "-c",
            "import sys, asiansite.build, asiansite.cli.build; print(*(m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)), sep='\\n')",
        ),
        cwd=tmp_path,
    )
    ours = [line for line in loaded.splitlines() if f"{os.sep}asiansite{os.sep}" in line]
    assert len(ours) > 20
    assert [line for line in ours if not line.startswith(str(program.parent.parent))] == []
    assert str(ROOT / "src") not in loaded


def test_the_version_is_one(wheel: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", asiansite.__version__)
    assert wheel.name == f"asiansite-{asiansite.__version__}-py3-none-any.whl"
