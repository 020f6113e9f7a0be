"""The package as others install it: a wheel, and an environment with what it asks for and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from tests.functional.commands import ROOT, environment


def wheel_in(folder: Path) -> Path:
    """The wheel, made by the build backend itself: that asks no network, as an isolated build would."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (found,) = folder.iterdir()
    return found


def environment_in(folder: Path, *more: str) -> Path:
    """A virtual environment with what the package asks for, and the distributions `more`, and not the package.

    What it asks for is linked from the environment of the tests, distribution by distribution, so that
    a dependency that was not declared is missing, and nothing is fetched.
    """
    made = folder / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", made, cwd=folder)
    python = made / "bin/python"
    packages = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=made).strip()
    )
    for name in (*needed("asiansite", set()), *more):
        for entry in entries_of(name):
            if not (packages / entry.name).exists():
                (packages / entry.name).symlink_to(entry)
    return made


def install(wheel: Path, made: Path) -> None:
    """Install the wheel into an environment, and nothing else."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", made / "bin/python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=made)


def needed(name: str, found: set[str]) -> set[str]:
    """The distributions that one asks for, with all that these ask for."""
    requires = declared() if name == "asiansite" else metadata.requires(name) or []
    for requirement in map(Requirement, requires):
        if (
            requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        ) and requirement.name not in found:
            found.add(requirement.name)
            needed(requirement.name, found)
    return found


def declared() -> list[str]:
    """What pyproject.toml declares: the package itself need not be installed where tests run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    dependencies = project["dependencies"]
    assert isinstance(dependencies, list)
    return dependencies


def entries_of(name: str) -> set[Path]:
    """The files and folders that a distribution brings, right below the folder of packages."""
    distribution = metadata.distribution(name)
    tops = {path.parts[0] for path in distribution.files or () if path.parts[0] != ".."}
    return {Path(str(distribution.locate_file(top))) for top in tops if top != "__pycache__"}


def run(*words: object, cwd: Path) -> str:
    """Run a program that must end well and say nothing on standard error; what it printed."""
    env = environment({"PIP_NO_INPUT": "1"})
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        env.pop(name, None)
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
