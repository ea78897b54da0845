"""The nevers of the house (docs/house.md): floors, owners, no clock below the command line, no words in templates."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "evenhand"
# Bottom to top; a module may import its own floor and the floors below it.
FLOORS = [
    {"finding"},
    {"files", "policy", "project", "report", "sarif"},
    {"content"},
    {"translation"},
    {"sheet"},
    {"build", "checks"},
    {"web"},
    {"cli"},
    {"__main__"},
]
# What makes WeasyPrint swift asks for it by its parts.
SWIFT = (
    *("begin", "cascade", "elements", "faces", "flow", "keeping", "layouts", "lengths", "lines", "pages", "painting", "paragraphs"),
    *("pictures", "plainness", "stages", "styles", "writing"),
)
OWNERS = {
    "weasyprint": {"sheet/confined.py", "sheet/press.py", *(f"sheet/swift/{name}.py" for name in SWIFT)},
    "icu4py": {"sheet/breaking.py"},
    "budoux": {"sheet/breaking.py"},
    "gflanguages": {"sheet/filler.py"},
    "pydyf": {"sheet/finish.py", "sheet/late.py", "sheet/tagged.py", *(f"sheet/swift/{n}.py" for n in ("files", "pictures", "writing"))},
    "jinja2": {"sheet/page.py"},
    "yaml": {"content/source.py"},
    "distributed": {"build/cluster.py"},
    "pypdfium2": {"sheet/leaflet.py"},
    "pikepdf": {"sheet/impose.py", "sheet/recolour.py"},
    "segno": {"sheet/figures.py"},
    "uharfbuzz": {"sheet/fonts.py", "sheet/ruler.py"},
    "fontTools": {"sheet/web.py"},
    "phonenumbers": {"sheet/phone.py"},
    "docx": {"content/article.py"},
    "markdown_it": {"content/article.py"},
    "tinyhtml5": {"content/article.py"},
    "lxml": {"translation/xml.py"},
    "click": {
        "cli/adopt.py",
        "cli/build.py",
        "cli/changes.py",
        "cli/check.py",
        "cli/doctor.py",
        "cli/exchange.py",
        "cli/late.py",
        "cli/main.py",
        "cli/options.py",
        "cli/press.py",
        "cli/pseudo.py",
        "cli/sign.py",
        "cli/specimen.py",
        "cli/proof.py",
        "cli/start.py",
        "cli/status.py",
        "cli/translate.py",
    },
}
# Weasyprint's own modules are patched in one place.
OWNERS_OF_PARTS = {
    "weasyprint.css": {f"sheet/swift/{name}.py" for name in ("begin", "cascade", "elements", "lengths", "shows", "stages", "styles")},
    "weasyprint.document": {"sheet/swift/stages.py"},
    "weasyprint.draw": {"sheet/spoken.py", "sheet/tagged.py", *(f"sheet/swift/{name}.py" for name in ("painting", "shows", "writing"))},
    "weasyprint.formatting_structure": {
        f"sheet/swift/{name}.py" for name in ("flow", "painting", "plainness", "keeping", "shows", "stages")
    }
    | {"sheet/tagged.py"},
    "weasyprint.html": {"sheet/swift/stages.py"},
    "weasyprint.images": {"sheet/swift/pictures.py"},
    "weasyprint.layout": {
        f"sheet/swift/{name}.py" for name in ("flow", "lengths", "lines", "paragraphs", "plainness", "keeping", "shows", "stages")
    }
    | {"sheet/mend.py"},
    "weasyprint.pdf": {"sheet/spoken.py", "sheet/tagged.py", *(f"sheet/swift/{name}.py" for name in ("faces", "stages", "writing"))},
    "weasyprint.text": {"sheet/press.py", "sheet/shaped.py"}
    | {f"sheet/swift/{name}.py" for name in ("faces", "layouts", "lines", "plainness", "styles")},
}
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path):
    """Every module that a file imports, wherever the import stands, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            yield node.module, node.lineno


def floor(path):
    part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return next((i for i, names in enumerate(FLOORS) if part in names), None)


def name(path):
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_down(path):
    here = floor(path)
    for module, line in imports(path):
        if not module.startswith("evenhand.") or here is None:
            continue
        target = module.split(".")[1]
        there = next(i for i, names in enumerate(FLOORS) if target in names)
        same_room = target == path.relative_to(SOURCE).parts[0]
        assert there < here or same_room or there == here <= 1, f"{name(path)}:{line} imports {module}"


def test_no_import_loops():
    graph = {}
    for path in MODULES:
        module = "evenhand." + name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        graph[module] = {m for m, _ in imports(path) if m.startswith("evenhand.")}
    done, path = set(), []

    def visit(module):
        assert module not in path, " -> ".join([*path, module])
        if module in done or module not in graph:
            return
        path.append(module)
        for other in graph[module]:
            # evenhand.cli gathers main; the package itself is no module of its own.
            if other != module:
                visit(other)
        path.pop()
        done.add(module)

    for module in graph:
        visit(module)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_library_has_one_owner(path):
    for module, line in imports(path):
        owners = next((o for part, o in OWNERS_OF_PARTS.items() if module.startswith(part)), OWNERS.get(module.split(".")[0]))
        assert owners is None or name(path) in owners, f"{name(path)}:{line} imports {module}"


def test_every_owner_uses_its_library():
    for library, owners in OWNERS.items():
        for owner in owners:
            assert any(m.split(".")[0] == library for m, _ in imports(SOURCE / owner)), f"{owner} no longer uses {library}"


@pytest.mark.parametrize("path", [p for p in MODULES if floor(p) not in (len(FLOORS) - 2, len(FLOORS) - 1)], ids=name)
def test_no_clock_network_or_environment_below_the_command_line(path):
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            spelled = ast.unparse(node)
            assert spelled not in ("dt.date.today", "dt.datetime.now", "time.time", "os.getenv"), f"{name(path)}:{node.lineno} {spelled}"
            if spelled == "os.environ":
                assert name(path) in ("sheet/nofonts.py", "build/server.py"), f"{name(path)}:{node.lineno} reads the environment"
    for module, line in imports(path):
        assert module.split(".")[0] not in ("socket", "requests", "httpx"), f"{name(path)}:{line} {module}"
        assert module != "urllib.request", f"{name(path)}:{line} {module}"
        assert not (module == "functools" and "lru_cache" in text), f"{name(path)}:{line} hides state in a cache"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_size(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250, "ask what this file really is"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= 45, f"{name(path)}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_first_line_says_what_the_module_is_for(path):
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert doc.split("\n")[0].endswith((".", ";", ":", ",")) or "," in doc or doc, name(path)
    assert len(doc) > 20, name(path)


def test_folders_are_shallow_and_not_lonely():
    for folder in {p.parent for p in MODULES}:
        assert len(folder.relative_to(SOURCE).parts) <= 2
        assert sum(1 for p in MODULES if p.parent == folder) >= 3, folder


@pytest.mark.parametrize("path", sorted((ROOT / "templates" / "themes").rglob("*.html")), ids=lambda p: p.name)
def test_templates_hold_no_words(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{[{%#].*?[}%#]\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"<style>.*?</style>|<!DOCTYPE[^>]*>|<[^>]*>|&#?\w+;", " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", text) == [], "every word that a reader sees is a message"


def test_the_top_level_is_the_agreed_one():
    agreed = {"handouts", "translations", "templates", "build", "tests", "src", "docs"}
    files = {
        "pyproject.toml",
        "README.md",
        "Makefile",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-bench.lock",
        "crowdin.yml",
    }
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    assert found - agreed - files - {"dist"} == set()
