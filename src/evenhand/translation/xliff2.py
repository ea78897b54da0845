"""XLIFF 2: written as 2.0, whose core 2.1 and 2.2 keep; any of them is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count

import evenhand
from evenhand.finding import Finding, Place, error
from evenhand.translation import xml
from evenhand.translation.exchange import Note, Part, State, Unit, grouped, split_name
from evenhand.translation.inline import ILLEGAL, Mark, Stream, end_tag, marks
from evenhand.translation.xliff12 import PROOF

SPACE_2 = "urn:oasis:names:tc:xliff:document:2."
_CORE, _MATCHES, _SIZES = f"{SPACE_2}0", "urn:oasis:names:tc:xliff:matches:2.0", "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_INLINE = frozenset({"source", "target", "note", "data"})
_KINDS = {
    "<b": ("fmt", "xlf:b"),
    "<t": ("other", "evenhand:term"),
    "<f": ("other", "evenhand:foreign"),
    "{": ("other", "evenhand:placeholder"),
}
_READ: dict[str, State] = {"initial": "new", "translated": "translated", "reviewed": "translated", "final": "translated"}


def write_xliff2(parts: Iterable[Part]) -> bytes:
    """The file of one or more catalogs, which must be of one pair of languages."""
    parts = list(parts)
    languages = {"srcLang": parts[0].source_language, "trgLang": parts[0].target_language}
    root = xml.element(f"{{{_CORE}}}xliff", {"version": "2.0", **languages}, {None: _CORE, "mtc": _MATCHES, "slr": _SIZES})
    for number, part in enumerate(parts, 1):
        file = xml.child(root, "file", {"id": f"f{number}", "original": part.original, xml.SPACE: "preserve"})
        if any(unit.room for unit in part.units):
            xml.child(file, f"{{{_SIZES}}}profiles", {"generalProfile": "xliff:codepoints"})
        tool = f"evenhand {evenhand.__version__}, source {part.proof}"
        xml.child(xml.child(file, "notes"), "note", {"category": "evenhand", "priority": "10"}, tool)
        taken: set[str] = set()
        for units in grouped(part.units):
            parent = file
            if units[0].forms:
                name = units[0].key
                parent = xml.child(file, "group", {"id": _token(f"group.{name}", taken), "name": name, "type": "evenhand:plurals"})
            for unit in units:
                _write_unit(parent, unit, _token(unit.name, taken), part.machine)
    return xml.serialise(root, _INLINE)


def _token(name: str, taken: set[str]) -> str:
    """An id of the letters that the format allows, used by no other unit of the file."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "unit"
    token = next(t for t in chain([plain], (f"{plain}-{n}" for n in count(2))) if t not in taken)
    taken.add(token)
    return token


def _write_unit(parent: xml.Element, unit: Unit, token: str, machine: bool) -> None:
    room = {f"{{{_SIZES}}}sizeRestriction": str(unit.room)} if unit.room else {}
    node = xml.child(parent, "unit", {"id": token, "name": unit.name, **room})
    # A match must have both texts.
    if unit.previous and unit.target:
        match = xml.child(
            xml.child(node, f"{{{_MATCHES}}}matches"),
            f"{{{_MATCHES}}}match",
            {"ref": "#s1", "type": "other", "subType": "evenhand:previous"},
        )
        _write_pair(match, match, unit.previous, unit.target, unit)
    if unit.notes:
        notes = xml.child(node, "notes")
        for note in unit.notes:
            xml.child(notes, "note", {"category": note.author, "priority": str(note.priority)}, note.text)
    segment = xml.element(f"{{{_CORE}}}segment", {"id": "s1", "state": "translated" if unit.state == "translated" else "initial"})
    if unit.state == "review" or (machine and unit.state == "translated"):
        segment.set("subState", "evenhand:needs-review" if unit.state == "review" else "evenhand:machine-draft")
    _write_pair(node, segment, unit.source, unit.target, unit)
    node.append(segment)


def _write_pair(holder: xml.Element, parent: xml.Element, source: Stream, target: Stream, unit: Unit) -> None:
    """Source and target below `parent`, the text of their codes below `holder`, which comes before it."""
    natives = [m.native for m in (*marks(source), *marks(target)) if not ILLEGAL.match(m.native)]
    ids = {native: f"d{n}" for n, native in enumerate(dict.fromkeys(natives), 1)}
    if ids:
        data = xml.child(holder, f"{{{_CORE}}}originalData")
        for native, ident in ids.items():
            xml.child(data, "data", {"id": ident}, native)
    xml.write_stream(xml.child(parent, f"{{{_CORE}}}source"), source, _coder(ids, unit))
    if target:
        xml.write_stream(xml.child(parent, f"{{{_CORE}}}target"), target, _coder(ids, unit))


def _coder(ids: dict[str, str], unit: Unit) -> Callable[[xml.Element, Mark], xml.Element]:
    # A plural form for one or two may leave its number away.
    keep = {} if unit.forms else {"canDelete": "no"}

    def code(parent: xml.Element, mark: Mark) -> xml.Element:
        if ILLEGAL.match(mark.native):
            return xml.child(parent, "cp", {"hex": f"{ord(mark.native):04X}"})
        kind, sub = next((k for start, k in _KINDS.items() if mark.native.startswith(start)), ("other", "evenhand:code"))
        about = {"id": mark.id, "type": kind, "subType": sub, "canCopy": "no", **keep}
        if mark.role == "open":
            return xml.child(
                parent, "pc", {**about, "dataRefStart": ids[mark.native], "dataRefEnd": ids[end_tag(mark.native)], "dispStart": mark.native}
            )
        return xml.child(parent, "ph", {**about, "dataRef": ids[mark.native], "disp": mark.native})

    return code


