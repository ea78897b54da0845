"""PDF files written in one pass: each object is asked for its bytes once."""

from __future__ import annotations

import zlib
from hashlib import md5
from math import ceil, log
from typing import Any

# How hard streams are pressed. Pydyf's 9 takes three times as long for 1 to 2 in 100 of the size.
LEVEL = 5


class Pressed:
    """A file that is pressed already. Of the file itself, only what is asked of a font is kept: its length, and how it begins."""

    __slots__ = ("_begin", "_length", "data")

    def __init__(self, file: bytes) -> None:
        self.data, self._length, self._begin = zlib.compress(file, LEVEL), len(file), file[:4]

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> bytes:
        return self._begin[part]


def apply() -> None:
    """Put the mends in. Pydyf asks every object for its bytes twice, for the file and for its identifier, and presses each time."""
    import pydyf

    spell, original = pydyf._to_bytes, pydyf.PDF.write

    def streamed(self: Any) -> bytes:
        pressed = self.compress and len(self.stream) == 1 and type(self.stream[0]) is Pressed
        data = self.stream[0].data if pressed else b"\n".join([item if type(item) is bytes else spell(item) for item in self.stream])
        extra = pydyf.Dictionary(self.extra.copy())
        if self.compress:
            extra["Filter"] = "/FlateDecode"
            data = data if pressed else zlib.compress(data, LEVEL)
        extra["Length"] = len(data)
        return b"\n".join((extra.data, b"stream", data, b"endstream"))

    def listed(self: Any) -> bytes:
        return b"[" + b" ".join([item if type(item) is bytes else spell(item) for item in self]) + b"]"

    names: dict[str, bytes] = {}

    def named(self: Any) -> bytes:
        parts = [b"<<"]
        for key, value in self.items():
            name = names.get(key)
            if name is None:
                name = b"/" + spell(key) + b" "
                if len(key) < 20 and len(names) < 500:
                    names[key] = name
            parts += (name, value if type(value) is bytes else spell(value))
        parts.append(b">>")
        return b"".join(parts)

    def write(self: Any, output: Any, version: Any = b"1.7", identifier: Any = False, compress: bool = False) -> None:
        if identifier is True and compress and spell(version or b"1.7") >= b"1.5":
            _Writer(self, output, pydyf).write(spell(version or b"1.7"))
        else:
            original(self, output, version, identifier, compress)

    pydyf.Stream.data, pydyf.Array.data, pydyf.Dictionary.data = property(streamed), property(listed), property(named)
    pydyf.PDF.write = write


class _Writer:
    """Writes a PDF whose small objects stand in one pressed stream, as pydyf does."""

    def __init__(self, pdf: Any, output: Any, pydyf: Any) -> None:
        self._pdf, self._output, self._pydyf, self._at = pdf, output, pydyf, 0

    def write(self, version: bytes) -> None:
        pdf = self._pdf
        if pdf.info:
            pdf.add_object(pdf.info)
        self._line(b"%PDF-" + version)
        self._line("%🖤".encode())
        packed: list[tuple[int, bytes]] = []
        # Where each object lies: in the file, or in the stream of the small ones.
        places: list[tuple[int, int, int]] = []
        digest = md5(usedforsecurity=False)
        small = len(pdf.objects)
        for thing in pdf.objects:
            if thing.free == "f":
                places.append((int(bool(thing.number)), thing.offset, thing.generation))
                continue
            data = thing.data
            digest.update(data)
            if thing.compressible:
                places.append((2, small, len(packed)))
                packed.append((thing.number, data))
            else:
                places.append((1, self._at, thing.generation))
                self._object(thing, data)
        stream = self._packed(packed)
        places.append((1, self._at, 0))
        data = stream.data
        digest.update(data)
        self._object(stream, data)
        self._end(places, len(packed), digest.hexdigest().encode())

    def _line(self, content: bytes) -> None:
        self._at += len(content) + 1
        self._output.write(content)
        self._output.write(b"\n")

    def _object(self, thing: Any, data: bytes) -> None:
        self._line(b"%d %d obj\n%b\nendobj" % (thing.number, thing.generation, data))

    def _packed(self, packed: list[tuple[int, bytes]]) -> Any:
        """The stream of the small objects, after the list of their numbers and places in it."""
        heads, at = [], 0
        for number, data in packed:
            heads.append(f"{number} {at}")
            at += len(data) + 1
        head = " ".join(heads).encode()
        extra = {"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1}
        stream = self._pydyf.Stream([head, *(data for _, data in packed)], extra, True)
        self._pdf.add_object(stream)
        return stream

    def _end(self, places: list[tuple[int, int, int]], packed: int, digest: bytes) -> None:
        """The table of places, which is the trailer too."""
        pdf, pydyf, start = self._pdf, self._pydyf, self._at
        places.append((1, start, 0))
        most = max(packed, *(thing.generation for thing in pdf.objects))
        sizes = (1, ceil(log(start + 1, 256)), ceil(log(most + 1, 256)))
        left, middle, whole = 8 * (sizes[1] + sizes[2]), 8 * sizes[2], sum(sizes)
        table = b"".join([(kind << left | at << middle | rest).to_bytes(whole, "big") for kind, at, rest in places])
        extra = {"Type": "/XRef", "Index": pydyf.Array((0, len(places))), "W": pydyf.Array(sizes), "Size": len(places)}
        extra["Root"] = pdf.catalog.reference
        if pdf.info:
            extra["Info"] = pdf.info.reference
        extra["ID"] = pydyf.Array((pydyf.String(digest).data,) * 2)
        stream = pydyf.Stream([table], extra, True)
        pdf.add_object(stream)
        self._object(stream, stream.data)
        for line in (b"startxref", b"%d" % start, b"%%EOF"):
            self._line(line)
