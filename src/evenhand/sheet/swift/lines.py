"""Lines of text, broken once: the same words in the same room give the same line."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from evenhand.sheet.swift.styles import voice

# Lines kept for a set of fonts, those of a leaflet or two: the densities of one, and the brands of one edition, share most.
_KEPT = 1200


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Keep lines of text over the layouts of a leaflet, and from one leaflet to the next.

    Why: a paragraph is laid out at each density that is tried, in cells twice, and in the leaflets of all brands. What Pango
    gave is the same each time.
    """
    from weasyprint.text import line_break

    original = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any, is_line_start: bool = True, minimum: bool = False
    ) -> Any:
        kept = style.font_config.__dict__.setdefault("evenhand_lines", {})
        key = (text, voice(style), max_width, justification_spacing, is_line_start, minimum)
        line = kept.get(key)
        if line is None:
            if len(kept) >= _KEPT:
                kept.clear()
            line = kept[key] = original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        # Drawing a line changes what Pango's layout knows of itself: each box has one of its own.
        return copy(line[0]), *line[1:]

    everywhere(original, split_first_line)
    _awake(line_break.Layout)


def _awake(layout: Any) -> None:
    """Draw a line by the layout that it was measured by. Why: WeasyPrint lets it go, and shapes every line of a page once more."""
    wake = layout.reactivate

    def deactivate(self: Any) -> None:
        self.style = None  # it would hold on to all styles of the page

    def reactivate(self: Any, style: Any) -> None:
        if "layout" not in self.__dict__ or self.justification_spacing:
            wake(self, style)
        else:
            self.style = style

    layout.deactivate, layout.reactivate = deactivate, reactivate


def rest(config: Any) -> None:
    """Let go of what Pango knows of the lines kept with these fonts; what was measured is kept. For the end of a leaflet."""
    for line in config.__dict__.get("evenhand_lines", {}).values():
        line[0].__dict__.pop("layout", None)
        line[0].__dict__.pop("language", None)
