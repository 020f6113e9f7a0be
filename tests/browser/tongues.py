"""A small site in the languages of the region, to be searched: for each story another that shares its words."""

from __future__ import annotations

from pathlib import Path

from tests.functional.newsrooms import Newsroom

SETTINGS = """\
title: The Many Tongues
base_url: https://tongues.example/news
timezone: Asia/Bangkok
search: true
sections: [{slug: politics, name: Politics}, {slug: economy, name: Economy}, {slug: culture, name: Culture}]
"""

STORIES = {
    "en-haze": (
        "en",
        "Haze returns to the Strait",
        "Smoke from peat fires drifted over the strait. Schools kept children inside, and the ministry measured the air each hour.",
    ),
    "en-strait": (
        "en",
        "Ships wait in the Strait",
        "A queue of ships grew in the strait after a collision. One captain spoke of haze on the horizon.",
    ),
    "en-timor": (
        "en",
        "Timor-Leste takes its seat",
        "The eleventh member was welcomed. Its delegation was led by the prime minister, and its flag was raised in Jakarta.",
    ),
    "id-kabut": (
        "id",
        "Kabut asap kembali ke Sumatra",
        "Kabut asap dari kebakaran lahan gambut menyelimuti Riau. Sekolah diliburkan dan warga diminta memakai masker.",
    ),
    "id-beras": (
        "id",
        "Harga beras naik lagi",
        "Pemerintah mengimpor beras untuk menahan harga. Petani di Jawa menunggu musim panen, sementara asap mengganggu pengangkutan.",
    ),
    "vi-danang": (
        "vi",
        "Đà Nẵng mở cảng mới",
        "Thành phố Đà Nẵng khánh thành cảng nước sâu. Cảng mới sẽ đón tàu lớn từ năm sau.",
    ),
    "vi-doimoi": (
        "vi",
        "Bốn mươi năm Đổi mới",
        "Công cuộc Đổi mới đã thay đổi nền kinh tế. Các cảng biển mở cửa, và thành phố lớn lên nhanh.",
    ),
    "th-news": ("th", "ข่าวสารจากรัฐสภา", "ข่าวการเมืองวันนี้ รัฐสภาผ่านร่างกฎหมายเลือกตั้ง สมาชิกสภาผู้แทนราษฎรลงมติเห็นชอบ"),
    "th-rice": (
        "th",
        "ราคาข้าวหอมมะลิสูงขึ้น",
        "ข้าวของไทยขายดีในตลาดโลก ชาวนาในภาคอีสานได้ราคาดีกว่าปีที่แล้ว รัฐบาลกำลังศึกษากฎหมายใหม่",
    ),
    "th-bangkok": (
        "th",
        "น้ำท่วมกรุงเทพมหานคร",
        "ฝนตกหนักทำให้น้ำท่วมหลายเขตในกรุงเทพมหานคร ในปี ๒๕๖๘ รถไฟฟ้า BTS ยังเปิดให้บริการ",
    ),
    "km-mekong": (
        "km",
        "កម្រិតទឹកទន្លេមេគង្គធ្លាក់ចុះ",
        "កម្រិតទឹកទន្លេមេគង្គធ្លាក់ចុះខ្លាំងនៅខែនេះ។ អ្នកនេសាទព្រួយបារម្ភអំពីត្រីនៅបឹងទន្លេសាប។",
    ),
    "km-election": (
        "km",
        "ការបោះឆ្នោតជ្រើសតាំងតំណាងរាស្ត្រ",
        "រដ្ឋមន្ត្រីប្រកាសកាលបរិច្ឆេទនៃការបោះឆ្នោត។ ប្រជាជននៅតាមទន្លេចុះឈ្មោះបោះឆ្នោត។",
    ),
    "lo-rail": ("lo", "ທາງລົດໄຟລາວ-ຈີນຂົນສົ່ງສິນຄ້າເພີ່ມຂຶ້ນ", "ທາງລົດໄຟຂົນສົ່ງສິນຄ້າຫຼາຍຂຶ້ນໃນປີນີ້. ນັກທ່ອງທ່ຽວເດີນທາງໄປຫຼວງພະບາງ."),
    "lo-dam": ("lo", "ເຂື່ອນໄຟຟ້າແຫ່ງໃໝ່ໃນແມ່ນ້ຳຂອງ", "ລັດຖະບານອະນຸມັດເຂື່ອນໄຟຟ້າແຫ່ງໃໝ່. ຊາວບ້ານໃກ້ທາງລົດໄຟຕ້ອງຍົກຍ້າຍ."),
    "my-flood": ("my", "ရန်ကုန်မြို့တွင် ရေကြီးမှုဖြစ်ပွား", "မိုးသည်းထန်စွာရွာသွန်းသဖြင့် ရန်ကုန်မြို့တွင် ရေကြီးသည်။ ကျောင်းများ ပိတ်ထားရသည်။"),
    "my-peace": (
        "my",
        "ငြိမ်းချမ်းရေးဆွေးနွေးပွဲ ပြန်လည်စတင်",
        "ငြိမ်းချမ်းရေးဆွေးနွေးပွဲကို နေပြည်တော်၌ ပြန်လည်စတင်သည်။ ကိုယ်စားလှယ်များ ရန်ကုန်မှ လာရောက်ကြသည်။",
    ),
    "zh-climate": (
        "zh",
        "东盟讨论气候变化对策",
        "东盟各国部长在雅加达讨论气候变化。会议通过了减排计划，鱼类资源也受到影响。",
    ),
    "zh-trade": (
        "zh",
        "中国与东盟贸易额创新高",
        "中国与东盟的贸易额今年创新高。出口商品包括水果和电子产品。",
    ),
    "ta-school": (
        "ta",
        "தமிழ்ப் பள்ளிகளுக்குப் புதிய நூல்கள்",
        "சிங்கப்பூரில் உள்ள தமிழ்ப் பள்ளிகளுக்குப் புதிய பாடநூல்கள் வழங்கப்பட்டன. மாணவர்கள் மகிழ்ச்சி அடைந்தனர்.",
    ),
    "ta-rain": ("ta", "கனமழையால் சாலைகள் மூழ்கின", "கனமழை காரணமாகச் சாலைகள் நீரில் மூழ்கின. பள்ளிகள் மூடப்பட்டன."),
    "tet-school": (
        "tet",
        "Eskola foun iha Dili",
        "Governu harii eskola foun. Ne'e importante ba labarik sira iha kapitál laran.",
    ),
}
"""(language, headline, text) by the name of the file."""

