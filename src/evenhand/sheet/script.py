"""How each script is set: its fonts by file name, its leading, its size."""

from __future__ import annotations

from dataclasses import dataclass

LATIN = "Latn"


@dataclass(frozen=True, slots=True)
class Script:
    """One script. `fonts` names the regular and the bold file, in order of preference; `face` picks a face of a collection.

    `overhang` is how far, in millimetres, letters of a large title may reach beyond their own place at the edge of a line.
    `leading` and `heading_leading` are line heights as multiples of the type size; `size` is a factor on every size.
    `width` is how wide a letter is, as a multiple of a Latin one (measured on sample texts of each language).
    Why they differ: Nastaliq hangs words below one another, Indic and South-East Asian letters carry marks above and
    below, and Han characters fill their square.
    """

    code: str
    fonts: tuple[tuple[str, str], ...]
    leading: float = 1.42
    heading_leading: float = 1.2
    size: float = 1.0
    face: str = ""
    package: str = "fonts-noto-core"
    overhang: float = 0.0
    width: float = 1.0


def _noto(code: str, name: str, leading: float = 1.5, heading_leading: float = 1.3, size: float = 1.0, width: float = 1.0) -> Script:
    return Script(code, ((f"NotoSans{name}-Regular.ttf", f"NotoSans{name}-Bold.ttf"),), leading, heading_leading, size, width=width)


def _cjk(code: str, face: str) -> Script:
    pairs = (("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),)
    return Script(code, pairs, 1.55, 1.3, 1.0, f"Noto Sans CJK {face}", "fonts-noto-cjk", width=2.0)


_NASTALIQ = Script("Aran", (("NotoNastaliqUrdu-Regular.ttf", "NotoNastaliqUrdu-Bold.ttf"),), 2.05, 2.05, 0.96, overhang=3.0)

SCRIPTS: dict[str, Script] = {
    s.code: s
    for s in (
        _noto(LATIN, "", 1.42, 1.2),
        _noto("Cyrl", "", 1.42, 1.2),
        _noto("Grek", "", 1.42, 1.2),
        _noto("Arab", "Arabic", 1.55, 1.35, 1.06),
        _NASTALIQ,
        _noto("Hebr", "Hebrew"),
        _noto("Deva", "Devanagari", 1.55, 1.4),
        _noto("Beng", "Bengali", 1.55, 1.4),
        _noto("Guru", "Gurmukhi", 1.55, 1.4),
        _noto("Gujr", "Gujarati", 1.55, 1.4),
        _noto("Taml", "Tamil", 1.55, 1.4, width=1.25),
        _noto("Telu", "Telugu", 1.6, 1.45),
        _noto("Knda", "Kannada", 1.6, 1.45),
        _noto("Mlym", "Malayalam", 1.6, 1.45, width=1.2),
        _noto("Orya", "Oriya", 1.6, 1.45),
        _noto("Sinh", "Sinhala", 1.6, 1.45, width=1.2),
        _noto("Thai", "Thai", 1.6, 1.45),
        _noto("Laoo", "Lao", 1.6, 1.45),
        _noto("Khmr", "Khmer", 1.75, 1.6),
        _noto("Mymr", "Myanmar", 1.75, 1.6),
        _noto("Ethi", "Ethiopic", 1.5, 1.3, width=1.2),
        _noto("Armn", "Armenian", width=1.2),
        _noto("Geor", "Georgian", width=1.25),
        _noto("Thaa", "Thaana", 1.6, 1.45),
        Script("Tibt", (("NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan-Bold.ttf"),), 1.7, 1.55, 1.1),
        _cjk("Hans", "SC"),
        _cjk("Hant", "TC"),
        _cjk("Jpan", "JP"),
        _cjk("Kore", "KR"),
    )
}


def script_of(code: str) -> Script:
    """The record of a script; scripts without one are set like Latin, and the font check then names what is missing."""
    return SCRIPTS.get(code, SCRIPTS[LATIN])
