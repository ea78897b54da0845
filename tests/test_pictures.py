"""Page 1 as it looks, in five scripts: small pictures that a person has looked at. Renew with `pytest --renew`, then look again."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from evenhand.sheet.leaflet import picture

PICTURES = Path(__file__).parent / "pictures"
CHOSEN = ("en", "ar", "ur", "hi", "zh-Hans")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("leaflets")]
# A line that moves changes many pixels of a block strongly; another version of the font rasteriser changes all a little.
MEAN, BLOCK, BLOCK_LIMIT = 3.0, 16, 48


def drawn(out, language):
    pdf = (out / f"millbrook/{language}/stem-cell-back-pain.{language}.a4.pdf").read_bytes()
    return Image.open(io.BytesIO(picture(pdf, 0, 420))).convert("L")


@pytest.mark.parametrize("language", CHOSEN)
def test_page_one_looks_as_it_did(out, language, request):
    new, path = drawn(out, language), PICTURES / f"stem-cell-back-pain.{language}.png"
    if request.config.getoption("--renew"):
        PICTURES.mkdir(exist_ok=True)
        new.save(path, optimize=True)
        pytest.skip(f"{path.name} is renewed: look at it")
    old = Image.open(path).convert("L")
    assert new.size == old.size
    difference = ImageChops.difference(new, old)
    mean = ImageStat.Stat(difference).mean[0]
    blocks = difference.resize((new.width // BLOCK, new.height // BLOCK), Image.Resampling.BOX)
    worst = max(blocks.tobytes())
    if mean > MEAN or worst > BLOCK_LIMIT:
        new.save(out / path.name)
        pytest.fail(f"page 1 in {language} looks different (mean {mean:.1f}, worst block {worst}): see {out / path.name}")


def test_no_picture_is_left_over():
    assert {p.name for p in PICTURES.glob("*")} == {f"stem-cell-back-pain.{language}.png" for language in CHOSEN}
