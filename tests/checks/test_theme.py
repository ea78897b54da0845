"""A theme that hides the risks is seen on the printed page, by the command that people run."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
THEME = "templates/themes/plain"
# The column of risks as the template has it; moved behind everything else for one of the themes.
RISKS = re.compile(r'<div class="td">(<section class="half" id="risks">.*?</section>)</div>', re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(tmp_path):
    """A clinic's folder with the small handout of the rules' cases, one brand and a theme of its own."""
    (tmp_path / "handouts").mkdir()
    shutil.copy(HERE / "handout.yaml", tmp_path / "handouts")
    shutil.copytree(ROOT / "templates/brands/millbrook", tmp_path / "templates/brands/millbrook")
    shutil.copytree(ROOT / THEME, tmp_path / THEME)
    # Signed, so that a leaflet without an error is final.
    who = ["--by", "Dr A. Signer", "--role", "clinician", "--project", str(tmp_path), "--date", "2026-11-24"]
    assert CliRunner().invoke(main, ["sign", "handout", "en", *who]).exit_code == 0
    return tmp_path


@pytest.fixture
def build(clinic):
    def run(css="", template=lambda text: text):
        style, page = clinic / THEME / "leaflet.css", clinic / THEME / "leaflet.html"
        style.write_text(style.read_text(encoding="utf-8") + css, encoding="utf-8")
        before = page.read_text(encoding="utf-8")
        page.write_text(template(before), encoding="utf-8")
        result = CliRunner().invoke(main, ["--project", str(clinic), "--jobs", "1", "--date", "2026-11-24", "build"])
        return result.exit_code, dict(re.findall(r"error ([A-Z]\d{3}): (.*)", result.stderr)), clinic / "build"

    return run


def leaflets(out):
    return [path.name for path in out.rglob("*.pdf")]


def test_the_plain_theme_is_fair(build):
    status, errors, out = build()
    assert errors == {}
    assert status == 0
    assert leaflets(out) == ["handout.en.a4.pdf"]
    (row,) = json.loads((out / "ledger.json").read_text(encoding="utf-8"))["leaflets"]
    assert row["state"] == "final"


@pytest.mark.parametrize(
    ("css", "code", "words"),
    [
        ("#risks { font-size: 9pt }", "B050", "risks in 9.0 pt, benefits in 12.0 pt"),
        ("#risks { font-size: 9pt }", "A003", "text of 9.0 pt"),
        ("#risks, #risks h2, #risks h3, #risks .no { color: #777 }", "B050", "paler"),
        ("#risks, #risks h2, #risks h3, #risks .no { color: #aaa }", "A004", "#aaaaaa"),
        ("#risks h2, #risks h3, #risks b, #risks .lb { font-weight: 400 }", "B050", "less bold"),
        (".src { font-size: 7pt }", "A002", "letters of 7.0 pt"),
        ("#help { break-before: page }", "L008", "stand on page 2"),
        (".panel { break-inside: auto } .panel > * { break-after: page }", "L009", "the contact panel stands on page"),
    ],
)
def test_a_theme_that_hides_is_seen_and_its_leaflet_not_written(build, css, code, words):
    status, errors, out = build(css)
    assert status == 1
    assert words in errors[code]
    assert leaflets(out) == []


def test_risks_on_the_last_page_are_seen(build):
    def behind(text):
        (risks,) = RISKS.findall(text)
        turn = '<div style="break-before: page"></div>'
        return RISKS.sub("", text).replace("</body>", f'{turn}<div style="break-before: page">{risks}</div></body>')

    status, errors, out = build(template=behind)
    assert status == 1
    assert "benefits on page" in errors["B051"]
    assert leaflets(out) == []
