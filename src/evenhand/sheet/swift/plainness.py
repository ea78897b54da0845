"""Which lines are plain, and what need not be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Pairs of letters kept.
_PAIRS = 5000


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    from weasyprint.formatting_structure import build
    from weasyprint.layout import block, leader
    from weasyprint.text import line_break

    everywhere(block.relative_positioning, _relative(block.relative_positioning))
    build._inner_block_in_inline = _unbroken(build._inner_block_in_inline)
    everywhere(line_break.can_break_text, _remembering(line_break.can_break_text))
    everywhere(leader.handle_leader, _leading(leader.handle_leader))


def _remembering(original: Any) -> Any:
    """Whether a line may end between two letters is asked for each pair of boxes, and hangs on the letters alone."""
    known: dict[tuple[str, Any], bool] = {}

    def can_break_text(text: str, lang: Any) -> bool:
        if len(text) != 2:
            return original(text, lang)  # type: ignore[no-any-return]
        found = known.get((text, lang))
        if found is None:
            if len(known) >= _PAIRS:
                known.clear()
            found = known[text, lang] = original(text, lang)
        return found

    return can_break_text


def beside(context: Any, top: Any) -> bool:
    """True where something floats that reaches down to `top`, or stands below it."""
    return any(shape.position_y >= top or shape.position_y + shape.margin_height() > top for shape in context.excluded_shapes)


def plain(box: Any) -> bool:
    """True for a line, or an inline box, that holds text and inline boxes only, all in the flow; kept with the box."""
    found: bool | None = box.__dict__.get("evenhand_plain")
    if found is None:
        from weasyprint.formatting_structure.boxes import InlineBox, LineBox

        kind, children = type(box), box.children
        own = kind is LineBox or (kind is InlineBox and not box.is_leader and box.is_in_normal_flow())
        # What a box without contents will hold once pages are counted is not known yet.
        own = own and box.style["position"] == "static" and (children or box.missing_link is None)
        found = box.evenhand_plain = bool(own) and all(_settled(child) for child in children)
    return found


def _settled(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import TextBox

    if type(box) is not TextBox:
        return plain(box)
    return not box.is_leader and box.style["position"] == "static" and box.is_in_normal_flow()


def only_text(line: Any) -> Any:
    """The text that is all of a plain line's contents, on its baseline; None for any other line. Kept with the line."""
    children = line.children
    known = line.__dict__.get("evenhand_only")
    # Contents that tell of pages are put in anew when these are counted.
    if known is None or known[0] is not children:
        from weasyprint.formatting_structure.boxes import TextBox

        alone = len(children) == 1 and type(children[0]) is TextBox and children[0].style["vertical_align"] == "baseline"
        known = line.evenhand_only = children, children[0] if alone else None
    return known[1]


def _relative(original: Any) -> Any:
    """Nothing in a plain line is moved from where it stands."""

    def relative_positioning(box: Any, containing_block: Any) -> None:
        if not box.__dict__.get("evenhand_plain"):
            original(box, containing_block)

    return relative_positioning


def _unbroken(original: Any) -> Any:
    """In a plain line there are no blocks to be looked for."""

    def inner_block_in_inline(box: Any, skip_stack: Any = None) -> Any:
        return (box, None, None) if skip_stack is None and plain(box) else original(box, skip_stack)

    return inner_block_in_inline


def _leading(original: Any) -> Any:
    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        if not plain(line):
            original(context, line, containing_block)

    return handle_leader
