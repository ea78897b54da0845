"""The cascade with less work: selectors are tried once for a page, and elements of which the same is said share one style.

Why: a page is laid out at several densities, whose style sheets share most of their rules, and WeasyPrint shares a style between
brothers only. What a style is found to say (values, lengths, its voice) is kept with it, so fewer styles save more than themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from evenhand.sheet.swift.begin import Beginnings, hand_down
from evenhand.sheet.swift.elements import Elements
from evenhand.sheet.swift.outlines import Outlines, Styles, outline

# Rules of all pages that are known by numbers, and what is said by some of them, before all are let go.
_RULES, _SAYINGS = 4000, 800
# Pseudo-elements whose styles WeasyPrint writes into, each for itself.
_OWN = frozenset(("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))

# Rooms of a page for notes, which are not boxes around it.
_ROOMS = ("@footnote", "@note-area")


def apply() -> None:
    """Put the mend in, for pages that `swift/pages.py` made."""
    from weasyprint import css

    original, beginnings, known, outlines = css.StyleFor.__init__, Beginnings(), _Known(), Outlines()

    def init(self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any) -> None:
        if presentational_hints or not hasattr(html, "told"):
            original(self, html, sheets, presentational_hints, font_config, target_collector)
            return
        self._cascaded_styles, self._computed_styles = {}, {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets, self.font_config = sheets, font_config
        skipped = frozenset(html.keeping.known)
        trees = html.__dict__.setdefault("evenhand_trees", {})
        tree = trees.get(skipped) or trees.setdefault(skipped, Elements(html, skipped))
        key = skipped and (outline(html.etree_element, skipped), *map(tuple, sheets), font_config, html.base_url)
        if not key:
            # The first page of its kind: what is known of others holds their fonts.
            outlines.forget()
        styles = outlines.of(key, html.told()) if key else None
        if styles is None:
            known.rest()
            styles = _Cascade(self, tree, html, target_collector, beginnings, known).run()
            if key and _OWN.isdisjoint(kind for _, kind, _ in styles.given):
                places = (n for n, element in enumerate(tree.elements) if element.etree_element.tag in ("html", "body"))
                outlines.keep(key, styles, [styles.given[n][2] for n in places])
        for n, kind, style in styles.given:
            self._computed_styles[tree.elements[n].etree_element, kind] = style
        for anchor in styles.anchors:
            target_collector.collect_anchor(anchor)

    css.StyleFor.__init__ = init
    _once(css)
    _pages(css, beginnings)


def _once(css: Any) -> None:
    """What WeasyPrint does to a style each time that it is asked for, it does once; and of sheets in a page that has none, nothing."""
    call, find = css.StyleFor.__call__, css.find_stylesheets

    def style_for(self: Any, element: Any, pseudo_type: Any = None) -> Any:
        style = self._computed_styles.get((element, pseudo_type))
        if style and "evenhand_ready" not in style.__dict__:
            style.evenhand_ready = True
            call(self, element, pseudo_type)
        return style

    def find_stylesheets(wrapper_element: Any, *args: Any) -> Iterator[Any]:
        own = wrapper_element.__dict__
        if "evenhand_sheets" not in own:
            own["evenhand_sheets"] = any(element.tag in ("style", "link") for element in wrapper_element.etree_element.iter())
        return find(wrapper_element, *args) if own["evenhand_sheets"] else iter(())

    css.StyleFor.__call__, css.find_stylesheets = style_for, find_stylesheets


def _pages(css: Any, beginnings: Beginnings) -> None:
    """Styles of pages, and of the boxes around them, begin as those of elements do; boxes that have nothing in them need no style.

    Why: each page has sixteen such boxes, of which two are filled. One without a style is as empty as one with a style and no content.
    """
    original = css.StyleFor.set_computed_styles

    def set_computed_styles(self: Any, element: Any, parent: Any, *args: Any, **kwargs: Any) -> None:
        kind = kwargs.get("pseudo_type")
        if kind and kind[0] == "@" and kind not in _ROOMS and "content" not in self._cascaded_styles[element, kind]:
            return
        original(self, element, parent, *args, **kwargs)
        style = self._computed_styles[element, kwargs.get("pseudo_type")]
        values, specified = beginnings.of(style.cascaded)
        style.update(values)
        style.specified.update(specified)

    css.StyleFor.set_computed_styles = set_computed_styles


@dataclass(frozen=True, slots=True)
class _Said:
    """What rules declare of elements. `values` is what its style begins with (`specified` before they are computed).

    `hands` names what of it is handed down, and so `replaced`; `bound`: it asks the parent for what is not handed down; `contains`: a
    box of it may be a container of another kind than blocks, lines and tables.
    """

    cascaded: dict[str, Any]
    values: dict[str, Any]
    specified: dict[str, Any]
    replaced: tuple[str, ...]
    hands: tuple[tuple[str, int], ...]
    bound: bool
    contains: bool


class _Known:
    """Rules by their numbers, and what is said by some of them; pages that are laid out one after the other share most of both."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, Any, Any, Any]] = []
        self.numbers: dict[Any, int] = {}
        self.said: dict[Any, _Said] = {}

    def rest(self) -> None:
        """Let go of all where it has become much; between two pages."""
        if len(self.rules) > _RULES or len(self.said) > _SAYINGS:
            self.rules.clear()
            self.numbers.clear()
            self.said.clear()

    def number(self, origin: str, order: Any, specificity: Any, declarations: Any) -> int:
        """The number of a rule. It holds its declarations, so no others can have their identity."""
        key = (origin, order, specificity, id(declarations))
        number = self.numbers.setdefault(key, len(self.rules))
        if number == len(self.rules):
            self.rules.append((origin, order, specificity, declarations))
        return number


