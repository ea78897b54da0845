"""Colours as a printer needs them: shades of grey, or parts of cyan, magenta, yellow and black."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Red, green and blue from 0 to 1; and what goes on paper, one part (grey) or four (CMYK), from 0 to 1.
Rgb = tuple[float, float, float]
Parts = tuple[float, ...]

# Letters in a dark grey are printed in full black: a screen of dots would fray them.
_SOLID = 0.21


@dataclass(frozen=True, slots=True)
class Grey:
    """Every colour as the grey of the same luminance, so that each contrast stays what it was (WCAG 2.2, relative luminance)."""

    space: str = "/DeviceGray"
    mode: str = "L"
    fill: str = "g"
    stroke: str = "G"

    def __call__(self, colour: Rgb) -> Parts:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return (round(light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055, 5),)


@dataclass(frozen=True, slots=True)
class Cmyk:
    """Colours as four inks. `known` are those that somebody chose for print, by `#rrggbb`; the rest is computed.

    Computed without a profile: the darkest that red, green and blue have in common becomes black, and what each still lacks
    becomes cyan, magenta and yellow. Greys are black alone.
    """

    known: Mapping[str, Parts] = field(default_factory=dict)
    space: str = "/DeviceCMYK"
    mode: str = "CMYK"
    fill: str = "k"
    stroke: str = "K"

    def __call__(self, colour: Rgb) -> Parts:
        if (chosen := self.known.get(as_hex(colour))) is not None:
            return chosen
        light = max(colour)
        if light - min(colour) < 0.004:
            return (0.0, 0.0, 0.0, 1.0 if light < _SOLID else round(1 - light, 5))
        return (*(round(1 - part / light, 5) for part in colour), round(1 - light, 5))


def screened(parts: Parts) -> Rgb:
    """What four inks look like on a screen, by the same reckoning."""
    cyan, magenta, yellow, black = parts
    return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))


def as_hex(colour: Rgb) -> str:
    """A colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def tinted(parts: Parts, share: float) -> Parts:
    """A paler tone of an ink: `share` of each part."""
    return tuple(round(part * share, 5) for part in parts)
