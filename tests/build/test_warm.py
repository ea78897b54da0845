"""What workers find ready in the process that they are forked from: a leaflet makes none of it again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.build.server import TEMPLATES
from evenhand.project import find_project

# Draws a leaflet of the project that is named, in Hindi, in a process that is warm; then says which templates were made for it, and which
# types of C were read.
DRAWN = """
import json, sys
from pathlib import Path
from evenhand.sheet.nofonts import confine
scratch = Path(sys.argv[2])
confine(scratch)
import evenhand.build.warm
import cffi.cparser, jinja2
made, read = [], []
compile, parse = jinja2.Environment.compile, cffi.cparser.Parser.parse_type
def noted(self, source, name=None, *more, **options):
    made.append(name)
    return compile(self, source, name, *more, **options)
jinja2.Environment.compile = noted
cffi.cparser.Parser.parse_type = lambda self, name: read.append(name) or parse(self, name)
from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.shelf import read_shelf
import datetime
project = find_project(Path(sys.argv[1]))
(job,) = plan(read_shelf(project), Filters(languages=("hi",), brands=("millbrook",)), datetime.date(2026, 11, 24))
result = make_leaflet(open_workshop(project.templates, SYSTEM_FOLDERS, scratch), job)
print(json.dumps([result.made, made, read]))
"""


def _drawn(small, tmp_path, templates):
    told = {TEMPLATES: os.pathsep.join(map(str, templates))}
    kept = {name: value for name, value in os.environ.items() if name not in ("FONTCONFIG_FILE", TEMPLATES)}
    command = [sys.executable, "-c", DRAWN, str(small), str(tmp_path / "scratch")]
    done = subprocess.run(command, env=kept | told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_worker_finds_the_templates_made_and_the_types_read(small, tmp_path):
    assert _drawn(small, tmp_path, find_project(small).templates) == [True, [], []]


@pytest.mark.slow
def test_templates_of_other_folders_are_made_where_they_are_needed(small, tmp_path):
    other = tmp_path / "other/themes/plain"
    other.mkdir(parents=True)
    # What is wrong in them stops nothing: it is told when a leaflet needs them.
    Path(other, "leaflet.html").write_text("{% if %}", encoding="utf-8")
    made, templates, types = _drawn(small, tmp_path, (tmp_path / "other",))
    assert (made, types) == (True, [])
    assert {"leaflet.html", "leaflet.css"} <= set(templates)
