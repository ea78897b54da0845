"""Make the pictures in the README of the leaflets in build/: `make picture`.

docs/leaflets.png: some pages; docs/languages.png: page 1 of the flagship in every language; docs/formats.png: one leaflet in every format.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from evenhand.sheet.leaflet import picture
from evenhand.sheet.setting import LISTED
from evenhand.translation.language import find_language

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
FLAGSHIP = "stem-cell-back-pain"
SHOWN = (
    ("millbrook", "en", "a4", 0),
    ("millbrook", "ar", "a4", 0),
    ("millbrook", "ur", "a4", 1),
    ("harborview", "hi", "letter", 0),
    ("harborview", "zh-Hans", "letter", 1),
)
# What each format shows: a language, the ending of the file, and pages from 0.
FORMATS = (
    (("en", "a4.pdf", 0), ("en", "letter.pdf", 0), ("ur", "bilingual.pdf", 0), ("en", "large-print.pdf", 0), ("en", "giant-print.pdf", 0)),
    (("en", "trifold.print.pdf", 0), ("en", "trifold.print.pdf", 1), ("ur", "trifold.print.pdf", 0)),
    (("en", "a5-booklet.print.pdf", 0), ("ur", "half-letter-booklet.pdf", 0), ("ur", "half-letter-booklet.pdf", 1)),
    (("en", "poster.pdf", 0), ("ur", "large-print.pdf", 0), ("ur", "giant-print.pdf", 0)),
)
GAP, GROUND, EDGE = 18, "#e9e9e9", "#777777"


def main() -> None:
    """Draw the three pictures."""
    sheets = [sheet(BUILD / brand / tag / f"{FLAGSHIP}.{tag}.{size}.pdf", page, 640) for brand, tag, size, page in SHOWN]
    save([sheets], "leaflets", 48)
    tags = [tag for tag in LISTED if (BUILD / "millbrook" / tag / f"{FLAGSHIP}.{tag}.a4.pdf").is_file()]
    first = [named(sheet(BUILD / "millbrook" / tag / f"{FLAGSHIP}.{tag}.a4.pdf", 0, 420), find_language(tag).name_in(EN)) for tag in tags]
    save([first[i : i + 8] for i in range(0, len(first), 8)], "languages", 64)
    rows = []
    for row in FORMATS:
        paths = [(BUILD / "millbrook" / tag / f"{FLAGSHIP}.{tag}.{ending}", page, ending) for tag, ending, page in row]
        rows.append([named(sheet(path, page, 420), ending.removesuffix(".pdf")) for path, page, ending in paths])
    save(rows, "formats", 64)


def sheet(path: Path, page: int, height: int) -> Image.Image:
    """A page with a thin edge, so high."""
    drawn = Image.open(io.BytesIO(picture(path.read_bytes(), page, 1100))).convert("RGB")
    small = drawn.resize((round(drawn.width * height / drawn.height), height), Image.Resampling.LANCZOS)
    return ImageOps.expand(small, 1, EDGE)


def named(image: Image.Image, name: str) -> Image.Image:
    """A page with its name under it."""
    font = ImageFont.truetype(next(Path("/usr/share/fonts").rglob("NotoSans-Regular.ttf")), 15)
    whole = Image.new("RGB", (image.width, image.height + 24), GROUND)
    whole.paste(image, (0, 0))
    ImageDraw.Draw(whole).text((1, image.height + 3), name, fill="#1b1b1b", font=font)
    return whole


def save(rows: list[list[Image.Image]], name: str, colours: int) -> None:
    """Rows of pages on a pale ground, as docs/<name>.png."""
    width = max(sum(s.width for s in row) + GAP * (len(row) + 1) for row in rows)
    whole = Image.new("RGB", (width, sum(max(s.height for s in row) + GAP for row in rows) + GAP), GROUND)
    y = GAP
    for row in rows:
        x = GAP
        for image in row:
            whole.paste(image, (x, y))
            x += image.width + GAP
        y += max(s.height for s in row) + GAP
    whole.convert("P", palette=Image.Palette.ADAPTIVE, colors=colours).save(ROOT / "docs" / f"{name}.png", optimize=True)


EN = find_language("en")

if __name__ == "__main__":
    main()
