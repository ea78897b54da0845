"""The glossary as TBX, for translators' programs (OmegaT, Weblate, CAT tools).

Which TBX: the martif form of TBX-Basic (ISO 30042:2008), for that is what OmegaT and translate-toolkit read; the newer
form (2019) is read by few.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from evenhand.translation.glossary import Equivalent, Glossary, Term, phrases

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
_PATTERN = re.compile(r"[()|?*…]|\.\.\.")
_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"


def as_tbx(glossary: Glossary, title: str) -> str:
    """The whole file, all languages; the same glossary always gives the same text.

    Forbidden words are deprecated terms where they are plain words; patterns (`célula* troncal*`) stand in a note.
    """
    root = ET.Element("martif", {"type": "TBX", _LANG: glossary.language})
    head = ET.SubElement(root, "martifHeader")
    description = ET.SubElement(head, "fileDesc")
    _under(ET.SubElement(description, "titleStmt"), "title", title)
    _under(ET.SubElement(description, "sourceDesc"), "p", glossary.origin)
    _under(ET.SubElement(head, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for key, term in glossary.terms.items():
        _entry(body, key, term, glossary.language)
    ET.indent(root, " ")
    return _HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _entry(body: ET.Element, key: str, term: Term, language: str) -> None:
    entry = ET.SubElement(body, "termEntry", {"id": key})
    _under(entry, "descrip", term.definition, type="definition")
    _words(ET.SubElement(entry, "langSet", {_LANG: language}), [(term.term, _PREFERRED)])
    for tag, equivalent in term.languages.items():
        _equivalent(ET.SubElement(entry, "langSet", {_LANG: tag}), equivalent)


def _equivalent(parent: ET.Element, equivalent: Equivalent) -> None:
    never = phrases(equivalent.never)
    if equivalent.note:
        _under(parent, "note", equivalent.note)
    patterns = [phrase for phrase in never if _PATTERN.search(phrase)]
    if patterns:
        _under(parent, "note", f"never: {', '.join(patterns)}")
    first, *others = equivalent.say
    words = [(first, _PREFERRED), *((word, _ADMITTED) for word in others)]
    _words(parent, [*words, *((word, _DEPRECATED) for word in never if word not in patterns)])


def _words(parent: ET.Element, words: list[tuple[str, str]]) -> None:
    for word, status in words:
        tig = ET.SubElement(parent, "tig")
        _under(tig, "term", word)
        _under(tig, "termNote", status, type="administrativeStatus")


def _under(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text
