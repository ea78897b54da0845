"""Boxes and layouts of sections (`swift/sections.py`), kept for the next page that has the same section.

The boxes of a section hang on its style sheet, and on counters; where they come to lie hangs on what is asked of them. So a layout
is given again only for the very same question, and every leaflet is what it would be without any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple
from weakref import ref

from evenhand.sheet.swift.sections import Section

# Style sheets that the boxes of a section are kept for, and layouts of those.
_SHEETS, _LAYOUTS = 2, 3
# What style sheets ask of other elements than those around and beside, or of pages; and of what is in pictures (`swift/outlines.py`).
_FAR = re.compile(r":has\(|target-|page:|\[\s*(?:src|alt|content)\b", re.IGNORECASE)


def once(box: Any, name: str, find: Callable[[], Any]) -> Any:
    """What is found out about a section that is laid out, found once.

    A copy of it, which has lost what stands on the next page, is another box.
    """
    own = box.__dict__
    known = own.get(name)
    if known is None or known[0] != id(box):
        known = own[name] = (id(box), find())
    return known[1]


class Unlike(Exception):
    """A section does not stand as it did on the page before."""


class Layout(NamedTuple):
    """What WeasyPrint answers when it has laid a block out, what it does to the lists that it is given, where the block then is, and
    its pictures as they then are: these are no copies, and the next layout moves them."""

    answer: tuple[Any, ...]
    margins: tuple[Any, ...]
    away: tuple[Any, ...]
    place: tuple[Any, ...]
    pictures: tuple[tuple[Any, dict[str, Any]], ...]


class Built:
    """The boxes of a section at one style sheet, before layout; `counters` is the state that they were built in, and that they left."""

    __slots__ = ("__weakref__", "box", "counters", "layouts")

    def __init__(self, box: Any, counters: tuple[str, Any]) -> None:
        self.box, self.counters = box, counters
        self.layouts: dict[Any, Layout] = {}


class Keeping:
    """The sections of a page at one style sheet: those whose boxes are known, and those whose boxes are to be kept."""

    def __init__(self, sections: dict[Any, Section], sheet: tuple[str, ...]) -> None:
        far = any(map(_FAR.search, sheet))
        self.sections: dict[Any, Section] = {} if far else sections
        self.known: dict[Any, Built] = {e: section.built[sheet] for e, section in self.sections.items() if sheet in section.built}
        self._sheet = sheet
        # In which state those sections were built that change counters at most, and which they left; and how many boxes stand for others.
        self._states: dict[Any, tuple[str, Any]] = {}
        self._standing = 0

    def build(self, element: Any, state: Any, collector: Any, notes: list[Any], make: Callable[[], list[Any]]) -> list[Any]:
        """The boxes of a section: made, or an empty one that stands for those that are known (see `filled`)."""
        waits, before = (len(collector.counter_lookup_items), len(notes)), repr(state[:3])
        built = self.known.get(element)
        if built:
            if built.counters[0] != before:
                raise Unlike
            for now, left in zip(state, deepcopy(built.counters[1]), strict=False):
                now.clear()
                (now.update if isinstance(now, dict) else now.extend)(left)
            box = type(built.box)(element.tag, built.box.style, element, [])
            box.evenhand_stands = built
            self._standing += 1
            return [box]
        boxes = make()
        if len(boxes) == 1 and (len(collector.counter_lookup_items), len(notes)) == waits:
            self._states[element] = (before, () if repr(state[:3]) == before else deepcopy(state[:3]))
        return boxes

    def filled(self, root: Any) -> None:
        """Put the known boxes in their places in a page, and keep the others."""
        left, waiting = [root], set(self._states)
        while left and (self._standing or waiting):
            parent = left.pop()
            children = list(parent.children)
            for place, child in enumerate(children):
                built = child.__dict__.get("evenhand_stands")
                if built:
                    self._standing -= 1
                    children[place] = built.box
                    continue
                if child.element in waiting and _steady(child) and sum(other.element is child.element for other in children) == 1:
                    self._keep(self.sections[child.element], Built(child, self._states[child.element]))
                waiting.discard(child.element)
                left.append(child)
            parent.children = type(parent.children)(children)
        if self._standing:
            raise Unlike

    def _keep(self, section: Section, built: Built) -> None:
        while len(section.built) >= _SHEETS:
            section.built.pop(next(iter(section.built)))
        section.built[self._sheet] = built
        # The section holds them: they must not hold themselves.
        built.box.evenhand_section = ref(built)


def _steady(box: Any) -> bool:
    """True for a block in the flow that stays where it is put, on a page that has no name."""
    style = box.style
    return (
        type(box).__name__ == "BlockBox"
        and style["position"] == "static"
        and style["float"] == "none"
        and "evenhand_unnamed" in style.cache
    )


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    from weasyprint.formatting_structure import build
    from weasyprint.layout import block

    make, lay = build.element_to_box, block.block_level_layout

    def element_to_box(
        element: Any, style_for: Any, images: Any, base: Any, collector: Any, counters: Any, notes: Any, state: Any = None
    ) -> list[Any]:
        keeping = getattr(style_for, "evenhand_keeping", None)
        if keeping is None or state is None or element not in keeping.sections:
            return make(element, style_for, images, base, collector, counters, notes, state)  # type: ignore[no-any-return]
        found: list[Any] = keeping.build(
            element, state, collector, notes, lambda: make(element, style_for, images, base, collector, counters, notes, state)
        )
        return found

    def block_level_layout(context: Any, box: Any, *asked: Any, **named: Any) -> Any:
        known = box.__dict__.get("evenhand_section")
        built = known and known()
        if built is None or built.box is not box or len(asked) != _ASKED or any(asked[7:]) or not _alone(context):
            return lay(context, box, *asked, **named)
        return _laid(lay, built, context, box, asked)

    everywhere(make, element_to_box)
    everywhere(lay, block_level_layout)


# What is asked of a block: the room to leave at the foot, where to go on, the box around, whether the page is empty, boxes that are
# absolute and fixed, margins that adjoin, styles of the first letter and the first line, whether to discard, lines at most.
_ASKED = 11


def _alone(context: Any) -> bool:
    """True where nothing stands beside what is laid out, and nothing is left over from before."""
    return not (context.excluded_shapes or context.footnotes or context.in_column or context.broken_out_of_flow)


def _laid(lay: Any, built: Built, context: Any, box: Any, asked: tuple[Any, ...]) -> tuple[Any, ...]:
    """A section laid out, or as it was laid out for the same question."""
    bottom_space, skip_stack, around, empty, absolute, fixed, margins = asked[:7]
    room = (around.width, around.height, around.position_x, around.content_box_x(), around.style["direction"], around.is_for_root_element)
    page = (context.page_bottom, context.current_page > 1, context.forced_break)
    key = (bottom_space, repr(skip_stack), empty, tuple(margins), box.position_x, box.position_y, *room, *page)
    found = built.layouts.get(key)
    if found is None or (found.answer[0] and _place(found.answer[0]) != found.place):
        held, running = list(absolute), _running(context)
        answer: tuple[Any, ...] = lay(context, box, *asked)
        own = absolute is fixed and absolute[: len(held)] == held and _alone(context) and _running(context) == running
        away, inside = tuple(absolute[len(held) :]), _inside(answer[0])
        apart = any(_inside(placeholder._box)[0] for placeholder in away) or inside[1]
        if own and not apart and context.forced_break == page[-1]:
            while len(built.layouts) >= _LAYOUTS and key not in built.layouts:
                built.layouts.pop(next(iter(built.layouts)))
            pictures = tuple((picture, dict(picture.__dict__)) for picture in inside[0])
            built.layouts[key] = Layout(_own(answer), tuple(margins), away, _place(answer[0]), pictures)
        return answer
    margins[:] = found.margins
    # Where they lie hangs on the page, which is the same.
    absolute += [box for box in found.away if not box._layout_done]
    if any(_place(picture) != _place_of(known) for picture, known in found.pictures):
        for picture, known in found.pictures:
            picture.__dict__.update(known)
        for name in ("evenhand_ground", "evenhand_grounds"):
            found.answer[0].__dict__.pop(name, None)
    return _own(found.answer)


def _inside(box: Any) -> tuple[list[Any], bool]:
    """Pictures in a box, and whether it has tables with columns of their own: both are the same objects in all of its layouts."""
    boxes = [] if box is None else list(box.descendants())
    return [one for one in boxes if hasattr(one, "replacement")], any(getattr(one, "column_groups", ()) for one in boxes)


def _own(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    """An answer of its own: WeasyPrint goes on writing into the next page's name and into the margins."""
    box, resume_at, next_page, margins, *others = answer
    return (box, resume_at, dict(next_page), list(margins), *others)


def _place(box: Any) -> tuple[Any, ...]:
    """Where a box is and how large: cells move what is in them once they know their row."""
    return () if box is None else _place_of(box.__dict__)


def _place_of(known: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(known.get(name) for name in ("position_x", "position_y", "width", "height"))


def _running(context: Any) -> int:
    return sum(len(boxes) for pages in context.running_elements.values() for boxes in pages.values())
