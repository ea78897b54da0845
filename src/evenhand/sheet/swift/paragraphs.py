"""Lines of plain paragraphs, laid out with less work: text, and inline boxes around text, with nothing afloat.

Each function here gives what WeasyPrint's own gives for such a line, and leaves every other line to that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from evenhand.sheet.swift.lines import first_line
from evenhand.sheet.swift.plainness import beside, only_text, plain
from evenhand.sheet.swift.texts import next_line, reach

# What WeasyPrint's `split_inline_box` gives: the box, where to go on, whether a line ends by itself, its outermost letters, floats.
_Split = tuple[Any, Any, bool, Any, Any, dict[str, int]]
# The same without the floats, of which plain boxes have none.
_Part = tuple[Any, Any, bool, Any, Any]
_NO_FLOATS = {"left": 0, "right": 0}


class _Room(NamedTuple):
    """All that WeasyPrint's functions want to be told on the way down, of which plain lines need nothing."""

    context: Any
    bottom_space: Any
    containing_block: Any
    absolute: list[Any]
    fixed: list[Any]
    placeholders: list[Any]
    floats: list[Any]
    line_children: list[Any]


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    from weasyprint.layout import inline

    setter = _Setter(inline)
    everywhere(inline.split_text_box, setter.split_text_box)
    everywhere(inline.split_inline_box, setter.split_inline_box)
    everywhere(inline.get_next_linebox, setter.get_next_linebox)