def read_xliff2(root: xml.Element, name: str) -> tuple[list[Part], list[Finding]]:
    """The catalogs of a file, and what cannot be read in it."""
    faults: list[Finding] = []
    parts = []
    for file in xml.kids(root, "file"):
        notes = xml.first(file, "notes")
        proof = PROOF.search(xml.all_text(notes)) if notes is not None else None
        units = tuple(_units(file, name, faults))
        about = (file.get("original", ""), root.get("srcLang", ""), root.get("trgLang", ""))
        parts.append(Part(*about, units, proof[1] if proof else "", line=xml.line(file)))
    return parts, faults


def _units(parent: xml.Element, name: str, faults: list[Finding]) -> Iterator[Unit]:
    for node in xml.kids(parent, "group", "unit"):
        if xml.local(node) == "group":
            yield from _units(node, name, faults)
            continue
        key, form = split_name(xml.attribute(node, "name", "id"))
        place = Place(name, xml.line(node), key=key)
        try:
            yield _unit(node, key, form)
        except ValueError as fault:
            faults.append(error("F040", place, str(fault), "ask for the file again: every unit must come back whole"))


def _unit(node: xml.Element, key: str, form: int | None) -> Unit:
    """A unit; tools may have cut it into several segments. Raises ValueError."""
    data = xml.first(node, "originalData")
    codes = _reader({d.get("id", ""): xml.all_text(d) for d in xml.kids(data, "data")} if data is not None else {})
    parts = xml.kids(node, "segment", "ignorable")
    segments = [p for p in parts if xml.local(p) == "segment"]
    if not key or not segments or any(xml.first(p, "source") is None for p in parts):
        raise ValueError(f"a unit without {'a source' if key else 'an id'}")
    source = [_words(p, "source", codes) for p in parts]
    target: list[tuple[int, Stream]] = []
    if all(xml.first(p, "target") is not None for p in segments):
        for place, part in enumerate(parts, 1):
            own = xml.first(part, "target")
            order = _order(own.get("order", ""), place) if own is not None else place
            target.append((order, _words(part, "target" if own is not None else "source", codes)))
    said = {_READ.get(s.get("state", "initial"), "") for s in segments}
    state: State = "new" if "new" in said else said.pop() if len(said) == 1 else ""
    if any(s.get("subState") == "evenhand:needs-review" and s.get("state", "initial") == "initial" for s in segments):
        state = "review"
    words = _joined([stream for _, stream in sorted(target, key=lambda t: t[0])])
    notes = tuple(_notes(node))
    forms = 0 if form is None else form + 1
    return Unit(key, _joined(source), words, state, form or 0, forms, notes, _previous(node), line=xml.line(node))


def _notes(node: xml.Element) -> Iterator[Note]:
    notes = xml.first(node, "notes")
    for note in xml.kids(notes, "note") if notes is not None else []:
        yield Note(xml.all_text(note), "translator" if note.get("category") == "translator" else "developer")


def _previous(node: xml.Element) -> Stream:
    for match in node.iter(f"{{{_MATCHES}}}match"):
        if match.get("subType") == "evenhand:previous":
            data = match.find(f"{{{xml.namespace(node)}}}originalData")
            codes = _reader({d.get("id", ""): xml.all_text(d) for d in xml.kids(data, "data")} if data is not None else {})
            source = match.find(f"{{{xml.namespace(node)}}}source")
            return xml.read_stream(source, codes) if source is not None else ()
    return ()


def _joined(streams: list[Stream]) -> Stream:
    return tuple(piece for stream in streams for piece in stream)


def _words(part: xml.Element, name: str, codes: Callable[[xml.Element], tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]]) -> Stream:
    node = xml.first(part, name)
    return xml.read_stream(node, codes) if node is not None else ()


def _order(said: str, place: int) -> int:
    return int(said) if said.isascii() and said.isdigit() else place


def _character(number: str) -> str:
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        raise ValueError(f"no character has the number {number}") from None


def _reader(data: dict[str, str]) -> Callable[[xml.Element], tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]]:
    """How to read the inline elements of a unit with this original data."""

    def codes(node: xml.Element) -> tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]:
        ident = xml.attribute(node, "copyOf", "id")
        match xml.local(node):
            case "mrk":
                return (), True, ()
            case "sm" | "em":
                return (), False, ()
            case "cp":
                return (Mark("cp", "whole", _character(node.get("hex", ""))),), False, ()
            case "ph":
                return (Mark(ident, "whole", data.get(node.get("dataRef", ""), "")),), False, ()
            case "pc":
                start, end = data.get(node.get("dataRefStart", ""), ""), data.get(node.get("dataRefEnd", ""), "")
                return (Mark(ident, "open", start),), True, (Mark(ident, "close", end),)
            case "sc":
                return (Mark(ident, "open", data.get(node.get("dataRef", ""), "")),), False, ()
            case "ec":
                return (Mark(xml.attribute(node, "startRef") or ident, "close", data.get(node.get("dataRef", ""), "")),), False, ()
        raise ValueError(f"unknown inline element <{xml.local(node)}>")

    return codes
