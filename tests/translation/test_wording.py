import datetime as dt
import subprocess
import sys

import pytest

from evenhand.content.evidence import Figure
from evenhand.content.text import Run, parse_markup
from evenhand.translation.language import find_language
from evenhand.translation.wording import Phrase, Wording

DAY = dt.date(2026, 11, 24)
ONE_FORM = "nplurals=1; plural=0;"


def wording(tag, country="", digits="", plural=""):
    language = find_language(tag)
    return Wording(language, {}, plural or language.plural_forms, country, digits)


def phrase(*forms, count="", state="translated"):
    return Phrase("key", tuple(parse_markup(form) for form in forms), count, state)


def said(runs):
    return "".join(run.text for run in runs)


def plain(run):
    """The text with ordinary spaces, after making sure that it cannot break over a line."""
    assert " " not in run.text
    return run.text.replace("\u00a0", " ").replace("\u202f", " ")


# tag, country, digits; 1234567.5; the date; a range 15-20; the year; from 8:30 to 17:00
SAID = [
    ("en", "GB", "", "1,234,567.5", "24 November 2026", "15–20", "2026", "08:30–17:00"),
    ("en", "US", "", "1,234,567.5", "November 24, 2026", "15–20", "2026", "8:30 AM–5:00 PM"),
    ("ar", "", "", "1,234,567.5", "24 نوفمبر 2026", "15-20", "2026", "8:30 ص–5:00 م"),
    ("ar", "", "arab", "١٬٢٣٤٬٥٦٧٫٥", "٢٤ نوفمبر ٢٠٢٦", "١٥-٢٠", "٢٠٢٦", "٨:٣٠ ص–٥:٠٠ م"),
    ("ar", "EG", "latn", "1,234,567.5", "24 نوفمبر 2026", "15-20", "2026", "8:30 ص–5:00 م"),
    ("ur", "GB", "", "1,234,567.5", "24 نومبر، 2026", "15-20", "2026", "8:30 AM–5:00 PM"),
    ("ur", "GB", "arabext", "۱٬۲۳۴٬۵۶۷٫۵", "۲۴ نومبر، ۲۰۲۶", "۱۵-۲۰", "۲۰۲۶", "۸:۳۰ AM–۵:۰۰ PM"),
    ("hi", "", "", "12,34,567.5", "24 नवंबर 2026", "15–20", "2026", "8:30 am–5:00 pm"),
    ("hi", "", "deva", "१२,३४,५६७.५", "२४ नवंबर २०२६", "१५–२०", "२०२६", "८:३० am–५:०० pm"),
    ("zh-Hans", "US", "", "1,234,567.5", "2026年11月24日", "15–20", "2026", "08:30–17:00"),
    ("pl", "GB", "", "1 234 567,5", "24 listopada 2026", "15–20", "2026", "08:30–17:00"),
    ("fr", "", "", "1 234 567,5", "24 novembre 2026", "15–20", "2026", "08:30–17:00"),
]


@pytest.mark.parametrize(("tag", "country", "digits", "number", "date", "span", "year", "times"), SAID, ids=lambda v: v if v else "-")
def test_data_is_said_as_the_language_writes_it(tag, country, digits, number, date, span, year, times):
    say = wording(tag, country, digits)
    assert plain(say.number(1234567.5)) == number
    assert plain(say.date(DAY)) == date
    assert plain(say.range(15, 20)) == span
    assert plain(say.year(2026)) == year
    assert plain(say.times(dt.time(8, 30), dt.time(17))) == times


