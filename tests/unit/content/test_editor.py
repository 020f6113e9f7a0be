"""The setting `editor`: by which URL a file is opened."""

from __future__ import annotations

import pytest

from asiansite.content.editor import EDITORS, editor_url
from asiansite.content.settings import read_settings

SETTINGS = "title: The Test\nbase_url: https://test.example\neditor: {}\n"
OWN = "mine://open?file={file}&line={line}"


@pytest.mark.parametrize("given", [*EDITORS, OWN, "mine:{file}"])
def test_an_editor_is_a_name_or_a_url(given: str) -> None:
    settings, problems = read_settings(SETTINGS.format(f'"{given}"').encode())
    assert (settings.editor, problems) == (given, ())


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert({file})",
        "data:text/html,{file}",
        "word",
        "mine://{line}",
        "mine:{file} x",
        "m:{file}{other}",
    ],
)
def test_what_no_editor_opens_is_told(given: str) -> None:
    settings, problems = read_settings(SETTINGS.format(f'"{given}"').encode())
    assert [found.slug for found in problems] == ["not-an-editor"]
    assert settings.editor == "vscode"


def test_a_path_is_encoded_and_cannot_add_to_the_url() -> None:
    found = editor_url("mine://open?file={file}&line={line}", "/home/x y/a&line=9#{line}.md", 4, None)
    assert found == "mine://open?file=/home/x%20y/a%26line%3D9%23%7Bline%7D.md&line=4"


@pytest.mark.parametrize("name", EDITORS)
def test_each_names_the_file_and_most_the_line(name: str) -> None:
    found = editor_url(name, "C:/site/a.md", 12, 3)
    assert (found is None) == (name == "none")
    assert found is None or ("/C:/site/a.md" in found and "12" in found)
