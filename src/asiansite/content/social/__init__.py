"""Social images: what a messenger or a network shows of a page, 1200 × 630 pixels, drawn for those without a picture."""

from asiansite.content.social.colours import Colours, read_colours
from asiansite.content.social.drawing import HEIGHT, SOCIAL_IMAGES, WIDTH, Drawing, key_of
from asiansite.content.social.fonts import Font, read_font
from asiansite.content.social.kit import FONTS, WEAVES, SocialKit

__all__ = [
    "FONTS",
    "HEIGHT",
    "SOCIAL_IMAGES",
    "WEAVES",
    "WIDTH",
    "Colours",
    "Drawing",
    "Font",
    "SocialKit",
    "key_of",
    "read_colours",
    "read_font",
]
