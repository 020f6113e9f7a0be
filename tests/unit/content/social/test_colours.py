from __future__ import annotations

from pathlib import Path

from asiansite.content.social import Colours, read_colours

BRAND = (Path(__file__).resolve().parents[4] / "static/css/brand.css").read_text("utf-8")


def test_the_defaults_are_those_of_the_theme() -> None:
    assert read_colours(BRAND) == Colours()
    assert read_colours("") == Colours()


def test_a_brand_of_ones_own() -> None:
    css = """
    :root { --paper: #FFF; --ink: var(--light, #001122) var(--dark, #fff); --cotton: red; }
    /* .dye-1 { --dye: #000000; } */
    .dye-1 { --dye: #abc; } .of-politics { --dye: #123456; }
    .of-សេដ្ឋកិច្ច { --dye: var(--light, #654321) var(--dark, #fff); }
    """
    found = read_colours(css)
    assert (found.paper, found.ink, found.cotton) == ("#ffffff", "#001122", Colours().cotton)
    assert found.dyes == ("#aabbcc", *Colours().dyes[1:])
    assert found.dye("politics") == "#123456"
    assert found.dye("សេដ្ឋកិច្ច") == "#654321"
    assert found.dye("sport") in found.dyes
