"""Snippets for VS Code: front matter to begin an article, an author or a page with, its choices those of the readers."""

from __future__ import annotations

import json

from asiansite.content.article import LABELS
from tools.reference.written import FILES

_DAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"

_SNIPPETS = {
    "article": {
        "title": "$1",
        "date": f"{_DAY} ${{2:09:00}}",
        "author": "$3",
        "tags": "[$4]",
        "section": "$5",
        "label": f"${{6|{','.join(LABELS)}|}}",
        "description": "$7",
        "draft": "${8|true,false|}",
    },
    "author": {"name": "$1", "role": "$2"},
    "page": {"title": "$1", "description": "$2"},
}
"""By the word that an editor types: keys with the stops of the Tab key."""

SNIPPETS_PATH = "src/asiansite/starter/vscode/asiansite.code-snippets"


def snippets_file() -> str:
    """The whole file."""
    found = {}
    for name, values in _SNIPPETS.items():
        assert values.keys() <= FILES[name].keys, name
        body = ["---", *(f"{key}: {value}" for key, value in values.items()), "---", "", "$0"]
        found[FILES[name].title] = {"scope": "markdown", "prefix": name, "body": body}
    return json.dumps(found, indent=2) + "\n"
