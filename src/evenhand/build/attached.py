"""The files of a project that a leaflet's words come from, to be attached to it."""

from __future__ import annotations

from dataclasses import replace

from evenhand.sheet.order import Order
from evenhand.sheet.papers import Attached
from evenhand.sheet.shelf import Shelf
from evenhand.translation.messages import BRAND, INTERFACE


class Files:
    """The files of one shelf; each is read once. Catalogs are taken as they were read, so that what is attached is what prints."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._catalogs: dict[tuple[str, str], Attached] = {}
        self._handouts: dict[str, Attached] = {}
        self._words = next((f / "words.yaml" for f in shelf.project.templates if (f / "words.yaml").is_file()), None)

    def with_files(self, order: Order) -> Order:
        """The order with its files: the handout, the interface's words, and the catalogs of the languages of its texts."""
        handout, names = order.edition.handout.id, (order.edition.handout.id, INTERFACE, f"{BRAND}{order.brand.id}")
        keys = [(edition.language.tag, name) for edition in order.editions for name in names]
        catalogs = [self._catalog(key) for key in keys if key in self._shelf.catalogs]
        return replace(order, files=(self._handout(handout), *self._interface(), *catalogs))

    def _handout(self, handout: str) -> Attached:
        if handout not in self._handouts:
            path = self._shelf.project.handouts / f"{handout}.yaml"
            self._handouts[handout] = Attached(path.name, "the handout, in its source language", path.read_bytes())
        return self._handouts[handout]

    def _interface(self) -> tuple[Attached, ...]:
        if self._words is None:
            return ()
        if "" not in self._handouts:
            self._handouts[""] = Attached("interface.yaml", "the words of the page, in their source language", self._words.read_bytes())
        return (self._handouts[""],)

    def _catalog(self, key: tuple[str, str]) -> Attached:
        if key not in self._catalogs:
            (language, name), text = key, self._shelf.catalogs[key].file.text()
            self._catalogs[key] = Attached(f"{name}.{language}.po", f"translation into {language}", text.encode())
        return self._catalogs[key]
