"""Every web page of this repository in a real browser: axe-core finds nothing, nothing runs off a narrow screen, it prints."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow
# The rules of WCAG 2.2, levels A and AA, and what axe-core calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
LOOKED_AT = ("en", "ar", "ur", "hi", "zh-Hans")
STEM, WARNING = "stem-cell-back-pain", "cauda-equina-warning"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The web pages of every edition in one clinic's dress and of two languages in the other's; a PDF and a text beside them."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "evenhand", "build", "--project", ROOT, "--out", folder, "--date", "2026-11-24"]
    for wanted in (
        "--format html --brand millbrook",
        "--format html --brand harborview --lang en --lang ur",
        f"--format a4 --format text --handout {WARNING} --lang ur",
    ):
        done = subprocess.run([*command, *wanted.split()], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium without a window."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, "no Chromium: .ci/system run test installs it"
    with sync_playwright() as playwright:
        # Tests may run as root, whom Chromium refuses its sandbox; it opens files of our own alone. A press that ran in this
        # process before has told fontconfig, by the environment, that there are no fonts.
        system = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], env=system)
        yield found
        found.close()


@pytest.fixture
def opened(browser):
    """Open a page; what it asks for besides itself is kept in `asked`."""
    pages = []

    def go(path, size, **options):
        page = browser.new_page(viewport=size, **options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(Path(path).as_uri())
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.close()


# Text nodes whose colour is too near to that of the first painted ground behind them. axe-core passes over letters that join,
# as those of Arabic and Urdu do, for it takes them for icons.
PALE = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number), lum = c => { const [r, g, b] = parts(c).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor
    if (parts(c)[3] !== 0) return c } return 'rgb(255, 255, 255)' }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walk.nextNode()) { const e = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || !e.checkVisibility()) continue
    const [a, b] = [lum(getComputedStyle(e).color), lum(ground(e))].sort((x, y) => y - x)
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(e.outerHTML.slice(0, 120)) }
  return found }"""
READY = "() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode() }))"


def faults(page, axe=True):
    """What axe-core finds, each with the first element that has it; pale letters; and whether the page is wider than its screen."""
    page.evaluate(READY)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"] if axe else []
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found] + [
        *(f"pale: {element}" for element in page.evaluate(PALE)),
        *["scrolls sideways"] * wide,
    ]


def by_turns(rows):
    """One page of each language in each dress, its handouts by turns: pages of one handout have one build, whatever the language."""
    sets = {}
    for row in rows:
        sets.setdefault((row["brand"], row["language"]), []).append(row["path"])
    return {paths[i % len(paths)] for i, paths in enumerate(sets.values())}


def test_no_page_has_a_fault(site, browser):
    """Every page on a narrow screen, which has most to set anew; five languages on a wide one too. axe-core, which takes most of the
    time, sees each language, each handout and each dress on the narrow one, and the five on the wide one."""
    rows = [r for r in json.loads((site / "ledger.json").read_text(encoding="utf-8"))["leaflets"] if r["format"] == "html"]
    assert len({(r["handout"], r["language"], r["brand"]) for r in rows}) == len(rows) >= 36
    chosen = by_turns(rows)
    for part in ("handout", "language", "brand"):
        assert {row[part] for row in rows if row["path"] in chosen} == {row[part] for row in rows}
    page, asked, found = browser.new_page(), [], {}
    page.on("request", lambda request: asked.append(request.url))
    for row in rows:
        address = (site / row["path"]).as_uri()
        for size in (NARROW, WIDE) if row["brand"] == "millbrook" and row["language"] in LOOKED_AT else (NARROW,):
            page.set_viewport_size(size)
            page.goto(address)
            if seen := faults(page, row["path"] in chosen):
                found[row["path"], size["width"]] = seen
        assert {url for url in asked if not url.startswith("data:")} == {address}, "a page asks for nothing but itself"
        asked.clear()
    page.close()
    assert found == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="ur"', "", "html-has-lang"),
        (' alt="', ' data-alt="', "image-alt"),
        ("<h1>", '<h1 style="color:#bbb">', "pale"),
        ('<p class="clinic"', '<p style="color:#bbb"', "color-contrast"),
        ("<main", '<p>Outside</p><main style="width:100rem"', "region"),
        ("<main", '<p>Outside</p><main style="width:100rem"', "scrolls sideways"),
        ('<a href="#help">', '<a href="#help"><span hidden>', "link-name"),
        ("</h1>", "</h1><h4>Too deep</h4>", "heading-order"),
    ],
)
def test_a_broken_page_is_found(site, opened, tmp_path, old, new, fault):
    text = (site / f"millbrook/ur/{STEM}.ur.html").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.html"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert any(seen.startswith(fault) for seen in faults(opened(broken, NARROW)))


