import pytest
from babel import Locale, localedata

from evenhand.finding import Place, Trouble
from evenhand.translation.language import capitalised, find_language, plural_rule, tag_faults

# What clinics in Britain, Ireland, North America and Australia print interpreter lists in.
ASKED_FOR = [
    "am",
    "ar",
    "bg",
    "bn",
    "bs",
    "ckb",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fil",
    "fr",
    "gu",
    "he",
    "hi",
    "hmn",
    "hr",
    "ht",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "km",
    "kmr",
    "kn",
    "ko",
    "ksw",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mr",
    "mww",
    "my",
    "nb",
    "ne",
    "nl",
    "om",
    "or",
    "pa",
    "pa-Arab",
    "pl",
    "prs",
    "ps",
    "pt",
    "pt-BR",
    "ro",
    "ru",
    "rw",
    "sd",
    "si",
    "sk",
    "sl",
    "sm",
    "so",
    "sq",
    "sr",
    "sr-Latn",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "ti",
    "tl",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "yo",
    "zh-Hans",
    "zh-Hant",
    "zu",
]


def test_a_long_list_of_languages_is_asked_for():
    assert len(set(ASKED_FOR)) == len(ASKED_FOR) >= 45


@pytest.mark.parametrize("tag", ASKED_FOR)
def test_languages_that_clinics_ask_for_have_a_whole_record(tag):
    language = find_language(tag)
    assert language.tag == tag
    assert language.endonym
    assert len(language.script) == 4
    assert plural_rule(language.plural_forms).count >= 1


def test_every_language_of_cldr_is_written_in_the_direction_that_cldr_says():
    languages = {name: find_language(name) for name in localedata.locale_identifiers() if not tag_faults(name.replace("_", "-"), Place())}
    wrong = {name for name, language in languages.items() if language.direction != Locale.parse(language.locale).text_direction}
    # Mongolian letters run downwards, which leaflets do not.
    assert len(languages) > 900
    assert {name for name in wrong if "Mong" not in name} == set()
    assert {languages[name].direction for name in ("en", "ur", "fa", "he", "ks_Deva", "pa_Arab", "ff_Adlm")} == {"ltr", "rtl"}


@pytest.mark.parametrize("tag", ASKED_FOR)
def test_every_number_takes_a_form_that_the_catalog_has(tag):
    rule = plural_rule(find_language(tag).plural_forms)
    assert {rule.form(n) for n in range(1001)} <= set(range(rule.count))


def test_no_two_languages_show_the_reader_the_same_name():
    names = {}
    for tag in set(ASKED_FOR) - {"tl", "mww"}:  # another tag for fil, and for hmn
        names.setdefault(find_language(tag).endonym, []).append(tag)
    assert {name: tags for name, tags in names.items() if len(tags) > 1} == {}


def test_no_two_languages_show_the_staff_the_same_name():
    english = find_language("en")
    names = {}
    for tag in set(ASKED_FOR) - {"tl", "mww"}:
        names.setdefault(find_language(tag).name_in(english), []).append(tag)
    assert {name: tags for name, tags in names.items() if len(tags) > 1} == {}


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ar", "العربية"),
        ("fr", "Français"),
        ("ht", "Kreyòl ayisyen"),
        ("pl", "Polski"),
        ("pt-BR", "Português (Brasil)"),
        ("ur", "اردو"),
        ("hi", "हिन्दी"),
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
    ],
)
def test_endonym(tag, name):
    assert find_language(tag).endonym == name


@pytest.mark.parametrize(("tag", "name"), [("ur", "Urdu"), ("ht", "Haitian Creole"), ("fil", "Filipino"), ("pl", "Polish")])
def test_name_in_english(tag, name):
    assert find_language(tag).name_in(find_language("en")) == name


@pytest.mark.parametrize("tag", ["hmn", "ksw", "sm", "ht"])
def test_a_stand_in_lends_no_name(tag):
    english, french = find_language("en"), find_language("fr")
    name = find_language(tag).name_in(english)
    assert name not in ("English", "Burmese")
    assert "French" not in name
    assert find_language(tag).name_in(french) != "Anglais"


