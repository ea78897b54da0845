"""Leaflets are written whole or not at all, and the ledger survives what it finds."""

import datetime as dt
import json
import os
from dataclasses import replace

import pytest

from evenhand.build.ledger import read_ledger, write_ledger
from evenhand.build.plan import Filters, plan
from evenhand.build.run import Site, run, thumbnail_path
from evenhand.files import write_whole
from evenhand.finding import Place, error
from evenhand.sheet.fonts import SYSTEM_FOLDERS

WARNING = "cauda-equina-warning"

ROW = {
    "path": "a/en/x.en.a4.pdf",
    "pages": 1,
    "state": "draft",
    "handout": "x",
    "code": "X-1",
    "staff_title": "X",
    "staff_language_name": "English",
    "language": "en",
    "language_name": "English",
    "brand": "a",
    "brand_name": "A",
    "format": "a4",
}


@pytest.fixture
def job(everything):
    (found,) = plan(everything, Filters((WARNING,), ("en",), ("millbrook",)), dt.date(2026, 11, 24))
    return found


@pytest.fixture
def site(everything, tmp_path):
    return Site(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "out")


@pytest.mark.slow
def test_final_leaflet_with_an_error_is_not_written_and_a_draft_is(job, site):
    def judge(job, result):
        return [error("L008", Place(job.path), "the signs stand on page 2")]

    final = replace(job, order=replace(job.order, reasons=()))
    path = site.out / job.path
    write_whole(path, b"the last good one")
    ticks = []
    (refused,) = run([final], site, 1, ticks.append, judge)
    assert refused.content == refused.thumbnail == b""
    assert refused.sha256 == ""
    assert [f.code for f in refused.findings] == ["L008"]
    assert path.read_bytes() == b"the last good one"
    (drawn,) = run([job], site, 1, ticks.append, judge)
    assert path.read_bytes() == drawn.content
    assert (site.out / thumbnail_path(job.path)).read_bytes().startswith(b"\x89PNG")
    assert len(ticks) == 2


@pytest.mark.slow
def test_letter_that_no_font_has_fails_the_leaflet_with_its_message_and_language(job, site):
    edition = job.order.edition
    body, phrases = edition.body, dict(edition.phrases)
    run_ = phrases["title"].forms[0][0]
    phrase = replace(phrases["title"], forms=((replace(run_, text="Back \U0001f9ff pain"),),))
    phrases["title"] = phrase
    odd = replace(edition, phrases=phrases, body=type(body)(**{**vars(body), "title": phrase}))
    (failed,) = run([replace(job, order=replace(job.order, edition=odd))], site, 1, lambda _: None, lambda *_: [])
    assert failed.content == b""
    assert not (site.out / job.path).exists()
    (told,) = failed.findings
    assert (told.code, told.place.key, told.place.language) == ("L002", "title", "en")
    assert "\U0001f9ff (U+1F9FF)" in told.what


@pytest.mark.slow
def test_workers_that_die_are_findings(job, site):
    # A file where a worker wants a folder: none of them can set itself up.
    site.scratch.mkdir(parents=True)
    (site.scratch / "no-fonts").write_text("in the way")
    results = run([job, replace(job, path="second.pdf")], site, 2, lambda _: None, lambda *_: [])
    assert [(r.content, [f.code for f in r.findings]) for r in results] == [(b"", ["L007"])] * 2


def test_interrupted_writing_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    write_whole(path, b"old")
    for step in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, _interrupted)
            with pytest.raises(KeyboardInterrupt):
                write_whole(path, b"new and longer")
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["a.pdf"]


def _interrupted(*_):
    raise KeyboardInterrupt


# The ledger


def place(out, row):
    write_whole(out / row["path"], b"%PDF")
    return row


def test_rows_are_merged_sorted_and_written(tmp_path):
    first = place(tmp_path, ROW)
    second = place(tmp_path, {**ROW, "path": "a/ar/x.ar.a4.pdf"})
    write_ledger(tmp_path, [first])
    assert write_ledger(tmp_path, [second]) == [second, first]
    newer = {**first, "pages": 2}
    assert write_ledger(tmp_path, [newer]) == [second, newer] == read_ledger(tmp_path)


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"leaflets": null}', '{"leaflets": 3}', '{"leaflets": ["x", 1, {}]}'])
def test_broken_ledger_is_begun_anew(tmp_path, text):
    (tmp_path / "ledger.json").write_text(text)
    assert read_ledger(tmp_path) == []
    assert write_ledger(tmp_path, [place(tmp_path, ROW)]) == [ROW]


def test_rows_that_the_list_cannot_show_and_rows_without_a_file_are_left_out(tmp_path):
    place(tmp_path, ROW)
    short = {key: value for key, value in ROW.items() if key != "staff_title"}
    gone = {**ROW, "path": "a/en/gone.pdf"}
    (tmp_path / "ledger.json").write_text(json.dumps({"leaflets": [short, gone]}))
    assert read_ledger(tmp_path) == []
