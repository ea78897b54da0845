"""Fonts put into a PDF with less work: cut in one go, kept as they were cut, and copied only where somebody asks for the whole file."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from evenhand.sheet.fonts import cut_outlines
from evenhand.sheet.glyphs import let_go
from evenhand.sheet.swift.files import Pressed

# Bytes of pressed fonts that are kept with a set of fonts: those of some leaflets in Latin letters, or both faces of one in Han letters.
_KEPT = 1_000_000
# Tables that a PDF has no use for, as WeasyPrint leaves them out.
_USELESS = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")


class _Kept:
    """Fonts as they were cut and pressed for leaflets in one set of fonts, and goes with it."""

    def __init__(self) -> None:
        self._size, self._known = 0, dict[bytes, Pressed]()
        # Held, so that the place of a face in memory is no other's while it stands for this one.
        self._faces: dict[Any, int] = {}

    def key(self, face: Any, told: tuple[Any, ...]) -> bytes:
        """What a font is kept by: a face, and what it was cut by. A digest, for that may be longer than the font."""
        number = self._faces.setdefault(face, len(self._faces))
        return sha256(marshal.dumps((number, told), 2)).digest()

    def find(self, key: bytes) -> Pressed | None:
        """A font that was kept; asked for, it stays longest."""
        found = self._known.pop(key, None)
        if found is not None:
            self._known[key] = found
        return found

    def keep(self, key: bytes, made: Pressed) -> None:
        """Keep a font, in place of those that were not asked for longest."""
        self._known[key] = made
        self._size += len(made.data)
        while self._size > _KEPT:
            self._size -= len(self._known.pop(next(iter(self._known))).data)


def once(font: Any, codes: Iterable[int], told: tuple[Any, ...], make: Callable[[], None]) -> None:
    """Give a font the file that `make` gives it, which hangs on its face, these glyphs and what is `told`, and on nothing else.

    Why: the next brand's leaflet of the same words most often shows the same glyphs, and asks for the same file.
    """
    store: _Kept | None = getattr(font, "evenhand_kept", None)
    # A variable font is cut by size and weight too; of a font in a form, the whole file is asked for.
    if store is None or font.missing or font.used_in_forms or "fvar" in font.tables:
        make()
        return
    key = store.key(font.hb_face, (sorted(codes), *told))
    found = store.find(key)
    if found is None:
        make()
        found = Pressed(font.file_content)
        store.keep(key, found)
    font.file_content = found


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _unread()
    _cut_in_one_go()
    _told(everywhere)


class _Unread:
    """The file of a face, not copied yet."""

    def __init__(self, face: Any) -> None:
        self.face = face


def _unread() -> None:
    """The file of a font is copied where it is asked for. Why: it is asked for when it was cut, and is another one by then."""
    from weasyprint.pdf import fonts

    copied = fonts.get_hb_object_data

    def read(self: Any) -> Any:
        if type(self.evenhand_file) is _Unread:
            self.evenhand_file = copied(self.evenhand_file.face)
        return self.evenhand_file

    def write(self: Any, file: Any) -> None:
        self.evenhand_file = file

    fonts.Font.file_content = property(read, write)
    fonts.get_hb_object_data = _Unread


def _told(everywhere: Callable[[Any, Any], None]) -> None:
    """The fonts of a document know those that were kept with its set of fonts."""
    from weasyprint import pdf

    original, build = pdf.generate_pdf, pdf.build_fonts_dictionary
    kept: list[_Kept | None] = [None]

    def generate_pdf(document: Any, *arguments: Any, **options: Any) -> Any:
        known = document.font_config.__dict__
        kept[0] = known.get("evenhand_kept") or known.setdefault("evenhand_kept", _Kept())
        try:
            return original(document, *arguments, **options)
        finally:
            kept[0] = None
            let_go(document.fonts.values())

    def build_fonts_dictionary(written: Any, fonts: Any, compress: bool, subset: bool, options: Any) -> Any:
        for font in fonts.values():
            # Of fonts that stay whole, and of those that are not pressed, the file itself is asked for.
            font.evenhand_kept = kept[0] if compress and subset else None
        return build(written, fonts, compress, subset, options)

    everywhere(original, generate_pdf)
    pdf.build_fonts_dictionary = build_fonts_dictionary


def _cut_in_one_go() -> None:
    """A font is cut once, where WeasyPrint cuts it twice.

    Why: it cuts again to drop the empty glyphs after the last one that is wanted, and most often there are none: HarfBuzz makes
    none. In a face of Han letters, these are tens of thousands.
    """
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import get_hb_object_data

    original = Font._harfbuzz_subset

    def numbers(into: Any, values: list[int]) -> None:
        # Without their count in the type: every type that cffi has not met takes it milliseconds to read.
        harfbuzz.hb_set_add_sorted_array(into, ffi.new("hb_codepoint_t[]", values), len(values))

    def cut(self: Any, to_unicode: Any, hinting: bool) -> None:
        wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
        glyphs = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
        useless = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
        numbers(useless, [harfbuzz.hb_tag_from_string(name, -1) for name in _USELESS])
        flags = harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
        flags |= 0 if hinting else harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE if self.missing else 0
        face, count = self.hb_face, max(to_unicode) + 1
        kept = harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        for values, more in ((sorted(to_unicode), kept), (list(range(count)), 0)):
            numbers(glyphs, values)
            harfbuzz_subset.hb_subset_input_set_flags(wanted, flags | more)
            face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)
            if not face or harfbuzz.hb_face_get_glyph_count(face) == count:
                break
        if face and (file := get_hb_object_data(face)):
            self.file_content = file
        else:
            # WeasyPrint says what is wrong.
            original(self, to_unicode, hinting)

    Font._harfbuzz_subset = _outlined(cut, original)


def _outlined(cut: Callable[[Any, Any, bool], None], original: Callable[[Any, Any, bool], None]) -> Callable[[Any, Any, bool], None]:
    """Fonts of PostScript outlines are cut by a newer HarfBuzz, which takes a fraction of the time; others by `cut`."""
    from weasyprint.text.fonts import get_hb_object_data

    def outlined(self: Any, to_unicode: Any, hinting: bool) -> None:
        if "CFF " not in self.tables:
            cut(self, to_unicode, hinting)
        elif file := cut_outlines(bytes(get_hb_object_data(self.hb_face)), to_unicode, _USELESS, hinting, bool(self.missing)):
            self.file_content = file
        else:
            original(self, to_unicode, hinting)

    return outlined
