"""Word lists: what is left out to be quick may lose no phrase."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.checks import lexicon as module
from evenhand.checks.lexicon import Lexicon, read_lexicon
from evenhand.checks.phrase import Phrase, WordLetters, head

TEMPLATES = (Path(__file__).resolve().parents[2] / "templates",)
TAGS = sorted(path.stem for path in (TEMPLATES[0] / "phrases").glob("*.yaml"))


def lexicon(*phrases, **options):
    return Lexicon("en", {"group": list(phrases)}, **options)


def found(lexicon, text):
    return [text[hit.start : hit.end] for hit in lexicon.scan(text)]


def spelled(phrase, rnd, words):
    """One way in which a phrase of a list may stand in a text, or nearly."""
    while (
        shorter := re.sub(r"\(([^()]*)\)(\??)", lambda m: "" if m[2] and rnd.random() < 0.5 else rnd.choice(m[1].split("|")), phrase)
    ) != (phrase):
        phrase = shorter
    phrase = re.sub(r"\.\.\.|…", lambda _: " ".join(rnd.choices(words, k=rnd.randrange(8))), phrase)
    phrase = phrase.replace("*", rnd.choice(["", "s", "ία"])).replace("-", rnd.choice(["-", " ", "", "‑"])).replace("'", rnd.choice("'’"))
    phrase = phrase.replace(" ", rnd.choice([" ", " ", "\u00a0", "\n", ", "]))
    return rnd.choice([str, str, str.upper, str.title])(phrase)


@pytest.mark.parametrize("tag", TAGS)
def test_every_phrase_is_found_that_is_found_when_each_is_tried_everywhere(tag, monkeypatch):
    known = read_lexicon(TEMPLATES, tag)
    lines = (TEMPLATES[0] / f"phrases/{tag}.yaml").read_text(encoding="utf-8").splitlines()
    phrases = [p.strip() for line in lines if not line.lstrip().startswith("#") for p in re.split("[,،，、]", line) if p.strip()]
    words = [w for p in phrases for w in re.split(r"[\s()|?*.…-]+", p) if w]
    rnd = random.Random(tag)
    texts = [" ".join(spelled(rnd.choice([p, *phrases]), rnd, words) + rnd.choice(["", ".", "s"]) for p in (p, p)) for p in phrases]
    quick = [known.scan(text) for text in texts]
    monkeypatch.setattr(module._Box, "within", lambda box, _: [*box._free, *(p for ps in box._bound.values() for p in ps)])
    assert [known.scan(text) for text in texts] == quick
    assert sum(map(len, quick)) > len(texts)


@pytest.mark.parametrize(
    ("phrase", "needs"),
    [
        ("cure*", ()),
        ("no evidence", ("evid",)),
        ("no (good|clear) evidence", ("evid",)),
        ("not been (proven|shown)", ("prov", "show")),
        ("not (yet)? known", ("know",)),
        ("(yet)? known", ()),
        ("lower* ... (risk|chance)", ("risk", "chan")),
        ("say no", ("no",)),
        ("say no*", ()),  # shorter than a head, and it may go on
        ("side-effect", ()),
        ("isn't known", ("know",)),
        ("either or|or else", ()),
    ],
)
def test_words_that_a_phrase_needs(phrase, needs):
    assert Phrase(phrase, WordLetters(phrase)).needs == frozenset(needs)


@given(st.text(st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Mn")), min_size=1, max_size=6))
def test_words_that_a_pattern_takes_for_the_same_begin_alike(word):
    pattern = re.compile(re.escape(word), re.IGNORECASE)
    for other in (word.upper(), word.lower(), word.title(), word.swapcase(), word.casefold()):
        assert head(other) == head(word) or not pattern.fullmatch(other)


def test_letters_that_a_pattern_takes_for_the_same_begin_alike():
    letters = [chr(i) for i in range(0x110000) if chr(i).isalpha() and chr(i).lower() != chr(i).upper()]
    kin = {}
    for letter in letters:
        for other in {letter.lower(), letter.upper(), letter.casefold(), letter.lower().upper(), letter.upper().lower()}:
            kin.setdefault(other[:1], set()).add(letter)
    for letter, others in kin.items():
        pattern = re.compile(re.escape(letter), re.IGNORECASE)
        assert all(head(other) == head(letter) for other in others if pattern.fullmatch(other)), letter


def test_capitals_with_and_without_dots_are_no_hiding_place():
    assert found(lexicon("no iris"), "NO İRIS, no ırıs and No Iris") == ["NO İRIS", "no ırıs", "No Iris"]


def test_plain_words_end_where_a_word_ends():
    assert found(lexicon("no risk", "no doubt*"), "no risks, no risk, no doubts") == ["no risk", "no doubts"]
    assert found(lexicon("नहीं है"), "नहीं हैं। नहीं है।") == ["नहीं है"]


def test_faults_of_a_list_are_told_all_at_once(tmp_path):
    text = (TEMPLATES[0] / "phrases/en.yaml").read_text(encoding="utf-8")
    (tmp_path / "phrases").mkdir()
    text = text.replace("  little or no\n", "  little (or no\n  ?odd\n", 1)
    (tmp_path / "phrases/en.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(module.Trouble) as trouble:
        read_lexicon((tmp_path,), "en")
    assert [f.code for f in trouble.value.findings] == ["F013", "F013"]


def test_the_words_kept_in_mind_are_not_without_end(monkeypatch):
    monkeypatch.setattr(module, "_VOCABULARY", 10)
    known = lexicon("cure*")
    assert all(found(known, f"cures{chr(97 + i % 26)} w{i}") for i in range(100))
    assert len(known._met) <= 12


@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans"])
def test_time_is_linear_in_the_text(tag):
    known = read_lexicon(TEMPLATES, tag)
    text = (TEMPLATES[0] / f"phrases/{tag}.yaml").read_text(encoding="utf-8")

    def seconds(times):
        start = time.process_time()
        known.scan(text * times)
        return time.process_time() - start

    seconds(1)
    assert min(seconds(8) for _ in range(3)) < 14 * min(seconds(2) for _ in range(3))
