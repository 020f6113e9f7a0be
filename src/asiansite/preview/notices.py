"""Notices: the pages of the preview itself, while the site is being read and where it is broken."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from asiansite.errors import Problem, describe
from asiansite.preview.injection import NAME

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
"""The Content-Security-Policy of notices."""


def waiting(base: str, stage: str, done: int, total: int) -> bytes:
    """The page while the site is opened; it reloads itself, also without a script."""
    share = f' value="{done}" max="{total}"' if total else ""
    words = f"{done:,} of {total:,} {stage}" if total else "The files are being looked at."
    return _notice(
        base,
        "Opening the site",
        f'<progress class="asiansite-progress"{share}></progress>\n<p>{escape(words)}</p>',
        '<meta http-equiv="refresh" content="1">\n',
    )


def broken(base: str, title: str, problems: Sequence[Problem]) -> bytes:
    """The page in the place of one that cannot be shown."""
    texts = "\n".join(f'<pre class="asiansite-problem">{escape(describe(found))}</pre>' for found in problems)
    return _notice(base, title, texts, "")


def _notice(base: str, title: str, body: str, head: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{head}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" href="{escape(base)}/{NAME}/preview.css">\n</head>\n'
        f'<body class="asiansite-page">\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n'
    ).encode()
