"""Lines of paragraphs that are one text and nothing else, as most are: set in one step, with the sums that WeasyPrint makes.

Why: a line goes through a dozen functions that ask about boxes inside boxes, floats beside, letters at the edges. Of one text alone
most answers are known.
"""

from __future__ import annotations

from math import inf
from typing import Any

# How text says that spaces at the beginning and the end of its lines go.
_COLLAPSING = frozenset(("normal", "nowrap", "pre-line"))


def next_line(inline: Any, context: Any, whole: Any, text: Any, top: Any, skip_stack: Any, around: Any) -> tuple[Any, Any] | None:
    """The next line of a paragraph, and where the one after it begins; nothing floats. None for what is not that plain.

    `whole` is the line that holds all of the text, `around` the block.
    """
    letters, skip, collapsing = text.text.encode(), _skipped(skip_stack), text.style["white_space"] in _COLLAPSING
    if skip == len(letters):
        return None, None
    while collapsing and letters.startswith(b" ", skip):
        skip += 1
    whole.position_y, whole.width, whole.height = top, 0, 0
    left, top, room = inline.avoid_collisions(context, whole, around, outer=False)
    whole.position_x, text.position_x, text.position_y = left, left + whole.text_indent, top
    inline.resolve_percentages(text, around)
    # WeasyPrint's own allowance for what additions lose.
    new, resume, preserved = inline.split_text_box(context, text, (left + room) * (1 + 1e-9) - text.position_x, skip, is_line_start=True)
    if new is None:
        return None
    line = whole.copy_with_children([new])
    if skip or resume is not None:
        line.remove_decoration(start=skip > 0, end=resume is not None)
    line.width = new.position_x + new.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    whole.width, whole.height = line.width, line.height
    if collapsing and new.text.endswith(" "):
        inline.remove_last_whitespace(context, line)
    offset = inline.text_align(context, line, room, last=resume is None or preserved)
    if around.style["direction"] == "rtl":
        offset = -offset - line.width
    _stand(line, new, top, offset)
    return line, None if resume is None else {0: {resume: None}}


def reach(line: Any) -> tuple[Any, Any] | None:
    """Stand what is in a plain line on its baseline, at 0, and tell how far it reaches down and up.

    None where something stands otherwise.
    """
    found = _inside(line, 0)
    if found is None:
        return None
    head = 0 - line.baseline
    foot = head + line.margin_height()
    return max(found[0], foot), min(found[1], head)


def _inside(box: Any, baseline: Any) -> tuple[Any, Any] | None:
    """How far the contents of a box reach down and up; in one without any, not at all."""
    down, up = -inf, inf
    for child in box.children:
        align = child.style["vertical_align"]
        if align != "baseline" and type(align) is not float:
            return None
        own = baseline if align == "baseline" else baseline - align
        child.position_y = top = own - child.baseline
        bottom = top + child.margin_height()
        if child.children:
            inside = _inside(child, own)
            if inside is None:
                return None
            bottom, top = max(bottom, inside[0]), min(top, inside[1])
        down, up = max(down, bottom), min(up, top)
    return down, up


def _skipped(skip_stack: Any) -> int:
    """How many bytes of the text are in lines before."""
    inside = skip_stack[0] if skip_stack else None
    return next(iter(inside)) if inside else 0


def _stand(line: Any, text: Any, top: Any, offset: Any) -> None:
    """Give a line and its text their place and height: both stand on one baseline."""
    head, line_head = 0 - text.baseline, 0 - line.baseline
    foot, line_foot = head + text.margin_height(), line_head + line.margin_height()
    upper, lower = min(head, line_head), max(foot, line_foot)
    line.baseline, line.position_y, line.height, line.margin_top, line.margin_bottom = -upper, upper, lower - upper, 0, 0
    down = top - upper
    text.position_y = head
    if offset or down:
        line.position_x += offset
        text.position_x += offset
        text.position_y += down
    line.position_y = top
