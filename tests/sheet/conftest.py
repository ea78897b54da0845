"""A press and its fonts, for tests that print a few words."""

from pathlib import Path

import pytest

from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press


@pytest.fixture(scope="session")
def draw(tmp_path_factory):
    """Lay out a body in the Latin fonts; `style` is added to the style sheet, `roots` to the files that may be opened."""
    folder = tmp_path_factory.mktemp("press")
    press, families = Press(folder), FontShelf(SYSTEM_FOLDERS).families(("Latn",))
    files = tuple(Path(file.path) for family in families for file in family.files)

    def drawn(body, style="", roots=()):
        html = f'<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>{body}</body></html>'
        css = f'@page {{ size: 100mm 80mm; margin: 10mm }} body {{ margin: 0; font: 12pt "{families[0].name}" }} {style}'
        return press.pages(Page(html, css), face_css(families, "", folder), (*files, *roots), "a.pdf")

    return drawn


@pytest.fixture(scope="session")
def press(draw):
    """The same, written: the finished print."""
    return lambda *arguments, **options: draw(*arguments, **options).write(("EH NotoSans",))
