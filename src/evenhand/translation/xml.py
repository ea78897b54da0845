"""XML in and out for exchange files: nothing is fetched, no entity is followed, every fault has its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from evenhand.finding import Place, Trouble, error
from evenhand.translation.inline import ILLEGAL, Mark, Stream

Element = etree._Element
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A character that XML cannot hold stands in a code as its number.
_SPELLED = re.compile(r"U\+([0-9A-F]{4,6})")
_MEND = "ask for the file again; a text editor that shows line numbers, or the tool that wrote it, finds the spot"


def parse_xml(data: bytes, name: str) -> Element:
    """The root of a file. Raises Trouble for XML that is broken, names entities of its own, or is far too deep.

    Why so strict: such files come from outside, and an entity can read a local file or grow without end.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Trouble([error("F040", Place(name, fault.lineno or 0), f"the XML is broken: {fault.msg}", _MEND)]) from None
    except ValueError as fault:
        raise Trouble([error("F040", Place(name), f"the XML cannot be read: {fault}", _MEND)]) from None
    own = root.getroottree().docinfo.internalDTD
    if own is not None and any(True for _ in own.iterentities()):
        mend = "take the <!ENTITY …> lines away, and write the characters themselves"
        raise Trouble([error("F040", Place(name, 1), "the file defines entities, which are not followed", mend)])
    # A reference that nobody resolved would drop out of its sentence without a word.
    for node in root.iter(etree.Entity):
        raise Trouble([error("F040", Place(name, root.sourceline or 1), f"unknown entity {node.text}", "write the character itself")])
    return root


def serialise(root: Element, inline: frozenset[str], doctype: str | None = None) -> bytes:
    """The file as UTF-8, each structural element on its own line; elements named in `inline` keep their content as it is."""
    _indent(root, inline, "\n")
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return body + b"\n"


def _indent(node: Element, inline: frozenset[str], margin: str) -> None:
    """lxml's own indent would put spaces before an inline element that begins a sentence."""
    children = list(node)
    if local(node) in inline or not children:
        return
    node.text = margin + " "
    for i, kid in enumerate(children):
        _indent(kid, inline, margin + " ")
        kid.tail = margin + (" " if i < len(children) - 1 else "")


def element(tag: str, attributes: Mapping[str, str] = {}, spaces: dict[str | None, str] | None = None) -> Element:
    """A new root; `spaces` are its namespaces by prefix."""
    return etree.Element(tag, {k: clean(v) for k, v in attributes.items() if v}, nsmap=spaces)


def child(parent: Element, tag: str, attributes: Mapping[str, str] = {}, text: str = "") -> Element:
    """A new last child in the parent's namespace (a tag in braces names its own); empty attributes are left out."""
    namespace = str(parent.tag).rpartition("}")[0]
    full = tag if tag.startswith("{") or not namespace else f"{namespace}}}{tag}"
    node = etree.SubElement(parent, full, {k: clean(v) for k, v in attributes.items() if v})
    node.text = clean(text) or None
    return node


def clean(text: str) -> str:
    """A text that is only shown (a note, a name), without the characters that XML cannot hold."""
    return ILLEGAL.sub("\ufffd", text)


def spell(native: str) -> str:
    """How a code's own text stands in the file."""
    return f"U+{ord(native):04X}" if len(native) == 1 and ILLEGAL.match(native) else native


def unspell(text: str) -> str:
    """The reverse of `spell`."""
    match = _SPELLED.fullmatch(text)
    return chr(int(match[1], 16)) if match and int(match[1], 16) < 0x110000 else text


def local(node: Element) -> str:
    """An element's name without its namespace."""
    return str(node.tag).rpartition("}")[2]


def namespace(node: Element) -> str:
    """The namespace of an element, "" when it has none."""
    return str(node.tag)[1:].partition("}")[0] if str(node.tag).startswith("{") else ""


def kids(node: Element, *names: str) -> list[Element]:
    """Children of these names in the node's own namespace, in order (all of its namespace when none is given)."""
    return [k for k in node if namespace(k) == namespace(node) and (not names or local(k) in names)]


def first(node: Element, name: str) -> Element | None:
    """The first such child."""
    return next(iter(kids(node, name)), None)


def line(node: Element) -> int:
    """The line at which an element begins."""
    return int(node.sourceline or 0)


def attribute(node: Element, *names: str) -> str:
    """The first of these attributes that is there and not empty, else ""."""
    return next((value for name in names if (value := node.get(name))), "")


def all_text(node: Element) -> str:
    """Every letter inside an element."""
    return "".join(str(t) for t in node.itertext())


def write_stream(node: Element, stream: Stream, make: Callable[[Element, Mark], Element], *, nested: bool = True) -> None:
    """Put text and codes into an element; `make` adds one code's element. Nested: what stands between a pair goes inside it."""
    stack = [node]
    for piece in stream:
        if isinstance(piece, str):
            _add_text(stack[-1], piece)
        elif nested and piece.role == "close":
            stack.pop()
        else:
            made = make(stack[-1], piece)
            if nested and piece.role == "open":
                stack.append(made)


def _add_text(node: Element, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def read_stream(node: Element, codes: Callable[[Element], tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]]) -> Stream:
    """Text and codes of an element. `codes` says of an inline element: what it opens, whether its content counts, what it closes."""
    out: list[str | Mark] = []
    for piece in _pieces(node, codes):
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece:
            out.append(piece)
    return tuple(out)


def _pieces(node: Element, codes: Callable[[Element], tuple[tuple[Mark, ...], bool, tuple[Mark, ...]]]) -> Iterator[str | Mark]:
    yield node.text or ""
    for kid in node:
        before, content, after = codes(kid)
        yield from before
        if content:
            yield from _pieces(kid, codes)
        yield from after
        yield kid.tail or ""
