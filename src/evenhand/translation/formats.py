"""The file formats of exchange by name, and which of them a file is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from evenhand.finding import Place, Trouble, error
from evenhand.translation.exchange import Part, same_language
from evenhand.translation.language import find_language
from evenhand.translation.tmx import Pair, read_tmx, write_tmx
from evenhand.translation.xliff2 import SPACE_2, read_xliff2, write_xliff2
from evenhand.translation.xliff12 import read_xliff12, write_xliff12
from evenhand.translation.xml import local, namespace, parse_xml


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is written, and how its files end."""

    write: Callable[[Iterable[Part]], bytes]
    ending: str


FORMATS = {"xliff": Format(write_xliff12, ".xlf"), "xliff2": Format(write_xliff2, ".xliff"), "tmx": Format(write_tmx, ".tmx")}


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in: catalogs of an XLIFF file, or the pairs of a memory."""

    parts: tuple[Part, ...] = ()
    memory: tuple[Pair, ...] = ()


def read_exchange(path: Path, name: str) -> Received:
    """Read a file of any of the formats, by what is in it. Raises Trouble with every fault of the file (F040)."""
    root = parse_xml(path.read_bytes(), name)
    kind, version = local(root), root.get("version", "")
    if kind == "tmx":
        pairs, faults = read_tmx(root, name)
        received = Received(memory=tuple(pairs))
    elif kind == "xliff" and (version.startswith("2.") or namespace(root).startswith(SPACE_2)):
        parts, faults = read_xliff2(root, name)
        received = Received(tuple(parts))
    elif kind == "xliff" and version.startswith("1."):
        parts, faults = read_xliff12(root, name)
        received = Received(tuple(parts))
    else:
        mend = "XLIFF 1.2, XLIFF 2 and TMX are read; ask for one of them"
        raise Trouble([error("F040", Place(name, 1), f"a file of an unknown kind: <{kind}> {version}".rstrip(), mend)])
    if not received.parts and not received.memory and not faults:
        faults = [error("F040", Place(name, 1), "nothing stands in this file", "export again, and send the new file")]
    if faults:
        raise Trouble(faults)
    return received


def address(part: Part, names: Iterable[str], languages: Iterable[str], file: str) -> tuple[str, str]:
    """Language and name of the catalog that a part belongs to. Raises Trouble (F041) when the project has no such catalog.

    The path of the export names both; the language that the file says must be the same one, or a region of it (`ur-PK`).
    """
    place = Place(file, part.line, language=part.target_language)
    path = PureWindowsPath(part.original)
    if path.stem not in names:
        what = f"{part.original or 'a part without a name'} is no catalog of this project"
        raise Trouble([error("F041", place, what, "import it where it was exported; the attribute original must come back")])
    known = tuple(languages)
    folder = path.parent.name.replace("_", "-")
    said = [tag for tag in known if same_language(part.target_language, tag)]
    tag = folder if folder in said else next(iter(said), "")
    if not tag:
        mend = f"languages here: {', '.join(known)}; start a new one with evenhand translate add"
        raise Trouble([error("F041", place, f"the project has no language {part.target_language or '(none)'}", mend)])
    if folder in known and folder != tag:
        what = f"the file is in {find_language(tag).name_in(find_language('en'))}, but was exported for {folder}"
        raise Trouble([error("F041", place, what, "correct the target language, or ask for the right file")])
    return tag, path.stem


def file_name(name: str, tag: str, kind: str) -> str:
    """How an exported file is called: `ur/stem-cell-back-pain.ur.xlf`."""
    return f"{tag}/{re.sub(r'[^A-Za-z0-9._-]', '-', name)}.{tag}{FORMATS[kind].ending}"
