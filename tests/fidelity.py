"""How much of a page its readers get: sentences in many languages, and finished leaflets, through pdfium and poppler.

`python tests/fidelity.py` prints the table of docs/text-layer.md for the sentences, `--plain` what WeasyPrint does unmended;
`python tests/fidelity.py build` that of the leaflets of a finished build; `--lost` names the words, `--write FOLDER` keeps the
PDFs of the sentences. Tags of languages limit it to these.
"""

import html
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf
import yaml

from evenhand.content.text import Run
from evenhand.sheet.breaking import broken
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.heard import heard
from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press
from evenhand.sheet.script import script_of
from evenhand.sheet.setting import setting_of
from evenhand.translation.language import find_language

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = yaml.safe_load((ROOT / "tests/sheet/sentences.yaml").read_text(encoding="utf-8"))
DATA = {"phone": "01632\u00a0960\u00a0001", "few": "63", "many": "100", "weeks": "6"}
# Marks of direction, which poppler adds at the seams of a line of both directions.
DIRECTIONS = re.compile("[\u202a-\u202e]")


def sentence_page(tag, families):
    """The sentences of a language as a page with a title, a narrow column, a list and a table."""
    language = find_language(tag)
    setting, script, own = setting_of(language), script_of(language.script), SENTENCES[tag]
    filled = {key: _filled(text, setting) for key, text in own.items()}
    body = (
        "<h1>{title}</h1><p>{rest}</p><ul><li>{call}</li><li><b>{cells}</b></li></ul>"
        '<table><tr><th scope="row">{title}</th><td>{ask}</td></tr></table>'
    ).format(**filled)
    fonts = ", ".join(f'"{family.name}"' for family in families)
    css = (
        f"@page {{ size: 210mm 297mm; margin: 20mm }} html {{ font: 12pt {fonts}; line-height: {script.leading} }}"
        f"h1 {{ font-size: 25pt; line-height: {script.heading_leading} }} p, li {{ width: 96mm }} .d {{ white-space: nowrap }}"
        "td, th { vertical-align: top; padding-left: 6mm; padding-right: 6mm } td { width: 65% }"
    )
    head = f"<head><title>{html.escape(own['title'])}</title></head>"
    return Page(f'<!DOCTYPE html><html lang="{tag}" dir="{language.direction}">{head}<body>{body}</body></html>', css)


def _filled(text, setting):
    text = "".join(run.text for run in broken((Run(text),), setting.breaking, setting.language.tag))
    text = html.escape(text, quote=False)
    for name, value in DATA.items():
        text = text.replace(f"{{{name}}}", f'<span class="d"{" dir=ltr" if setting.language.rtl else ""}>{value}</span>')
    return text


def pressed(press, fonts, tag, scratch):
    """The page of a language's sentences: its HTML, and the PDF."""
    families = fonts.families((find_language(tag).script,))
    page = sentence_page(tag, families)
    roots = (*(Path(file.path) for family in families for file in family.files), scratch)
    drawn = press.pages(page, face_css(families, page.html + page.css, scratch), roots, tag)
    return page.html, drawn.write(tuple(family.name for family in families)).pdf


def by_pdfium(pdf):
    return [sheet.text for sheet in read_leaflet(pdf)]


def by_poppler(pdf):
    """What pdftotext tells of a PDF."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return [DIRECTIONS.sub(" ", done.stdout.decode())]


READERS = {"poppler": by_poppler, "pdfium": by_pdfium}


def shares(page, pdf):
    """The words of a page that each reader finds whole."""
    return {name: heard(page, read(pdf)) for name, read in READERS.items()}


def leaflets(out):
    """Path, HTML and PDF of every leaflet of a finished build of this repository."""
    import datetime as dt

    from evenhand.build.plan import Filters, plan
    from evenhand.project import find_project
    from evenhand.sheet.format import FORMATS
    from evenhand.sheet.page import Theme
    from evenhand.sheet.shelf import read_shelf

    shelf, fonts = read_shelf(find_project(ROOT)), FontShelf(SYSTEM_FOLDERS)
    theme = Theme(shelf.project.templates)
    # A folded leaflet leaves out what finds no panel: the build itself measures it by the words that it has.
    formats = tuple(name for name, form in FORMATS.items() if form.medium == "pdf" and not form.folded)
    for job in plan(shelf, Filters(formats=formats), dt.date(2026, 11, 24)):
        if (out / job.path).is_file():
            yield job.path, theme.compose(job.order, fonts.families(job.order.scripts)).html, (out / job.path).read_bytes()


def stored(pdf):
    """The characters of the first page in the order of drawing, by the Unicode values in the file: what every reader starts from."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    maps = {name: _unicode(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    said, font = [], {}
    for operands, operator in page.get_contents().operations:
        if operator == b"Tf":
            font = maps[operands[0]]
        elif operator == b"TJ":
            codes = b"".join(_bytes(part) for part in operands[0] if not isinstance(part, int | float))
            said += [font[codes[i : i + 2].hex()] for i in range(0, len(codes), 2)]
    return "".join(said)


def _unicode(font):
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font["/ToUnicode"].get_data() + b"\n")
    return {code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _bytes(part):
    return part.original_bytes if hasattr(part, "original_bytes") else bytes(part)


def main(arguments):
    if "--plain" in arguments:
        from evenhand.sheet import mend

        mend.apply = lambda weasyprint: None
    kept = Path(arguments.pop(arguments.index("--write") + 1)) if "--write" in arguments else None
    tags = [a for a in arguments if a in SENTENCES] or list(SENTENCES)
    built = [Path(a) for a in arguments if not a.startswith("-") and a not in SENTENCES]
    print("| page | words | poppler | pdfium |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        press, fonts = Press(scratch), FontShelf(SYSTEM_FOLDERS)
        pages = leaflets(built[0]) if built else ((tag, *pressed(press, fonts, tag, scratch)) for tag in tags)
        for name, page, pdf in pages:
            if kept:
                (kept / f"{name}.pdf").write_bytes(pdf)
            found = shares(page, pdf)
            cells = (f"{100 * seen.share:.1f}" for seen in found.values())
            print(f"| {name} | {found['pdfium'].words} | {' | '.join(cells)} |", flush=True)
            if "--lost" in arguments:
                for reader, seen in found.items():
                    print(f"    {reader}: {' '.join(seen.lost)}")


if __name__ == "__main__":
    main(sys.argv[1:])
