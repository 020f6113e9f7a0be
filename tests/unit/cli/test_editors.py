"""How the program is started in which somebody writes."""

from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from asiansite.cli.editors import call


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("nano", ["nano"]),
        ("code --wait", ["code", "--wait"]),
        ("'/opt/My Editor/run' -n", ["/opt/My Editor/run", "-n"]),
    ],
)
def test_words_are_parted_as_a_shell_does(editor: str, words: list[str]) -> None:
    assert call(editor, Path("a b.md"), is_windows=False) == [*words, "a b.md"]


def test_on_windows_the_line_stays_as_it_is() -> None:
    path: Any = PureWindowsPath(r"C:\My Site\vote.md")
    assert call(r"C:\Windows\notepad.exe", path, is_windows=True) == (
        r'C:\Windows\notepad.exe "C:\My Site\vote.md"'
    )
