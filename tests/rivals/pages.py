"""The leaflets that all renderers set: composed by evenhand at the density at which they fit, written out for each renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from evenhand.build.plan import Filters, Job, plan
from evenhand.build.trial import Workshop
from evenhand.build.work import make_leaflet
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import Family, FontShelf
from evenhand.sheet.measures import font_stack
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.press import Press
from evenhand.sheet.shelf import read_shelf
from rivals.leaf import BRAND, TODAY, Leaf
from rivals.sphinx_text import write_project
from rivals.typst_text import look_of, typst_document


class _Noting(Press):
    """A press that keeps the page of each leaflet as it was written at last, and counts how often one was laid out."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.written: dict[str, tuple[Page, str]] = {}
        self.tries: Counter[str] = Counter()

    def pages(self, page: Page, faces: str, roots: tuple[Path, ...], name: str, most: int | None = None) -> Any:
        drawn = super().pages(page, faces, roots, name, most)
        self.tries[name] += 1
        write = drawn.write

        def noted(*arguments: Any) -> Any:
            self.written[name] = (page, faces)
            return write(*arguments)

        drawn.write = noted  # type: ignore[method-assign]
        return drawn


def jobs_of(root: Path, filters: Filters) -> list[Job]:
    """The jobs of a project in the order of their paths."""
    return plan(read_shelf(find_project(root)), filters, TODAY)


def open_shop(root: Path, scratch: Path, press: Press | None = None) -> Workshop:
    """What evenhand's processes set up once."""
    return Workshop(press or Press(scratch), Theme(find_project(root).templates), FontShelf(SYSTEM_FOLDERS), scratch / "fonts")


def write_leaves(root: Path, filters: Filters, folder: Path) -> list[Leaf]:
    """Compose the leaflets of a project and write them into a folder, in the form that each renderer reads."""
    press = _Noting(folder / "scratch")
    shop = open_shop(root, folder / "scratch", press)
    leaves = []
    for job in jobs_of(root, filters):
        result = make_leaflet(shop, job)
        assert job.path in press.written, f"{job.path}: {result.findings}"
        page, faces = press.written[job.path]
        page = _coloured(page, shop.theme.words(job.order))
        leaves.append(_write(job, page, faces, shop.fonts, folder, press.tries[job.path]))
    return leaves


def _coloured(page: Page, html: str) -> Page:
    """A page in its own colours, which evenhand puts in last; `html` are its words in them."""
    css = page.css
    for stand_in, own in page.colours.items():
        css = css.replace(stand_in, own)
    return Page(html, css)


def _write(job: Job, page: Page, faces: str, shelf: FontShelf, folder: Path, tries: int) -> Leaf:
    families = shelf.families(job.order.scripts)
    brand = job.order.brand.id
    name = f"{'' if brand == BRAND else f'{brand}-'}{job.order.edition.handout.id}.{job.order.edition.language.tag}"
    html, sphinx = folder / f"{name}.html", folder / "sphinx" / name
    html.write_text(page.html.replace("</head>", f"<style>\n{faces}\n{page.css}</style>\n</head>"), encoding="utf-8")
    typst = write_typst(job, page, families, folder / f"{name}.typ")
    write_project(page.html, faces, font_stack(families), job.order.brand.colours.brand, sphinx)
    return Leaf(name, job.path, str(html), str(typst), str(sphinx), tries)


def write_typst(job: Job, page: Page, families: tuple[Family, ...], path: Path) -> Path:
    """Write a page as a Typst document; its fonts go into the folder `fonts` beside it, its pictures into `pictures`."""
    _lay_fonts(families, path.parent / "fonts")
    colours = job.order.brand.colours
    names = tuple(map(real_name, families))
    look = look_of(page.css, names, job.order.edition.language.script, (colours.brand, colours.tint))
    path.write_text(typst_document(page.html, look, path.parent / "pictures"), encoding="utf-8")
    return path


def write_all_typst(root: Path, folder: Path) -> list[Leaf]:
    """Every leaflet of a project as a Typst document, at the loosest density: Typst's time does not hang on it."""
    folder.mkdir(parents=True, exist_ok=True)
    theme, shelf, leaves = Theme(find_project(root).templates), FontShelf(SYSTEM_FOLDERS), []
    for number, job in enumerate(jobs_of(root, Filters())):
        families = shelf.families(job.order.scripts)
        page = theme.compose(job.order, families)
        typst = write_typst(job, page, families, folder / f"{number:04}.typ")
        leaves.append(Leaf(typst.stem, job.path, typst=str(typst)))
    return leaves


def real_name(family: Family) -> str:
    """A family by the name in its own file, for renderers that look fonts up by it."""
    file = family.files[0]
    return str(hb.Face(hb.Blob.from_file_path(file.path), file.index).get_name(hb.OTNameIdPredefined.FONT_FAMILY))


def _lay_fonts(families: Iterable[Family], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in (file for family in families for file in family.files):
        link = folder / Path(file.path).name
        if not link.exists():
            link.symlink_to(file.path)
