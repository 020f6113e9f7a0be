"""The program in which an editor writes, and how a link opens a file in it: the setting `editor`."""

from __future__ import annotations

import re
from urllib.parse import quote

from asiansite.content.entries import Entries
from asiansite.errors import nearest

EDITORS = {
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "cursor": "cursor://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
    "webstorm": "webstorm://open?file={file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "macvim": "mvim://open?url=file://{file}&line={line}&column={column}",
    "none": "",
}
"""The URL by which each opens a file. `none`: no links."""

DEFAULT = "vscode"

_OWN = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):[^\s{}]*(?:\{(?:file|line|column)\}[^\s{}]*)+")
_REFUSED = frozenset({"javascript", "data", "vbscript", "blob"})


def read_editor(root: Entries) -> str:
    """A name of EDITORS, or the URL for a file, with `{file}`, `{line}` and `{column}`."""
    text = root.text("editor") or DEFAULT
    if text in EDITORS:
        return text
    own = _OWN.fullmatch(text)
    if own is None or "{file}" not in text or own["scheme"] in _REFUSED:
        root.notes.add(
            "not-an-editor",
            root.spot_of("editor"),
            given=text,
            known=", ".join(EDITORS),
            nearest=nearest(text, EDITORS),
        )
        return DEFAULT
    return text


def editor_url(editor: str, file: str, line: int | None, column: int | None) -> str | None:
    """The URL by which `editor`, as a setting has it, opens `file`, an absolute path with `/`; None if there is none."""
    form = EDITORS.get(editor, editor)
    if not form:
        return None
    path = quote(file if file.startswith("/") else f"/{file}", safe="/:~")
    for name, text in (("file", path), ("line", str(line or 1)), ("column", str(column or 1))):
        form = form.replace("{" + name + "}", text)
    return form
