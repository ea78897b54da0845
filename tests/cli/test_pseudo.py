"""`evenhand translate pseudo`: real leaflets that tell the theme's fixed words and tight boxes, apart from all others."""

import json
import shutil
from pathlib import Path

import pytest

from evenhand.sheet.leaflet import read_leaflet
from evenhand.translation.pseudo import alphabet

WARNING = "cauda-equina-warning"
THEME = Path(__file__).resolve().parents[2] / "templates/themes/plain"
pytestmark = pytest.mark.slow


@pytest.fixture
def pseudo(evenhand, small):
    common = ("--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
    return lambda *arguments: evenhand("translate", "pseudo", *common, *arguments)


def test_both_are_printed_apart_and_hold_no_fixed_word(pseudo, small, sign):
    sign(small)
    done = pseudo()
    assert done.exit_code == 0, done.output
    assert "L010" not in done.output
    assert "L011" not in done.output
    made = {p.relative_to(small / "build").as_posix(): p for p in (small / "build").rglob("*.pdf")}
    assert set(made) == {f"pseudo/millbrook/{tag}/{WARNING}.{tag}.a4.pdf" for tag in ("ar-XB", "en-XA")}
    for path, file in made.items():
        text = "".join(page.text for page in read_leaflet(file.read_bytes()))
        own = alphabet(path.split("/")[2])
        assert sum(c in own for c in text) > 1000
        assert "Draft. Not for patients." in text, "a draft, whoever signed the source"
    assert not list((small / "build").rglob("ledger.json"))
    assert not list((small / "build").rglob("index.html"))
    assert {p.name for p in (small / "translations").iterdir()} == {"en", "hi"}


def test_a_normal_build_knows_nothing_of_them(pseudo, evenhand, small):
    assert pseudo("--lang", "en_XA").exit_code == 0
    common = ("build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
    assert evenhand(*common, "--lang", "en-XA").exit_code == 2
    assert evenhand(*common, "--lang", "en").exit_code == 0
    rows = json.loads((small / "build/ledger.json").read_text(encoding="utf-8"))["leaflets"]
    assert {row["language"] for row in rows} == {"en"}
    assert "en-XA" not in (small / "build/index.html").read_text(encoding="utf-8")
    (small / "translations/en-XA").mkdir()
    refused = evenhand("check", "--project", small)
    assert refused.exit_code == 1
    assert "F014" in refused.output


@pytest.mark.parametrize("tag", ["en", "hi", "xx"])
def test_only_pseudo_languages_are_printed(pseudo, small, tag):
    done = pseudo("--lang", tag)
    assert (done.exit_code, (small / "build").exists()) == (2, False)
    assert "ar-XB, en-XA" in done.stderr


def test_fixed_words_and_tight_boxes_of_a_theme_are_found(pseudo, small):
    own = small / "templates/themes/plain"
    shutil.copytree(THEME, own)
    html, css = own / "leaflet.html", own / "leaflet.css"
    html.write_text(html.read_text(encoding="utf-8").replace('<section class="help"', '<p>Прочтите Carefully</p><section class="help"'))
    css.write_text(css.read_text(encoding="utf-8") + "h1 { height: 1mm; margin: 0 } .helph::after { content: 'Urgent' }")
    done = pseudo("--lang", "en-XA")
    assert done.exit_code == 1
    for word in ("Прочтите", "Carefully", "Urgent"):
        assert f"page 1: “{word}” comes from no catalog" in done.stderr
    assert done.stderr.count("L010") == 3
    assert "page 1]: error L011: a text lies on another one" in done.stderr


def test_under_stress_every_broken_page_is_told_and_the_rest_stays(pseudo, small):
    done = pseudo("--stress", "--lang", "en-XL", "--lang", "ar-XB", "--format", "a4")
    assert set((small / "build").iterdir()) >= {small / "build/stress"}
    made = {p.relative_to(small / "build/stress").as_posix() for p in (small / "build/stress").rglob("*.pdf")}
    assert made == {f"millbrook/{tag}/{WARNING}.{tag}.a4.pdf" for tag in ("ar-XB", "en-XL")}
    assert f"{WARNING}.ar-XB.a4.pdf [ar-XB page 2]: warning L006: 2 pages; the handout asks for 1 at most" in done.stderr
    assert "L010" not in done.stderr
    refused = pseudo("--lang", "en-XL")
    assert (refused.exit_code, "en-XL is no pseudo-language" in refused.stderr) == (2, True)
