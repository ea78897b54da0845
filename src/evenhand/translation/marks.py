"""Punctuation that the page itself puts between words and data: the colon and the full stop of a language."""

from __future__ import annotations

from evenhand.translation.language import Language

_COLONS = {"Hans": "：", "Hant": "：", "Jpan": "："}
# Scripts, and the one language, that end a sentence in a way of their own; Thai and Lao end it with nothing.
_STOPS = {
    "Hans": "。", "Hant": "。", "Jpan": "。", "Deva": "।", "Beng": "।", "Guru": "।", "Orya": "।", "Aran": "۔", "Ethi": "።", "Armn": "։",
    "Mymr": "။", "Khmr": "។", "Thai": "", "Laoo": "",
}  # fmt: skip
_POINT = frozenset({"mr"})


def colon(language: Language) -> str:
    """The colon after a label; French puts a space before it that does not break."""
    if narrow_before(language):
        return "\u00a0:"
    return _COLONS.get(language.script, ":")


def brackets(language: Language) -> tuple[str, str]:
    """What stands around a language's own name behind its name in another: Han letters take brackets of their own width, and a
    name that has brackets itself, Português (Brasil), takes a dash."""
    if "(" in language.endonym:
        return " – ", ""
    return ("（", "）") if language.script in _COLONS else (" (", ")")


def stop(language: Language) -> str:
    """What ends a sentence."""
    return "." if language.tag in _POINT else _STOPS.get(language.script, ".")


# Question mark, exclamation mark and colon where they are not ? ! :
_QUESTIONS = {"Hans": "？", "Hant": "？", "Jpan": "？", "Arab": "؟", "Aran": "؟", "Ethi": "?፧", "Armn": "՞?", "Grek": ";\u037e"}
_CALLS = {"Hans": "！", "Hant": "！", "Jpan": "！", "Armn": "՜!"}
_ENDS = ".。۔।．።։။។?？؟;\u037e՞፧!！՜:：፡፦፥…"


def sentence_marks(language: Language) -> dict[str, str]:
    """What ends a text in a language where a source ends with . ? ! : or …; `all`: every such mark. Empty where none is written.

    The first of each is the one to write.
    """
    full = stop(language)
    if not full:
        return {}
    marks = {".": full, "?": _QUESTIONS.get(language.script, "?"), "!": _CALLS.get(language.script, "!"), "…": "…"}
    # Hindi and its neighbours end with the point too in much of print; Japanese, Burmese and Armenian may ask without a mark at
    # the end.
    if language.script in ("Deva", "Beng", "Guru", "Orya"):
        marks["."] += "."
    if language.script in ("Jpan", "Mymr", "Armn"):
        marks["?"] += f"?{full}"
    return marks | {":": colon(language).strip("\u00a0") + ("፡፦፥" if language.script == "Ethi" else ""), "all": _ENDS}


def narrow_before(language: Language) -> bool:
    """True where a space that does not break stands before : ; ? ! and inside « »."""
    return language.tag.split("-")[0] == "fr" and language.tag != "fr-CA"


# Quotation marks, outer and inner, where they are not the English ones (CLDR 48.2, delimiters).
_QUOTES = {
    "am": "«»‹›", "ar": "”“’‘", "be": "«»„“", "bg": "„“„“", "ca": "«»“”", "cs": "„“‚‘", "de": "„“‚‘", "el": "«»“”", "et": "„“‚‘",
    "eu": "«»“”", "fa": "«»‹›", "fi": "””’’", "fr": "«»«»", "fr-CH": "«»‹›", "he": "””’’", "hr": "„“‚‘", "ht": "«»«»", "hu": "„”»«",
    "hy": "«»«»", "is": "„“‚‘", "it": "«»“”", "ja": "「」『』", "ka": "„“«»", "kk": "«»“”", "lt": "„“„“", "mk": "„“‚‘", "nb": "«»‘’",
    "nl": "‘’‘’", "pl": "„”«»", "prs": "«»‹›", "pt-PT": "«»“”", "ro": "„”«»", "ru": "«»„“", "rw": "«»‘’", "sk": "„“‚‘", "sl": "„“‚‘",
    "sn": "””’’", "sr": "„”’’", "sv": "””’’", "ti": "«»“”", "ug": "»«›‹", "uk": "«»„“", "ur": "”“’‘", "uz": "“”’‘", "yi": "””’’",
    "zh-Hant": "「」『』",
}  # fmt: skip


def quotes(language: Language) -> tuple[str, str, str, str]:
    """What opens and closes a quotation, and one inside it. In right-to-left text the marks are mirrored or turned as CLDR says."""
    marks = _QUOTES.get(language.tag) or _QUOTES.get(language.tag.split("-")[0], "“”‘’")
    return marks[0], marks[1], marks[2], marks[3]
