"""Make docs/leaflets.png, the picture in the README, of the leaflets in build/: `make leaflets && make picture`."""

import io
from pathlib import Path

from PIL import Image, ImageOps

from evenhand.sheet.leaflet import picture

ROOT = Path(__file__).resolve().parents[1]
SHOWN = (
    ("millbrook", "en", "a4", 0),
    ("millbrook", "ar", "a4", 0),
    ("millbrook", "ur", "a4", 1),
    ("harborview", "hi", "letter", 0),
    ("harborview", "zh-Hans", "letter", 1),
)
HEIGHT, GAP = 640, 18


def main() -> None:
    """One row of pages on a pale ground."""
    sheets = []
    for brand, language, size, page in SHOWN:
        pdf = (ROOT / "build" / brand / language / f"stem-cell-back-pain.{language}.{size}.pdf").read_bytes()
        sheet = Image.open(io.BytesIO(picture(pdf, page, 900))).convert("RGB")
        small = sheet.resize((round(sheet.width * HEIGHT / sheet.height), HEIGHT), Image.Resampling.LANCZOS)
        sheets.append(ImageOps.expand(small, 1, "#777777"))
    whole = Image.new("RGB", (sum(s.width for s in sheets) + GAP * (len(sheets) + 1), HEIGHT + 2 * GAP), "#e9e9e9")
    x = GAP
    for sheet in sheets:
        whole.paste(sheet, (x, GAP))
        x += sheet.width + GAP
    whole.convert("P", palette=Image.Palette.ADAPTIVE, colors=48).save(ROOT / "docs" / "leaflets.png", optimize=True)


if __name__ == "__main__":
    main()
