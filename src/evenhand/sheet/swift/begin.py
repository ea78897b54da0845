"""Styles that begin with what layout asks of every box.

Why: each value that is not there yet costs a call of Python; what no rule sets of a style is put into it as one piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import ref

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
# Properties that are not handed down, and whose computed value is the initial one where no rule sets them.
INITIAL = (
    *("anchor", "string_set", "bookmark_level", "bookmark_state", "counter_reset", "counter_set", "counter_increment"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height", "box_sizing", "overflow", "vertical_align"),
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_style" for side in _SIDES),
    *(f"border_{corner}_radius" for corner in _CORNERS),
    *("clear", "outline_style", "background_color", "background_image", "box_shadow", "border_image_source", "mask_border_source"),
    *("box_decoration_break", "break_before", "break_inside", "break_after", "continue", "max_lines"),
    *("column_width", "column_count", "transform", "opacity", "appearance"),
)
# What is handed down; none of it is a length, which may depend on a page that is not there yet.
HANDED = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_kerning", "font_variant_ligatures", "font_variant_position"),
    *("font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
    *("font_variation_settings", "font_language_override", "lang", "direction", "white_space", "text_transform", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "overflow_wrap", "word_break", "text_align_all", "text_align_last"),
    *("border_collapse", "visibility", "color", "color_scheme", "text_decoration_line", "text_decoration_color", "page"),
)
# Lengths are handed down as they begin, as long as no rule sets them: those may depend on a page that is not there yet.
UNSAID = ("letter_spacing", "word_spacing", "hyphenate_limit_zone", "tab_size", "text_indent")
# Beginnings kept, by what rules take away of them.
_BEGINNINGS = 300


class Beginnings:
    """Fills new styles."""

    def __init__(self) -> None:
        from weasyprint import css
        from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

        self._values = {name: css.INITIAL_VALUES[name] for name in (*INITIAL, "position", "float")}
        # Borders and outlines without a style have no width.
        self._values |= {f"border_{side}_width": 0 for side in _SIDES} | {"outline_width": 0}
        # What a rule takes away: a property itself, under each of its names, and what is found by it.
        self._taken: dict[str, set[str]] = {}
        for name in self._values:
            for asked in {name, name.replace("width", "style"), "position" if name == "float" else name}:
                find = PHYSICAL_FUNCTIONS.get(asked)
                for said in (asked, *(find(block="ttb", inline=way) for way in ("ltr", "rtl") if find)):
                    self._taken.setdefault(said, set()).add(name)
        self._known: dict[frozenset[str], tuple[dict[str, Any], dict[str, Any]]] = {}
        self._specified = {name: css.INITIAL_VALUES[name] for name in ("position", "float")}
        _anonymous(css, self._values)

    def of(self, cascaded: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a style begins with of which this is said, and what is specified where that is not the same as computed."""
        said = frozenset(self._taken.keys() & cascaded.keys())
        found = self._known.get(said)
        if found is None:
            if len(self._known) >= _BEGINNINGS:
                self._known.clear()
            taken = set[str]().union(*(self._taken[name] for name in said))
            begins = ({name: value for name, value in values.items() if name not in taken} for values in (self._values, self._specified))
            found = self._known[said] = (next(begins), next(begins))
        return found


def hand_down(style: Any) -> dict[str, Any]:
    """What the children of a style begin with, where nothing else is said of them. Styles that hand down the same share it."""
    handed: dict[str, Any] = style.evenhand_handed
    if not handed:
        above, own = style.parent_style, style.cascaded
        begins = initial() if above is None else above.evenhand_handed
        handed.update({name: style[name] for name in HANDED})
        handed.update({name: begins[name] for name in UNSAID if name in begins and name not in own})
    return handed


def initial() -> Mapping[str, Any]:
    """What is said where no rule says anything."""
    from weasyprint.css.properties import INITIAL_VALUES

    return INITIAL_VALUES  # type: ignore[no-any-return]


def _anonymous(css: Any, initial: dict[str, Any]) -> None:
    """Boxes that no element has begin so too."""

    def init(self: Any, parent_style: Any) -> None:
        self.update(initial)
        if "evenhand_handed" in parent_style.__dict__:
            self.update(hand_down(parent_style))
        self.parent_style, self.root_style = parent_style, parent_style.root_style
        self.cache, self.font_config = parent_style.cache, parent_style.font_config

    def anonymous_style(self: Any) -> Any:
        known = self.__dict__.get("evenhand_anonymous")
        style = known and known()
        if style is None:
            style = css.AnonymousStyle(self)
            self.evenhand_anonymous = ref(style)
        return style

    css.AnonymousStyle.__init__ = init
    # Styles neither hold themselves nor those that they are handed down to.
    css.AnonymousStyle.specified = css.InitialStyle.specified = property(lambda self: self, lambda self, value: None)
    css.Style.anonymous_style = property(anonymous_style)
