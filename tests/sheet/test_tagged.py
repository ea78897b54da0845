"""What the tag tree of a PDF says besides the words."""

from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest

from evenhand.sheet import mend, spoken, tagged
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press

BODY = """
<p>The <abbr title="magnetic resonance imaging">MRI</abbr> shows a <b lang="fr">hernie</b>, <strong>not</strong> more.</p>
<table><thead><tr><th scope="col">Sign</th><th>Act</th></tr></thead><tbody><tr><th scope="row">Numb</th><td>Call</td></tr></tbody></table>
<div class="foot"><table><tr><th>Clinic</th></tr></table></div><div class="head">Draft</div>
"""
CSS = """.foot { position: running(foot) } .head { position: running(head) }
@page { @bottom-center { content: element(foot) } @top-left { content: element(head) } @bottom-right { content: counter(page) } }"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    families = FontShelf(SYSTEM_FOLDERS).families(("Latn",))
    html = f'<html lang="en"><head><title>x</title></head><body>{BODY}</body></html>'
    page = Page(html, f'{CSS} html {{ font-family: "{families[0].name}" }}')
    roots = tuple(Path(file.path) for family in families for file in family.files)
    return Press(folder).pages(page, face_css(families, page.html, folder), roots, "page.pdf"), tuple(f.name for f in families)


@pytest.fixture(scope="module")
def reader(drawn, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    path.write_bytes(drawn[0].write(drawn[1]).pdf)
    return pypdf.PdfReader(path)


def elements(reader):
    todo = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            todo += list(node)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            yield node
            todo.append(node.get("/K", pypdf.generic.ArrayObject()))


def test_header_cells_say_what_they_head(reader):
    cells = [e for e in elements(reader) if e.get("/S") == "/TH"]
    assert sorted(e["/A"]["/Scope"] for e in cells) == ["/Column", "/Column", "/Row"]


def test_abbreviations_and_languages_are_told(reader):
    spans = [e for e in elements(reader) if e.get("/S") == "/Span"]
    assert [e["/E"] for e in spans if "/E" in e] == ["magnetic resonance imaging"]
    assert [e["/Lang"] for e in spans if "/Lang" in e] == ["fr"]


def test_heads_and_feet_are_artifacts_of_pagination(reader):
    content = reader.pages[0].get_contents().get_data()
    assert content.count(b"/Type /Pagination/Subtype /Header") == 1
    assert content.count(b"/Type /Pagination/Subtype /Footer") == 2
    # All content that has a place in the tree is in the tree.
    marked = content.count(b"/MCID")
    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"][1]
    assert marked == len(tree)


def test_without_tags_nothing_is_marked(drawn, tmp_path):
    path = tmp_path / "plain.pdf"
    path.write_bytes(drawn[0]._laid.finished().write_pdf())
    content = pypdf.PdfReader(path).pages[0].get_contents().get_data()
    assert b"BDC" not in content
    assert b"BMC" not in content


@pytest.mark.parametrize("part", [mend, spoken, tagged])
@pytest.mark.parametrize("version", ["69.0", "70.1", "71.0"])
def test_another_weasyprint_is_refused(part, version):
    with pytest.raises(RuntimeError, match=f"tested with WeasyPrint 70.0, and this is {version}"):
        part.apply(SimpleNamespace(__version__=version))


NESTED = """<section><h2>One</h2><ul><li>a <b>b</b><ul><li>c</li></ul></li><li>d</li></ul><p>e <a href="https://example.org/">f</a></p></section>
<dl><dt>g</dt><dd>h</dd></dl><ol><ul><li>i</li></ul></ol><blockquote>j <span>k</span></blockquote>
<ul style="list-style: none"><li lang="fr">l<p>m</p><ul><li>n</li></ul></li></ul>
<div><li style="display: block">o <abbr title="p">q</abbr></li></div>"""


def test_elements_made_at_once_are_those_that_weasyprint_makes(press, monkeypatch):
    quick = press(BODY + NESTED, CSS).pdf
    monkeypatch.setattr(tagged._Plain, "kind", lambda self, box: "")
    assert press(BODY + NESTED, CSS).pdf == quick