@pytest.mark.parametrize("tag", ["ar", "fa", "prs", "ps", "ur", "ckb", "bn", "my", "ne"])
@pytest.mark.parametrize("country", ["", "GB", "EG"])
def test_marks_and_digits_of_a_number_are_of_one_kind(tag, country):
    """An Arabic decimal mark among digits 0-9 can be read as another number."""
    text = wording(tag, country).number(1234567.5).text
    assert ("٫" in text or "٬" in text) == any(c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" for c in text), text


@pytest.mark.parametrize("tag", ["ar", "fa", "prs", "ps", "ur", "ckb", "bn", "my", "ne"])
def test_digits_of_numbers_and_dates_are_of_one_kind(tag):
    say = wording(tag)
    assert {
        c in "0123456789" for text in (say.number(1357).text, say.date(DAY).text, say.year(2026).text) for c in text if c.isdigit()
    } in (
        {True},
        {False},
    )


@pytest.mark.parametrize("tag", ["en", "ar", "ur", "hi", "zh-Hans", "pl"])
def test_numbers_run_left_to_right_and_words_with_their_language(tag):
    say = wording(tag)
    direction = find_language(tag).direction
    assert {say.number(5).data, say.range(5, 6).data, say.year(2026).data} == {"ltr"}
    assert {say.date(DAY).data, say.weekdays(0, 1).data, say.joined(["a", "b"]).data} == {direction}


@pytest.mark.parametrize(("tag", "data"), [("en", "ltr"), ("pl", "ltr"), ("ar", "rtl"), ("ur", "ltr")])
def test_opening_hours_run_with_the_words_in_them(tag, data):
    assert wording(tag).times(dt.time(8), dt.time(17)).data == data


@pytest.mark.parametrize(
    ("tag", "country", "locale"),
    [
        ("en", "GB", "en_GB"),
        ("en", "US", "en_US"),
        ("es", "US", "es_US"),
        ("ar", "EG", "ar_EG"),
        ("ar", "GB", "ar"),
        ("ur", "GB", "ur"),
        ("pl", "GB", "pl"),
        ("pt-BR", "PT", "pt_BR"),
        ("zh-Hans", "US", "zh_Hans"),
        ("zh-Hans", "SG", "zh_Hans_SG"),
        ("en", "", "en"),
        ("en", "XX", "en"),
    ],
)
def test_country_counts_where_the_language_is_written_there(tag, country, locale):
    assert wording(tag, country).locale == locale


WEEKDAYS = {
    "ur": ("پیر", "اتوار"),
    "en": ("Monday", "Sunday"),
    "ar": ("الاثنين", "الأحد"),
    "hi": ("सोमवार", "रविवार"),
    "pl": ("Poniedziałek", "Niedziela"),
    "fr": ("Lundi", "Dimanche"),
    "zh-Hans": ("星期一", "星期日"),
    "de": ("Montag", "Sonntag"),
    "vi": ("Thứ Hai", "Chủ Nhật"),
}


@pytest.mark.parametrize("tags", [list(WEEKDAYS), list(WEEKDAYS)[::-1]], ids=["one way", "other way"])
def test_weekdays_are_in_the_language_whatever_was_said_before(tags):
    """In a process of its own: another test may have asked for weekdays already."""
    program = (
        "import sys; from evenhand.translation.language import find_language; from evenhand.translation.wording import Wording\n"
        "for tag in sys.argv[1:]: w = Wording(find_language(tag), {}, ''); print(w.weekday(0), w.weekday(6), sep='|')"
    )
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", program, *tags], capture_output=True, check=True)
    assert [tuple(line.split("|")) for line in run.stdout.decode().splitlines()] == [WEEKDAYS[tag] for tag in tags]


def test_days_from_and_to():
    say = wording("en")
    assert said([say.weekdays(0, 4)]) == "Monday – Friday"
    assert said([say.weekdays(5, 5)]) == "Saturday"


@pytest.mark.parametrize(
    ("tag", "country", "text"),
    [
        ("en", "GB", "a, b and c"),
        ("en", "US", "a, b, and c"),
        ("pl", "", "a, b i c"),
        ("fr", "", "a, b et c"),
        ("zh-Hans", "", "a、b和c"),
        ("ar", "", "a وb وc"),
        ("ur", "", "a، b، اور c"),
        ("hi", "", "a, b, और c"),
    ],
)
def test_lists_are_joined_as_the_language_does(tag, country, text):
    assert wording(tag, country).joined(["a", "b", "c"]).text == text


def test_a_list_of_one_is_that_one():
    assert wording("en").joined(["a"]).text == "a"


# Phrases.


def test_a_phrase_is_said_with_its_data():
    runs = wording("pl").say(phrase("Od {n} do <b>{day}</b>, {who}"), n=1234567, day=DAY, who="Ewa")
    assert said(runs).replace("\u00a0", " ") == "Od 1 234 567 do 24 listopada 2026, Ewa"
    assert [run.bold for run in runs if "listopada" in run.text] == [True]
    assert {run.text: run.data for run in runs}["Ewa"] == "ltr"


def test_data_keeps_its_own_direction_and_language_inside_a_sentence():
    runs = wording("ar").say(phrase("اتصل {phone} الآن"), phone=Run("0113 496 0100", data="ltr", lang="en"))
    assert [(r.text, r.data, r.lang) for r in runs if r.data] == [("0113 496 0100", "ltr", "en")]


def test_data_may_be_a_phrase_of_its_own():
    value = (Run("7", data="ltr"), Run(" z każdych "), Run("10", data="ltr"))
    runs = wording("pl").say(phrase("U <b>{share}</b> osób"), share=value)
    assert said(runs) == "U 7 z każdych 10 osób"
    assert [r.bold for r in runs] == [False, True, True, True, False]


def test_a_share_stays_together_on_a_line():
    say = Wording(find_language("pl"), {"effect.of-every": phrase("{events} z każdych {out_of}")}, ONE_FORM)
    runs = say.share(74, 100)
    assert said(runs) == "74\u00a0z\u00a0każdych\u00a0100"
    assert [r.text for r in runs if r.data == "ltr"] == ["74", "100"]


def test_a_share_follows_the_order_of_the_language():
    say = Wording(find_language("zh-Hans"), {"effect.of-every": phrase("每{out_of}人中有{events}人")}, ONE_FORM)
    assert said(say.share(74, 100)) == "每100人中有74人"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"number": "1234567"}, "1,234,567"),
        ({"number": "2.5"}, "2.5"),
        ({"range": ["5", "10"]}, "5–10"),
        ({"year": "2020"}, "2020"),
        ({"date": "2026-11-24"}, "24 November 2026"),
        ({"events": "8", "out-of": "100"}, "8 of every 100"),
        ({"events": "0", "out-of": "58"}, "0 of every 58"),
    ],
)
def test_every_kind_of_figure_is_said(parts, text):
    say = Wording(find_language("en"), {"effect.of-every": phrase("{events} of every {out_of}")}, "", "GB")
    value = say.figure(Figure.model_validate({"what": "people", **parts}))
    assert said(value if isinstance(value, tuple) else [value]).replace("\u00a0", " ") == text


