"""What a style says, found with less work: its values, what it says about text, and whether a box is in the flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Keys whose computed value WeasyPrint finds by more than the cascade.
_SPECIAL = frozenset(("float", "position", "display", "page"))


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _lookups()
    _struts(everywhere)
    _flow()


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


def _flow() -> None:
    """Whether a box is in normal flow, by two lookups in place of five and five calls."""
    from weasyprint.formatting_structure import boxes

    out = frozenset(("left", "right", "inline-start", "inline-end", "footnote"))
    away = frozenset(("absolute", "fixed"))
    called = frozenset(("running()", "note()"))

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        position = style["position"]
        return style["float"] not in out and position not in away and position[0] not in called

    boxes.Box.is_in_normal_flow = is_in_normal_flow


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


# What cannot be looked up by, as what can.
_MADE_KEYS: dict[type, Callable[[Any], Any]] = {list: tuple, set: frozenset}


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
        found = style.evenhand_asked = tuple(_MADE_KEYS[type(v)](v) if type(v) in _MADE_KEYS else v for v in values)
    return found