QUERIES = {
    "haze": "en-haze",
    "peat fires": "en-haze",
    "timor leste": "en-timor",
    "kabut asap": "id-kabut",
    "harga beras": "id-beras",
    "Đà Nẵng": "vi-danang",
    "da nang": "vi-danang",
    "doi moi": "vi-doimoi",
    "ข่าว": "th-news",
    "ข้าว": "th-rice",
    "น้ำท่วมกรุงเทพ": "th-bangkok",
    "กฎหมายเลือกตั้ง": "th-news",
    "2568": "th-bangkok",
    "ទន្លេមេគង្គ": "km-mekong",
    "រដ្ឋមន្ត្រី": "km-election",
    "បោះ\u200bឆ្នោត": "km-election",
    "ທາງລົດໄຟ": "lo-rail",
    "ເຂື່ອນໄຟຟ້າ": "lo-dam",
    "ရေကြီး": "my-flood",
    "ငြိမ်းချမ်းရေး": "my-peace",
    "气候变化": "zh-climate",
    "贸易": "zh-trade",
    "鱼": "zh-climate",
    "தமிழ்ப் பள்ளி": "ta-school",
    "கனமழை": "ta-rain",
    "neʼe importante": "tet-school",
}
"""What a reader types, and the story that must stand first. One has U+200B in it, one an apostrophe that is a letter."""


def write_tongues(folder: Path) -> Newsroom:
    """Write the site to a folder."""
    room = Newsroom(folder, SETTINGS)
    room.write("content/authors/zoe.md", "---\nname: Zoë Tan\n---\nWrites.\n")
    for number, (slug, (lang, title, text)) in enumerate(STORIES.items()):
        room.article(
            slug,
            text,
            title=title,
            lang=lang,
            author="Mara Lim" if number % 2 else "Zoë Tan",
            section=("politics", "economy", "culture")[number % 3],
            tags=["ASEAN", lang],
            date=f"{2025 + number % 2}-01-{number + 1:02} 08:00",
        )
    for number in range(12):
        room.article(
            f"harbour-{number}",
            f"Harbour, part {number}. The quay, the crane and the tide.",
            title=f"Harbour diary {number}",
            date=f"2024-02-{number + 1:02}",
        )
    room.article("secret", "The unpublishable zyzzyva.", title="A zyzzyva that waits", date="2099-01-01")
    room.article("draft", "Another zyzzyva.", title="A draft", date="2025-01-01", draft=True)
    room.write(
        "content/pages/about.md", "---\ntitle: About us\n---\nWho writes the tongues, and a phone number.\n"
    )
    return room
