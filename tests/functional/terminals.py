"""A terminal, as far as a line that is written again and again needs one."""

from __future__ import annotations

import re

_PIECES = re.compile(r"\x1b\[K|[\r\n]|[^\x1b\r\n]+")


class Screen:
    """What stands on a terminal after some text has been sent to it."""

    def __init__(self) -> None:
        self.lines = [""]
        self._column = 0

    def send(self, text: str) -> None:
        """Show some text; the terminal knows how to go back in a line, and how to erase the rest of it."""
        pieces = _PIECES.findall(text)
        assert "".join(pieces) == text, "a sequence that this terminal does not know"
        for piece in pieces:
            line = self.lines[-1]
            if piece == "\r":
                self._column = 0
            elif piece == "\n":
                self.lines.append("")
            elif piece == "\x1b[K":
                self.lines[-1] = line[: self._column]
            else:
                after = self._column + len(piece)
                self.lines[-1] = line[: self._column].ljust(self._column) + piece + line[after:]
                self._column = after


def screen_after(text: str) -> list[str]:
    """The lines that stand there in the end."""
    screen = Screen()
    screen.send(text)
    return screen.lines


def seen_meanwhile(text: str) -> list[str]:
    """What the last line showed each time before it was written anew."""
    screen, found = Screen(), []
    for piece in re.split(r"(?=\r(?!\n))", text):
        screen.send(piece)
        found.append(screen.lines[-1])
    return found
