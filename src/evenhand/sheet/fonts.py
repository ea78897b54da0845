"""Find the fonts by file, prove that they have every letter, and cut what a leaflet needs out of collections."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

from evenhand.files import write_whole
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.sheet.fontfiles import font_paths
from evenhand.sheet.script import LATIN, Script, script_of

WEIGHTS = (400, 700)
# Characters that draw nothing and that no font need have.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u2060\u2066\u2067\u2068\u2069\ufeff\n\r\t")

# A regular and a bold face: the file of each, and its index in it.
_Faces = tuple[tuple[str, int], tuple[str, int]]
_BASIC = frozenset(range(0x20, 0x7F))


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: its file, the index in a collection (0 for a plain file), and the SHA-256 of the file."""

    path: str
    index: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family under a private name, with one file for each weight; the private name can never match a system font."""

    name: str
    script: str
    files: tuple[FontFile, FontFile]

    def serves(self, script: Script) -> bool:
        """True for the family that a script is set in. Several scripts may share one, whose `script` is any of them."""
        own = self.script == script.code if script.face else True
        return own and any(Path(self.files[0].path).name == regular for regular, _ in script.fonts)


class FontShelf:
    """The font files of this machine, by name; files are read when asked for."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._paths = font_paths(folders)
        self._families: dict[str, Family] = {}
        self._known: dict[str, _Faces] = {}
        self._covers: dict[_Faces, hb.Set] = {}

    def has(self, script: Script) -> bool:
        """True when both weights of a script's fonts are on this machine."""
        return self._pair(script) is not None

    def family(self, code: str) -> Family:
        """The family for a script. Raises Trouble that says what to install."""
        script = script_of(code)
        key = _key(script)
        if key not in self._families:
            first, second = (
                FontFile(path, index, hashlib.sha256(Path(path).read_bytes()).hexdigest()) for path, index in self._faces(script)
            )
            name = f"EH {script.code if script.face else Path(first.path).stem.split('-')[0]}"
            self._families[key] = Family(name, script.code, (first, second))
        return self._families[key]

    def _faces(self, script: Script) -> _Faces:
        """Where the regular and the bold face of a script lie, found without reading the files whole. Raises Trouble as `family`."""
        key = _key(script)
        if key not in self._known:
            pair = self._pair(script)
            if pair is None:
                raise Trouble([missing_fonts(script)], usage=True)
            regular, bold = ((path, _face_index(path, script.face) if script.face else 0) for path in pair)
            self._known[key] = regular, bold
        return self._known[key]

    def _pair(self, script: Script) -> tuple[str, str] | None:
        for regular, bold in script.fonts:
            if regular in self._paths and bold in self._paths:
                return self._paths[regular], self._paths[bold]
        return None

    def families(self, scripts: Iterable[str]) -> tuple[Family, ...]:
        """Families for scripts in the order given, Latin last, each once."""
        found = {self.family(code).name: self.family(code) for code in (*scripts, LATIN)}
        return tuple(found.values())

    def coverage(self, family: Family) -> hb.Set:
        """Code points that both weights of a family can draw."""
        return self._covered(_faces_of(family))

    def _covered(self, faces: _Faces) -> hb.Set:
        # Sets of HarfBuzz: one of Python's takes megabytes for Han letters, in each process.
        if faces not in self._covers:
            regular, bold = (hb.Face(hb.Blob.from_file_path(path), index).unicodes for path, index in faces)
            regular.intersection_update(bold)
            self._covers[faces] = regular
        return self._covers[faces]

    def lacking(self, text: Iterable[str], families: tuple[Family, ...]) -> list[str]:
        """Characters that none of the families can draw, each once, in order of code point."""
        return self._lacking(text, tuple(map(_faces_of, families)))

    def lacking_in(self, text: Iterable[str], code: str) -> list[str]:
        """Those that neither the fonts of a script nor the Latin ones can draw; of the fonts, only what tells that is read."""
        return self._lacking(text, (self._faces(script_of(code)), self._faces(script_of(LATIN))))

    def _lacking(self, text: Iterable[str], faces: tuple[_Faces, ...]) -> list[str]:
        known = [self._covered(pair) for pair in faces]
        strange = (c for c in set(text) - _INVISIBLE if not any(ord(c) in letters for letters in known))
        return sorted(c for c in strange if unicodedata.category(c) != "Cc")


def _key(script: Script) -> str:
    """Scripts that are set in the same fonts have one key."""
    return script.fonts[0][0] + script.face


