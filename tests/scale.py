"""Large projects for measuring: many copies of one real handout with its catalogs, padded to a number of strings.

    python tests/scale.py FOLDER --handouts 100 --strings 100
    python tests/scale.py FOLDER --handouts 50 --brands 20          # 10,000 leaflets

Every copy has an id and a code of its own. The strings that pad it are real sentences of the other handouts with their real
translations, and each copy begins with another of them, so that no two copies hold the same texts in the same places.
"""

import argparse
import json
import re
import shutil
from pathlib import Path

from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.project import find_project
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.catalog import new_catalog
from evenhand.translation.language import find_language
from evenhand.translation.messages import handout_messages
from evenhand.translation.po import PoFile

REPOSITORY = Path(__file__).resolve().parents[1]
MODEL = "exercise-back-pain"
CLINICS = ("Oak Tree Practice", "Riverside Medical Centre", "St Mary's Surgery", "The Willows Health Centre", "Parkfield Clinic")
STREETS = ("High Street", "Long Lane", "Station Road")


def make_project(root, handouts, strings=0, brands=0):
    """Write a project with `handouts` copies of the model in the ten languages of this repository that have all its handouts.

    `strings` is how many each copy has (0: as many as the model); `brands` how many clinics issue
    them, each a copy of one of this repository's two brands with a name, numbers and a colour of its own (0: the two themselves).
    """
    shelf = read_shelf(find_project(REPOSITORY))
    strings = strings or len(shelf.messages[MODEL].messages)
    languages = [tag for tag in shelf.languages if all((tag, name) in shelf.catalogs for name in shelf.handouts)]
    if brands:
        for number in range(brands):
            _brand(root, sorted(shelf.brands)[number % 2], f"clinic-{number:04}", languages)
    else:
        shutil.copytree(REPOSITORY / "templates/brands", root / "templates/brands")
    for tag in languages:
        (root / "translations" / tag).mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / f"translations/{tag}/interface.po", root / f"translations/{tag}/interface.po")
    (root / "handouts").mkdir()
    (root / "evenhand.toml").write_text("[tool.evenhand]\n", encoding="utf-8")
    model = (REPOSITORY / f"handouts/{MODEL}.yaml").read_text(encoding="utf-8")
    memories = {tag: _memory(shelf, tag) for tag in languages}
    for number in range(handouts):
        _copy(root, model, number, _padding(shelf, strings, number), memories)
    return root


def _brand(root, model, name, languages):
    """A copy of a brand, with the catalogs of its own words where it has any."""
    folder = root / "templates/brands" / name
    shutil.copytree(REPOSITORY / "templates/brands" / model, folder)
    text = (folder / "brand.yaml").read_text(encoding="utf-8")
    (folder / "brand.yaml").write_text(as_clinic(text, model, name, int(name.rpartition("-")[2])), encoding="utf-8")
    for tag in languages:
        catalog = REPOSITORY / f"translations/{tag}/brand-{model}.po"
        if catalog.is_file():
            (root / "translations" / tag).mkdir(parents=True, exist_ok=True)
            text = catalog.read_text(encoding="utf-8").replace(f"brand-{model}", f"brand-{name}")
            (root / f"translations/{tag}/brand-{name}.po").write_text(text, encoding="utf-8")


def as_clinic(text, model, name, number):
    """A brand's file for an invented clinic: name, address, telephone numbers, colour and web page are its own.

    Telephone numbers stay among those that are kept for fiction: Ofcom's for drama, and 555-01xx.
    """
    clinic, street = CLINICS[number % len(CLINICS)], STREETS[number % len(STREETS)]
    colour = f"#{0x10 + number * 37 % 0x40:02x}{0x20 + number * 23 % 0x40:02x}{0x60 - number * 11 % 0x40:02x}"
    for pattern, new in (
        (rf"(?m)^id: {model}$", f"id: {name}"),
        (r"(?m)^name: .*$", f"name: {clinic} {number + 1}"),
        (r'address: \["[^"]*"', f'address: ["{3 + 7 * number} {street}"'),
        (r'brand: "#\w+"', f'brand: "{colour}"'),
        (rf"{model}\.example", f"{name}.example"),
        (r"0113 496 0\d{3}|555-01\d\d", lambda phone: _dialled(phone[0], number)),
    ):
        text, found = re.subn(pattern, new, text)
        assert found, f"{model}/brand.yaml has nothing like {pattern}"
    return text


def _dialled(phone, number):
    """Another telephone number of the same range."""
    digits = 3 if phone.startswith("0113") else 2
    return f"{phone[:-digits]}{(int(phone[-digits:]) + 13 * number + 1) % 10**digits:0{digits}}"


def _memory(shelf, tag):
    """What each source text is in one language."""
    catalogs = (shelf.catalogs[tag, name] for name in shelf.handouts)
    return {entry.msgid: entry for catalog in catalogs for entry in catalog.entries.values()}


def _padding(shelf, strings, start):
    """Plain sentences of other handouts, as many as the model lacks; `start` turns them round."""
    texts = [m.text.other for name in shelf.handouts if name != MODEL for m in shelf.messages[name].messages if not m.text.count]
    plain = [text for text in dict.fromkeys(texts) if "{" not in text and "<" not in text]
    wanted = strings - len(shelf.messages[MODEL].messages)
    assert wanted >= 0, f"the model has {len(shelf.messages[MODEL].messages)} strings"
    return [plain[(start + i) % len(plain)] for i in range(wanted)]


def _copy(root, model, number, padding, memories):
    name = f"copy-{number:04}"
    text = model.replace(f"id: {MODEL}\n", f"id: {name}\n").replace("code: EH-102\n", f"code: EC-{number:04}\n")
    if padding:
        blocks = "".join(f"      - id: more-{i}\n        text: {json.dumps(t, ensure_ascii=False)}\n" for i, t in enumerate(padding[1:]))
        section = f"  - id: more\n    heading: {json.dumps(padding[0], ensure_ascii=False)}\n    blocks:\n{blocks}\n"
        text = text.replace("\nbenefits:\n", f"{section}\nbenefits:\n")
    path = root / f"handouts/{name}.yaml"
    path.write_text(text, encoding="utf-8")
    handout, _ = read_model(path, f"handouts/{name}.yaml", Handout)
    messages = handout_messages(handout, f"handouts/{name}.yaml")
    for tag, memory in memories.items():
        file = new_catalog(messages, find_language(tag), "2026-11-24")
        entries = tuple(e.changed(msgstr=memory[e.msgid].msgstr) if e.msgctxt else e for e in file.entries)
        (root / f"translations/{tag}/{name}.po").write_text(PoFile(entries).text(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--handouts", type=int, default=100)
    parser.add_argument("--strings", type=int, default=0, help="in each handout, and so in each of its catalogs (0: as in the model)")
    parser.add_argument("--brands", type=int, default=0, help="copies of the two brands (0: the two themselves)")
    options = parser.parse_args()
    make_project(options.folder, options.handouts, options.strings, options.brands)
