"""One record a language: its tag, names, direction, script and plural rule; CLDR (Babel) is the source."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.plurals import get_plural

from evenhand.finding import Finding, Place, Trouble, error, usage_trouble

# BCP 47: language, optional script, optional region.
_TAG = re.compile(r"^([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|\d{3}))?$")
# Names that readers look for, where CLDR's differ or have brackets.
_ENDONYMS = {
    "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "pt-BR": "Português (Brasil)", "fil": "Tagalog", "tl": "Tagalog", "ht": "Kreyòl ayisyen",
    "prs": "دری", "hmn": "Hmoob", "mww": "Hmoob Dawb", "kar": "ကညီကျိာ်", "ksw": "ကညီကျိာ်", "sm": "Gagana Sāmoa",
    "ar-XB": "[عنغلسه]", "en-XA": "[Éñĝļîšĥ]", "en-XL": "[Longest words]",
}  # fmt: skip
# CLDR's tags of pseudo-languages (accented, right to left): made by the program to try out pages, never a project's language.
PSEUDO = ("ar-XB", "en-XA")
# Ours, with a region that CLDR leaves free: the longest words and texts of all languages of a project.
LONGEST = "en-XL"
# Locales that CLDR (in Babel 2.18) lacks, and the one that stands in for dates and numbers.
_STAND_INS = {"prs": "fa_AF", "ht": "fr_HT", "hmn": "en", "mww": "en", "kar": "my", "ksw": "my", "sm": "en", "tl": "fil"} | {
    "ar-XB": "ar", "en-XA": "en", LONGEST: "en",
}  # fmt: skip
# How CLDR lists the language of such a tag in its names of languages, and our own name where it has none.
_LISTED = {"prs": "fa_AF"}
_ENGLISH = {"mww": "White Hmong", "kar": "Karen", "ksw": "S’gaw Karen"} | {
    "ar-XB": "Pseudo, right to left", "en-XA": "Pseudo, accented", LONGEST: "Pseudo, longest",
}  # fmt: skip
# Rules by language where Babel's differ from CLDR and gettext: forms out of CLDR's order, thrown together, or zero counted
# with the many. What is written here is what Weblate and CLDR have.
_ZERO_IS_ONE = ("am", "bn", "fa", "gu", "hi", "hy", "kn", "ln", "pa", "si", "ti", "zu")
_PLURALS = {
    **dict.fromkeys(_ZERO_IS_ONE, "nplurals=2; plural=(n > 1);"),
    **dict.fromkeys(("id", "ig", "ms", "my", "to", "yo"), "nplurals=1; plural=0;"),
    **dict.fromkeys(("hu", "ka", "tr"), "nplurals=2; plural=(n != 1);"),
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
    "fil": "nplurals=2; plural=(n!=1 && n!=2 && n!=3 && (n%10==4 || n%10==6 || n%10==9));",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "lv": "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 && n%100!=11 ? 1 : 2);",
}
_TAGS = "use a BCP 47 tag such as ar, pt-BR or zh-Hans"
# Headers that are kept: catalogs of a language have one, and faulty ones have some.
_RULES = 200
_rules: dict[str, PluralRule] = {}
# Scripts that are written from the right (UAX 9: their letters are of class R or AL).
_FROM_THE_RIGHT = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
# Names of catalogs that gettext's tools and Weblate know, where they are not the tag with an underscore.
_GETTEXT = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "sr-Latn": "sr@latin"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language that leaflets can be in.

    `tag` is BCP 47 (`ur`, `zh-Hans`, `pt-BR`); `locale` is Babel's name for it; `script` is ISO 15924, where `Aran`
    stands for Arabic letters in Nastaliq.
    """

    tag: str
    locale: str
    script: str

    @property
    def rtl(self) -> bool:
        return self.script in _FROM_THE_RIGHT

    @property
    def endonym(self) -> str:
        """Its name in itself, such as readers look for. Not in the record, for Babel then loads all that CLDR says of the language."""
        return _ENDONYMS.get(self.tag) or capitalised(Locale.parse(self.locale).get_display_name() or self.tag)

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"

    @property
    def gettext_name(self) -> str:
        """The form that `msgfmt`, Poedit and Weblate know: `pt_BR`, `zh_CN`."""
        return _GETTEXT.get(self.tag, self.tag.replace("-", "_"))

    @property
    def plural_forms(self) -> str:
        """The `Plural-Forms` header of a catalog."""
        return _PLURALS.get(Locale.parse(self.locale).language) or get_plural(self.locale).plural_forms

    def name_in(self, other: Language) -> str:
        """This language's name in another language: "Urdu" in English."""
        if self.tag in _STAND_INS:  # the locale is that of another language, whose name must not be shown
            listed = Locale.parse(other.locale).languages
            return capitalised(listed.get(_LISTED.get(self.tag, self.tag)) or _ENGLISH.get(self.tag, self.tag))
        return capitalised(Locale.parse(self.locale).get_display_name(other.locale) or self.tag)