class _Setter:
    """Sets plain lines; `inline` is WeasyPrint's own module for it."""

    def __init__(self, inline: Any) -> None:
        self._inline, self._boxes = inline, inline.boxes
        self._split_text, self._split_box, self._next = inline.split_text_box, inline.split_inline_box, inline.get_next_linebox

    def split_text_box(self, context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True) -> Any:
        """As much of a text as a line holds: its box, the byte that the next line begins with, and whether the line ends by itself."""
        line = None if box.justification_spacing else first_line(box, available_width, skip)
        if line is None:
            return self._split_text(context, box, available_width, skip, is_line_start)
        layout, length, resume_at, width, height, baseline = line
        if not length:
            return None, None if resume_at is None else resume_at + skip, False
        new = box.copy()
        half_leading = (self._inline.strut(box.style)[0] - height) / 2
        new.text, new.width, new.height, new.pango_layout = layout.text, width, height, layout
        new.margin_top = new.margin_bottom = half_leading
        new.baseline = baseline + half_leading
        return new, None if resume_at is None else resume_at + skip, False

    def split_inline_box(
        self,
        context: Any,
        box: Any,
        position_x: Any,
        max_x: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        *more: Any,
    ) -> _Split:
        """What of an inline box, or of a whole line, fits before `max_x`."""
        *_, first_letter_style, first_line_style = more
        if first_line_style or first_letter_style or not plain(box):
            return self._split_box(context, box, position_x, max_x, bottom_space, skip_stack, containing_block, *more)  # type: ignore[no-any-return]
        return *self._split(_Room(context, bottom_space, containing_block, *more[:5]), box, position_x, max_x, skip_stack), _NO_FLOATS

    def _split(self, room: _Room, box: Any, position_x: Any, max_x: Any, skip_stack: Any) -> _Part:
        """What of a plain box fits."""
        # WeasyPrint's own allowance for what additions lose.
        max_x *= 1 + 1e-9
        left = box.padding_left + box.margin_left + box.border_left_width
        right = box.padding_right + box.margin_right + box.border_right_width
        rtl = box.style["direction"] == "rtl"
        children, resume_at, preserved, letters = self._fill(room, box, position_x, max_x, left if rtl else right, skip_stack)
        if rtl and len(children) > 1:
            place = children[0].position_x
            for child in reversed(children):
                child.translate(dx=place - child.position_x, ignore_floats=True)
                place += child.margin_width()
        new = box.copy_with_children(children)
        begins, ends = skip_stack is None, resume_at is None
        if not (begins and ends):
            new.remove_decoration(start=not begins, end=not ends)
        if type(box) is not self._boxes.LineBox:
            new.position_x = position_x
            if left and (box.style["box_decoration_break"] == "clone" or (ends if rtl else begins)):
                for child in children:
                    child.translate(dx=left)
        last = children[0 if rtl else -1] if children else None
        new.width = last.position_x + last.margin_width() - new.content_box_x() if last else 0
        self._inline._adjust_line_height(new)
        return new, resume_at, preserved, *letters

    def _fill(
        self, room: _Room, box: Any, position_x: Any, max_x: Any, end_spacing: Any, initial_skip_stack: Any
    ) -> tuple[list[Any], Any, bool, tuple[Any, Any]]:
        """The children that fit, where to go on, whether the line ends by itself, and the outermost letters."""
        inline, count = self._inline, len(box.children)
        children, waiting = list[Any](), list[Any]()
        preserved_line_break, first_letter, last_letter = False, None, None
        skip, skip_stack = (0, None) if initial_skip_stack is None else next(iter(initial_skip_stack.items()))
        may_wrap, is_line, resume_at = box.style["white_space"] not in ("pre", "nowrap"), type(box) is self._boxes.LineBox, None
        for index in range(skip, count):
            child = box.children[index]
            child.position_y = box.position_y
            new, resume_at, preserved, first, last = self._level(room, child, position_x, max_x, skip_stack)
            if end_spacing and index == count - 1 and resume_at is None:
                max_width = max_x - end_spacing
                new, resume_at, preserved, first, last = self._level(room, child, position_x, max_width, skip_stack)
            skip_stack = None
            preserved_line_break = preserved_line_break or bool(preserved)
            if last_letter is not None and self._parts(last_letter, first, child, may_wrap):
                children.extend(waiting)
                waiting = []
            first_letter = first if first_letter is None else first_letter
            last_letter = True if child.trailing_collapsible_space else last
            if new is not None:
                if is_line:
                    room.line_children.append((index, new))
                after = new.position_x + new.margin_width()
                if after > max_x and after - inline.trailing_whitespace_size(room.context, new) > max_x:
                    earlier = self._earlier(room, max_x, initial_skip_stack, children, waiting)
                    if earlier:
                        return [kept for _, kept, _ in children], earlier, preserved_line_break, (first_letter, last_letter)
                position_x = after
                waiting.append((index, new, child))
            if resume_at is not None:
                resume_at = {index: resume_at}
                break
        return [kept for _, kept, _ in (*children, *waiting)], resume_at, preserved_line_break, (first_letter, last_letter)

    def _level(self, room: _Room, child: Any, position_x: Any, max_x: Any, skip_stack: Any) -> _Part:
        """One child, a text or a plain inline box, as far as it fits."""
        inline = self._inline
        inline.resolve_percentages(child, room.containing_block)
        if type(child) is not self._boxes.TextBox:
            if child.margin_left == "auto":
                child.margin_left = 0
            if child.margin_right == "auto":
                child.margin_right = 0
            return self._split(room, child, position_x, max_x, skip_stack)
        child.position_x = position_x
        skip = next(iter(skip_stack)) or 0 if skip_stack else 0
        new, skip, preserved = inline.split_text_box(room.context, child, max_x - position_x, skip, is_line_start=not room.line_children)
        text = child.text
        if not text:
            return new, None if skip is None else {skip: None}, preserved, None, None
        if skip is None:
            return new, None, preserved, text[0], text[-1]
        return new, {skip: None}, preserved, text[0], text[skip - 1] if text.isascii() else text.encode()[:skip].decode()[-1]

    def _parts(self, last: Any, first: Any, child: Any, may_wrap: bool) -> bool:
        """Whether a line may end between two children; True and False stand for letters that say so themselves."""
        if last is True:
            last = " "
        elif last is False:
            last = "\u00a0"
        elif not may_wrap:
            return False
        if last is None or first is None:
            return False
        if first is True or first is False:
            return first
        return self._inline.can_break_text(last + first, child.style["lang"])  # type: ignore[no-any-return]

    def _earlier(self, room: _Room, max_x: Any, skip_stack: Any, children: list[Any], waiting: list[Any]) -> Any:
        more = (room.absolute, room.fixed, room.placeholders, room.floats, room.line_children, children, waiting, None, None)
        return self._inline._break_waiting_children(room.context, room.containing_block, max_x, room.bottom_space, skip_stack, *more)

    def get_next_linebox(
        self, context: Any, linebox: Any, position_y: Any, bottom_space: Any, skip_stack: Any, containing_block: Any, *more: Any
    ) -> tuple[Any, Any]:
        """The next line of a block, and where the one after it begins.

        Why: WeasyPrint lays each line out, looks for floats beside it, and lays lines from the right out a second time.
        """
        *_, first_letter_style, first_line_style = more
        if beside(context, position_y) or first_letter_style or first_line_style or not plain(linebox):
            return self._next(context, linebox, position_y, bottom_space, skip_stack, containing_block, *more)  # type: ignore[no-any-return]
        inline, text = self._inline, only_text(linebox)
        if text and not context.excluded_shapes:
            found = next_line(inline, context, linebox, text, position_y, skip_stack, containing_block)
            if found:
                return found
        skip_stack = inline.skip_first_whitespace(linebox, skip_stack)
        if skip_stack == "continue":
            return None, None
        linebox.position_y, linebox.width, linebox.height = position_y, 0, 0
        position_x, position_y, available = inline.avoid_collisions(context, linebox, containing_block, outer=False)
        linebox.position_x = position_x
        start, end = position_x + linebox.text_indent, position_x + available
        line, resume_at, preserved, *_ = inline.split_inline_box(
            *(context, linebox, start, end, bottom_space, skip_stack, containing_block, [], [], [], [], [], None, None)
        )
        linebox.width, linebox.height = line.width, line.height
        if inline.is_phantom_linebox(line) and not preserved:
            line.height = 0
            return line, resume_at
        inline.remove_last_whitespace(context, line)
        offset_x = inline.text_align(context, line, available, last=resume_at is None or preserved)
        if containing_block.style["direction"] == "rtl":
            offset_x = -offset_x - line.width
        bottom, top = reach(line) or inline.line_box_verticality(line)
        line.baseline, line.position_y, line.height, line.margin_top, line.margin_bottom = -top, top, bottom - top, 0, 0
        line.translate(offset_x, position_y - top)
        line.position_y = position_y
        return line, resume_at
