"""Page 1 as it looks in eight languages, by two renderers that share no code (pdfium in Chrome, poppler in Linux desktops): small
pictures that somebody has looked at. Renew with `pytest --renew`, then look again."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from evenhand.sheet.leaflet import picture

PICTURES = Path(__file__).parent / "pictures"
CHOSEN = ("en", "ar", "ur", "hi", "zh-Hans", "ta", "th", "am")
WIDTH = 420
pytestmark = pytest.mark.slow
# A line that moves changes many pixels of a block strongly; another version of the font rasteriser changes all a little.
MEAN, BLOCK, BLOCK_LIMIT = 3.0, 16, 48


def by_pdfium(pdf):
    return Image.open(io.BytesIO(picture(pdf, 0, WIDTH))).convert("L")


def by_poppler(pdf):
    command = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True)
    assert b"Error" not in drawn.stderr, drawn.stderr
    return Image.open(io.BytesIO(drawn.stdout)).convert("L")


RENDERERS = {"pdfium": by_pdfium, "poppler": by_poppler}


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("language", CHOSEN)
def test_page_one_looks_as_it_did(out, language, renderer, request):
    pdf = (out / f"millbrook/{language}/stem-cell-back-pain.{language}.a4.pdf").read_bytes()
    new, path = RENDERERS[renderer](pdf), PICTURES / renderer / f"stem-cell-back-pain.{language}.png"
    if request.config.getoption("--renew"):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(path, optimize=True)
        pytest.skip(f"{path.name} is renewed: look at it")
    old = Image.open(path).convert("L")
    assert new.size == old.size
    difference = ImageChops.difference(new, old)
    mean = ImageStat.Stat(difference).mean[0]
    blocks = difference.resize((new.width // BLOCK, new.height // BLOCK), Image.Resampling.BOX)
    worst = max(blocks.tobytes())
    if mean > MEAN or worst > BLOCK_LIMIT:
        seen = out / f"{renderer}-{path.name}"
        new.save(seen)
        pytest.fail(f"page 1 in {language} looks different by {renderer} (mean {mean:.1f}, worst block {worst}): see {seen}")


def test_no_picture_is_left_over():
    wanted = {f"{renderer}/stem-cell-back-pain.{language}.png" for renderer in RENDERERS for language in CHOSEN}
    assert {p.relative_to(PICTURES).as_posix() for p in PICTURES.rglob("*.png")} == wanted


def test_the_two_renderers_agree_on_where_words_stand(out):
    """Nastaliq moved by an em in one of them, once: blurred, the two pictures of a page are nearly one."""
    for language in CHOSEN:
        pdf = (out / f"millbrook/{language}/stem-cell-back-pain.{language}.a4.pdf").read_bytes()
        first, second = (render(pdf) for render in RENDERERS.values())
        size = (first.width // BLOCK, first.height // BLOCK)
        pair = [image.resize(size, Image.Resampling.BOX) for image in (first, second)]
        worst = max(ImageChops.difference(*pair).tobytes())
        assert worst < BLOCK_LIMIT, (language, worst)
