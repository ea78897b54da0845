"""The mends of WeasyPrint: lines hold as many words as fit."""

from pathlib import Path

import pytest

from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press

URDU = (
    "<p>اتنی اچھی طرح آزمایا نہیں گیا کہ کچھ معلوم ہو۔ آپریشن کے بغیر تقریباً ہر\u00a0"
    '<span dir="ltr">100</span>\u00a0میں\u00a0سے\u00a0<span dir="ltr">63</span> سلپ ڈسک سکڑ جاتی ہیں۔</p>'
)


@pytest.mark.parametrize("percent", [50, 55, 60, 65, 70])
def test_no_word_stands_alone_on_a_line_that_has_room(tmp_path, percent):
    families = FontShelf(SYSTEM_FOLDERS).families(("Aran",))
    roots = tuple(Path(file.path) for family in families for file in family.files)
    stack = ", ".join(f'"{family.name}"' for family in families)
    sheet = "@page { size: 210mm 297mm; margin: 12.5mm } span { white-space: nowrap }"
    css = f"{sheet} html {{ font: 12pt {stack}; line-height: 1.84 }} p {{ width: {percent}% }}"
    page = Page(f'<html lang="ur" dir="rtl"><body>{URDU}</body></html>', css)
    drawn = Press(tmp_path).pages(page, face_css(families, "", tmp_path), roots, "a.pdf")
    lines = [box for box in drawn._laid.pages[0].descendants() if type(box).__name__ == "LineBox"]
    texts = ["".join(getattr(part, "text", "") or "" for part in line.descendants()).split() for line in lines]
    assert sum(map(len, texts)) == len(URDU.replace("<p>", "").replace('<span dir="ltr">', "").replace("</span>", "").split())
    assert all(len(words) > 1 for words in texts[:-1]), texts
