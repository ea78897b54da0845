"""TMX 1.4b: translation memories, given to agencies and taken from them as suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import evenhand
from evenhand.finding import Finding, Place, error
from evenhand.translation import xml
from evenhand.translation.catalog import Catalog
from evenhand.translation.exchange import Part, Unit, current, form_source, same_language
from evenhand.translation.inline import Mark, Stream, cut, join
from evenhand.translation.messages import MessageSet

KEY, CATALOG = "x-evenhand-key", "x-evenhand-catalog"
_INLINE = frozenset({"seg", "prop", "note"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit of a memory: its texts by language tag; key and catalog where it names them."""

    texts: Mapping[str, Stream]
    key: str = ""
    catalog: str = ""
    line: int = 0


def write_tmx(parts: Iterable[Part]) -> bytes:
    """A memory of what is translated and current; nothing that waits for somebody goes into it."""
    parts = list(parts)
    root = xml.element("tmx", {"version": "1.4"})
    sources = sorted({part.source_language for part in parts})
    header = {
        "creationtool": "evenhand",
        "creationtoolversion": evenhand.__version__,
        "segtype": "block",
        "o-tmf": "PO",
        "adminlang": "en",
        "srclang": sources[0] if len(sources) == 1 else "*all*",
        "datatype": "xml",
    }
    xml.child(root, "header", header)
    body = xml.child(root, "body")
    for part in parts:
        for unit in part.units:
            if unit.state == "translated":
                _write_unit(body, unit, part)
    return xml.serialise(root, _INLINE, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def _write_unit(body: xml.Element, unit: Unit, part: Part) -> None:
    node = xml.child(body, "tu", {"srclang": part.source_language})
    for note in unit.notes:
        xml.child(node, "note", text=note.text)
    xml.child(node, "prop", {"type": KEY}, unit.name)
    xml.child(node, "prop", {"type": CATALOG}, PurePosixPath(part.original).stem)
    for language, stream in ((part.source_language, unit.source), (part.target_language, unit.target)):
        xml.write_stream(xml.child(xml.child(node, "tuv", {xml.LANG: language}), "seg"), stream, _code, nested=False)


def _code(parent: xml.Element, mark: Mark) -> xml.Element:
    if mark.role == "whole":
        return xml.child(parent, "ph", {"x": mark.id}, xml.spell(mark.native))
    if mark.role == "open":
        return xml.child(parent, "bpt", {"i": mark.id, "x": mark.id}, mark.native)
    return xml.child(parent, "ept", {"i": mark.id}, mark.native)


def read_tmx(root: xml.Element, name: str) -> tuple[list[Pair], list[Finding]]:
    """The units of a memory, and what cannot be read in it."""
    faults: list[Finding] = []
    body = xml.first(root, "body")
    pairs = []
    for node in xml.kids(body, "tu") if body is not None else []:
        try:
            pairs.append(_pair(node))
        except ValueError as fault:
            faults.append(error("F040", Place(name, xml.line(node)), str(fault), "export the memory again, as TMX 1.4"))
    return pairs, faults


def _pair(node: xml.Element) -> Pair:
    texts: dict[str, Stream] = {}
    for variant in xml.kids(node, "tuv"):
        segment = xml.first(variant, "seg")
        if segment is not None:
            texts[xml.attribute(variant, xml.LANG, "lang")] = xml.read_stream(segment, _codes)
    props = {p.get("type", ""): xml.all_text(p) for p in xml.kids(node, "prop")}
    return Pair(texts, props.get(KEY) or props.get("key", ""), props.get(CATALOG, ""), xml.line(node))


def _codes(node: xml.Element) -> tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]:
    kind, text = xml.local(node), xml.unspell(xml.all_text(node))
    match kind:
        case "hi":
            return (), True, ()
        case "bpt":
            return (Mark(node.get("i", ""), "open", text),), False, ()
        case "ept":
            return (Mark(node.get("i", ""), "close", text),), False, ()
        case "ph" | "it" | "ut":
            return (Mark(node.get("x", ""), "whole", text),), False, ()
    raise ValueError(f"unknown inline element <{kind}>")


def offers(pairs: Iterable[Pair], catalog: Catalog, messages: MessageSet, tag: str) -> Part:
    """What a memory has for the empty entries of a catalog: the same words of the source, and the same key where it names one.

    Units without a key serve when all of them that have these words translate them alike. Plural forms come all or not at all.
    """
    name = PurePosixPath(catalog.name).stem
    index: dict[str, list[tuple[Pair, Stream]]] = {}
    for pair, source, target in _in_language(pairs, messages.language, tag):
        if pair.catalog in ("", name):
            index.setdefault(source, []).append((pair, target))
    units: list[Unit] = []
    for message in messages.messages:
        entry = catalog.entries.get(message.key)
        if entry is None or not current(entry, message) or any(entry.msgstr):
            continue
        count = catalog.plural.count if message.text.count else 0
        wanted = [
            Unit(message.key, cut(form_source(message.text.forms, catalog.plural, i)), (), "review", i, count) for i in range(count or 1)
        ]
        found = [_offer(unit, index) for unit in wanted]
        units += [unit for unit in found if unit] if all(found) else []
    return Part(catalog.name, messages.language, tag, tuple(units))


def _in_language(pairs: Iterable[Pair], source: str, target: str) -> Iterator[tuple[Pair, str, Stream]]:
    for pair in pairs:
        ours = next((s for tag, s in pair.texts.items() if same_language(tag, source)), None)
        theirs = next((s for tag, s in pair.texts.items() if same_language(tag, target)), None)
        if ours and theirs:
            try:
                yield pair, join(ours), theirs
            except ValueError:
                continue


def _offer(unit: Unit, index: Mapping[str, list[tuple[Pair, Stream]]]) -> Unit | None:
    alike = index.get(join(unit.source), [])
    named = [(pair, target) for pair, target in alike if pair.key == unit.name]
    loose = [(pair, target) for pair, target in alike if not pair.key and not unit.forms]
    found = named or loose
    if len({"".join(p if isinstance(p, str) else p.native for p in target) for _, target in found}) != 1:
        return None
    pair, target = found[0]
    return Unit(unit.key, unit.source, target, "review", unit.form, unit.forms, line=pair.line)
