"""docs/reference.md: keys, commands, and what templates may ask."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import asiansite.cli
from asiansite.cli import arguments, build
from asiansite.cli import next as following
from asiansite.content import settings
from asiansite.errors import messages
from asiansite.site.transition import KINDS
from asiansite.storage import manifest
from tools.reference.keys import keys_parts
from tools.reference.markdown import code, doc, page, rest_of, table
from tools.reference.templates import template_parts

_INTRODUCTION = """\
# Reference

Made from the code by `make docs`; to change it, change the docstrings there.

- [Settings: site.yaml](#settings-siteyaml)
- [Front matter of articles](#front-matter-of-articles), [authors](#front-matter-of-authors),
  [standing pages](#front-matter-of-standing-pages)
- [tags.yaml](#contenttagsyaml), [front.yaml](#contentfrontyaml)
- [Permalinks](#permalinks), [share links](#share-links)
- [Commands](#commands), [exit statuses](#exit-statuses)
- [What templates may ask](#what-templates-may-ask)

Every message is explained in [errors.md](errors.md); how a theme is changed, in
[templates.md](templates.md)."""


def reference_page() -> str:
    """The whole file."""
    return page([_INTRODUCTION, *keys_parts(), *_commands(), *template_parts()])


def _commands() -> Iterator[str]:
    parser = arguments.parser()
    yield "## Commands"
    yield arguments.EPILOG.replace("\n", " ")
    for name, command in _commands_of(parser).items():
        yield f"### asiansite {name}"
        yield command.description or ""
        yield f"```text\n{_usage(command)}\n```"
        if options := [*_options(command)]:
            yield table(("option", "what it does"), options)
    yield "### The report of `build --json`"
    yield doc(build._as_json)
    yield "What happens by time alone:"
    yield table(("`what`", "what happens", "readers notice it"), _transitions())
    yield "### The changes of `next --json`"
    yield doc(following._as_json)
    yield "### The manifest"
    yield rest_of(manifest)
    yield "### Exit statuses"
    yield rest_of(asiansite.cli)
    yield table(("status", "messages"), _statuses())
    yield "### Reserved names"
    yield settings_reserved()


def settings_reserved() -> str:
    """The names that belong to the site itself."""
    return (
        "The first segments "
        + code(*sorted(settings.RESERVED))
        + " belong to pages that every site has or may get. No section, standing page or static file may take them."
    )


def _commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _usage(command: argparse.ArgumentParser) -> str:
    return command.format_usage().removeprefix("usage: ").replace("[-h] ", "").strip()


def _options(command: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in command._actions:
        if not action.option_strings:
            yield f"`{action.metavar}`", action.help or ""
        elif _is_ours(action):
            word = f" {action.metavar}" if action.metavar else ""
            yield f"`{', '.join(action.option_strings)}{word}`", action.help or ""


def _is_ours(action: argparse.Action) -> bool:
    return bool(action.option_strings) and not isinstance(action, argparse._HelpAction)


def _transitions() -> Iterator[tuple[str, str, str]]:
    for what, kind in KINDS.items():
        yield f"`{what}`", kind.words.format("SUBJECT"), "yes" if kind.is_noticed else ""


def _statuses() -> Iterator[tuple[str, str]]:
    by_status: dict[int, list[str]] = {}
    for message in messages().values():
        if message.level == "error" and message.status != 1:
            by_status.setdefault(message.status, []).append(f"[{message.slug}](errors.md#{message.slug})")
    for status, slugs in sorted(by_status.items()):
        yield str(status), ", ".join(slugs)
