"""Pictures: from the bytes of a photograph to what a page shows of it, whoever looks and on whatever screen.

What is here knows neither disk nor site. Pillow is imported where bytes are read or made, and nowhere
else: a site without pictures never waits for it.
"""

from asiansite.content.pictures.focus import MIDDLE, Focus, crop_box, parse_focus
from asiansite.content.pictures.picture import FORMATS, MAX_PIXELS, Flaw, Picture, PictureOptions
from asiansite.content.pictures.shown import Crop, Format, Shown
from asiansite.content.pictures.variants import Variant, crops_of, name_of, social_crop, variants_of

__all__ = [
    "FORMATS",
    "MAX_PIXELS",
    "MIDDLE",
    "Crop",
    "Flaw",
    "Focus",
    "Format",
    "Picture",
    "PictureOptions",
    "Shown",
    "Variant",
    "crop_box",
    "crops_of",
    "name_of",
    "parse_focus",
    "social_crop",
    "variants_of",
]
