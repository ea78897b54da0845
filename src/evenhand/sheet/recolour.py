"""A finished PDF in other inks: every colour of text, lines, shades and pictures is changed, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evenhand.finding import Place, Trouble, error
from evenhand.sheet.impose import drop, saved
from evenhand.sheet.inks import Cmyk, Grey, screened

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

Inks = Grey | Cmyk


def recolour(pdf: bytes, inks: Inks, name: str) -> bytes:
    """The same pages in other inks: text, lines, pictures drawn of lines, shades and photographs. Tags stay as they were.

    Raises Trouble for a colour that it does not know how to change.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        painter = _Painter(document, inks, name)
        for page in document.pages:
            painter.paint(page.obj, page.obj.get("/Resources"))
        return saved(document)


class _Painter:
    """Changes the colours of a document, each part of it once."""

    def __init__(self, document: Pdf, inks: Inks, name: str) -> None:
        self._document, self._inks, self._name = document, inks, name
        self._done: set[tuple[int, int]] = set()

    def paint(self, content: Any, resources: Any) -> None:
        """A page, a form or a pattern: its stream of operators, and all that it calls by name."""
        import pikepdf

        steps = [self._step(step) for step in pikepdf.parse_content_stream(content)]
        data = pikepdf.unparse_content_stream(steps)
        if isinstance(content, pikepdf.Stream):
            content.write(data)
        else:
            content.Contents = self._document.make_stream(data)
        if resources is not None:
            # WeasyPrint offers each page the Lab colours of CSS, which none of ours uses: a step that does is refused.
            drop(resources, "/ColorSpace")
            self._resources(resources)

    def _step(self, step: Any) -> Any:
        import pikepdf

        word, values = str(step.operator), list(step.operands)
        if word in ("rg", "RG", "g", "G", "k", "K"):
            name = self._inks.stroke if word.isupper() else self._inks.fill
            return pikepdf.ContentStreamInstruction(self._parts(values), pikepdf.Operator(name))
        pattern = word in ("cs", "CS", "scn", "SCN") and values and str(values[-1]).startswith("/")
        if word in ("sc", "SC", "BI", "INLINE IMAGE") or (word in ("cs", "CS") and values != ["/Pattern"]):
            raise self._unknown(word)
        if word in ("scn", "SCN") and not pattern:
            raise self._unknown(word)
        return step

    def _parts(self, values: Iterable[Any]) -> list[Decimal]:
        given = [float(value) for value in values]
        if len(given) == 4:
            parts = tuple(given) if isinstance(self._inks, Cmyk) else self._inks(screened(tuple(given)))
        else:
            r, g, b = given * 3 if len(given) == 1 else given
            parts = self._inks((r, g, b))
        return [Decimal(f"{part:.5f}") for part in parts]

    def _resources(self, resources: Dictionary) -> None:
        self._each(resources.get("/XObject"), self._object)
        self._each(resources.get("/Pattern"), self._object)
        self._each(resources.get("/Shading"), self._shade)
        self._each(resources.get("/ExtGState"), self._state)

    def _each(self, parts: Any, change: Callable[[Any], None]) -> None:
        for part in [parts[key] for key in parts.keys()] if parts is not None else ():  # noqa: SIM118 (no plain dict)
            if part.is_indirect and part.objgen in self._done:
                continue
            self._done.add(part.objgen)
            change(part)

    def _object(self, part: Any) -> None:
        """A form, a picture or a pattern."""
        group = part.get("/Group")
        if group is not None and "/CS" in group:
            group.CS = self._space()
        if part.get("/Subtype") == "/Image":
            self._picture(part)
        elif part.get("/PatternType") == 2:
            self._shade(part.Shading)
        else:
            self.paint(part, part.get("/Resources"))

    def _state(self, state: Any) -> None:
        mask = state.get("/SMask")
        if mask is not None and str(mask) != "/None":
            self._each({"mask": mask.G}, self._object)

    def _shade(self, shade: Any) -> None:
        if shade.get("/ShadingType") not in (2, 3):
            raise self._unknown("shading")
        if str(shade.ColorSpace) != self._inks.space:
            shade.ColorSpace = self._space()
            self._blend(shade.Function)

    def _blend(self, function: Any) -> None:
        for key in ("/C0", "/C1"):
            if key in function:
                function[key] = self._parts(function[key])
        for part in function.get("/Functions", ()):
            self._blend(part)

    def _picture(self, picture: Any) -> None:
        import pikepdf

        if picture.get("/ImageMask") or str(picture.get("/ColorSpace")) in ("/DeviceGray", self._inks.space):
            return
        image = pikepdf.PdfImage(picture).as_pil_image().convert("RGB").convert(self._inks.mode)
        drop(picture, "/Decode", "/DecodeParms")
        picture.ColorSpace, picture.BitsPerComponent = self._space(), 8
        picture.write(image.tobytes())

    def _space(self) -> Object:
        import pikepdf

        return pikepdf.Name(self._inks.space)

    def _unknown(self, what: str) -> Trouble:
        mend = "use colours as #rrggbb in the theme, and pictures in RGB"
        return Trouble([error("L004", Place(self._name), f"a colour cannot be changed for print ({what})", mend)])
