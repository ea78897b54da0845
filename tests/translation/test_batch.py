"""Work shared by processes: the same outcome, in the same order, and nothing written when anything is at fault."""

import os

import pytest
from scale import make_project

from evenhand.finding import Trouble
from evenhand.project import find_project
from evenhand.sheet.sources import read_sources
from evenhand.translation import round as module
from evenhand.translation.batch import spread
from evenhand.translation.round import project_languages, update_catalogs

DAY = "2026-11-24"


def process(number):
    return number, os.getpid()


def refuse(number):
    raise Trouble([]) if number == 7 else ValueError(number)


def test_the_order_is_that_of_the_things_however_many_share_the_work():
    for jobs in (1, 2, 3):
        made = list(spread(process, list(range(30)), jobs))
        assert [number for number, _ in made] == list(range(30))
        assert (os.getpid() in {pid for _, pid in made}) == (jobs == 1)


def test_one_thing_needs_no_other_process():
    assert list(spread(process, [3], 8)) == [(3, os.getpid())]


def test_an_exception_comes_through():
    with pytest.raises(Trouble):
        list(spread(refuse, [7, 7, 7], 2))


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A project whose sources have changed since its last update; few catalogs count as many here."""
    monkeypatch.setattr(module, "_MANY", 2)
    root = make_project(tmp_path / "large", handouts=3, strings=90)
    update(root, 1)
    for path in (root / "handouts").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "Do a little more each week." in text
        path.write_text(text.replace("Do a little more each week.", "Do a bit more each week."), encoding="utf-8")
    return root


def update(root, jobs):
    project = find_project(root)
    return update_catalogs(project, read_sources(project), project_languages(project), DAY, jobs=jobs)


def bytes_of(root):
    return {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*.po"))}


def test_an_update_in_processes_is_the_same_as_in_one(large):
    before = bytes_of(large)
    told = update(large, 2)
    after = bytes_of(large)
    assert [w.name for w in told if w.changed] == [w.name for w in told if "copy-" in w.name]
    assert sum(after[path] != data for path, data in before.items()) == 3 * len(project_languages(find_project(large)))
    for path, data in before.items():
        (large / path).write_bytes(data)
    assert update(large, 1) == told
    assert bytes_of(large) == after
    assert not any(w.changed for w in update(large, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_fault_is_told_and_nothing_is_written(large, jobs):
    for tag in ("es", "vi"):
        path = large / f"translations/{tag}/copy-0001.po"
        path.write_text(path.read_text(encoding="utf-8") + "\n<<<<<<< ours\n", encoding="utf-8")
    before = bytes_of(large)
    with pytest.raises(Trouble) as trouble:
        update(large, jobs)
    assert [f.place.file for f in trouble.value.findings] == ["translations/es/copy-0001.po", "translations/vi/copy-0001.po"]
    assert bytes_of(large) == before