def test_names_take_a_large_letter_where_the_script_has_one():
    assert [capitalised(name) for name in ("polski", "हिन्दी", "")] == ["Polski", "हिन्दी", ""]


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("en", "Latn"),
        ("ar", "Arab"),
        ("fa", "Arab"),
        ("prs", "Arab"),
        ("ur", "Aran"),
        ("pa", "Guru"),
        ("pa-Arab", "Arab"),
        ("hi", "Deva"),
        ("zh-Hans", "Hans"),
        ("zh-Hant", "Hant"),
        ("ja", "Jpan"),
        ("ko", "Kore"),
        ("sr", "Cyrl"),
        ("sr-Latn", "Latn"),
        ("ksw", "Mymr"),
        ("he", "Hebr"),
    ],
)
def test_script(tag, script):
    assert find_language(tag).script == script


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pl", "pl"), ("pt-BR", "pt_BR"), ("zh-Hans", "zh_CN"), ("zh-Hant", "zh_TW"), ("sr-Latn", "sr@latin"), ("pa-Arab", "pa_Arab")],
)
def test_gettext_name(tag, name):
    assert find_language(tag).gettext_name == name


def test_the_record_and_faults_are_told_without_loading_the_language(monkeypatch):
    records = {tag: find_language(tag) for tag in ASKED_FOR}
    loaded = []
    monkeypatch.setattr("babel.localedata.load", lambda *a, **k: loaded.append(a))
    assert {tag: find_language(tag) for tag in ASKED_FOR} == records
    assert (records["fa"].direction, records["bn"].direction) == ("rtl", "ltr")
    assert not any(tag_faults(tag, Place()) for tag in ASKED_FOR)
    assert [f.code for f in tag_faults("xx-Nope", Place())] == ["F014"]
    assert not loaded


def test_an_underscore_is_taken_for_a_hyphen():
    assert find_language("zh_Hans") == find_language("zh-Hans")
    assert find_language("pt_BR").tag == "pt-BR"


@pytest.mark.parametrize("tag", ["xx", "english", "EN", "", "zh-hans", "../en", "en-", "e", "en GB", "notes", "qqq"])
def test_an_unknown_tag_is_a_fault_of_the_call(tag):
    with pytest.raises(Trouble) as trouble:
        find_language(tag)
    assert trouble.value.usage
    assert tag in trouble.value.findings[0].what
    assert trouble.value.findings[0].mend


def forms(tag, *numbers):
    rule = plural_rule(find_language(tag).plural_forms)
    return rule.count, [rule.form(n) for n in numbers]


def test_arabic_has_six_forms():
    """In CLDR's order (zero, one, two, few, many, other), which is that of msginit and of translators' editors."""
    assert forms("ar", 0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111) == (6, [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4])


def test_polish_has_three_forms():
    assert forms("pl", 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 112, 122) == (3, [0, 1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 1])


@pytest.mark.parametrize(
    "tag",
    [
        "am",
        "ar",
        "bn",
        "cs",
        "cy",
        "de",
        "fr",
        "gu",
        "he",
        "hi",
        "id",
        "ko",
        "lt",
        "lv",
        "my",
        "pa",
        "pl",
        "ro",
        "ru",
        "sl",
        "sr",
        "th",
        "uk",
        "zh-Hans",
    ],
)
def test_numbers_that_the_language_treats_apart_have_forms_apart(tag):
    language = find_language(tag)
    rule, cldr = plural_rule(language.plural_forms), Locale.parse(language.locale).plural_form
    pairs = {(cldr(n), rule.form(n)) for n in range(1001)}
    assert len({form for _, form in pairs}) == len(pairs), pairs


def test_chinese_has_one_form():
    assert forms("zh-Hans", 0, 1, 2, 100) == (1, [0, 0, 0, 0])


def test_french_counts_nought_as_one():
    assert forms("fr", 0, 1, 2) == (2, [0, 0, 1])


@pytest.mark.parametrize("header", ["nplurals=2; plural=(n != 1);", "nplurals=2; plural=n != 1", " nplurals = 2 ; plural = n!=1 ; "])
def test_a_header_may_be_spaced_as_gettext_allows(header):
    rule = plural_rule(header)
    assert (rule.count, rule.form(1), rule.form(2)) == (2, 0, 1)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2;",
        "plural=n != 1",
        "nplurals=2; plural=m != 1;",
        "nplurals=2; plural=(n != 1;",
        "nplurals=2; plural=__import__('os');",
    ],
)
def test_a_header_that_cannot_be_read_is_refused(header):
    with pytest.raises(ValueError, match=r"^"):
        plural_rule(header)
