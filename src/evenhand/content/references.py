"""What a handout points at must exist: sources, figures, effects, terms, pictures; and no id stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evenhand.content.blocks import Picture
from evenhand.content.evidence import Effect, Figure
from evenhand.content.model import Claim, Handout, RedFlag, Section
from evenhand.content.source import Document
from evenhand.content.text import Text, parse_markup, tidy
from evenhand.content.walk import Spot, texts
from evenhand.finding import Finding, Place, error

# Slots that the brand fills when the page is made.
CLINIC_SLOTS = frozenset({"clinic.name", "clinic.phone", "clinic.emergency"})
_READ = "cite a source that was itself read (checked: primary), or tell it in words"


def reference_faults(handout: Handout, document: Document, folder: Path) -> list[Finding]:
    """Every loose end of one handout; `folder` holds its pictures."""
    return [
        *_identity(handout, document),
        *_sources(handout, document),
        *_texts(handout, document),
        *_pictures(handout, document, folder),
    ]


def named_values(handout: Handout) -> frozenset[str]:
    """Every placeholder that a text of this handout may use."""
    arms = {f"{effect}.{arm}" for effect, e in handout.effects.items() for arm in e.arms}
    return frozenset(handout.figures) | arms | CLINIC_SLOTS


def _identity(handout: Handout, document: Document) -> Iterator[Finding]:
    stem = Path(document.name).stem
    if handout.id != stem:
        mend = f"write id: {stem}, or rename the file to {handout.id}.yaml"
        yield error("F006", document.place(("id",)), f"the id {handout.id} is not the file's name", mend)
    seen: dict[str, str] = {}
    lists: dict[str, Sequence[Section | RedFlag | Claim]] = {
        "section": handout.sections,
        "red flag": handout.red_flags,
        "benefit": handout.benefits.items,
        "risk": handout.risks.items,
    }
    places = {"section": ("sections",), "red flag": ("red-flags",), "benefit": ("benefits", "items"), "risk": ("risks", "items")}
    for kind, parts in lists.items():
        for i, part in enumerate(parts):
            yield from _once(seen, f"{kind} {part.id}", document, (*places[kind], i, "id"))
    for i, section in enumerate(handout.sections):
        for j, block in enumerate(section.blocks):
            yield from _once(seen, f"block {block.id}", document, ("sections", i, "blocks", j, "id"))
            for k, row in enumerate(getattr(block, "rows", ())):
                yield from _once(seen, f"row {block.id}.{row.id}", document, ("sections", i, "blocks", j, "rows", k, "id"))
    for i, option in enumerate(handout.options.rows if handout.options else ()):
        yield from _once(seen, f"option {option.id}", document, ("options", "rows", i, "id"))


def _once(seen: dict[str, str], name: str, document: Document, loc: tuple[int | str, ...]) -> Iterator[Finding]:
    place = document.place(loc)
    if name in seen:
        yield error("F007", place, f"duplicate id: {name} stands already at line {seen[name]}", "give each its own id")
    seen.setdefault(name, str(place.line))


def _sources(handout: Handout, document: Document) -> Iterator[Finding]:
    def check(ids: tuple[str, ...], *loc: int | str) -> Iterator[Finding]:
        for i, source in enumerate(ids):
            if source not in handout.sources:
                known = ", ".join(handout.sources)
                yield error("F008", document.place((*loc, "sources", i)), f"unknown source: {source}", f"known sources: {known}")

    def read(part: Figure | Effect) -> bool:
        # A source that is unknown is told as such; that it was not read would only follow from that.
        return any(s not in handout.sources or handout.sources[s].checked == "primary" for s in part.sources)

    for name, figure in handout.figures.items():
        yield from check(figure.sources, "figures", name)
        if figure.events is not None and not read(figure):
            yield error("F009", document.place(("figures", name)), f"the share {name} has no source that was itself read", _READ)
    for name, effect in handout.effects.items():
        yield from check(effect.sources, "effects", name)
        if any(arm.counted for arm in effect.arms.values()) and not read(effect):
            yield error("F009", document.place(("effects", name)), f"the effect {name} has no source that was itself read", _READ)
    for part in ("benefits", "risks"):
        claims: tuple[Claim, ...] = getattr(handout, part).items
        for i, claim in enumerate(claims):
            yield from check(claim.sources, part, "items", i)
            if claim.effect and claim.effect not in handout.effects:
                place = document.place((part, "items", i, "effect"))
                yield error("F008", place, f"unknown effect: {claim.effect}", f"known effects: {', '.join(handout.effects) or 'none'}")
    for i, option in enumerate(handout.options.rows if handout.options else ()):
        yield from check(option.sources, "options", "rows", i)
    for country, approval in handout.approval.items():
        yield from check(approval.sources, "approval", country)
    for i, section in enumerate(handout.sections):
        for j, block in enumerate(section.blocks):
            yield from check(block.sources, "sections", i, "blocks", j)


def _texts(handout: Handout, document: Document) -> Iterator[Finding]:
    known = named_values(handout)

    def place(spot: Spot, text: Text) -> Place:
        return document.place(locate(document, spot.key, text))

    for spot, text in texts(handout):
        for form in text.forms:
            for run in parse_markup(form):
                if run.slot and run.slot not in known:
                    mend = f"known: {', '.join(sorted(known))}"
                    yield error("F010", place(spot, text), f"{{{run.slot}}} names no figure of this handout", mend)
                if run.term and run.term not in handout.terms:
                    yield error("F010", place(spot, text), f"the term {run.term} is not explained under terms", "add it under terms")
        if text.count and not (text.count in handout.figures and isinstance(handout.figures[text.count].number, int)):
            yield error(
                "F010", place(spot, text), f"count: {text.count} names no figure with a whole number", "name a figure that has number"
            )


def locate(document: Document, key: str, text: Text) -> tuple[int | str, ...]:
    """The path of a text in the file: the deepest place whose value is this text, and that the parts of its key lead to."""
    parts = key.split(".")
    best: tuple[int | str, ...] = ()
    for loc in document.places:
        if loc and loc[-1] == parts[-1] and len(loc) >= len(best) and _holds(document, loc, text, parts):
            best = loc
    return best or tuple(parts)


def _holds(document: Document, loc: tuple[int | str, ...], text: Text, parts: list[str]) -> bool:
    """Whether this text stands there. Keys name an item of a list by its id, where a path has its position."""
    value, names = document.data, []
    for part in loc:
        value = value[part]
        names.append(value.get("id") if isinstance(part, int) and isinstance(value, dict) else part)
    if isinstance(value, dict):
        value = value.get("other", "")
    way = iter(names)
    return isinstance(value, str) and tidy(value) == text.other and all(part in way for part in parts)


def _pictures(handout: Handout, document: Document, folder: Path) -> Iterator[Finding]:
    for i, section in enumerate(handout.sections):
        for j, block in enumerate(section.blocks):
            if not isinstance(block, Picture):
                continue
            place = document.place(("sections", i, "blocks", j, "picture"))
            home, path = folder.resolve(), (folder / block.picture).resolve()
            if not path.is_relative_to(home):
                yield error("F011", place, f"the picture {block.picture} lies outside {folder.name}/", "put it beside the handout")
            elif not path.is_file():
                yield error("F011", place, f"the picture {block.picture} is missing", f"put it into handouts/{handout.id}/")