def test_letters_that_the_machine_lacks_are_in_the_page(site, opened):
    page = opened(site / f"millbrook/ur/{STEM}.ur.html", NARROW)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family + f.weight)")
    assert {"EH NotoNastaliqUrdu400", "EH NotoNastaliqUrdu700", "EH NotoSans700"} <= {name.replace('"', "") for name in loaded}


def test_links_lead_to_their_part_and_show_where_the_focus_is(site, opened):
    page = opened(site / f"millbrook/ar/{STEM}.ar.html", {"width": 400, "height": 700})
    stops = page.evaluate("document.querySelectorAll('a').length")
    for _ in range(stops):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect(),
               b = document.querySelector('.band').getBoundingClientRect();
               return [e.tagName, s.outlineStyle, parseFloat(s.outlineWidth), r.top >= b.bottom - 1, r.bottom <= innerHeight + 1] }"""
        )
        assert at == ["A", "solid", 3, True, True]
    page.click('a[href="#help"]')
    top = page.evaluate("document.querySelector('#help').getBoundingClientRect().top")
    assert page.evaluate("document.querySelector('.band').getBoundingClientRect().bottom") <= top < 200


def test_text_is_large_and_grows_with_the_readers_own_size(site, opened):
    page = opened(site / f"millbrook/en/{STEM}.en.html", {"width": 640, "height": 800})
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert page.eval_on_selector("#risks p", size) >= 18
    assert page.eval_on_selector(".src li", size) >= 16
    assert page.eval_on_selector("#benefits p", size) == page.eval_on_selector("#risks p", size)
    # Twice the size on the same screen is what a zoom of 200 % makes of one of 1280 px.
    page.add_style_tag(content="html { font-size: 225% !important }")
    assert page.eval_on_selector("#risks p", size) >= 36
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_benefits_and_risks_are_twins_on_a_screen_too(site, opened):
    page = opened(site / f"millbrook/fr/{STEM}.fr.html", WIDE)
    boxes = [page.locator(name).bounding_box() for name in ("#benefits", "#risks")]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=1)
    assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], rel=0.1)
    narrow = opened(site / f"millbrook/fr/{STEM}.fr.html", NARROW)
    widths = [narrow.locator(name).bounding_box()["width"] for name in ("#benefits", "#risks")]
    assert widths[0] == widths[1]


def test_print_has_the_draft_mark_on_every_sheet_and_what_only_paper_needs(site, opened):
    page = opened(site / f"millbrook/es/{STEM}.es.html", WIDE)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert 3 < len(sheets) < 11
    mark = page.locator(".band b").first.text_content()
    assert all(mark in " ".join(text.split()) for text in sheets)
    assert not page.locator("#notes").is_visible()
    notes = page.locator("#notes .ht").text_content()
    assert any(notes in " ".join(text.split()) for text in sheets)
    leads = page.locator("nav li").first.text_content()
    assert " ".join(sheets[0].split()).count(leads) == 1, "the links to parts are for screens"


# The list of leaflets


def test_the_list_has_no_fault_and_its_links_are_seen(site, opened):
    for size in (NARROW, WIDE):
        assert faults(opened(site / "index.html", size)) == []
    page = opened(site / "index.html", WIDE)
    seen = []
    for _ in range(page.evaluate("document.querySelectorAll('a').length")):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert len(set(seen)) == len(seen)
    assert {f"millbrook/ur/{WARNING}.ur.{ending}" for ending in ("a4.pdf", "html", "txt")} <= set(seen)
    assert all((site / href).is_file() for href in seen if not href.startswith("#"))


def test_the_list_leads_to_the_page_and_prints(site, opened):
    page = opened(site / "index.html", WIDE)
    page.get_by_role("link", name="Urdu html").first.click()
    assert re.search(r"\.ur\.html$", page.url)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page = opened(site / "index.html", WIDE)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert "Back pain that cannot wait" in text
    assert "Millbrook Surgery" in text


# The plain text


def test_a_telephone_number_keeps_its_order_between_words_that_run_from_the_right(site, browser):
    """As a message shows it: each paragraph in the direction of its first letter that has one."""
    # Numbers hold together by spaces that do not break; plain ones, which other programs may make of them, are the harder case.
    text = (site / f"millbrook/ur/{WARNING}.ur.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    places = """number => { const node = document.querySelector('pre').firstChild, range = document.createRange(),
        at = node.data.indexOf(number)
        return number.split(' ').map((part, i, all) => { const start = at + all.slice(0, i).join(' ').length + (i > 0)
            range.setStart(node, start); range.setEnd(node, start + part.length); return range.getBoundingClientRect().left }) }"""
    page = browser.new_page()

    def shown(words):
        page.set_content(f"<pre style='unicode-bidi: plaintext; white-space: pre-wrap'>{words}</pre>")
        return page.evaluate(places, "0113 496 0123")

    assert shown(text) == sorted(shown(text))
    bare = text.replace("\u2066", "").replace("\u2069", "")
    assert shown(bare) != sorted(shown(bare)), "without the isolates the groups change places"
    page.close()