def _faces_of(family: Family) -> _Faces:
    regular, bold = family.files
    return (regular.path, regular.index), (bold.path, bold.index)


def missing_fonts(script: Script) -> Finding:
    """The finding for a script whose fonts are not on this machine."""
    names = " and ".join(script.fonts[0])
    mend = (
        f"on Debian: apt-get install {script.package}; elsewhere install the Noto fonts and name their folder under fonts in the settings"
    )
    return error("L001", Place(), f"the fonts {names} ({script.code}) are not installed", mend)


def face_css(families: Iterable[Family], text: str, cache: Path) -> str:
    """`@font-face` rules for families; faces of collections are first cut down to the characters of `text`.

    Why cut: `@font-face` of a collection gives one alias to all of its faces, and a whole Han face makes each leaflet
    slow and large. Cut faces are kept in `cache` by the hash of the font and of the characters.
    """
    rules = []
    for family in families:
        for weight, file in zip(WEIGHTS, family.files, strict=True):
            path = cut_face(file, text, cache) if file.path.endswith((".ttc", ".otc")) else Path(file.path)
            rules.append(f'@font-face{{font-family:"{family.name}";font-weight:{weight};src:url("{path.as_uri()}")}}')
    return "\n".join(rules)


def cut_face(file: FontFile, text: str, cache: Path) -> Path:
    """One face of a collection with just the characters of `text`; the same bytes for the same face and characters."""
    points = sorted({*map(ord, set(text)), *_BASIC})
    key = hashlib.sha256(f"retain {file.sha256} {file.index} {points}".encode()).hexdigest()[:32]
    path = cache / f"{key}.otf"
    if not path.is_file():
        # The Han fonts are CID-keyed: a PDF names their glyphs by CID, WeasyPrint by glyph number, and the two agree only
        # as long as the numbers of the whole font are kept. Without this, other characters are printed.
        write_whole(path, _cut(file, points, hb.SubsetFlags.RETAIN_GIDS))
    return path


def letters_in(file: FontFile, text: str) -> list[int]:
    """Which characters of a text, and of the basic ones, a font has; in order."""
    return sorted({*map(ord, text), *_BASIC} & set(hb.Face(hb.Blob.from_file_path(file.path), file.index).unicodes))


def cut_for_screens(file: FontFile, letters: list[int]) -> bytes:
    """A font with just these characters, without the hints that only coarse screens need and that weigh a third of it."""
    return _cut(file, letters, hb.SubsetFlags.NO_HINTING)


def _cut(file: FontFile, points: list[int], flags: hb.SubsetFlags) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(points)
    wanted.flags |= flags
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(file.path), file.index), wanted).blob.data)


def cut_outlines(file: bytes, glyphs: Iterable[int], useless: Iterable[bytes], hinting: bool, notdef: bool) -> bytes:
    """A font of PostScript outlines, as Han fonts are, with these glyphs under their numbers; b"" where it cannot be cut.

    `useless` are tables to leave out; `notdef` keeps the box that stands for a missing letter. Why not by the HarfBuzz of the system,
    which cuts all other fonts: version 6, which Debian has, takes five to ten times as long over such outlines.
    """
    face, wanted = hb.Face(hb.Blob(file)), hb.SubsetInput()
    wanted.drop_table_tag_set.update(int.from_bytes(name, "big") for name in useless)
    flags = hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | hb.SubsetFlags.DESUBROUTINIZE
    flags |= hb.SubsetFlags.DEFAULT if hinting else hb.SubsetFlags.NO_HINTING
    flags |= hb.SubsetFlags.NOTDEF_OUTLINE if notdef else hb.SubsetFlags.DEFAULT
    count = max(glyphs) + 1
    # Glyphs after the last one that is wanted are dropped by a second cut, where there are any.
    for values, more in ((glyphs, hb.SubsetFlags.RETAIN_GIDS), (range(count), hb.SubsetFlags.DEFAULT)):
        wanted.glyph_set.update(values)
        wanted.flags = flags | more
        try:
            face = hb.subset(face, wanted)
        except RuntimeError:
            return b""
        if face.glyph_count == count:
            break
    return bytes(face.blob.data)


def _face_index(path: str, name: str) -> int:
    blob = hb.Blob.from_file_path(path)
    for index in range(hb.Face(blob, 0).count):
        if hb.Face(blob, index).get_name(hb.OTNameIdPredefined.FONT_FAMILY) == name:
            return index
    raise Trouble([error("L001", Place(), f"the font collection has no face {name}", "install fonts-noto-cjk")], usage=True)
