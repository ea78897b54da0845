"""What a style says, found with less work: its values, and what it says about text."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

# Keys whose computed value WeasyPrint finds by more than the cascade.
_SPECIAL = frozenset(("float", "position", "display", "page"))


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _lookups()
    _struts(everywhere)


def _lookups() -> None:
    """A property that no rule sets is inherited or initial, and nothing else need be asked.

    Why: WeasyPrint asks a dozen questions for each, and nine of ten lookups are of this kind.
    """
    from weasyprint import css
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    inherited, initial, computers = css.INHERITED, css.INITIAL_VALUES, css.COMPUTER_FUNCTIONS
    special = {key for key in initial if key in _SPECIAL or key.startswith("text_decoration_")}
    plain = {key: initial[key] for key in initial if key not in css.INITIAL_NOT_COMPUTED and key not in special}
    # The name under which a rule may set a property for the direction of writing.
    logical = {key: {way: find(block="ttb", inline=way) for way in ("ltr", "rtl")} for key, find in PHYSICAL_FUNCTIONS.items()}
    simple = frozenset((str, int, float, css.properties.Dimension))
    original = css.ComputedStyle.__missing__

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        said = cascaded.get(key)
        if key == "display" and (said is None or type(said[0]) is tuple):
            return _displayed(self, said[0] if said else initial[key], computers[key])
        if key in logical:
            other = cascaded.get(logical[key][self["direction"]])
            if other is not None and (said is None or other[1] >= said[1]):
                said = other
        if said is not None:
            value = said[0]
            if type(value) not in simple or key in special or value == "inherit" or value == "initial":
                return original(self, key)
            if key in computers:
                value = computers[key](self, key, value)
            self[key] = value
            return value
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


def _displayed(style: Any, value: tuple[str, ...], compute: Callable[[Any, str, Any], Any]) -> Any:
    """What a style displays as; it hangs on what is specified of floats."""
    style["float"]  # found, and specified with it
    style.specified["display"] = value
    found = style["display"] = compute(style, "display", value)
    return found


def _struts(everywhere: Callable[[Any, Any], None]) -> None:
    """The height of an empty line is kept, for a style and for a voice. Why: WeasyPrint spells seventeen properties out to find it."""
    from weasyprint.text import line_break

    original = line_break.strut

    def strut(style: Any) -> Any:
        found = style.__dict__.get("evenhand_strut")
        if found is None:
            kept = style.font_config.__dict__.setdefault("evenhand_struts", {})
            key = (voice(style), style["line_height"])
            found = kept.get(key)
            if found is None:
                found = kept[key] = original(style)
            style.evenhand_strut = found
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


_values = itemgetter(*_ASKED)
# What cannot be looked up by, as what can.
_MADE_KEYS: dict[type, Callable[[Any], Any]] = {list: tuple, set: frozenset}


def voice(style: Any) -> int:
    """A number for all that a style says about the width and the height of text: styles of the same fonts that say the same have one."""
    found: int | None = style.__dict__.get("evenhand_voice")
    if found is None:
        # They live as long as the fonts that they speak of.
        voices = style.font_config.__dict__.setdefault("evenhand_voices", {})
        values = _values(style)
        try:
            found = voices.setdefault(values, len(voices))
        except TypeError:
            found = voices.setdefault(tuple(_MADE_KEYS[type(v)](v) if type(v) in _MADE_KEYS else v for v in values), len(voices))
        style.evenhand_voice = found
    return found
