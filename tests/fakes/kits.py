"""The kit of the theme, as a build reads it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from asiansite.content.social import Font, SocialKit, read_colours, read_font

ROOT = Path(__file__).resolve().parents[2]


@cache
def theme_files() -> Mapping[str, bytes]:
    """The fonts and tiles, by their paths."""
    found = [*(ROOT / "social/fonts").glob("*.ttf"), *(ROOT / "social/weaves").glob("*.png")]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(found)}


@cache
def theme_kit(*, shapes: bool = True) -> SocialKit:
    """The kit."""
    fonts: list[Font] = []
    for path, data in theme_files().items():
        if path.endswith(".ttf"):
            font = read_font(path, "", data)
            assert font is not None, path
            fonts.append(font)
    weaves = tuple((path, "") for path in theme_files() if path.endswith(".png"))
    css = (ROOT / "static/css/brand.css").read_text("utf-8")
    return SocialKit("key", tuple(fonts), weaves, read_colours(css), shapes)


HEADLINES = {
    "en": "Malacca Strait patrols resume as three navies agree on a single map",
    "vi": "Việt Nam và Lào ký thỏa thuận về đường sắt Vũng Áng trước khi mùa mưa đến",
    "th": "กรุงเทพฯ เตรียมรับมือน้ำท่วมหลังฝนตกหนักติดต่อกันหลายวันในภาคกลาง",
    "lo": "ນະຄອນຫຼວງວຽງຈັນ ເປີດເສັ້ນທາງລົດໄຟໃໝ່ເຊື່ອມຕໍ່ກັບປະເທດໄທ",
    "km": "ភ្នំពេញ៖ ទន្លេសាបមានទឹកឡើងខ្ពស់ជាងមុននៅដើមរដូវវស្សានេះ",
    "my": "မြန်မာနိုင်ငံ၏ စစ်ကိုင်းတိုင်းတွင် ရေကြီးမှုကြောင့် ရွာပေါင်းများစွာ ပြောင်းရွှေ့ရ",
    "ta": "சிங்கப்பூரில் தமிழ் மொழி வார விழா சிறப்பாகக் கொண்டாடப்பட்டது",
    "ms-Arab": "كراجن بروني ملنچركن رنچڠن بهارو اونتوق منجاݢ هوتن",
    "tet": "Timor-Leste hahú hatama kafé foun ba merkadu “orgánika” – 2026",
}
"""A headline in each script that the theme has a font for."""
