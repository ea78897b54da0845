"""What the cases of the rules are about: each builder makes the subjects of a rule from the few words of a case."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import yaml

from evenhand.checks import balance
from evenhand.checks.echo import Echo
from evenhand.checks.letters import Lettering
from evenhand.checks.lexicon import read_lexicon
from evenhand.checks.meaning import as_records
from evenhand.checks.pair import Pair, read_source
from evenhand.checks.place import Issue
from evenhand.checks.printed import Printed
from evenhand.checks.run import check
from evenhand.checks.signing import Signing
from evenhand.checks.slant import Reading
from evenhand.checks.subject import Spoken, Told, Written
from evenhand.checks.translation import Translated
from evenhand.checks.usage import Usages
from evenhand.checks.verdict import weigh
from evenhand.content.article import read_article
from evenhand.content.model import Handout
from evenhand.content.references import reference_faults
from evenhand.content.source import read_model
from evenhand.content.text import Text
from evenhand.finding import Place
from evenhand.project import Project, Settings
from evenhand.sheet.blocks import Block, Layout, Line
from evenhand.sheet.brand import Brand
from evenhand.sheet.codes import Code
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.format import FORMATS
from evenhand.sheet.heard import heard
from evenhand.sheet.leaflet import Ink, Letters
from evenhand.sheet.press import Area
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.catalog import read_catalog
from evenhand.translation.edition import make_edition
from evenhand.translation.glossary import read_glossary_file
from evenhand.translation.language import find_language
from evenhand.translation.meaning import read_meanings
from evenhand.translation.messages import Message, handout_messages, read_words
from evenhand.translation.signoff import SignOff
from evenhand.translation.standing import Signer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEMPLATES = (ROOT / "templates",)
FAIR = (HERE / "handout.yaml").read_text(encoding="utf-8")
MILL = (ROOT / "templates/brands/millbrook/brand.yaml").read_text(encoding="utf-8")
TODAY = dt.date(2026, 11, 24)


class Bench:
    """Makes subjects in a folder of its own; word lists are read once for all cases."""

    lexicons: dict = {}  # noqa: RUF012 (shared on purpose)

    # The real words of usage, and a small glossary of the cases' own.
    usages = Usages(TEMPLATES, read_glossary_file(HERE / "glossary.yaml", "translations/glossary.yaml"))

    def __init__(self, folder):
        self.folder = folder

    def lexicon(self, tag):
        if tag not in self.lexicons:
            self.lexicons[tag] = read_lexicon(TEMPLATES, tag)
        return self.lexicons[tag]

    # The handout and its brand

    def handout(self, case):
        path = self.folder / "handout.yaml"
        path.write_text(_changed(FAIR, case.get("edits", ()), case.get("set", {})), encoding="utf-8")
        handout, document = read_model(path, "handouts/handout.yaml", Handout)
        assert not reference_faults(handout, document, self.folder), "a case must be readable: only its rule may find a fault"
        return handout, document

    def written(self, case):
        handout, document = self.handout(case)
        return [Written(handout, document, dt.date.fromisoformat(str(case.get("today", TODAY))))]

    def issue(self, case):
        handout, _ = self.handout(case)
        path = self.folder / "brand.yaml"
        path.write_text(_changed(MILL, (), case.get("brand", {})), encoding="utf-8")
        brand, _ = read_model(path, "brand.yaml", Brand)
        return [Issue(handout, brand, "handouts/handout.yaml")]

    # Translations

    def catalog(self, language, entries):
        """A PO file with the header of its language and some entries, as text."""
        path = self.folder / f"{language}.po"
        plural = find_language(language).plural_forms
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural}\\n"\n'
        path.write_text(f"{head}\n{entries}", encoding="utf-8")
        return read_catalog(path, f"translations/{language}/handout.po")

    def spoken(self, case):
        """The handout in its own language, or in that of the case, where `said` has what its catalog says."""
        handout, document = self.handout(case)
        messages = handout_messages(handout, "handouts/handout.yaml")
        language, said, catalog = case.get("language", "en"), case.get("said", {}), None
        if language != "en":
            texts = {m.key: m.text.other for m in messages.messages}
            catalog = self.catalog(language, "\n".join(_entry(key, texts[key], words) for key, words in said.items()))
        return [Spoken(handout, messages, language, self.lexicon(language), document, catalog)]

    def echo(self, case):
        (translation,) = self.spoken(case)
        source = Spoken(translation.handout, translation.messages, "en", self.lexicon("en"), translation.document, None)
        return [Echo(source, translation)]

    def translated(self, case):
        message = Message("key", Text.read(case["source"]))
        catalog = self.catalog(case["language"], case["po"])
        return [Translated(message, catalog.entries.get("key"), catalog, case["language"])]

    def kept(self, case):
        """A record of same meaning about the fair handout; the language of its texts is that of the case."""
        texts = {k: [case[k]] if isinstance(case[k], str) else case[k] for k in ("old", "new")}
        record = {"handout": "handout", "key": case.get("key", "about"), "by": "A. Writer", "date": "2026-11-24", **texts}
        path = self.folder / "same-meaning.yaml"
        path.write_text(yaml.safe_dump({"same-meaning": [record]}, allow_unicode=True), encoding="utf-8")
        handout, _ = self.handout(case)
        messages = replace(handout_messages(handout, "handouts/handout.yaml"), name="handout", language=case.get("language", "en"))
        return list(as_records(read_meanings(path, "translations/same-meaning.yaml"), [messages], TEMPLATES))

    def signing(self, case):
        """A record, and the others of its language."""

        def record(given):
            back = {"back-translation": {"file": given["back"], "sha256": "0" * 64}} if "back" in given else {}
            parts = {"handout": given.get("handout", "handout"), "language": "ur", "role": given["role"], "by": given["by"]}
            return SignOff.model_validate({**parts, "date": TODAY, "words": {"title": "0" * 24}, **back})

        mine, others = record(case), tuple(record(other) for other in case.get("others", ()))
        return [Signing(Place("file", 1), Signer(mine, 0, 1), tuple(case.get("lost", ())), (mine, *others), case.get("asked", False))]

    def pair(self, case):
        """A source text and its translation `text` (one, or one for each plural form), under the glossary of the cases."""
        message = Message("key", Text.read(case["source"]), room=case.get("room", 0))
        forms = [case["text"]] if isinstance(case["text"], str) else case["text"]
        numbered = (
            [f'msgstr[{i}] "{_quoted(form)}"' for i, form in enumerate(forms)] if message.text.count else [f'msgstr "{_quoted(forms[0])}"']
        )
        ids = [f'msgid "{_quoted(message.text.forms[0])}"', *(f'msgid_plural "{_quoted(form)}"' for form in message.text.forms[1:])]
        catalog = self.catalog(case["language"], "\n".join(['msgctxt "key"', *ids, *numbered]))
        subject = Translated(message, catalog.entries.get("key"), catalog, case["language"])
        return [Pair(subject, read_source(message, self.usages.of("en")), self.usages.of(case["language"]))]

    def lettering(self, case):
        (spoken,) = self.spoken(case)
        edition = make_edition(spoken.handout, spoken.messages, read_words(TEMPLATES), (spoken.catalog, None), spoken.language)
        return [Lettering(edition, "file", FontShelf(SYSTEM_FOLDERS))]

    # Words

    def told(self, case):
        lexicon = self.lexicon(case.get("language", "en"))
        spot = case.get("spot", "benefits")
        key = case.get("key", spot)
        return [Told(key, lexicon, case["text"], spot, case.get("proven", False), Reading(lexicon, case["text"]), Place("file", 1))]

    def weighed(self, case):
        path = self.folder / "article.md"
        path.write_text(case["article"], encoding="utf-8")
        return [weigh(read_article(path), self.lexicon(case.get("language", "en")))]

    # Pages

    def printed(self, case):
        """`parts` lie on pages and hold letters of one dress (and `bold` letters more); `loose` letters lie anywhere.

        `lines` and `blocks` are those of the press, with what a case leaves out as on a plain page; each is an element of its own,
        in their order, unless `number` says otherwise.
        """
        areas, inks = [], {}
        for part in case.get("parts", ()):
            left, top, right, bottom = part.get("at", (20, 20, 100, 120))
            areas.append(Area(part["id"], part.get("page", 1), left, top, right, bottom))
            inks.setdefault(part.get("page", 1), []).extend(_inks(part, left + 2, top + 2, right - 2, top + 8))
        for part in case.get("loose", ()):
            inks.setdefault(part.get("page", 1), []).extend(_inks(part, *part.get("at", (20, 280, 60, 284))))
        laid = [thing.get("page", 1) for kind in ("lines", "blocks") for thing in case.get(kind, ())]
        last = max(case.get("pages", 1), *inks, *laid, 1)
        pages = [_letters(inks.get(number, ())) for number in range(1, last + 1)]
        layout = Layout(tuple(map(_block, case.get("blocks", ()))), tuple(map(_line, case.get("lines", ()))))
        return [
            Printed(
                path="leaflet.pdf",
                language=case.get("language", "en"),
                pages=tuple(pages),
                areas=tuple(areas),
                format=FORMATS[case.get("format", "a4")],
                layout=layout,
                codes=tuple(Code(code.get("page", 1), "contact", code["says"]) for code in case.get("codes", ())),
                addresses=frozenset(case.get("addresses", ())),
                limit=case.get("limit", 0),
                heard=heard(case.get("html", ""), [case.get("told", "")]),
                slack=12,
            )
        ]


def unlisted(bench, case):
    """B019 through the run itself: a project with a catalog of the case's language."""
    root = bench.folder / "clinic"
    for part in ("handouts", f"translations/{case['language']}"):
        (root / part).mkdir(parents=True)
    (root / "handouts/handout.yaml").write_text(FAIR, encoding="utf-8")
    bench.catalog(case["language"], "")
    (bench.folder / f"{case['language']}.po").rename(root / f"translations/{case['language']}/handout.po")
    shelf = read_shelf(Project(root, Settings()))
    return [f for f in check(shelf, FontShelf(SYSTEM_FOLDERS), TODAY) if f.code == balance.unlisted.code]