def find_language(tag: str) -> Language:
    """The record for a tag; `zh_Hans` is taken as `zh-Hans`. Raises Trouble for a tag that CLDR does not know."""
    _locale(tag)
    tag = normal(tag)
    match = _TAG.match(tag)
    script = "Aran" if tag == "ur" else (match[2] if match else None) or _likely_script(_name(tag)) or "Latn"
    return Language(tag, _name(tag), script)


def normal(tag: str) -> str:
    """A tag as records have it: `zh_Hans` is `zh-Hans`."""
    return tag.replace("_", "-")


def _name(tag: str) -> str:
    """Babel's name for a tag."""
    return _STAND_INS.get(tag, tag.replace("-", "_"))


def _locale(tag: str) -> Locale:
    """Babel's record, which loads nothing until something is asked of it. Raises Trouble for a tag that CLDR does not know."""
    tag = normal(tag)
    try:
        if not _TAG.match(tag):
            raise ValueError(tag)
        return Locale.parse(_name(tag))
    except (UnknownLocaleError, ValueError):
        raise usage_trouble(f"unknown language: {tag}", _TAGS) from None


def tag_faults(tag: str, place: Place) -> list[Finding]:
    """The fault of an unknown tag that stands in a file or names a folder, at its place; none when the tag is known."""
    if normal(tag) in (*PSEUDO, LONGEST):
        return [error("F014", place, f"{tag} is a pseudo-language, which nobody translates into", "see it by evenhand translate pseudo")]
    try:
        _locale(tag)
    except Trouble:
        return [error("F014", place, f"unknown language: {tag}", _TAGS)]
    return []


def _likely_script(name: str) -> str | None:
    """The script that a language is written in, from CLDR's likely subtags (`ur` -> `ur_Arab_PK`)."""
    likely = get_global("likely_subtags")
    full: str = likely.get(name) or likely.get(name.split("_")[0]) or ""
    return next((part for part in full.split("_") if len(part) == 4 and part.isalpha()), None)


def capitalised(name: str) -> str:
    """First letter large, where the script has large letters."""
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How many forms a catalog has, and which one a number takes."""

    count: int
    form: Callable[[int], int]

    def examples(self) -> tuple[int | None, ...]:
        """A number for each form, the most usual one; None for a form that whole numbers up to a thousand never take."""
        usual = (1, 2, 3, 5, 0, 11, 100, *range(1001), 1_000_000)
        return tuple(next((n for n in usual if self.form(n) == i), None) for i in range(self.count))


def plural_rule(header: str) -> PluralRule:
    """Read a `Plural-Forms` header as gettext does, which compiles it: so each is read once. Raises ValueError when it cannot be read."""
    if header not in _rules:
        if len(_rules) >= _RULES:
            _rules.clear()
        _rules[header] = _read_rule(header)
    return _rules[header]


def _read_rule(header: str) -> PluralRule:
    match = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", header)
    if not match:
        raise ValueError(header)
    return PluralRule(int(match[1]), gettext.c2py(match[2]))
