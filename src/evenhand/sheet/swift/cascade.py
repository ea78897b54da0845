"""The cascade with less work: selectors are tried once for a page, and elements of which the same is said share one style.

Why: a page is laid out at several densities, whose style sheets share most of their rules, and WeasyPrint shares a style between
brothers only. What a style is found to say (values, lengths, its voice) is kept with it, so fewer styles save more than themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from evenhand.sheet.swift.begin import Beginnings, hand_down

# Pseudo-elements whose styles WeasyPrint writes into, each for itself.
_OWN = frozenset(("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
# Attributes that declare something for their element alone.
_DECLARE = ("style", "lang", "id", "name", "width", "height")


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
        tree = html.__dict__.get("evenhand_tree")
        if tree is None:
            tree = html.evenhand_tree = _Tree(html)
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
            own["evenhand_sheets"] = wrapper_element.query("style", "link") is not None
        return find(wrapper_element, *args) if own["evenhand_sheets"] else iter(())

    css.StyleFor.__call__, css.find_stylesheets = style_for, find_stylesheets


class _Tree:
    """The elements of a page in their order, and which of them selectors match."""

    def __init__(self, html: Any) -> None:
        self.elements = list(html.wrapper_element.iter_subtree())
        places = {id(element): n for n, element in enumerate(self.elements)}
        self.parents = [-1 if element.parent is None else places[id(element.parent)] for element in self.elements]
        self._matched: dict[Any, list[int]] = {}
        self._own: dict[Any, tuple[Any, Any]] | None = None
        # Rules that were met, and what elements are told by some of them; a rule of two densities is the same.
        self.rules: list[tuple[str, Any, Any, Any]] = []
        self.numbers: dict[Any, int] = {}
        self.said: dict[Any, _Said] = {}
        # By what a selector asks of its last part.
        self._ids: dict[str, list[int]] = {}
        self._classes: dict[str, list[int]] = {}
        self._names: dict[str, list[int]] = {}
        self._spaces: dict[str, list[int]] = {}
        for n, element in enumerate(self.elements):
            self._ids.setdefault(element.id, []).append(n)
            for name in element.classes:
                self._classes.setdefault(name, []).append(n)
            self._names.setdefault(element.local_name.lower(), []).append(n)
            self._spaces.setdefault(element.namespace_url, []).append(n)
        self._langs = [n for n, element in enumerate(self.elements) if "lang" in element.etree_element.attrib]

    def matches(self, matcher: Any) -> list[tuple[Any, list[int]]]:
        """The selectors of a sheet that match something, the weightier later, each with the places of what they match."""
        found = []
        for entry, places in self._asked(matcher):
            test = entry[0]
            matched = self._matched.get(test)
            if matched is None:
                elements = self.elements
                matched = self._matched[test] = [n for n in places if test(elements[n])]
            if matched:
                found.append((entry, matched))
        return sorted(found, key=lambda pair: pair[0][1:3])

    def _asked(self, matcher: Any) -> Iterator[tuple[Any, Iterable[int]]]:
        for kind, places in (
            (matcher.id_selectors, self._ids),
            (matcher.class_selectors, self._classes),
            (matcher.lower_local_name_selectors, self._names),
            (matcher.namespace_selectors, self._spaces),
        ):
            for name in kind.keys() & places.keys():
                for entry in kind[name]:
                    yield entry, places[name]
        for entry in matcher.lang_attr_selectors:
            yield entry, self._langs
        for entry in matcher.other_selectors:
            yield entry, range(len(self.elements))

    def own(self, html: Any) -> dict[Any, tuple[Any, Any]]:
        """What elements declare for themselves: for each its name, which those that declare the same share, and its declarations."""
        if self._own is not None:
            return self._own
        from weasyprint.css import find_style_attributes, preprocess_declarations

        before = len(html.told())
        parsed: dict[Any, tuple[Any, Any]] = {}
        found: dict[Any, list[Any]] = {}
        for specificity, element, declarations, base_url in find_style_attributes(html.etree_element, False, html.base_url):
            found.setdefault(element, []).append((specificity, list(preprocess_declarations(base_url, declarations))))
        own = {}
        for element, declarations in found.items():
            name = (element.tag, *(element.get(attribute) for attribute in _DECLARE))
            own[element] = parsed.setdefault(name, (name, declarations))
        if len(html.told()) == before:
            self._own = own
        else:
            self.said.clear()  # what was complained of is told each time
        return own


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

    def __init__(self, style_for: Any, tree: _Tree, html: Any, collector: Any, beginnings: Beginnings) -> None:
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
