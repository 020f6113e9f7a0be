"""Writes the reference. Run by `make docs`, in the repository's folder."""

from pathlib import Path

from tools.reference import documents

for name, text in documents().items():
    path = Path(__file__).parents[2] / name
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
        print(name)
