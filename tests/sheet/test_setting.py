"""The record of a language: complete for every language that health services are asked for, and true to CLDR."""

import pytest

from evenhand.content.text import Run
from evenhand.sheet.breaking import JOINED, MAY_END, broken
from evenhand.sheet.filler import filler, sample_of
from evenhand.sheet.script import SCRIPTS
from evenhand.sheet.setting import LISTED, Breaking, listed, setting_of
from evenhand.translation.language import find_language
from evenhand.translation.pseudo import KEPT


def setting(tag, digits=""):
    return setting_of(find_language(tag), digits)


def marked(tag, *runs):
    """The texts of runs with | where a line may end and ~ where it may not."""
    made = broken([Run(r) if isinstance(r, str) else r for r in runs], setting(tag).breaking, tag)
    return [run.text.replace(MAY_END, "|").replace(JOINED, "~") for run in made]


def test_records_are_many_and_each_once():
    assert len(LISTED) == len(set(LISTED)) >= 45


@pytest.mark.parametrize("record", listed(), ids=lambda r: r.language.tag)
def test_a_record_is_complete(record):
    assert record.script.code in SCRIPTS
    assert record.script.code == record.language.script, "a script of its own, not the Latin one in its place"
    assert record.language.endonym
    assert all(record.quotes)
    assert record.counter == "decimal" or record.digits != "latn"


@pytest.mark.parametrize(
    ("tag", "counter"), [("fa", "persian"), ("bn", "bengali"), ("ps", "persian"), ("my", "myanmar"), ("ar", "decimal"), ("th", "decimal")]
)
def test_counters_are_in_the_digits_of_the_language(tag, counter):
    assert setting(tag).counter == counter


def test_the_project_may_ask_for_other_digits():
    assert setting("ar", "arab").counter == "arabic-indic"


@pytest.mark.parametrize(
    ("tag", "text", "shown"),
    [
        ("th", "ยาปฏิชีวนะใช้ไม่ได้ผลกับไวรัส", "ยา|ปฏิชีวนะ|ใช้|ไม่|ได้|ผล|กับ|ไวรัส"),
        ("th", "น้ำมาก ๆ เช่น นมแม่", "น้ำ|มาก ๆ เช่น นม|แม่"),
        ("km", "អ្វីដែលអ្នកអាចធ្វើបាន", "អ្វី|ដែល|អ្នក|អាច|ធ្វើ|បាន"),
        ("lo", "ສິ່ງທີ່ທ່ານເຮັດໄດ້", "ສິ່ງ|ທີ່|ທ່ານ|ເຮັດ|ໄດ້"),
        # The dictionary parts this name into single letters, one of them without its vowel sign.
        ("my", "ဗိုင်းရပ်စ်ကို မသက်ရောက်ပါ။", "ဗိုင်းရပ်စ်|ကို မသက်ရောက်|ပါ။"),
        ("ko", "그룹 사람이 나았습니다", "그~룹 사~람~이 나~았~습~니~다"),
        ("ja", "抗生物質はウイルスには効きません。", "抗~生~物~質~はウ~イ~ル~ス~に~は効~き~ま~せ~ん~。"),
        ("en", "at spaces alone", "at spaces alone"),
    ],
)
def test_lines_end_where_readers_expect_it(tag, text, shown):
    assert marked(tag, text) == [shown]
    assert shown.replace("|", "").replace("~", "") == text


def test_a_number_from_data_stays_with_its_counter_and_keeps_its_own_text():
    number = Run("10", data="ltr")
    assert marked("ko", "그룹 ", number, "명 중") == ["그~룹 ", "10", "~명 중"]


def test_foreign_words_stay_as_they_are():
    foreign = Run("ยา", lang="en")
    assert marked("th", "ใช้", foreign)[1] == "ยา"


@pytest.mark.parametrize("record", listed(), ids=lambda r: r.language.tag)
def test_filler_keeps_what_no_translator_may_change(record):
    source = 'Call <b>{number}</b> or ask for <foreign lang="en">Millbrook</foreign> today.'
    text = filler(record)(source)
    assert KEPT.findall(text) == KEPT.findall(source)
    assert not any(c.isdigit() for c in text)
    assert len(text) > len("".join(KEPT.findall(source)))
    assert sample_of(record).letters


def test_a_language_breaks_in_one_way():
    ways = {tag: setting(tag).breaking for tag in ("th", "ko", "ja", "zh-Hans", "ar")}
    assert list(ways.values()) == [Breaking.WORDS, Breaking.TOGETHER, Breaking.PHRASES, Breaking.SPACES, Breaking.SPACES]
