"""The blocks of a section: paragraph, list, steps, table, picture, call-out."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from evenhand.content.evidence import Id, Part
from evenhand.content.text import Text
from evenhand.content.value import wrong

PicturePath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./-]+\.(svg|png|jpg|jpeg)$")]


class _Block(Part):
    """A block has an id of its own, unique in the handout, so that its messages keep their keys when it moves."""

    rooted: ClassVar[bool] = True

    id: Id
    sources: tuple[Id, ...] = ()


class Paragraph(_Block):
    """Running text."""

    text: Text = Field(description="A paragraph")


class BulletList(_Block):
    """A list without order."""

    intro: Text | None = Field(default=None, description="Introduces the list below it; ends with a colon")
    list: dict[Id, Text] = Field(min_length=1, max_length=9, description="A line of a list")


class Steps(_Block):
    """Steps in order."""

    intro: Text | None = Field(default=None, description="Introduces the steps below it; ends with a colon")
    steps: dict[Id, Text] = Field(min_length=2, max_length=9, description="A step; they are numbered on the page")


class Row(Part):
    """A row of a table: a heading cell and one cell for each further column."""

    id: Id
    head: Text = Field(description="First cell of a table row")
    cells: dict[Id, Text] = Field(description="A table cell")


class Table(_Block):
    """A small table with heading cells on its first row and first column."""

    columns: dict[Id, Text] = Field(min_length=2, max_length=4, description="Heading of a table column", json_schema_extra={"room": 40})
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        wanted = list(self.columns)[1:]
        for row in self.rows:
            if list(row.cells) != wanted:
                raise wrong(f"row {row.id} does not fill the columns", f"give it exactly these cells, in this order: {', '.join(wanted)}")
        return self


class Picture(_Block):
    """A picture beside the handout's file, with its text alternative. SVG pictures hold no letters: write a caption."""

    picture: PicturePath
    alt: Text = Field(description="What the picture shows, for people who cannot see it")
    caption: Text | None = Field(default=None, description="Caption under a picture")
    width_mm: int = Field(default=60, ge=10, le=180)


class CallOut(_Block):
    """A framed remark. A `myth` is what others say, followed by what is known."""

    call_out: Text = Field(description="A framed remark")
    tone: Literal["note", "care", "myth"] = "note"


_KINDS: dict[str, type[_Block]] = {
    "text": Paragraph, "list": BulletList, "steps": Steps, "rows": Table, "picture": Picture, "call-out": CallOut,
}  # fmt: skip


def _kind(value: Any) -> str | None:
    """The kind of a block, in brackets: pydantic puts it into the path of a fault, where it must not pass for a key."""
    if isinstance(value, _Block):
        return next(f"[{k}]" for k, c in _KINDS.items() if isinstance(value, c))
    return next((f"[{k}]" for k in _KINDS if isinstance(value, dict) and k in value), None)


Block = Annotated[
    Annotated[Paragraph, Tag("[text]")]
    | Annotated[BulletList, Tag("[list]")]
    | Annotated[Steps, Tag("[steps]")]
    | Annotated[Table, Tag("[rows]")]
    | Annotated[Picture, Tag("[picture]")]
    | Annotated[CallOut, Tag("[call-out]")],
    Discriminator(
        _kind,
        custom_error_type="block",
        custom_error_message="expected a block with one of: " + ", ".join(_KINDS),
    ),
]
