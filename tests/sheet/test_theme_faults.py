"""A theme is made by people: a fault in a template is told with its file and line, never as a traceback."""

import pytest

from evenhand.finding import Trouble
from evenhand.sheet.page import Theme


@pytest.fixture
def fault(tmp_path):
    def told(text):
        folder = tmp_path / "themes/own"
        folder.mkdir(parents=True, exist_ok=True)
        if text is not None:
            (folder / "page.html").write_text(text, encoding="utf-8")
        with pytest.raises(Trouble) as caught:
            Theme((tmp_path,), "own").render("page.html", known=[1])
        (finding,) = caught.value.findings
        assert finding.code == "F015"
        assert finding.place.file == "themes/own/page.html"
        assert finding.mend
        return finding.place.line, finding.what

    return told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n{{ known }\n", 2, "unexpected '}'"),
        ("a\nb\n{{ unknown }}\n", 3, "'unknown' is undefined"),
        ("{% for k in known %}\n{{ k.name.first }}\n{% endfor %}\n", 2, "has no attribute 'name'"),
        ("\n{{ 1 + 'a' }}\n", 2, "TypeError"),
        ("{% if known %}\n", 1, "Unexpected end of template"),
        ("{% include 'other.html' %}", 0, "it does not exist"),
    ],
)
def test_faults_are_told_with_their_line(fault, text, line, words):
    at, what = fault(text)
    assert words in what
    assert at == line or (line == 0 and at <= 1)


def test_a_missing_template_is_told(fault):
    assert fault(None) == (0, "the template cannot be used: it does not exist")


def test_a_build_tells_it_and_keeps_the_last_leaflet(evenhand, small):
    theme = small / "templates/themes/plain"
    theme.mkdir(parents=True)
    (theme / "leaflet.html").write_text("<p>{{ nothing }}</p>", encoding="utf-8")
    done = evenhand("build", "--project", small, "--lang", "en", "--brand", "millbrook", "--jobs", 1, "--date", "2026-11-24")
    assert done.exit_code == 1
    assert "themes/plain/leaflet.html:1: error F015" in done.stderr
    assert "0 of 1 leaflets" in done.stdout
