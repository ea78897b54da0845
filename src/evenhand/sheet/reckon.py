"""How many pages a leaflet takes, reckoned from its words and its style sheet without a press.

Lines are filled with words of their real widths, boxes stand on one another with their margins, and pages break where they may. What
a press also knows (hyphens, floats beside several blocks, cells that part each on its own) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evenhand.sheet.cascade import Cascade, Node
from evenhand.sheet.declared import Style
from evenhand.sheet.pieces import Piece
from evenhand.sheet.ruler import Ruler
from evenhand.sheet.wordlines import Scribe, Stretch, Word, line_heights

# Boxes that are kept of a part of a page, one for each style sheet of its editions.
_BOXES = 16
_ALONE = ("table-cell", "flow-root", "inline-block")


@dataclass(slots=True)
class Box:
    """A block: its pieces, and its outer margins over and under it."""

    pieces: list[Piece]
    over: float = 0.0
    under: float = 0.0
    holds: bool = False

    @property
    def height(self) -> float:
        return sum(piece.gap + piece.height for piece in self.pieces)


class Reckoning:
    """The boxes of a page at one setting; `heights` are those of elements that have a name, after they were asked for."""

    def __init__(self, cascade: Cascade, ruler: Ruler) -> None:
        self._cascade, self._scribe = cascade, Scribe(ruler)
        self.heights: dict[str, float] = {}
        self._carried: list[Word | Stretch] = []

    def box(self, node: Node, width: float) -> Box:
        """A block in a column of a width in millimetres."""
        style = self._cascade.style(node.kind)
        own = None if style.display in ("table-cell", "inline-block") else style.length("width", width)
        inside = own if own is not None else width - style.margin["left"] - style.margin["right"] - style.sides
        height = style.tall
        if height is not None:
            box = Box([Piece(height + style.inner["top"] + style.inner["bottom"])], style.margin["top"], style.margin["bottom"])
        elif style.display == "table":
            box = self._table(node, style, inside)
        elif style.words.get("columns", "").isdigit():
            count = int(style.words["columns"]) or 1
            gap = style.length("column-gap", 0.0) or 0.0
            box = self._stacked(style, [self._flow(node, style, (inside - gap * (count - 1)) / count)])
            box.pieces = [Piece(box.height / count)]
        else:
            box = self._flow(node, style, inside)
        if node.id:
            self.heights[node.id] = box.height
        return _kept(box, style, node)

    def _part(self, node: Node, width: float) -> Box:
        """The box of a block, as it was reckoned for an earlier page where no words are carried into it or out of it."""
        if not node.kept:
            return self.box(node, width)
        key, carried = (self._cascade.css, width), bool(self._carried)
        found = None if carried else node.boxes.get(key)
        if found is None:
            others, self.heights = self.heights, {}
            found, self.heights = (self.box(node, width), self.heights), others
            if not carried and not self._carried:
                if len(node.boxes) >= _BOXES:
                    node.boxes.clear()
                node.boxes[key] = found
        box, heights = found
        self.heights |= heights
        # Pieces change where the box comes to stand.
        pieces = [Piece(piece.height, piece.gap, piece.glued, piece.fresh, piece.names) for piece in box.pieces]
        return Box(pieces, box.over, box.under, box.holds)

    def _flow(self, node: Node, style: Style, width: float) -> Box:
        """Blocks under one another, with lines where words stand between them."""
        boxes: list[Box] = []
        run: list[Word | Stretch] = []
        floats: list[tuple[int, float]] = []
        self._fill(node, style, width, run, boxes, floats)
        self._flush(run, style, width, boxes)
        box = self._stacked(style, boxes)
        for before, tall in floats:
            above = sum(part.height + part.under for part in boxes[:before])
            if style.display in _ALONE and box.pieces:
                box.pieces[-1].height += max(0.0, above + tall - box.height)
        return box

    def _fill(
        self, node: Node, style: Style, width: float, run: list[Word | Stretch], boxes: list[Box], floats: list[tuple[int, float]]
    ) -> None:
        self._scribe.say(node, "text", style, run)
        for child in node.children:
            own = self._cascade.style(child.kind)
            flow = own.flow
            if flow == "none":
                pass
            elif flow == "float":
                tall = own.tall
                if tall is not None:
                    floats.append((len(boxes), tall))
                else:
                    self._fill(child, own, width, self._carried, [], [])
            elif flow == "br":
                run.append(Word(ends=True))
            elif flow == "inline":
                self._fill(child, own, width, run, boxes, floats)
                if run and isinstance(run[-1], Word):
                    aside = own.sides + own.margin["left"] + own.margin["right"]
                    run[-1] = run[-1]._replace(width=run[-1].width + aside)
            elif flow == "inline-block":
                run.append(self._standing(child, own, width))
            else:
                self._flush(run, style, width, boxes)
                boxes.append(self._part(child, width))
            self._scribe.say(child, "tail", style, run)
        if style.words.get("::after") == '" "':
            run.append(Word(space=self._scribe.space(style)))

    def _standing(self, node: Node, style: Style, width: float) -> Word:
        """A box on a line, as a word."""
        wide = (style.length("width", width) or 0.0) + style.sides + style.margin["left"] + style.margin["right"]
        tall = style.tall
        if tall is None:
            # It stands on the line with its last one.
            under = self._scribe.strut(style)[1]
            return Word(wide, up=self.box(node, wide).height - under, down=under)
        raised = style.length("vertical-align", 0.0) or 0.0
        return Word(wide, up=tall + raised, down=-raised)

    def _flush(self, run: list[Word | Stretch], style: Style, width: float, boxes: list[Box]) -> None:
        """The words so far as lines; the first two and the last two of a paragraph stay together."""
        if not run:
            return
        words, run[:] = [word for word in run if word.width or word.ends], []
        if not any(word.width for word in words):
            return
        if self._carried:
            words, self._carried = [*(word for word in self._carried if word.width), *words], []
        pieces = [Piece(height) for height in line_heights(words, width, self._scribe.strut(style))]
        for at in {1, len(pieces) - 1}:
            if 0 < at < len(pieces):
                pieces[at].glued = True
        boxes.append(Box(pieces))

    def _stacked(self, style: Style, boxes: Iterable[Box]) -> Box:
        """Boxes under one another in one: margins that meet are one, the larger."""
        pieces: list[Piece] = []
        over, under, holds = style.margin["top"], 0.0, False
        for box in boxes:
            if not box.pieces:
                continue
            first = box.pieces[0]
            if pieces:
                first.gap, first.glued = max(under, box.over), first.glued or holds
            elif style.inner["top"] or style.display in _ALONE:
                first.height += box.over
            else:
                over = max(over, box.over)
            pieces += box.pieces
            under, holds = box.under, box.holds
        if not pieces:
            return Box([], over, style.margin["bottom"])
        pieces[0].height += style.inner["top"]
        if style.inner["bottom"] or style.display in _ALONE:
            pieces[-1].height += under + style.inner["bottom"]
            under = 0.0
        return Box(pieces, over, max(under, style.margin["bottom"]))

    def _table(self, node: Node, style: Style, width: float) -> Box:
        rows = list(self._rows(node))
        widths = self._columns(rows[0], width) if rows else []
        collapsed = style.words.get("border-collapse") == "collapse"
        boxes = []
        for row in rows:
            cells = [self._part(cell, wide) for cell, wide in zip(row.children, widths, strict=False)]
            box = _row(cells)
            if row is not node:
                box = _kept(box, self._cascade.style(row.kind), row)
            box.over = box.under = 0.0
            if collapsed and box.pieces:
                box.pieces[-1].height -= max(self._cascade.style(cell.kind).rule for cell in row.children) / 2
            boxes.append(box)
        found = self._stacked(style, boxes)
        return found

    def _rows(self, node: Node) -> Iterator[Node]:
        shown = {self._cascade.style(child.kind).display for child in node.children}
        if "table-cell" in shown:
            yield node
        elif shown:
            for child in node.children:
                yield from self._rows(child)

    def _columns(self, row: Node, width: float) -> list[float]:
        """Widths of the cells of a first row: those that are set, and the rest in equal shares."""
        styles = [self._cascade.style(cell.kind) for cell in row.children]
        own = [None if (wide := style.length("width", width)) is None else wide + style.sides for style in styles]
        free = [wide for wide in own if wide is None]
        rest = (width - sum(wide or 0.0 for wide in own)) / max(1, len(free))
        return [rest if wide is None else wide for wide in own]


def _row(cells: list[Box]) -> Box:
    """The tallest of cells side by side, which begin together: what each begins with stands on one page."""
    box = max(cells, key=lambda cell: cell.height)
    start, done = max(_beginning(cell.pieces) for cell in cells), 0.0
    for piece in box.pieces:
        piece.glued |= 0 < done < start
        done += piece.gap + piece.height
    if box.pieces:
        box.pieces[0].glued = False
        box.pieces[0].names = tuple(name for cell in cells for piece in cell.pieces[:1] for name in piece.names)
    return box


def _beginning(pieces: list[Piece]) -> float:
    """The height of what is glued together at the head."""
    tall = 0.0
    for number, piece in enumerate(pieces):
        if number and not piece.glued:
            break
        tall += piece.gap + piece.height
    return tall


def _kept(box: Box, style: Style, node: Node) -> Box:
    """A box with what its style says of breaks, and its name."""
    if not box.pieces:
        return box
    if style.words.get("break-inside") == "avoid":
        box.pieces = [Piece(box.height - box.pieces[0].gap, names=sum((piece.names for piece in box.pieces), ()))]
    first = box.pieces[0]
    first.glued |= style.words.get("break-before") == "avoid"
    first.fresh |= style.words.get("break-before") == "page"
    box.holds |= style.words.get("break-after") == "avoid"
    if node.id:
        first.names += (node.id,)
    return box
