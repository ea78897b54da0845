"""The guard of same-meaning records over all texts of this repository, in every language that has word lists."""

import re
from pathlib import Path

import pytest

from evenhand.checks.likeness import source_words, unlike
from evenhand.content.text import PLACEHOLDER
from evenhand.translation.po import parse_po

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = (ROOT / "templates",)
LANGUAGES = sorted(p.stem for p in (ROOT / "templates/phrases").glob("*.yaml") if p.stem != "en")
COMMAS = re.compile("[,،，、;:：；—]")
DENIALS = ("negations", "unsure", "may", "probably", "frequency")


def texts(language):
    folder, english = (ROOT / "translations" / (language if language != "en" else "es")), language == "en"
    for path in sorted(folder.glob("*.po")):
        for entry in parse_po(path.read_text(encoding="utf-8"), path.name)[0].entries[1:]:
            yield entry.msgid if english else entry.msgstr[0]


@pytest.fixture(scope="module", params=["en", *LANGUAGES])
def spoken(request):
    """Every third text of a language, and its words."""
    return list(texts(request.param))[::3], source_words(TEMPLATES, request.param)


def test_commas_spaces_and_capitals_may_always_change(spoken):
    found, words = spoken
    for text in found:
        for other in (COMMAS.sub("", text), text + ".", text[:1].swapcase() + text[1:]):
            for known in (words, None):
                assert unlike((text,), (other,), known) == (), other


def test_a_denial_a_hedge_or_a_number_never_goes(spoken):
    found, words = spoken
    seen = 0
    for text in found:
        hits = [h for h in words.lexicon.scan(text) if h.group in DENIALS] + [
            h for h in words.numbers.scan(text) if h.group.startswith("number:") and h.group != "number:"
        ]
        spans = [(h.start, h.end) for h in hits] + [m.span() for m in PLACEHOLDER.finditer(text)]
        for start, end in spans:
            if "<" in text[start:end]:
                continue
            seen += 1
            other = text[:start] + text[end:]
            assert unlike((text,), (other,), words), other
            assert unlike((other,), (text,), words), text
    assert seen > 20


def test_another_word_needs_word_lists():
    words = source_words(TEMPLATES, "en")
    assert unlike(("Ask a doctor.",), ("Ask a physician.",), words) == ()
    assert unlike(("Ask a doctor.",), ("Ask a physician.",), None) != ()
    assert source_words(TEMPLATES, "so") is None
    assert source_words(TEMPLATES, "es-MX").lexicon.language == "es", "those of the base language serve"
