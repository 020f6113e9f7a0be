"""The reference, docs/reference.md and docs/errors.md, and the schemas, made from the program's own objects and texts."""

from __future__ import annotations

from tools.reference.checks import checks_page
from tools.reference.errors import errors_page
from tools.reference.guide import reference_page
from tools.reference.schema import schema_files
from tools.reference.snippets import SNIPPETS_PATH, snippets_file


def documents() -> dict[str, str]:
    """The text of each file, by its path in the repository."""
    return {
        "docs/checks.md": checks_page(),
        "docs/errors.md": errors_page(),
        "docs/reference.md": reference_page(),
        SNIPPETS_PATH: snippets_file(),
        **schema_files(),
    }
