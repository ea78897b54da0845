"""XLIFF 1.2: what translation agencies take most often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import evenhand
from evenhand.finding import Finding, Place, error
from evenhand.translation.exchange import Note, Part, State, Unit, grouped, split_name
from evenhand.translation.inline import Mark, Stream, end_tag
from evenhand.translation.xml import (
    LANG,
    SPACE,
    Element,
    all_text,
    attribute,
    child,
    element,
    first,
    kids,
    line,
    local,
    read_stream,
    serialise,
    spell,
    unspell,
    write_stream,
)

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
    root = element(f"{{{SPACE_12}}}xliff", {"version": "1.2"}, {None: SPACE_12})
    for part in parts:
        attributes = {
            "original": part.original,
            "source-language": part.source_language,
            "target-language": part.target_language,
            "datatype": "po",
            "tool-id": "evenhand",
            SPACE: "preserve",
        }
        file = child(root, "file", attributes)
        header = child(file, "header")
        child(header, "tool", {"tool-id": "evenhand", "tool-name": "evenhand", "tool-version": evenhand.__version__})
        child(header, "note", {"from": "evenhand"}, f"source {part.proof}")
        body = child(file, "body")
        for units in grouped(part.units):
            _write_group(body, units, part)
    return serialise(root, _INLINE)


def _write_group(body: Element, units: list[Unit], part: Part) -> None:
    parent = body
    if units[0].forms:
        parent = child(body, "group", {"id": units[0].key, "resname": units[0].key, "restype": "x-gettext-plurals"})
    for unit in units:
        _write_unit(parent, unit, part)


def _write_unit(parent: Element, unit: Unit, part: Part) -> None:
    room = {"maxwidth": str(unit.room), "size-unit": "char"} if unit.room else {}
    node = child(parent, "trans-unit", {"id": unit.name, "resname": unit.name, SPACE: "preserve", **room})
    _write(node, "source", unit.source, {LANG: part.source_language})
    state = {LANG: part.target_language, "state": _STATES.get(unit.state, "")}
    if part.machine and unit.state == "translated":
        state["state-qualifier"] = "mt-suggestion"
    _write(node, "target", unit.target, state)
    for note in unit.notes:
        child(node, "note", {"from": note.author, "priority": str(note.priority)}, note.text)
    if unit.previous:
        old = child(node, "alt-trans", {"alttranstype": "previous-version", SPACE: "preserve"})
        _write(old, "source", unit.previous, {LANG: part.source_language})
        _write(old, "target", unit.target, {LANG: part.target_language})


def _write(parent: Element, name: str, stream: Stream, attributes: dict[str, str]) -> None:
    write_stream(child(parent, name, attributes), stream, _code)


def _code(parent: Element, mark: Mark) -> Element:
    kind = next((t for start, t in _TYPES.items() if mark.native.startswith(start)), "x-other")
    if mark.role == "open":
        return child(parent, "g", {"id": mark.id, "ctype": kind, "equiv-text": mark.native})
    # The two lists of types in the standard differ: "bold" is one of pairs only.
    return child(parent, "ph", {"id": mark.id, "ctype": "x-tag" if kind == "bold" else kind}, spell(mark.native))


def read_xliff12(root: Element, name: str) -> tuple[list[Part], list[Finding]]:
    """The catalogs of a file, and what cannot be read in it."""
    faults: list[Finding] = []
    parts = [_part(file, name, faults) for file in kids(root, "file")]
    return parts, faults


def _part(file: Element, name: str, faults: list[Finding]) -> Part:
    header, body = first(file, "header"), first(file, "body")
    notes = " ".join(all_text(n) for n in kids(header, "note")) if header is not None else ""
    proof = PROOF.search(notes)
    return Part(
        original=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        units=tuple(_units(body, name, faults)) if body is not None else (),
        proof=proof[1] if proof else "",
        line=line(file),
    )


def _units(parent: Element, name: str, faults: list[Finding]) -> Iterator[Unit]:
    for node in kids(parent):
        if local(node) == "group":
            yield from _units(node, name, faults)
        elif local(node) == "trans-unit":
            unit = _unit(node, name, faults)
            if unit:
                yield unit


def _unit(node: Element, name: str, faults: list[Finding]) -> Unit | None:
    source, target = first(node, "source"), first(node, "target")
    key, form = split_name(attribute(node, "resname", "id"))
    if not key or source is None:
        what, mend = f"a unit without {'a source' if key else 'an id'}", "ask for the file again: every unit must come back whole"
        faults.append(error("F040", Place(name, line(node), key=key), what, mend))
        return None
    try:
        words = read_stream(source, _codes)
        translation = read_stream(target, _codes) if target is not None else ()
    except ValueError as fault:
        mend = "ask for the file with the inline elements that it was sent out with"
        faults.append(error("F040", Place(name, line(node), key=key), str(fault), mend))
        return None
    state = target.get("state", "") if target is not None else "new"
    said: State = _READ.get(state, "review" if state.startswith("needs-") else "")
    if node.get("approved") == "yes":
        said = "translated"
    notes = tuple(Note(all_text(n), "translator" if n.get("from") == "translator" else "developer") for n in kids(node, "note"))
    return Unit(key, words, translation, said, form or 0, 0 if form is None else form + 1, notes, _previous(node), line=line(node))


def _previous(node: Element) -> Stream:
    old = next((n for n in kids(node, "alt-trans") if n.get("alttranstype") == "previous-version"), None)
    source = first(old, "source") if old is not None else None
    return read_stream(source, _codes) if source is not None else ()


def _codes(node: Element) -> tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]:
    """Every inline element of 1.2: tools turn those that we write into their own kind."""
    kind, ident, text = local(node), node.get("id", ""), unspell(all_text(node))
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