ARABIC = [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"), (103, "few")]
POLISH = [(1, "one"), (2, "few"), (4, "few"), (5, "many"), (0, "many"), (11, "many"), (12, "many"), (21, "many"), (22, "few")]


@pytest.mark.parametrize(("number", "form"), ARABIC)
def test_arabic_takes_one_of_six_forms(number, form):
    forms = phrase("zero {n}", "one {n}", "two {n}", "few {n}", "many {n}", "other {n}", count="n")
    assert said(wording("ar", digits="latn").say(forms, n=number)) == f"{form} {number}"


@pytest.mark.parametrize(("number", "form"), POLISH)
def test_polish_takes_one_of_three_forms(number, form):
    assert said(wording("pl").say(phrase("one {n}", "few {n}", "many {n}", count="n"), n=number)) == f"{form} {number}"


def test_chinese_has_one_form_for_all():
    assert {said(wording("zh-Hans").say(phrase("{n}次", count="n"), n=n)) for n in (0, 1, 2)} == {"0次", "1次", "2次"}


def test_the_rule_of_the_catalog_counts_not_that_of_the_language():
    say = wording("pl", plural="nplurals=2; plural=(n > 10);")
    assert said(say.say(phrase("little", "much", count="n"), n=5)) == "little"
    assert said(say.say(phrase("little", "much", count="n"), n=11)) == "much"


@pytest.mark.parametrize("state", ["missing", "stale"])
def test_a_gap_is_marked_in_the_language_itself(state):
    say = Wording(find_language("pl"), {"gap": phrase("[Brak tłumaczenia]")}, ONE_FORM)
    assert say.say(Phrase("title", (), "", state), n=5) == (Run("[Brak tłumaczenia]", bold=True),)


def test_a_gap_without_words_for_it_is_marked_without_words():
    say = Wording(find_language("pl"), {"gap": Phrase("gap", (), "", "missing")}, ONE_FORM)
    for text in (said(say.say(Phrase("title", (), "", "missing"))), said(wording("pl").say(Phrase("title", ())))):
        assert text == "[…]"


def test_a_word_is_found_by_its_key():
    say = Wording(find_language("pl"), {"foot.page": phrase("Strona {page} z {pages}")}, ONE_FORM)
    assert said(say.word("foot.page", page=2, pages=4)) == "Strona 2 z 4"
