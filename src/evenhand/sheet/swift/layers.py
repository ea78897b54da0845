"""Pages taken apart into the layers in which they are painted: sections that are kept once, for all pages that they are on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from evenhand.sheet.swift.keeping import once
from evenhand.sheet.swift.lengths import BORDERS
from evenhand.sheet.swift.shows import APART, PICTURE, bare, plain, shown


def apply() -> None:
    """A box in the layer of its page is not copied where all in it is, and no plain block is asked for what it has to paint.

    Why: WeasyPrint makes a second tree of all boxes of a page, to take those out that are painted later.
    """
    from weasyprint import stacking
    from weasyprint.formatting_structure.boxes import TableBox

    begin, layers = stacking.StackingContext.__init__, _Layers(stacking)

    def begun(self: Any, box: Any, contexts: Any, blocks: Any, *arguments: Any) -> None:
        begin(self, box, contexts, [b for b in blocks if isinstance(b, TableBox) or not blank(b)], *arguments)

    stacking._dispatch, stacking._dispatch_children, stacking.StackingContext.__init__ = layers.box, layers.children, begun


def blank(box: Any) -> bool:
    """True for a box that has nothing of its own to paint."""
    own = box.__dict__
    if own.get("background") is not None or not bare(box.style):
        return False
    return not any(map(own.get, BORDERS))


class _Cells(dict[Any, Any]):
    """The blocks and cells in a section, by which its texts are painted."""


class _Grounds(list[Any]):
    """The blocks in a section that have something to paint besides their text."""


class _Parts(NamedTuple):
    """A section that is kept (`swift/keeping.py`), taken apart into layers: the box with what stays in its layer, where that is not the
    section itself; layers of their own; floats; grounds; what is in it. `again`: whether all that may be put down as it was painted."""

    box: Any
    contexts: list[Any]
    floats: list[Any]
    grounds: _Grounds
    cells: _Cells
    again: bool


class _Layers:
    """Takes the boxes of a page apart into layers; what makes a layer of its own is left to WeasyPrint."""

    def __init__(self, stacking: Any) -> None:
        from weasyprint.formatting_structure import boxes

        self._original, self._parent = stacking._dispatch, boxes.ParentBox
        self._block, self._cell, self._line, self._table = boxes.BlockLevelBox, boxes.TableCellBox, boxes.LineBox, boxes.TableBox
        self._apart = (stacking.AbsolutePlaceholder, boxes.InlineBlockBox, boxes.InlineFlexBox, boxes.InlineGridBox)
        # What a class of boxes is: one that is left to WeasyPrint, a block, a cell, one that has others in it.
        self._kinds: dict[type, tuple[bool, bool, bool, bool]] = {}

    def _kind(self, kind: type) -> tuple[bool, bool, bool, bool]:
        found = self._kinds.get(kind)
        if found is None:
            apart, block = issubclass(kind, self._apart), issubclass(kind, self._block)
            found = self._kinds[kind] = (apart, block, issubclass(kind, self._cell), issubclass(kind, self._parent))
        return found

    def box(self, box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
        """The box with what stays in its layer; None when it is painted later."""
        if type(box) is self._line and not shown(box) & APART:
            return box
        apart, is_block, is_cell, is_parent = self._kind(type(box))
        if apart or box.is_grid_item or not plain(box.style):
            return self._original(box, page, contexts, blocks, floats, cells)
        if not is_block and not is_cell:
            return self.children(box, page, contexts, blocks, floats, cells) if is_parent else box
        if "evenhand_section" in box.__dict__:
            return self._section(box, contexts, blocks, floats, cells)
        at, inside = len(blocks), dict[Any, Any]()
        box = self.children(box, page, contexts, blocks, floats, inside)
        if is_block:
            blocks.insert(at, box)
        cells[box] = inside
        return box

    def _section(self, box: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
        """A section, taken apart once for all pages that it is on."""
        parts: _Parts = once(box, "evenhand_parts", lambda: self._parted(box))
        box = box if parts.box is None else parts.box
        contexts += parts.contexts
        floats += parts.floats
        cells[box] = parts.cells
        if parts.again:
            # Tables are painted by themselves: one that stands for all grounds.
            stand = self._table.__new__(self._table)
            stand.style, stand.evenhand_grounds = box.style, (box, parts.grounds)
            blocks.append(stand)
        else:
            blocks += (box, *parts.grounds)
        return box

    def _parted(self, box: Any) -> _Parts:
        contexts, floats, grounds, cells = list[Any](), list[Any](), _Grounds(), _Cells()
        found = self.children(box, None, contexts, grounds, floats, cells)
        grounds[:] = [block for block in grounds if isinstance(block, self._table) or not blank(block)]
        # Pictures are the same objects in all layouts of a section, and may lie elsewhere.
        again = not shown(box) & PICTURE and box.style["mask_border_source"][0] == "none"
        for thing in (*contexts, *floats, cells) if again else ():
            thing.evenhand_again = True
        return _Parts(None if found is box else found, contexts, floats, grounds, cells, again)

    def children(self, box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
        """The box with those of its children that stay in its layer."""
        if not isinstance(box, self._parent):
            return box
        children = [self.box(child, page, contexts, blocks, floats, cells) for child in box.children]
        if all(map(_is, children, box.children)):
            return box
        return box.copy_with_children([child for child in children if child is not None])


def _is(one: Any, other: Any) -> bool:
    return one is other


def again(draw: Any, drawn: Callable[[Any, Any, Callable[[], None]], None]) -> None:
    """Have `drawn` paint, as they were painted or by a function, lines, and the texts, grounds and layers of sections that are kept."""
    brush = _Brush(draw, drawn)
    draw.draw_inline_level, draw.draw_block_level = brush.line, brush.blocks
    draw.draw_table, draw.draw_stacking_context = brush.table, brush.layer


class _Brush:
    """Paints; `draw` is WeasyPrint's own module for it."""

    def __init__(self, draw: Any, drawn: Callable[[Any, Any, Callable[[], None]], None]) -> None:
        self._draw, self._drawn, self._boxes = draw, drawn, draw.boxes
        self._line, self._table, self._layer = draw.draw_inline_level, draw.draw_table, draw.draw_stacking_context

    def line(self, stream: Any, page: Any, box: Any, *rest: Any) -> None:
        """A line, or what is in one."""
        if type(box) is self._boxes.LineBox and not rest:
            self._drawn(stream, box, lambda: self._line(stream, page, box))
        else:
            self._line(stream, page, box, *rest)

    def blocks(self, page: Any, stream: Any, blocks: Any) -> None:
        """The texts and pictures of blocks and of those in them."""
        for block, cells in blocks.items():
            if type(cells) is _Cells and "evenhand_again" in cells.__dict__:
                self._drawn(stream, cells, partial(self._block, page, stream, block, cells))
            else:
                self._block(page, stream, block, cells)

    def _block(self, page: Any, stream: Any, block: Any, cells: Any) -> None:
        if isinstance(block, self._boxes.ReplacedBox):
            with stream.marked(block, "Figure"):
                self._draw.draw_replacedbox(stream, block)
        elif block.children and isinstance(block.children[-1], self._boxes.LineBox):
            for child in block.children:
                self.line(stream, page, child)
        if cells:
            self.blocks(page, stream, cells)

    def table(self, stream: Any, box: Any) -> None:
        """A table, or the grounds of a section that one stands for."""
        if "evenhand_grounds" in box.__dict__:
            section, grounds = box.evenhand_grounds
            self._drawn(stream, grounds, lambda: self._grounds(stream, (section, *grounds)))
        else:
            self._table(stream, box)

    def _grounds(self, stream: Any, blocks: Iterable[Any]) -> None:
        for block in blocks:
            self._draw.set_mask_border(stream, block)
            if isinstance(block, self._boxes.TableBox):
                # Of a section inside this one, perhaps.
                self.table(stream, block)
            else:
                self._draw.draw_background(stream, block.background)
                self._draw.draw_border(stream, block)

    def layer(self, stream: Any, context: Any) -> None:
        """A layer of its own, with all that is in it."""
        if "evenhand_again" in context.__dict__:
            self._drawn(stream, context, lambda: self._layer(stream, context))
        else:
            self._layer(stream, context)
