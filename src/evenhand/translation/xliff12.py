"""XLIFF 1.2: what translation agencies take most often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import evenhand
from evenhand.finding import Finding, Place, error
from evenhand.translation import xml
from evenhand.translation.exchange import Note, Part, State, Unit, grouped, split_name
from evenhand.translation.inline import Mark, Stream, end_tag

SPACE_12 = "urn:oasis:names:tc:xliff:document:1.2"
_INLINE = frozenset({"source", "target", "note"})
_STATES = {"new": "new", "review": "needs-review-translation", "translated": "translated"}
_READ: dict[str, State] = {
    "new": "new",
    "needs-translation": "new",
    "translated": "translated",
    "final": "translated",
    "signed-off": "translated",
}
_TYPES = {"<b": "bold", "<t": "x-term", "<f": "x-foreign", "{": "x-placeholder"}
PROOF = re.compile(r"source (sha256:[0-9a-f]{64})")


def write_xliff12(parts: Iterable[Part]) -> bytes:
    """The file of one or more catalogs."""
    root = xml.element(f"{{{SPACE_12}}}xliff", {"version": "1.2"}, {None: SPACE_12})
    for part in parts:
        attributes = {
            "original": part.original,
            "source-language": part.source_language,
            "target-language": part.target_language,
            "datatype": "po",
            "tool-id": "evenhand",
            xml.SPACE: "preserve",
        }
        file = xml.child(root, "file", attributes)
        header = xml.child(file, "header")
        xml.child(header, "tool", {"tool-id": "evenhand", "tool-name": "evenhand", "tool-version": evenhand.__version__})
        xml.child(header, "note", {"from": "evenhand"}, f"source {part.proof}")
        body = xml.child(file, "body")
        for units in grouped(part.units):
            _write_group(body, units, part)
    return xml.serialise(root, _INLINE)


def _write_group(body: xml.Element, units: list[Unit], part: Part) -> None:
    parent = body
    if units[0].forms:
        parent = xml.child(body, "group", {"id": units[0].key, "resname": units[0].key, "restype": "x-gettext-plurals"})
    for unit in units:
        _write_unit(parent, unit, part)


def _write_unit(parent: xml.Element, unit: Unit, part: Part) -> None:
    room = {"maxwidth": str(unit.room), "size-unit": "char"} if unit.room else {}
    node = xml.child(parent, "trans-unit", {"id": unit.name, "resname": unit.name, xml.SPACE: "preserve", **room})
    _write(node, "source", unit.source, {xml.LANG: part.source_language})
    state = {xml.LANG: part.target_language, "state": _STATES.get(unit.state, "")}
    if part.machine and unit.state == "translated":
        state["state-qualifier"] = "mt-suggestion"
    _write(node, "target", unit.target, state)
    for note in unit.notes:
        xml.child(node, "note", {"from": note.author, "priority": str(note.priority)}, note.text)
    if unit.previous:
        old = xml.child(node, "alt-trans", {"alttranstype": "previous-version", xml.SPACE: "preserve"})
        _write(old, "source", unit.previous, {xml.LANG: part.source_language})
        _write(old, "target", unit.target, {xml.LANG: part.target_language})


def _write(parent: xml.Element, name: str, stream: Stream, attributes: dict[str, str]) -> None:
    xml.write_stream(xml.child(parent, name, attributes), stream, _code)


def _code(parent: xml.Element, mark: Mark) -> xml.Element:
    kind = next((t for start, t in _TYPES.items() if mark.native.startswith(start)), "x-other")
    if mark.role == "open":
        return xml.child(parent, "g", {"id": mark.id, "ctype": kind, "equiv-text": mark.native})
    # The two lists of types in the standard differ: "bold" is one of pairs only.
    return xml.child(parent, "ph", {"id": mark.id, "ctype": "x-tag" if kind == "bold" else kind}, xml.spell(mark.native))


def read_xliff12(root: xml.Element, name: str) -> tuple[list[Part], list[Finding]]:
    """The catalogs of a file, and what cannot be read in it."""
    faults: list[Finding] = []
    parts = [_part(file, name, faults) for file in xml.kids(root, "file")]
    return parts, faults


def _part(file: xml.Element, name: str, faults: list[Finding]) -> Part:
    header, body = xml.first(file, "header"), xml.first(file, "body")
    notes = " ".join(xml.all_text(n) for n in xml.kids(header, "note")) if header is not None else ""
    proof = PROOF.search(notes)
    return Part(
        original=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        units=tuple(_units(body, name, faults)) if body is not None else (),
        proof=proof[1] if proof else "",
        line=xml.line(file),
    )


def _units(parent: xml.Element, name: str, faults: list[Finding]) -> Iterator[Unit]:
    for node in xml.kids(parent):
        if xml.local(node) == "group":
            yield from _units(node, name, faults)
        elif xml.local(node) == "trans-unit":
            unit = _unit(node, name, faults)
            if unit:
                yield unit


def _unit(node: xml.Element, name: str, faults: list[Finding]) -> Unit | None:
    source, target = xml.first(node, "source"), xml.first(node, "target")
    key, form = split_name(xml.attribute(node, "resname", "id"))
    if not key or source is None:
        what, mend = f"a unit without {'a source' if key else 'an id'}", "ask for the file again: every unit must come back whole"
        faults.append(error("F040", Place(name, xml.line(node), key=key), what, mend))
        return None
    try:
        words = xml.read_stream(source, _codes)
        translation = xml.read_stream(target, _codes) if target is not None else ()
    except ValueError as fault:
        mend = "ask for the file with the inline elements that it was sent out with"
        faults.append(error("F040", Place(name, xml.line(node), key=key), str(fault), mend))
        return None
    state = target.get("state", "") if target is not None else "new"
    said: State = _READ.get(state, "review" if state.startswith("needs-") else "")
    if node.get("approved") == "yes":
        said = "translated"
    notes = tuple(Note(xml.all_text(n), "translator" if n.get("from") == "translator" else "developer") for n in xml.kids(node, "note"))
    return Unit(key, words, translation, said, form or 0, 0 if form is None else form + 1, notes, _previous(node), line=xml.line(node))


def _previous(node: xml.Element) -> Stream:
    old = next((n for n in xml.kids(node, "alt-trans") if n.get("alttranstype") == "previous-version"), None)
    source = xml.first(old, "source") if old is not None else None
    return xml.read_stream(source, _codes) if source is not None else ()


def _codes(node: xml.Element) -> tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]:
    """Every inline element of 1.2: tools turn those that we write into their own kind."""
    kind, ident, text = xml.local(node), node.get("id", ""), xml.unspell(xml.all_text(node))
    pair = node.get("rid", ident)
    match kind:
        case "mrk":
            return (), True, ()
        case "g":
            tag = node.get("equiv-text", "")
            return (Mark(ident, "open", tag),), True, (Mark(ident, "close", end_tag(tag)),)
        case "ph" | "it":
            return (Mark(ident, "whole", text or node.get("equiv-text", "")),), False, ()
        case "x":
            return (Mark(ident, "whole", node.get("equiv-text", "")),), False, ()
        case "bpt" | "bx":
            return (Mark(pair, "open", text or node.get("equiv-text", "")),), False, ()
        case "ept" | "ex":
            return (Mark(pair, "close", text),), False, ()
    raise ValueError(f"unknown inline element <{kind}>")
