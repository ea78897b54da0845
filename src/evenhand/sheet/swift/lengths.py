"""Lengths that boxes are laid out by, found once for each style."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

# What `resolve_percentages` sets: used values, which are the computed ones where no percentage is in them.
_EDGES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom"))
_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
# The widths of borders, by their names in a box.
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_sizes = itemgetter(*_SIZES)
_STARTED = (*_EDGES, *_SIZES, "box_sizing")
_started = itemgetter(*_STARTED)
# The sizes that they hold for, lengths, and widths of borders that are set where there are none yet; None where a length
# depends on something else.
_Used = tuple[tuple[Any, ...], dict[str, Any], dict[str, Any]] | None


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Resolve lengths without percentages once for a style, not for each box and each time that it is laid out."""
    from weasyprint.layout import percent

    original, lengths = percent.resolve_percentages, _Lengths()

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        found = lengths.of(box.style)
        if found is None:
            original(box, containing_block)
            return
        own = box.__dict__
        own.update(found[1])
        if found[2]:
            for name, width in found[2].items():
                own.setdefault(name, width)

    everywhere(original, resolve_percentages)
    _copies()


def _copies() -> None:
    """Know copies of styles. Why: WeasyPrint changes sizes in the midst of laying out, in copies and in nothing else."""
    from weasyprint import css

    for kind in (css.ComputedStyle, css.AnonymousStyle):
        kind.copy = _marking(kind.copy)


def _marking(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def copy(self: Any) -> Any:
        style = original(self)
        style.evenhand_copied = True
        return style

    return copy


class _Lengths:
    """The used lengths of styles, kept with each of them."""

    def __init__(self) -> None:
        from weasyprint import css
        from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
        from weasyprint.css.properties import Dimension

        self._anonymous, self._dimension = css.AnonymousStyle, Dimension
        self._start = _started(css.INITIAL_VALUES)
        # What a rule may set of them, under all names.
        named = {*_STARTED, *BORDERS, *(name.replace("width", "style") for name in BORDERS)}
        logical = {find(block="ttb", inline=way) for key, find in PHYSICAL_FUNCTIONS.items() if key in named for way in ("ltr", "rtl")}
        self._named, self._initial = frozenset(named | logical), dict[bool, _Used]()

    def of(self, style: Any) -> _Used:
        """The used lengths of a style; None where one of them depends on the box around it."""
        own = style.__dict__
        found: Any = own.get("evenhand_used", False)
        if found is False:
            found = style.evenhand_used = self._start_of(style) if self._plain(style) else self._found(style)
        elif found and "evenhand_copied" in own and _sizes(style) != found[0]:
            found = style.evenhand_used = self._found(style)
        return found  # type: ignore[no-any-return]

    def _plain(self, style: Any) -> bool:
        """True where no rule sets a length, and WeasyPrint itself has set none while it made boxes."""
        if type(style) is self._anonymous and "evenhand_copied" not in style.__dict__:
            return True
        own = getattr(style, "cascaded", ())
        return self._named.isdisjoint(own) and _started(style) == self._start

    def _start_of(self, style: Any) -> _Used:
        """What all styles have of which nothing is said."""
        collapse = style["border_collapse"] == "collapse"
        if collapse not in self._initial:
            self._initial[collapse] = self._found(self._anonymous(style))
        return self._initial[collapse]

    def _found(self, style: Any) -> _Used:
        if style["box_sizing"] != "content-box":
            return None
        values = {}
        for name in (*_EDGES, *_SIZES):
            value = style[name]
            if value == "auto":
                values[name] = 0 if name in ("min_width", "min_height") else value
            elif type(value) is self._dimension and value.unit == "px":
                values[name] = value.value
            else:
                return None
        borders = {name: style[name] for name in BORDERS}
        # Where borders collapse, the table has resolved those of its cells.
        collapse = style["border_collapse"] == "collapse"
        return _sizes(style), values if collapse else values | borders, borders if collapse else {}
