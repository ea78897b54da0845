"""Leaflets are written whole or not at all, and the ledger survives what it finds."""

import datetime as dt
import json
import os
from dataclasses import replace

import pytest
from deadly import deadly

from evenhand.build.ledger import Journal, prune, read_ledger, thumbnail_path, write_ledger
from evenhand.build.plan import Filters, plan
from evenhand.build.pool import draw
from evenhand.build.run import run
from evenhand.build.site import Site
from evenhand.files import write_whole
from evenhand.finding import Place, error
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

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
    (refused,) = run([final], draw([final], site, 1), site.out, lambda job, result: ticks.append(result), judge)
    assert not refused.made
    assert ticks[0].content == ticks[0].thumbnail == b""
    assert [f.code for f in refused.findings] == ["L008"]
    assert path.read_bytes() == b"the last good one"
    (drawn,) = run([job], draw([job], site, 1), site.out, lambda job, result: ticks.append(result), judge)
    assert drawn.made
    assert path.read_bytes() == ticks[1].content
    assert drawn.content == b"", "a large build keeps no bytes"
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
    jobs = [replace(job, order=replace(job.order, edition=odd))]
    (failed,) = run(jobs, draw(jobs, site, 1), site.out, lambda *_: None, lambda *_: [])
    assert not failed.made
    assert not (site.out / job.path).exists()
    (told,) = failed.findings
    assert (told.code, told.place.key, told.place.language) == ("L002", "title", "en")
    assert "\U0001f9ff (U+1F9FF)" in told.what


@pytest.mark.slow
def test_workers_that_die_are_findings(job, site):
    jobs = [deadly(job, "first.pdf"), deadly(job, "second.pdf")]
    results = run(jobs, draw(jobs, site, 2), site.out, lambda *_: None, lambda *_: [])
    assert [(r.made, [f.code for f in r.findings]) for r in results] == [(False, ["L007"])] * 2


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


def test_a_ledger_that_somebody_edited_removes_nothing_but_further_files_of_the_same_leaflet(tmp_path):
    for name in ("a/en/x.en.a4.pdf", "a/en/x.en.a4.grey.pdf", "a/en/y.en.a4.pdf", "a/en/z/mine.txt"):
        write_whole(tmp_path / name, b"x")
    extras = {"a/en/x.en.a4.grey.pdf": "", "a/en/y.en.a4.pdf": "", "a/en/x.en.a4./../z/mine.txt": "", "/etc/hosts": ""}
    (tmp_path / "ledger.json").write_text(json.dumps({"leaflets": [{**ROW, "extras": extras}]}))
    write_ledger(tmp_path, [{**ROW, "extras": {}, "pages": 2}])
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["a/en/x.en.a4.pdf", "a/en/y.en.a4.pdf", "a/en/z/mine.txt", "ledger.json"]


def test_the_journal_of_a_killed_build_is_read_and_its_cut_line_left_out(tmp_path):
    place(tmp_path, ROW)
    (tmp_path / ".scratch").mkdir()
    (tmp_path / ".scratch/journal.jsonl").write_text(json.dumps(ROW) + "\n" + '{"path": "a/en/y')
    assert read_ledger(tmp_path) == [ROW]
    write_ledger(tmp_path, [])
    assert not (tmp_path / ".scratch/journal.jsonl").exists()
    assert read_ledger(tmp_path) == [ROW]


def test_what_rows_share_stands_once_in_the_file_and_comes_back_in_each(tmp_path):
    alike = {"made_with": {"weasyprint": "70.0"}, "fonts": {"NotoSans-Regular.ttf": "0" * 64}}
    rows = [place(tmp_path, {**ROW, "path": f"a/{tag}/x.{tag}.a4.pdf", **alike}) for tag in ("ar", "en", "pl")]
    write_ledger(tmp_path, rows)
    text = (tmp_path / "ledger.json").read_text(encoding="utf-8")
    assert text.count("weasyprint") == text.count("NotoSans") == 1
    assert len(text.splitlines()) == len(rows) + 3, "a line for each leaflet"
    first, *others = read_ledger(tmp_path)
    assert [first, *others] == rows
    assert all(row["made_with"] is first["made_with"] for row in others)
    # As earlier programs wrote it.
    (tmp_path / "ledger.json").write_text(json.dumps({"leaflets": rows}))
    assert read_ledger(tmp_path) == rows
    # Given what is known, it is not read again.
    assert write_ledger(tmp_path, rows[:1], old=(rows[1:], [])) == rows


def test_a_journal_that_nobody_wrote_into_changes_nothing(tmp_path):
    with Journal(tmp_path):
        pass
    assert read_ledger(tmp_path) == []


def test_pruned_leaflets_go_with_their_pictures_further_files_and_empty_folders(tmp_path):
    row = place(tmp_path, {**ROW, "extras": {"a/en/x.en.a4.print.pdf": "0"}})
    kept = place(tmp_path, {**ROW, "path": "a/ar/x.ar.a4.pdf"})
    for name in ("a/en/x.en.a4.print.pdf", thumbnail_path(ROW["path"])):
        write_whole(tmp_path / name, b"x")
    write_ledger(tmp_path, [row, kept])
    assert write_ledger(tmp_path, [], prune(tmp_path, [row])) == [kept]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["ledger.json", "x.ar.a4.pdf"]
    assert not (tmp_path / "a/en").exists()
