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

# Pseudo-elements whose styles WeasyPrint writes into, each for itself.
_OWN = frozenset(("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))


def apply() -> None:
    """Put the mend in, for pages that `swift/pages.py` made."""
    from weasyprint import css

    original, beginnings = css.StyleFor.__init__, Beginnings()

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
        _Cascade(self, tree, html, target_collector, beginnings).run()

    css.StyleFor.__init__ = init
    _once(css)


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What rules declare of elements. `values` is what its style begins with (`specified` before they are computed).

    `hands` names what of it is handed down, and so `replaced`; `bound`: it asks the parent for what is not handed down.
    """

    cascaded: dict[str, Any]
    values: dict[str, Any]
    specified: dict[str, Any]
    replaced: tuple[str, ...]
    hands: tuple[tuple[str, int], ...]
    bound: bool


class _Cascade:
    """Gives the elements of a page their styles, at one density."""

    def __init__(self, style_for: Any, tree: Elements, html: Any, collector: Any, beginnings: Beginnings) -> None:
        from weasyprint import css

        self._css, self._style_for, self._tree, self._html, self._collector = css, style_for, tree, html, collector
        self._own, self._beginnings = tree.own(html), beginnings
        self._styles: dict[Any, Any] = {}
        self._handed: dict[Any, dict[str, Any]] = {}
        self._names_pages = False

    def run(self) -> None:
        plain, pseudo = self._matched()
        elements, computed = self._tree.elements, self._style_for._computed_styles
        root_style = self._css.InitialStyle(self._style_for.font_config)
        styles: list[Any] = []
        for n, (element, parent) in enumerate(zip(elements, self._tree.parents, strict=True)):
            own = self._own.get(element.etree_element)
            above = styles[parent] if n else None
            style = self._style(above, own, plain[n], None, root_style)
            if not n:
                root_style = style
            styles.append(style)
            computed[element.etree_element, None] = style
        for (n, kind), rules in pseudo.items():
            style = self._style(styles[n], None, rules, kind, root_style)
            computed[elements[n].etree_element, kind] = style
        if not self._names_pages:
            root_style.cache["evenhand_unnamed"] = True

    def _matched(self) -> tuple[list[list[int]], dict[tuple[int, str], list[int]]]:
        """The numbers of the rules for each element, and for each pseudo-element of which something is said."""
        plain: list[list[int]] = [[] for _ in self._tree.elements]
        pseudo: dict[tuple[int, str], list[int]] = {}
        numbers, rules = self._tree.numbers, self._tree.rules
        for sheet, origin, special in self._style_for._sheets:
            for (_, specificity, _, kind, (declarations, layer)), places in self._tree.matches(sheet.matcher):
                order = inf if layer is None else sheet.layers.index(layer)
                number = numbers.setdefault((origin, order, special or specificity, id(declarations)), len(rules))
                if number == len(rules):
                    rules.append((origin, order, special or specificity, declarations))
                for n in places:
                    (plain[n] if kind is None else pseudo.setdefault((n, kind), [])).append(number)
        return plain, pseudo

    def _style(self, parent: Any, own: Any, rules: list[int], kind: str | None, root: Any) -> Any:
        name = (own and own[0], tuple(rules))
        said = self._tree.said.get(name) or self._said(name, own, rules)
        alone = said.bound or kind in _OWN
        key = (parent and id(parent if alone else parent.evenhand_handed), alone, kind, name)
        style = self._styles.get(key)
        if style is None or kind in _OWN:
            style = self._styles[key] = self._made(parent, said, kind, root)
        elif not own:
            return style
        if self._collector and style["anchor"]:
            self._collector.collect_anchor(style["anchor"])
        return style

    def _made(self, parent: Any, said: _Said, kind: str | None, root: Any) -> Any:
        given = self._style_for
        base, pages = self._html.base_url, given.initial_page_sizes
        self._names_pages |= "page" in said.cascaded
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
        declared = [("author", inf, *each) for each in (own[1] if own else ())] + [self._tree.rules[number] for number in rules]
        for origin, order, specificity, declarations in declared:
            for key, values, importance in declarations:
                weight = (weigh(origin, importance), order, specificity)
                if key not in cascaded or cascaded[key][1] <= weight:
                    cascaded[key] = values, weight
        hands = {key: id(value) for key, (value, _) in cascaded.items() if self._hands(key)}
        bound = any(isinstance(value, self._css.Pending) or value == "inherit" for value, _ in cascaded.values())
        said = self._tree.said[name] = _Said(cascaded, *self._beginnings.of(cascaded), tuple(hands), tuple(sorted(hands.items())), bound)
        return said

    def _hands(self, name: str) -> bool:
        return name in self._css.INHERITED or name == "page" or name.startswith(("__", "text_decoration_"))