class _Cascade:
    """Gives the elements of a page their styles, at one density."""

    def __init__(self, style_for: Any, tree: Elements, html: Any, collector: Any, beginnings: Beginnings, known: _Known) -> None:
        from weasyprint import css

        self._css, self._style_for, self._tree, self._html, self._collector = css, style_for, tree, html, collector
        self._own, self._beginnings, self._known = tree.own(html), beginnings, known
        self._styles: dict[Any, Any] = {}
        self._handed: dict[Any, dict[str, Any]] = {}
        self._anchors: list[Any] = []
        self._names_pages = self._contains = False

    def run(self) -> Styles:
        """The styles of all elements, in their order, and then those of their pseudo-elements."""
        plain, pseudo = self._matched()
        elements = self._tree.elements
        root_style = self._css.InitialStyle(self._style_for.font_config)
        styles: list[Any] = []
        for n, (element, parent) in enumerate(zip(elements, self._tree.parents, strict=True)):
            own = self._own.get(element.etree_element)
            above = styles[parent] if n else None
            style = self._style(above, own, plain[n], None, root_style)
            if not n:
                root_style = style
            styles.append(style)
        given: list[tuple[int, str | None, Any]] = [(n, None, style) for n, style in enumerate(styles)]
        given += [(n, kind, self._style(styles[n], None, rules, kind, root_style)) for (n, kind), rules in pseudo.items()]
        if not self._names_pages:
            root_style.cache["evenhand_unnamed"] = True
        if not self._contains:
            root_style.cache["evenhand_flowing"] = True
        return Styles(given, self._anchors, [self._html.told()])

    def _matched(self) -> tuple[list[list[int]], dict[tuple[int, str], list[int]]]:
        """The numbers of the rules for each element, and for each pseudo-element of which something is said."""
        plain: list[list[int]] = [[] for _ in self._tree.elements]
        pseudo: dict[tuple[int, str], list[int]] = {}
        for sheet, origin, special in self._style_for._sheets:
            for (_, specificity, _, kind, (declarations, layer)), places in self._tree.matches(sheet.matcher):
                order = inf if layer is None else sheet.layers.index(layer)
                number = self._known.number(origin, order, special or specificity, declarations)
                for n in places:
                    (plain[n] if kind is None else pseudo.setdefault((n, kind), [])).append(number)
        return plain, pseudo

    def _style(self, parent: Any, own: Any, rules: list[int], kind: str | None, root: Any) -> Any:
        name = (own and own[0], tuple(rules))
        said = self._known.said.get(name) or self._said(name, own, rules)
        alone = said.bound or kind in _OWN
        key = (parent and id(parent if alone else parent.evenhand_handed), alone, kind, name)
        style = self._styles.get(key)
        if style is None or kind in _OWN:
            style = self._styles[key] = self._made(parent, said, kind, root)
        elif not own:
            return style
        if self._collector and style["anchor"]:
            self._anchors.append(style["anchor"])
        return style

    def _made(self, parent: Any, said: _Said, kind: str | None, root: Any) -> Any:
        given = self._style_for
        base, pages = self._html.base_url, given.initial_page_sizes
        self._names_pages |= "page" in said.cascaded
        self._contains |= said.contains
        style = self._css.ComputedStyle(parent, said.cascaded, kind, root, base, given.font_config, pages)
        style.update(said.values)
        style.specified.update(said.specified)
        above = None
        if parent is not None:
            above = parent.evenhand_handed
            style.update(hand_down(parent))
            for name in said.replaced:
                style.pop(name, None)
        hands = (id(above), said.hands)
        style.evenhand_handed = self._handed.setdefault(hands, {}) if said.hands or parent is None else above
        return style

    def _said(self, name: Any, own: Any, rules: list[int]) -> _Said:
        cascaded: dict[str, Any] = {}
        weigh = self._css.declaration_precedence
        declared = [("author", inf, *each) for each in (own[1] if own else ())] + [self._known.rules[number] for number in rules]
        for origin, order, specificity, declarations in declared:
            for key, values, importance in declarations:
                weight = (weigh(origin, importance), order, specificity)
                if key not in cascaded or cascaded[key][1] <= weight:
                    cascaded[key] = values, weight
        hands = {key: id(value) for key, (value, _) in cascaded.items() if self._hands(key)}
        bound = any(isinstance(value, self._css.Pending) or value == "inherit" for value, _ in cascaded.values())
        display = cascaded.get("display", ((), None))[0]
        contains = not isinstance(display, tuple) or "flex" in display or "grid" in display
        handed = tuple(hands), tuple(sorted(hands.items()))
        said = self._known.said[name] = _Said(cascaded, *self._beginnings.of(cascaded), *handed, bound, contains)
        return said

    def _hands(self, name: str) -> bool:
        return name in self._css.INHERITED or name == "page" or name.startswith(("__", "text_decoration_"))
