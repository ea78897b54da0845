"""Edition + brand + format -> HTML and CSS (the only file that uses Jinja2)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from traceback import walk_tb
from typing import Any

import jinja2
from jinja2 import meta

from evenhand.finding import Place, Trouble, error
from evenhand.sheet.address import edition_address
from evenhand.sheet.column import foot_parts
from evenhand.sheet.facing import Facing
from evenhand.sheet.figures import data_uri, qr_code
from evenhand.sheet.fonts import Family
from evenhand.sheet.measures import columns, font_stack, measures, voice
from evenhand.sheet.order import Order
from evenhand.sheet.panels import FORMS, PARTS
from evenhand.sheet.poster import tongues
from evenhand.sheet.writer import Writer


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of an edition in a brand and a format, and the style sheet that goes with it (without its fonts).

    `colours` says which colour takes the place of each stand-in, where it has such (`sheet/late.py`).
    """

    html: str
    css: str
    colours: Mapping[str, str] = field(default_factory=dict)


# Style sheets that are kept: those of the steps of density of an edition in two formats.
_STYLES = 24


class Theme:
    """A theme's templates, from the first folder on the search path that has them."""

    def __init__(self, folders: tuple[Path, ...], name: str = "plain") -> None:
        self.folders = tuple(f / "themes" / name for f in folders)
        loader = jinja2.FileSystemLoader([str(f) for f in self.folders])
        shared = {"trim_blocks": True, "lstrip_blocks": True, "undefined": jinja2.StrictUndefined}
        self._html = jinja2.Environment(loader=loader, autoescape=True, **shared)  # type: ignore[arg-type]
        self._css = jinja2.Environment(loader=loader, autoescape=False, **shared)  # type: ignore[arg-type]
        self._styles = dict[Any, str]()
        self._parts = dict[jinja2.Template, tuple[str, ...]]()

    def prepare(self) -> None:
        """Make the templates of a common leaflet ready; what is wrong in them is told when one is drawn."""
        for environment, name in ((self._html, "leaflet.html"), (self._css, "leaflet.css")):
            with suppress(jinja2.TemplateError, OSError, UnicodeError):
                environment.get_template(name)

    def compose(self, order: Order, families: tuple[Family, ...], density: int = 0) -> Page:
        """The page at one density step (see `steps`)."""
        return Page(self.words(order), self.style(order, families, density))

    def words(self, order: Order) -> str:
        """The HTML of a page alone."""
        return self._filled(self._html, f"{order.format.template}.html", _words(order))

    def style(self, order: Order, families: tuple[Family, ...], density: int) -> str:
        """The style sheet at one density step; the words of a page are the same at every step."""
        return self.measured(order, measures(order, families, density))

    def measured(self, order: Order, values: Mapping[str, object]) -> str:
        """The style sheet with these measures; with the very same it is the same for the next brand, in stand-ins for its colours."""
        name = f"{order.format.template}.css"
        try:
            # What a style sheet may call belongs to it as well: it lives as long as the key.
            key = (*self._read(name), repr(values), *filter(callable, values.values()))
        except (jinja2.TemplateError, OSError):
            return self._filled(self._css, name, values)
        if key not in self._styles:
            if len(self._styles) >= _STYLES:
                self._styles.pop(next(iter(self._styles)))
            self._styles[key] = self._filled(self._css, name, values)
        return self._styles[key]

    def _read(self, name: str) -> tuple[jinja2.Template, ...]:
        """A style sheet's template as it is now, and those that it includes. Raises TemplateError where they cannot be told."""
        found, left = dict[str, jinja2.Template](), [name]
        while left:
            name = left.pop()
            if name not in found:
                template = found[name] = self._css.get_template(name)
                if template not in self._parts:
                    if len(self._parts) >= _STYLES:
                        self._parts.clear()
                    source = (Path(template.filename or "")).read_text(encoding="utf-8")
                    self._parts[template] = tuple(part or "" for part in meta.find_referenced_templates(self._css.parse(source)))
                left += self._parts[template]
        return tuple(found.values())

    def audit(self, order: Order, sections: list[dict[str, object]], families: tuple[Family, ...]) -> Page:
        """The audit sheet of a leaflet; `sections` hold every word of it."""
        staff = order.staff.language
        title = f"{order.brand.name}: {order.edition.handout.code}, {order.edition.language.name_in(staff)}"
        issued = order.edition.handout.dates.issued.isoformat()
        values = {"sections": sections, "title": title, "staff_language": staff, "brand": order.brand.name, "issued": issued}
        return self.record("audit", order, families, values)

    def record(self, name: str, order: Order, families: tuple[Family, ...], values: Mapping[str, object]) -> Page:
        """A sheet for staff, from the templates of its name; `values` hold every word of it."""
        # Its labels are in Latin letters, whose fonts come last.
        fonts = {"labels": font_stack((*families[-1:], *families[:-1])), "own": voice(order.edition, families)}
        measured = {**measures(order, families, 0), **fonts}
        return Page(self.render(f"{name}.html", **values), self._filled(self._css, f"{name}.css", measured))

    def render(self, template: str, **values: object) -> str:
        """Any other template of the theme, such as the index page."""
        return self._filled(self._html, template, values)

    def _filled(self, environment: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
        """A template with its values. Raises Trouble with file and line for what is wrong in it: themes are made by people."""
        try:
            return _rendered(environment.get_template(name), values)
        except (jinja2.TemplateError, LookupError, TypeError, ValueError, AttributeError) as fault:
            what = f"the template cannot be used: {_said(fault)}"
            mend = "correct it; the theme that came with the program shows every name"
            raise Trouble([error("F015", Place(f"themes/{self.folders[0].name}/{name}", _line(fault, name)), what, mend)]) from None


def _rendered(template: jinja2.Template, values: Mapping[str, object]) -> str:
    """What a template says, as its own `render` has it.

    Why not that: macros hold one another and all words of a page, and would wait for a search for garbage.
    """
    context = template.new_context(dict(values))
    try:
        return template.environment.concat(template.root_render_func(context))
    except Exception:
        template.environment.handle_exception()
    finally:
        for name in context.exported_vars:
            for cell in getattr(getattr(context.vars[name], "_func", None), "__closure__", None) or ():
                with suppress(ValueError):
                    del cell.cell_contents
        context.vars.clear()


def _said(fault: Exception) -> str:
    if isinstance(fault, jinja2.TemplateNotFound):
        return "it does not exist"
    return str(fault) if isinstance(fault, jinja2.TemplateError) else f"{type(fault).__name__} {fault}"


def _line(fault: Exception, name: str) -> int:
    """The line of a template at which it failed; 0 when none is known."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return fault.lineno
    lines = [line for frame, line in walk_tb(fault.__traceback__) if Path(frame.f_code.co_filename).name == name]
    return lines[-1] if lines else 0


def _words(order: Order) -> dict[str, object]:
    """What the template of an order may say."""
    digits = (order.digits, order.source_digits)
    web = order.format.medium != "pdf"
    writers = [Writer(edition, order.staff, order.brand, system, web=web) for edition, system in zip(order.editions, digits, strict=False)]
    contexts = [writer.context(order.reasons, order.brand_folder, order.pictures) for writer in writers]
    names = contexts[0] | {"stamp": order.code or order.fingerprint[:8], "final_code": order.code, "signed": order.signed}
    names |= {"format": order.format, "foot": foot_parts(order)}
    names |= {"help_first": order.help_first, "benefits_fresh": order.benefits_fresh}
    names |= {
        "panels": order.panels or (PARTS,),
        "measured": not order.panels,
        "forms": FORMS,
        "qr_to": lambda address: data_uri(qr_code(address)),
    }
    names |= {"tongues": tongues(order), "across": columns(len(order.named))}
    names["address"] = edition_address(order.brand, order.edition.handout.id, order.edition.language.tag)
    return Facing(writers[0], writers[1]).context(names, contexts[1]) if len(writers) == 2 else names
