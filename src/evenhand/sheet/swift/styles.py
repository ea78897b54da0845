"""Computed and used values, found with less work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Used values that are the computed ones where no percentage is in them: what `resolve_percentages` sets, beside the height.
_EDGES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom"))
_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
# Keys whose computed value WeasyPrint finds by more than the cascade.
_SPECIAL = frozenset(("float", "position", "display", "page"))


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    _lookups()
    _used_values(everywhere)
    _struts(everywhere)


def _lookups() -> None:
    """A property that no rule sets is inherited or initial, and nothing else need be asked.

    Why: WeasyPrint asks a dozen questions for each, and nine of ten lookups are of this kind.
    """
    from weasyprint import css
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    inherited, initial = css.INHERITED, css.INITIAL_VALUES
    special = {key for key in initial if key in _SPECIAL or key.startswith("text_decoration_")}
    plain = {key: initial[key] for key in initial if key not in css.INITIAL_NOT_COMPUTED and key not in special}
    # The names under which a rule may set a property for the direction of writing.
    logical = {key: frozenset(find(block="ttb", inline=way) for way in ("ltr", "rtl")) for key, find in PHYSICAL_FUNCTIONS.items()}
    none: frozenset[str] = frozenset()
    original = css.ComputedStyle.__missing__

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key in cascaded or not logical.get(key, none).isdisjoint(cascaded):
            return original(self, key)
        if key in inherited:
            parent = self.parent_style
            if parent is not None and key not in special:
                value = self[key] = parent[key]
                return value
        elif key in plain:
            value = self[key] = plain[key]
            return value
        return original(self, key)

    css.ComputedStyle.__missing__ = missing


def _used_values(everywhere: Callable[[Any, Any], None]) -> None:
    """Lengths without percentages are found once for a style, not for each box and each time that it is laid out."""
    from weasyprint import css
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import Dimension
    from weasyprint.layout import percent

    original = percent.resolve_percentages
    # What a rule may set of them, under all names; where it sets none, a style has the initial values of them all.
    named = {"box_sizing", *_EDGES, *_SIZES, *_BORDERS, *(name.replace("width", "style") for name in _BORDERS)}
    named |= {find(block="ttb", inline=way) for key, find in PHYSICAL_FUNCTIONS.items() if key in named for way in ("ltr", "rtl")}
    start = {name: css.INITIAL_VALUES[name] for name in (*_EDGES, *_SIZES, "box_sizing")}

    def plain(style: Any) -> bool:
        """True where no rule sets a length, and WeasyPrint itself has set none while it made boxes."""
        return named.isdisjoint(getattr(style, "cascaded", ())) and all(style.get(name, value) == value for name, value in start.items())

    def used(style: Any) -> tuple[Any, dict[str, Any], dict[str, Any]] | None:
        """The sizes that it holds for, lengths, and widths of borders; None where a length depends on something else."""
        if style["box_sizing"] != "content-box":
            return None
        values = {}
        for name in (*_EDGES, *_SIZES):
            value = style[name]
            if value == "auto":
                values[name] = 0 if name in ("min_width", "min_height") else value
            elif type(value) is Dimension and value.unit == "px":
                values[name] = value.value
            else:
                return None
        return _sizes(style), values, {name: style[name] for name in _BORDERS}

    initial: list[Any] = []

    def known(style: Any) -> tuple[Any, dict[str, Any], dict[str, Any]] | None:
        found: tuple[Any, dict[str, Any], dict[str, Any]] | None
        found = style.__dict__.get("evenhand_used", False)
        if found is False:
            if not plain(style):
                found = used(style)
            elif initial:
                found = initial[0]
            else:
                initial.append(used(css.AnonymousStyle(style)))
                found = initial[0]
            style.evenhand_used = found
        # A style's sizes are changed in the midst of laying out by flex and grid containers, and by nothing else.
        if found and any(style.get(name, value) != value for name, value in zip(_SIZES, found[0], strict=True)):
            found = style.evenhand_used = used(style)
        return found

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        found = known(style)
        if found is None:
            original(box, containing_block)
            return
        own = box.__dict__
        own.update(found[1])
        if style["border_collapse"] != "collapse":
            own.update(found[2])
        else:
            # Where borders collapse, the table has resolved those of its cells.
            for name, width in found[2].items():
                if not hasattr(box, name):
                    own[name] = width

    everywhere(original, resolve_percentages)


def _sizes(style: Any) -> tuple[Any, ...]:
    return tuple(style[name] for name in _SIZES)


def _struts(everywhere: Callable[[Any, Any], None]) -> None:
    """The height of an empty line is kept by its voice. Why: WeasyPrint spells seventeen properties out to look it up."""
    from weasyprint.text import line_break

    original = line_break.strut

    def strut(style: Any) -> Any:
        kept = style.font_config.__dict__.setdefault("evenhand_struts", {})
        key = (voice(style), style["line_height"])
        found = kept.get(key)
        if found is None:
            found = kept[key] = original(style)
        return found

    everywhere(original, strut)


# All that a style has to say about where lines end and how long they are.
_ASKED = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning", "font_variant_ligatures"),
    *("font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override", "lang", "direction", "white_space"),
    *("letter_spacing", "word_spacing", "overflow_wrap", "word_break", "hyphens", "hyphenate_limit_chars", "hyphenate_limit_zone"),
    *("hyphenate_character", "tab_size", "text_decoration_line"),
)


def voice(style: Any) -> int:
    """A number for all that a style says about the width and the height of text: styles of the same fonts that say the same have one."""
    found: int | None = style.__dict__.get("evenhand_voice")
    if found is None:
        # They live as long as the fonts that they speak of.
        voices = style.font_config.__dict__.setdefault("evenhand_voices", {})
        found = style.evenhand_voice = voices.setdefault(_asked(style), len(voices))
    return found


def _asked(style: Any) -> tuple[Any, ...]:
    """The values of a style, those that are handed down taken from its parent without asking for each."""
    found: tuple[Any, ...] | None = style.__dict__.get("evenhand_asked")
    if found is None:
        if style.parent_style is None:
            values = [style[name] for name in _ASKED]
        else:
            own, handed = getattr(style, "cascaded", ()), _asked(style.parent_style)
            # What stands in the style itself was found before, or was set by WeasyPrint where it made boxes.
            values = [style[name] if name in own or name in style else handed[n] for n, name in enumerate(_ASKED)]
        found = style.evenhand_asked = tuple(tuple(v) if isinstance(v, list) else v for v in values)
    return found
