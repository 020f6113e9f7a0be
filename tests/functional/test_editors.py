"""What editors' programs know of us: JSON Schema for their editor, its files in a new site, completion for their shell."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from asiansite.cli import arguments
from asiansite.cli.options.completion import SHELLS
from asiansite.cli.options.schema import KINDS
from asiansite.content.pictures.picture import ENDINGS
from asiansite.errors import messages
from tests.fakes.typed_yaml import typed
from tests.functional.commands import ROOT, built, command, here
from tests.functional.outputs import contents
from tools.reference.guide import _commands_of

COMMANDS = _commands_of(arguments.parser())

# --- schema ---


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_json_schema(tmp_path: Path, kind: str) -> None:
    done = here("schema", kind, cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    schema = json.loads(done.out)
    Draft202012Validator.check_schema(schema)
    assert schema == json.loads((ROOT / f"src/asiansite/schemas/{kind}.json").read_text("utf-8"))
    assert done.out.isascii()


def test_schema_prints_that_of_an_article_if_no_kind_is_named(tmp_path: Path) -> None:
    done = command("schema", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    validator = Draft202012Validator(json.loads(done.out))
    assert validator.is_valid(typed("title: A headline\nlabel: analysis\ndate: 2026-02-01 09:30"))
    assert not validator.is_valid(typed("title: A headline\nlabel: gossip"))


# --- what init writes for VS Code ---


def test_a_new_site_has_what_vs_code_asks_for_and_publishes_none_of_it(tmp_path: Path) -> None:
    assert here("init", "site", cwd=tmp_path).status == 0
    site = tmp_path / "site"
    named = json.loads((site / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    beside = named["./.vscode/schemas/picture.json"]
    assert set(beside) == {f"*{ending}.yaml" for ending in ENDINGS}
    assert {path: target for path, target in named.items() if target != beside} == {
        "./.vscode/schemas/site.json": "/site.yaml",
        "./.vscode/schemas/tags.json": "/content/tags.yaml",
        "./.vscode/schemas/front.json": "/content/front.yaml",
    }
    for path in named:
        # Below the site: the editor asks no network, nor where the program is installed.
        Draft202012Validator.check_schema(json.loads((site / path).read_text("utf-8")))
    schema = json.loads((site / ".vscode/schemas/site.json").read_text("utf-8"))
    assert Draft202012Validator(schema).is_valid(typed((site / "site.yaml").read_text("utf-8")))
    assert {path.stem for path in (site / ".vscode/schemas").iterdir()} == set(KINDS)
    extensions = json.loads((site / ".vscode/extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    before = contents(site)
    assert built("--strict", cwd=site)["problems"] == []
    assert not [path for path in contents(site / "public") if "vscode" in path or "schema" in path]
    # Nor does any of it have a say in what is published.
    shutil.rmtree(site / ".vscode")
    assert built(cwd=site)["rendered"] == 0
    assert any(path.startswith(".vscode/") for path in before)


# --- completion ---


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script of each shell, and something to complete."""
    folder = tmp_path_factory.mktemp("shell")
    for shell in SHELLS:
        done = command("completion", shell, cwd=folder)
        assert (done.status, done.err) == (0, "")
        (folder / shell).write_text(done.out, encoding="utf-8")
    for name in ("outlet/our news", "outlet/our-pages"):
        (folder / name).mkdir(parents=True)
    (folder / "outlet/our.md").write_text("", encoding="utf-8")
    return folder


def offered_by_bash(scripts: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    line = " ".join(map(shlex.quote, words))
    steps = f"""
        source {shlex.quote(str(scripts / "bash"))}
        cd {shlex.quote(str(scripts / "outlet"))}
        COMP_WORDS=({line})
        COMP_CWORD={len(words) - 1}
        spec=$(complete -p asiansite)
        [[ $spec =~ -F\\ ([^ ]+) ]] && "${{BASH_REMATCH[1]}}"
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return asked(["bash", "--noprofile", "--norc", "-c", steps])


def offered_by_fish(scripts: Path, *words: str) -> set[str]:
    """What fish offers for the last of the words."""
    steps = f"""
        source {shlex.quote(str(scripts / "fish"))}
        cd {shlex.quote(str(scripts / "outlet"))}
        complete -C {shlex.quote(" ".join(words))}
    """
    # Each with its description behind a tab; folders end with a stroke.
    found = asked(["fish", "--no-config", "-c", steps])
    return {line.partition("\t")[0].rstrip("/") for line in found}


def asked(words: list[str]) -> set[str]:
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=True)
    assert "error" not in done.stderr.lower()
    return {line for line in done.stdout.splitlines() if line}


# bash is wherever `make test` runs; fish is asked too where it stands.
ASKED = [offered_by_bash, *([offered_by_fish] if shutil.which("fish") else [])]


@pytest.mark.parametrize("offered", ASKED)
def test_a_shell_completes_commands_options_and_their_values(scripts: Path, offered: object) -> None:
    assert callable(offered)
    assert offered(scripts, "asiansite", "") >= COMMANDS.keys()
    assert offered(scripts, "asiansite", "sc") == {"schema"}
    assert offered(scripts, "asiansite", "schema", "") == set(KINDS)
    assert offered(scripts, "asiansite", "completion", "z") == {"zsh"}
    assert offered(scripts, "asiansite", "help", "date-") == {
        slug for slug in messages() if slug.startswith("date-")
    }
    assert "build" in offered(scripts, "asiansite", "help", "b")


@pytest.mark.parametrize("offered", ASKED)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_shell_completes_the_options_of_each_command(scripts: Path, name: str, offered: object) -> None:
    assert callable(offered)
    options = {
        word
        for action in COMMANDS[name]._actions
        for word in action.option_strings
        if word.startswith("--") and action.help != "==SUPPRESS=="
    }
    assert offered(scripts, "asiansite", name, "--") == options


@pytest.mark.parametrize("offered", ASKED)
def test_a_shell_completes_paths_where_they_are_wanted(scripts: Path, offered: object) -> None:
    assert callable(offered)
    folders = {"our news", "our-pages"}
    assert offered(scripts, "asiansite", "init", "our") == folders
    assert offered(scripts, "asiansite", "build", "--output", "our") == folders
    assert offered(scripts, "asiansite", "build", "--clean", "--hold", "our") == {*folders, "our.md"}
    assert offered(scripts, "asiansite", "build", "--base-url", "our") == set()


def test_the_script_of_zsh_has_each_command_and_option(scripts: Path) -> None:
    text = (scripts / "zsh").read_text("utf-8")
    assert text.startswith("#compdef asiansite\n")
    for name, parser in COMMANDS.items():
        assert f"    {name}:'" in text
        for word in options_of(parser):
            assert f'"{word}[' in text or f'"*{word}[' in text, word
    if shutil.which("zsh"):
        assert asked(["zsh", "-f", "-n", str(scripts / "zsh")]) == set()


def options_of(parser: object) -> Iterator[str]:
    for action in parser._actions:  # type: ignore[attr-defined]
        if action.help not in ("==SUPPRESS==", "show this help message and exit"):
            yield from (word for word in action.option_strings if word.startswith("--"))
