"""The times as a picture: bars for each renderer, evenhand's in colour."""

from __future__ import annotations

from html import escape

from rivals.engines import ENGINES, TITLES
from rivals.report import US, middle
from rivals.rounds import CORES, Results

_WIDTH, _LABEL, _BAR, _GAP, _HEAD = 760, 150, 20, 6, 34
_OWN, _OTHER, _INK = "#17505c", "#9aa5a8", "#1b1b1b"
_LONGEST = _WIDTH - _LABEL - 110


def chart(results: Results, leaves: int, large: int) -> str:
    """An SVG of four groups of bars, each in a scale of its own; what was not measured has no bar."""
    engines = [engine for engine in ENGINES if engine in results.versions]
    groups = [
        ("One leaflet from a cold start", {e: middle(results, e, "cold") for e in engines}),
        ("A leaflet, warm, on one core", {e: middle(results, e, "warm") for e in engines}),
        (f"{leaves} leaflets on {CORES} cores", {e: middle(results, e, "two") for e in engines}),
        (f"One string changed among {large} leaflets (others: all anew)", _string(results, engines, leaves, large)),
    ]
    parts, y = [], 0
    for title, times in groups:
        bars, y = _group(title, times, y)
        parts += bars
    said = "; ".join(f"{title}: {_said(times)}" for title, times in groups)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{y}" viewBox="0 0 {_WIDTH} {y}" '
        f'font-family="Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="13">\n<title>{escape(said)}</title>\n'
        f'<rect width="{_WIDTH}" height="{y}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _string(results: Results, engines: list[str], leaves: int, large: int) -> dict[str, float | None]:
    """A string changed: our build, and what the others take for all leaflets; measured, or reckoned from two cores."""
    times = {e: middle(results, e, "all-large") for e in engines}
    two = {e: middle(results, e, "two") for e in engines}
    reckoned = {e: t * large / leaves if t is not None else None for e, t in two.items()}
    return {e: middle(results, US, "string") if e == US else times[e] or reckoned[e] for e in engines}


def _group(title: str, times: dict[str, float | None], y: int) -> tuple[list[str], int]:
    """The bars of a group and where the next one begins."""
    parts = [f'<text x="8" y="{y + 22}" fill="{_INK}" font-weight="bold">{escape(title)}</text>']
    y += _HEAD
    most = max((t for t in times.values() if t), default=1.0)
    for engine, seconds in times.items():
        if seconds is None:
            continue
        width, middle_y = max(1.0, seconds / most * _LONGEST), y + _BAR * 0.72
        name = escape(TITLES.get(engine, engine))
        parts.append(f'<text x="{_LABEL - 8}" y="{middle_y:.1f}" fill="{_INK}" text-anchor="end">{name}</text>')
        fill = _OWN if engine == US else _OTHER
        parts.append(f'<rect x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{fill}"/>')
        parts.append(f'<text x="{_LABEL + width + 8:.1f}" y="{middle_y:.1f}" fill="{_INK}">{_seconds(seconds)}</text>')
        y += _BAR + _GAP
    return parts, y + 10


def _said(times: dict[str, float | None]) -> str:
    return ", ".join(f"{TITLES.get(engine, engine)} {_seconds(seconds)}" for engine, seconds in times.items() if seconds is not None)


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"
