"""What makes a PDF both PDF/UA-1 and PDF/A-3a: its metadata, and the files that it was made from, attached to it.

WeasyPrint writes either standard, not both; a finisher adds the other before the file is written. See
https://pdfa.org/resource/pdfua-in-a-nutshell/ for the two living together.
"""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath
from typing import Any

import pydyf

from evenhand.sheet.late import Colours, put_in
from evenhand.sheet.papers import Papers

VARIANT = "pdf/a-3a"
_MIME = {".yaml": "application/yaml", ".po": "text/x-gettext-translation"}
# PDF/A allows no property in XMP that it does not know by itself, unless its schema is told (ISO 19005-3, 6.6.2.3).
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_LANGUAGE = """<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:language><rdf:Bag>{}</rdf:Bag></dc:language>\
</rdf:Description>"""


class Deflater:
    """Compresses attachments, each once: the same handout goes into the leaflets of all its languages and brands."""

    _KEPT = 64

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def __call__(self, data: bytes) -> bytes:
        if len(self._known) >= self._KEPT:
            self._known.clear()
        if data not in self._known:
            self._known[data] = zlib.compress(data)
        return self._known[data]


def finish(pdf: Any, papers: Papers | None, deflated: Deflater, colours: Colours) -> None:
    """Complete a document that WeasyPrint is about to write as PDF/A-3a."""
    if colours:
        put_in(pdf, colours)
    metadata = pdf.objects[_number(pdf.catalog["Metadata"])]
    more = _UA_SCHEMA + _LANGUAGE.format(f"<rdf:li>{pdf.catalog['Lang'].string}</rdf:li>" if "Lang" in pdf.catalog else "")
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", more.encode() + b"</rdf:RDF>", 1)]
    if papers and papers.files:
        _attach(pdf, papers, deflated)


def _attach(pdf: Any, papers: Papers, deflated: Deflater) -> None:
    """Put files into the PDF and its catalog, sorted by name as a name tree must be."""
    day = pydyf.String(f"D:{papers.issued:%Y%m%d}000000Z")
    names, related = pydyf.Array(), pydyf.Array()
    for file in sorted(papers.files, key=lambda f: f.name):
        dates = {"Size": len(file.data), "CreationDate": day, "ModDate": day}
        kind = _MIME.get(PurePath(file.name).suffix, "application/octet-stream").replace("/", "#2f")
        extra = {"Type": "/EmbeddedFile", "Subtype": f"/{kind}", "Params": pydyf.Dictionary(dates), "Filter": "/FlateDecode"}
        stream = pydyf.Stream([deflated(file.data)], pydyf.Dictionary(extra))
        pdf.add_object(stream)
        name = pydyf.String(file.name)
        holds = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
        told = {"Type": "/Filespec", "F": name, "UF": name, "EF": holds, "Desc": pydyf.String(file.note), "AFRelationship": "/Source"}
        spec = pydyf.Dictionary(told)
        pdf.add_object(spec)
        names.extend((name, spec.reference))
        related.append(spec.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = related


def _number(reference: bytes) -> int:
    return int(re.match(rb"\d+", reference)[0])  # type: ignore[index]
