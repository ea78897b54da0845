"""Lines of text, measured and not tried: the words of a paragraph are shaped once, and its lines follow from their widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evenhand.sheet.swift.layouts import Line, Shaper, twin
from evenhand.sheet.swift.measured import UNITS, Measured
from evenhand.sheet.swift.styles import voice

# Lines, and texts measured, that are kept for a set of fonts, those of a leaflet or two: the densities of one, and the brands of
# one edition, share most.
_KEPT = 1600
# How near to the room, in parts of the type size, a line must not come to be told by its words alone: letters may stand nearer to
# a space and the next word than to the edge. In our fonts, of 24 languages, by 0.05 at the most.
_DOUBT = 0.15
# In how many times the type size WeasyPrint takes each word for a line of its own.
_NARROW = 4
# Languages whose lines end where a dictionary says so, which looks at what stands around.
_BY_DICTIONARY = ("th", "lo", "km", "my")
_ENDLESS = ("nowrap", "pre")
_NORMAL = ("normal", *_ENDLESS)


class Lines:
    """What is known of the lines of one set of fonts."""

    def __init__(self) -> None:
        self._shaper = Shaper()
        self._set: dict[tuple[str, int], Line] = {}
        self._measured: dict[tuple[str, int], Measured] = {}
        self._broken: dict[Any, Line] = {}
        # Layouts of lines that Pango still knows.
        self._awake: list[Any] = []

    def whole(self, text: str, style: Any) -> Line:
        """A text in one line, however long."""
        key = (text, voice(style))
        line = self._set.get(key)
        if line is None:
            if len(self._set) >= _KEPT:
                self._set.clear()
            line = self._set[key] = self._shaper.line(text, style)
            self._awake.append(line[0])
        return line

    def first(self, text: str, style: Any, room: float) -> Line | None:
        """The first line of a text; None where its words do not tell it for certain."""
        line = self.whole(text, style)
        if line[3] <= room - style["font_size"] * _DOUBT:
            return line  # most texts fit: where they may be broken is not asked
        return self.next(self.measured(text, style), 0, style, room)

    def next(self, measured: Measured, start: int, style: Any, room: float) -> Line | None:
        """The line of a text that begins at a byte; None where the words do not tell it for certain."""
        size: float = style["font_size"]
        doubt = size * _DOUBT * UNITS
        wide, least = measured.width(start)
        if wide <= room * UNITS - doubt:
            return self._cut(measured, start, len(measured.text), style)
        if not measured.parted(start):
            # A word, or a mark of a list in a box that was made for it: it fits or it does not.
            line = self._cut(measured, start, len(measured.text), style)
            return line if line[3] <= room else None
        if least < room * UNITS + doubt or room < size * _NARROW:
            return None
        found = measured.broken(start, room * UNITS, doubt)
        if found is None or _hyphenated(style, found[1], found[2]):
            return None
        line = self._cut(measured, start, found[0], style)
        return line[0], line[1], found[1] - start, *line[3:]

    def _cut(self, measured: Measured, start: int, end: int, style: Any) -> Line:
        line: Line | None = measured.lines.get((start, end))
        if line is None:
            line = measured.lines[start, end] = self.whole(measured.text[start:end].decode(), style)
        return line

    def kept(self, key: Any, find: Callable[[], Line]) -> Line:
        """A line that was tried."""
        line = self._broken.get(key)
        if line is None:
            if len(self._broken) >= _KEPT:
                self._broken.clear()
            line = self._broken[key] = find()
            self._awake.append(line[0])
        return line

    def measured(self, text: str, style: Any) -> Measured:
        """A text with the widths of its words."""
        key = (text, voice(style))
        found = self._measured.get(key)
        if found is None:
            from weasyprint.text.ffi import ffi, pango

            layout = self.whole(text, style)[0]
            if "layout" not in layout.__dict__:
                layout = self._shaper.line(text, style)[0]
            if len(self._measured) >= _KEPT:
                self._measured.clear()
            found = self._measured[key] = Measured(layout, ffi, pango)
        return found

    def rest(self) -> None:
        """Let go of what Pango knows; what was measured is kept."""
        for layout in self._awake:
            layout.__dict__.pop("layout", None)
            layout.__dict__.pop("language", None)
        self._awake.clear()


def lines_of(config: Any) -> Lines:
    """What is known of the lines set with these fonts."""
    lines: Lines | None = config.__dict__.get("evenhand_lines")
    if lines is None:
        lines = config.evenhand_lines = Lines()
    return lines


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Break lines by what their words measure. Where that is not certain, WeasyPrint tries, and what it finds is kept."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    for original in dict.fromkeys((line_break.split_first_line, inline.split_first_line)):
        everywhere(original, _breaking(original))


def _breaking(original: Any) -> Any:
    """`split_first_line`, with `original` for what is not certain."""

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any, is_line_start: bool = True, minimum: bool = False
    ) -> Any:
        lines = lines_of(style.font_config)
        line = _told(lines, text, style, max_width) if not justification_spacing else None
        if line is None:
            # The end of a line takes no room.
            room = None if text == "\n" else max_width
            key = (original, text, voice(style), room, justification_spacing, is_line_start, minimum)
            line = lines.kept(key, lambda: original(text, style, context, max_width, justification_spacing, is_line_start, minimum))
        # Drawing a line changes what Pango's layout knows of itself: each box has one of its own.
        return twin(line[0]), *line[1:]

    split_first_line.tried = original  # type: ignore[attr-defined]
    return split_first_line


def first_line(box: Any, room: Any, skip: int) -> Line | None:
    """The line of a text box that begins at its byte `skip`, with a layout of its own; None where it is to be tried."""
    style, text = box.style, box.text
    lines: Lines = lines_of(style.font_config)
    if not skip:
        line = _told(lines, text, style, room) if text else None
    else:
        known = box.__dict__.get("evenhand_measured")
        if known is None or known[0] is not text:
            if not _tellable(text, style):
                return None
            known = box.evenhand_measured = text, lines.measured(text, style)
        measured = known[1]
        if not measured.begins(skip):
            line = _told(lines, measured.text[skip:].decode(), style, room)
        elif _endless(room, style):
            line = lines._cut(measured, skip, len(measured.text), style)
        else:
            line = lines.next(measured, skip, style, room)
    return None if line is None else (twin(line[0]), *line[1:])


def _tellable(text: str, style: Any) -> bool:
    return _told_by_words(style) and not _steered(text)


def _steered(text: str) -> bool:
    """Whether a text steers its lines: ends of lines, tabs, hyphens that show at the end of a line only."""
    return "\n" in text or "\u00ad" in text or "\t" in text or "\r" in text or "\u2028" in text or "\u2029" in text


def _endless(room: Any, style: Any) -> bool:
    return room is None or style["white_space"] in _ENDLESS or room == float("inf")


def _told(lines: Lines, text: str, style: Any, room: Any) -> Line | None:
    if not _tellable(text, style):
        return None
    if _endless(room, style):
        return lines.whole(text, style)
    return lines.first(text, style, room)


def _told_by_words(style: Any) -> bool:
    """True for a style whose lines follow from the widths of its words; kept with the style."""
    found: bool | None = style.__dict__.get("evenhand_tellable")
    if found is None:
        found = style.evenhand_tellable = (
            style["white_space"] in _NORMAL
            and style["letter_spacing"] == "normal"
            and not style["word_spacing"]
            and style["word_break"] == "normal"
            and style["font_size"] > 0
            and not (style["lang"] or "").startswith(_BY_DICTIONARY)
        )
    return found


def _hyphenated(style: Any, start: int, stop: int) -> bool:
    """True where the first word of the next line is long enough to be parted."""
    return style["hyphens"] == "auto" and bool(style["lang"]) and stop - start >= style["hyphenate_limit_chars"][0]


def rest(config: Any) -> None:
    """Let go of what Pango knows of the lines kept with these fonts; what was measured is kept. For the end of a leaflet."""
    lines_of(config).rest()
