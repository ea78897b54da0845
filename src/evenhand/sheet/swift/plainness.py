"""Which lines are plain, and what need not be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Pairs of letters kept.
_PAIRS = 5000


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    from weasyprint.layout import leader
    from weasyprint.text import line_break

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

        own = type(box) is LineBox or (type(box) is InlineBox and box.is_in_normal_flow() and box.style["position"] == "static")
        found = box.evenhand_plain = own and not box.is_leader and all(_settled(child) for child in box.children)
    return found


def _settled(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import TextBox

    return (type(box) is TextBox and not box.is_leader and box.is_in_normal_flow()) or plain(box)


def _leading(original: Any) -> Any:
    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        if not plain(line):
            original(context, line, containing_block)

    return handle_leader