def _letters(inks):
    left, right = min((i.left for i in inks), default=20), max((i.right for i in inks), default=190)
    top, bottom = min((i.top for i in inks), default=20), max((i.bottom for i in inks), default=280)
    return Letters(210, 297, left, right, top, bottom, "", tuple(inks))


def _block(given):
    left, top, right, bottom = given.get("at", (20, 20, 190, 120))
    return Block(given["number"], given.get("last", given["number"]), given.get("kind", ""), given.get("part", "risks"),
                 given.get("page", 1), left, top, right, bottom, given.get("whole", False), given.get("ground", ""),
                 given.get("framed", False), given.get("clipped", False))  # fmt: skip


def _line(given):
    left, right = given.get("at", (20, 190))
    return Line(given["number"], given.get("part", "risks"), given.get("page", 1), left, right, given.get("baseline", 40),
                given.get("size", 12), given.get("letters", 80), given.get("room", 170), given.get("language", "en"),
                given.get("running", True), given.get("over", 0))  # fmt: skip


def _inks(part, left, top, right, bottom):
    size, colour = part.get("size", 12), part.get("colour", "#1b1b1b")
    yield Ink(left, top, right, bottom, size, False, colour, part.get("letters", 200))
    if part.get("bold", 20):
        yield Ink(left, top, right, bottom, part.get("bold-size", size), True, part.get("bold-colour", colour), part.get("bold", 20))


def _quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _entry(key, source, words):
    return f'msgctxt "{key}"\nmsgid "{_quoted(source)}"\nmsgstr "{_quoted(words)}"\n'


def _changed(text, edits, values):
    """Text edits (old, new), each at the one place where `old` stands; then values by path (null takes the part away)."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    if not values:
        return text
    data = yaml.load(text, Loader=yaml.BaseLoader)
    for path, value in values.items():
        *way, last = [int(p) if p.isdigit() else p for p in path.split("/")]
        part = data
        for step in way:
            part = part[step]
        if value is None:
            del part[last]
        elif isinstance(part, list) and last == len(part):
            part.append(value)
        else:
            part[last] = value
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
