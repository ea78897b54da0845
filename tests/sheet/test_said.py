"""Texts that are told again on the next clinic's page: the same words with the same data, and no others."""

import pytest
from markupsafe import Markup

from evenhand.content.text import Run
from evenhand.sheet import said
from evenhand.sheet.said import Said, said_by
from evenhand.translation.language import find_language
from evenhand.translation.wording import Phrase, Wording

GAP = Phrase("gap", ((Run("gap"),),))


def html(runs):
    return Markup("").join(run.text for run in runs)


def words(tag="en", country="GB", gap=GAP):
    language = find_language(tag)
    return Wording(language, {"gap": gap}, language.plural_forms, country)


def phrase(text="call ", key="k", count="", *more):
    return Phrase(key, tuple((Run(one), Run(slot="phone")) for one in (text, *more)), count)


def test_the_same_words_with_the_same_data_are_made_once():
    told, made = Said(), []
    for _ in range(3):
        told.told(words(), phrase(), {"phone": Run("111"), "other": Run("x")}, lambda runs: made.append(runs) or html(runs))
    assert len(made) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((phrase(), {"phone": Run("111")}), (phrase(), {"phone": Run("112")})),
        ((phrase(), {"phone": Run("111")}), (phrase("dial "), {"phone": Run("111")})),
        ((phrase(), {"phone": Run("111")}), (phrase(), {"phone": Run("111", data="ltr")})),
        ((phrase(), {"phone": Run("111")}), (phrase(), {})),
        # The form is chosen by a number that the words do not show.
        ((phrase("one ", "k", "n", "many "), {"n": 1, "phone": "x"}), (phrase("one ", "k", "n", "many "), {"n": 2, "phone": "x"})),
        ((phrase("one ", "k", "n", "many "), {"n": 1, "phone": "x"}), (phrase("one ", "k", "n", "many "), {"n": 1.0, "phone": "x"})),
    ],
)
def test_other_words_or_data_are_told_as_they_would_be_alone(first, second):
    together = Said()
    for one, values in (first, second, first, second):
        assert together.told(words(), one, values, html) == Said().told(words(), one, values, html)


def test_terms_come_with_a_text_each_time():
    told, term = Said(), Phrase("k", ((Run("a word", term="t"), Run(" and more")),))
    assert [told.told(words(), term, {}, html)[1] for _ in range(2)] == [("t",), ("t",)]


def test_a_gap_is_that_of_its_edition():
    told, missing = Said(), Phrase("k", (), state="missing")
    for mark in ("[…]", "[missing]"):
        assert told.told(words(gap=Phrase("gap", ((Run(mark),),))), missing, {}, html)[0] == mark


def test_languages_countries_and_screens_say_for_themselves():
    ways = [said_by(words(*way), web) for way in (("en", "GB"), ("en", "US"), ("ar", "GB")) for web in (False, True)]
    assert len(set(map(id, ways))) == len(ways)
    assert said_by(words("en", "GB"), False) is ways[0]


def test_what_is_kept_of_texts_has_an_end(monkeypatch):
    monkeypatch.setattr(said, "_voices", {})
    monkeypatch.setattr(said, "_TEXTS", 10)
    told = said_by(words(), False)
    for number in range(40):
        told.told(words(), phrase(key=f"k{number}"), {}, html)
        told.told(words(), phrase(), {"phone": Run(str(number))}, html)
        said_by(words(country=f"{number}"), False)
        assert said_by(words(), False) is told, "the last one used is the last to go"
    assert len(told._texts) <= 10
    assert len(told._texts["k"][2]) <= 8
    assert len(said._voices) == said._VOICES
