"""A YAML file becomes a typed model, or every fault in it with line, column and how to mend it (the only file that reads YAML)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from evenhand.finding import Finding, Place, Trouble, error

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Loc = tuple[int | str, ...]
# What YAML allows in no file; its reader stops at one without naming a line.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
M = TypeVar("M", bound=BaseModel)

_CORRECT = "correct it; CONTRIBUTING.md shows every part of a file"
# pydantic's words, put for people who write YAML and not Python; {…} come from the fault's context.
_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("this part is missing: {key}", "add it; CONTRIBUTING.md shows every part of a file"),
    "extra_forbidden": ("unknown key: {key}", "remove it, or correct its spelling{near}"),
    "number": ("expected a number, found “{input}”", "write digits, with a point for decimals"),
    "int_parsing": ("expected a whole number, found “{input}”", "write digits only"),
    "int_type": ("expected a whole number", "write digits only"),
    "greater_than": ("expected a number above {gt}, found “{input}”", "write a larger one"),
    "greater_than_equal": ("expected {ge} or more, found “{input}”", "write a larger number"),
    "less_than_equal": ("expected {le} or less, found “{input}”", "write a smaller number"),
    "bool_parsing": ("expected true or false, found “{input}”", "write true or false"),
    "date": ("expected a date, found “{input}”", "write it as 2026-11-24"),
    "clock": ("expected a time of day, found “{input}”", "write it as 08:30, from 00:00 to 23:59"),
    "string_type": ("expected a text", "write words here, not a list or a mapping"),
    "literal_error": ("expected one of {expected}, found “{input}”", "use one of these words"),
    "enum": ("expected one of {expected}, found “{input}”", "use one of these words"),
    "string_pattern_mismatch": ("“{input}” does not have the right form ({pattern})", "write it in that form"),
    "dict_type": ("expected a mapping (key: value lines)", "indent the keys under this one"),
    "tuple_type": ("expected a list (lines that start with -)", "write each item on a line of its own after a dash"),
    "model_type": ("expected a mapping (key: value lines)", "indent the keys under this one"),
    "model_attributes_type": ("expected a mapping (key: value lines)", "indent the keys under this one"),
    "too_short": ("too few items: at least {min_length} needed", "add what is missing"),
    "too_long": ("too many items: at most {max_length} allowed", "keep the most important ones"),
    "string_too_short": ("expected a text, found nothing", "write the words"),
    "value_error": ("{error}", _CORRECT),
    "wrong": ("{what}", "{mend}"),
    "block": ("{message}", "give the block a key such as text: or list:"),
    "text": ("{message}", "write the words between quotation marks if they hold a colon or a number sign"),
    "markup": ("{message}", "tags are <b>, <term id=\"…\"> and <foreign lang=\"…\">"),
    "digit": ("{message}", "numbers are data: put it under figures or effects, and write its {{name}} here"),
}  # fmt: skip


class Document:
    """A YAML file as plain data in which every scalar is still a string, with the place of each value.

    Why strings: YAML 1.1 turns `NO` into False, `010` into 8 and `12:30` into 750; the model gives types instead.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.places: dict[_Loc, tuple[int, int]] = {}
        self.faults: list[Finding] = []
        self.digest = ""
        self.data = self._read(path)

    def _read(self, path: Path) -> Any:
        try:
            text = path.read_text(encoding="utf-8")
            self.digest = hashlib.sha256(text.encode()).hexdigest()
            for odd in _CONTROL.finditer(text):
                line = text.count("\n", 0, odd.start()) + 1
                spot = (line, odd.start() - text.rfind("\n", 0, odd.start()))
                self._fault("F001", spot, f"the invisible character U+{ord(odd[0]):04X} stands here", "delete it")
            if self.faults:
                return None
            node = yaml.compose(text, Loader=_Loader)
        except UnicodeDecodeError as fault:
            self._fault("F002", (0, 0), f"the file is not UTF-8 (byte {fault.start})", "save it as UTF-8")
        except OSError as fault:
            self._fault("F002", (0, 0), f"the file cannot be read: {fault.strerror}", "check its name and its permissions")
        except yaml.YAMLError as fault:
            mark = getattr(fault, "problem_mark", None)
            spot = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            parts = (getattr(fault, "context", None), getattr(fault, "problem", None))
            why = ", ".join(p for p in parts if p) or "it is not valid YAML"
            self._fault("F001", spot, f"YAML cannot be read: {why}", "check indentation, colons and quotation marks here")
        else:
            if node is None:
                self._fault("F001", (1, 1), "the file is empty", "copy a file that works and change it")
                return None
            return self._build(node, (), frozenset())
        return None

    def _build(self, node: yaml.Node, loc: _Loc, open_nodes: frozenset[int]) -> Any:
        self.places[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in open_nodes:
            self._fault("F001", self.places[loc], "an alias (*) points at a part that holds it", "write the part out")
            return None
        inside = open_nodes | {id(node)}
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, loc, inside)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, (*loc, i), inside) for i, child in enumerate(node.value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, loc: _Loc, inside: frozenset[int]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            spot = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key in result:
                self._fault("F003", spot, f"the key {key} stands twice in this mapping", "keep one of the two")
            result[key] = self._build(value_node, (*loc, key), inside)
            # A fault about a value is shown at its key, where a person looks for it.
            self.places[(*loc, key)] = spot
        return result

    def _fault(self, code: str, spot: tuple[int, int], what: str, mend: str) -> None:
        self.faults.append(error(code, Place(self.name, *spot), what, mend))

    def strings(self) -> Iterator[tuple[_Loc, str]]:
        """Every scalar of the file with its path."""
        todo: list[tuple[_Loc, Any]] = [((), self.data)]
        while todo:
            loc, value = todo.pop()
            if isinstance(value, str):
                yield loc, value
            elif isinstance(value, dict):
                todo += [((*loc, k), v) for k, v in value.items()]
            elif isinstance(value, list):
                todo += [((*loc, i), v) for i, v in enumerate(value)]

    def place(self, loc: Iterable[int | str]) -> Place:
        """The place of a value, or of the nearest part above it that stands in the file."""
        path = tuple(loc)
        key = ".".join(str(p) for p in path)
        while path not in self.places and path:
            path = path[:-1]
        return Place(self.name, *self.places.get(path, (0, 0)), key=key)


def read_model(path: Path, name: str, model: type[M]) -> tuple[M, Document]:
    """Read one YAML file into `model`; `name` is how findings call the file. Raises Trouble with every fault."""
    document = Document(path, name)
    if document.data is None:
        raise Trouble(document.faults)
    try:
        made = model.model_validate(document.data)
    except ValidationError as faults:
        found = (_finding(document, fault, model) for fault in _apart(faults.errors(include_url=False)))
        raise Trouble((*document.faults, *found)) from None
    if document.faults:
        raise Trouble(document.faults)
    return made, document


def _apart(faults: list[Any]) -> list[Any]:
    """Faults without those that only follow from another: a list whose items are wrong is also told as too short."""
    return [f for f in faults if f["type"] != "too_short" or not any(_inside(g["loc"], f["loc"]) for g in faults)]


def _inside(loc: _Loc, whole: _Loc) -> bool:
    return len(loc) > len(whole) and loc[: len(whole)] == whole


def _finding(document: Document, fault: Any, model: type[BaseModel]) -> Finding:
    loc = _real(document, fault["loc"])
    what, mend = _WORDS.get(fault["type"], ("this does not fit here: {message}", _CORRECT))
    shown = fault.get("input")
    words = {
        **(fault.get("ctx") or {}),
        "key": loc[-1] if loc else "",
        "input": shown if isinstance(shown, str) and len(shown) < 60 else "something else",
        "message": fault["msg"],
        "near": _near(str(loc[-1]) if loc else "", model) if fault["type"] == "extra_forbidden" else "",
    }
    code = "F004" if fault["type"] in ("missing", "extra_forbidden") else "F005"
    return error(code, document.place(loc), what.format(**words), mend.format(**words))


def _real(document: Document, loc: _Loc) -> _Loc:
    """The path in the file: pydantic's own without its marks in brackets ("[key]", the kinds of blocks), and the last step."""
    path: _Loc = ()
    for i, part in enumerate(loc):
        if (*path, part) in document.places or (i == len(loc) - 1 and not str(part).startswith("[")):
            path = (*path, part)
    return path


def _near(word: str, model: type[BaseModel]) -> str:
    import difflib

    names: set[str] = set()
    todo: list[Any] = [model]
    while todo:
        current = todo.pop()
        for field_name, field in current.model_fields.items():
            names.add(field.alias or field_name)
            todo += [c for c in _models_in(field.annotation) if not (names >= {f.alias or n for n, f in c.model_fields.items()})]
    close = difflib.get_close_matches(word, sorted(names), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]
