"""Which colours a PDF holds, wherever they stand; read by another library than the one that changes them."""

import io

import pypdf
from pypdf.generic import ContentStream, DictionaryObject


def colours_of(pdf):
    """Every colour space and every operator that sets a colour, in pages, forms, patterns, masks, shades and pictures."""
    document = pypdf.PdfReader(io.BytesIO(pdf))
    found, seen = set(), set()

    def content(part):
        for operands, operator in ContentStream(part, document).operations:
            word = operator.decode()
            if word in {"rg", "RG", "g", "G", "k", "K"}:
                found.add(word)
            elif word in {"cs", "CS", "sc", "SC", "sh", "BI"} or (word in {"scn", "SCN"} and len(operands) != 1):
                found.add(f"{word} {operands[0]}" if word in {"cs", "CS"} else word)

    def walk(part):
        part = part.get_object()
        if id(part) in seen:
            return
        seen.add(id(part))
        if isinstance(part, DictionaryObject):
            for key in ("/ColorSpace", "/CS"):
                if key in part and part.get("/Type") != "/Font":
                    found.add(str(part[key]))
            if part.get("/Subtype") == "/Form" or part.get("/PatternType") == 1:
                content(part)
            for key, value in part.items():
                if key not in ("/Parent", "/P"):
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    for sheet in document.pages:
        content(sheet.get_contents())
        walk(sheet)
    return found - {"sh", "cs /Pattern", "CS /Pattern"}
