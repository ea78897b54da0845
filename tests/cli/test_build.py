"""`evenhand build`, as people call it; one short handout is printed, as seldom as may be."""

import json
import shutil

import pytest

from evenhand.build import pool
from evenhand.build.ledger import read_ledger

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"

pytestmark = pytest.mark.slow
MILL, HARBOR = f"millbrook/en/{WARNING}.en.a4.pdf", f"harborview/en/{WARNING}.en.letter.pdf"
MILL_HI = f"millbrook/hi/{WARNING}.hi.a4.pdf"


@pytest.fixture
def build(evenhand, small):
    return lambda *arguments: evenhand("build", "--project", small, "--jobs", 1, "--date", TODAY, *arguments)


def ledger(out):
    return {row["path"]: row for row in read_ledger(out)}


def leaflets(out):
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.pdf"))


def test_filters_for_all_four_repeated_and_the_table_and_the_ledger(build, small):
    done = build("--handout", WARNING, "--lang", "en", "--brand", "millbrook", "--format", "a4", "--format", "letter")
    assert done.exit_code == 0, done.output
    letter = MILL.replace(".a4.", ".letter.")
    assert leaflets(small / "build") == [MILL, letter]
    head, first, second, last = done.stdout.splitlines()
    assert head.split() == ["leaflet", "pages", "state", "seconds"]
    assert first.split()[:3] == [MILL, "1", "draft"]
    assert second.split()[:3] == [letter, "1", "draft"]
    assert last.startswith("2 of 2 leaflets in ")
    assert "C003" in done.stderr
    assert "C003" not in done.stdout
    assert "1 warning" in done.stderr
    row = ledger(small / "build")[MILL]
    assert (row["handout"], row["language"], row["brand"], row["format"]) == (WARNING, "en", "millbrook", "a4")
    assert (row["pages"], row["state"], row["reasons"]) == (1, "draft", ["draft.source"])
    assert row["bytes"] == (small / "build" / MILL).stat().st_size
    assert len(row["fingerprint"]) == len(row["sha256"]) == 64
    assert row["fonts"]["NotoSans-Regular.ttf"]
    assert row["made_with"]["weasyprint"].startswith("70.")


def test_filtered_build_keeps_the_other_rows_and_writes_where_it_is_told(build, tmp_path):
    out = tmp_path / "elsewhere/leaflets"
    assert build("--out", out, "--lang", "en", "--brand", "harborview").exit_code == 0
    before = ledger(out)[HARBOR]
    assert build("--out", out, "--lang", "en", "--brand", "millbrook").exit_code == 0
    assert set(ledger(out)) == {HARBOR, MILL}
    assert ledger(out)[HARBOR] == before
    index = (out / "index.html").read_text(encoding="utf-8")
    assert f'href="{HARBOR}"' in index
    assert f'href="{MILL}"' in index
    # A leaflet that somebody took away is no longer listed.
    (out / HARBOR).unlink()
    assert build("--out", out, "--lang", "en", "--brand", "millbrook").exit_code == 0
    assert set(ledger(out)) == {MILL}


def test_release_of_a_reviewed_handout_is_final_and_stands_beside_a_draft(build, sign, small):
    sign(small)
    done = build("--release", "--lang", "en", "--brand", "millbrook")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[1].split()[2] == "final"
    assert ledger(small / "build")[MILL]["reasons"] == []
    # The Hindi catalog is a machine's: it prints as a draft, and the list shows which is which.
    assert build("--lang", "hi", "--brand", "millbrook").exit_code == 0
    rows = ledger(small / "build")
    assert {path: row["state"] for path, row in rows.items()} == {MILL: "final", MILL_HI: "draft"}
    assert rows[MILL_HI]["reasons"] == ["draft.machine"]
    index = (small / "build/index.html").read_text(encoding="utf-8")
    assert index.count('class="state final"') == 1
    assert index.count('class="state draft"') == 1
    for path in rows:
        assert (small / "build/thumbnails" / path.replace("/", ".").replace(".pdf", ".png")).is_file()


def test_release_of_a_translation_that_named_people_signed(build, sign, small):
    sign(small, "hi")
    done = build("--release", "--lang", "hi", "--brand", "millbrook")
    assert done.exit_code == 0, done.output
    row = ledger(small / "build")[MILL_HI]
    assert row["state"] == "final"
    assert len(row["sign_off"]["code"]) == 8
    assert {s["role"] for s in row["sign_off"]["signers"]} == {"clinician", "translator", "checker"}


def test_release_refuses_drafts_with_every_reason_and_writes_nothing(build, small):
    done = build("--release")
    assert done.exit_code == 1
    assert done.stdout == ""
    told = done.stderr
    assert f"{MILL}: error S001: still a draft: source\n" in told
    assert f"{MILL_HI}: error S001: still a draft: machine, source\n" in told
    assert "4 errors" in told
    assert not (small / "build").exists()


def test_release_prints_what_stands_and_names_the_rest(build, sign, small):
    sign(small)
    done = build("--release", "--brand", "millbrook")
    assert done.exit_code == 1
    assert f"{MILL_HI}: error S001: still a draft: machine\n" in done.stderr
    assert leaflets(small / "build") == [MILL]
    assert ledger(small / "build")[MILL]["state"] == "final"


def test_review_that_is_overdue_by_the_given_day_is_refused(build, sign, small):
    sign(small)
    done = build("--release", "--lang", "en", "--date", "2027-11-25")
    assert done.exit_code == 1
    assert "still a draft: findings, overdue" in done.stderr


def test_leaflet_that_fails_leaves_the_last_good_one_and_stops_no_other(build, edit, small):
    assert build("--lang", "en").exit_code == 0
    good, row = (small / "build" / MILL).read_bytes(), ledger(small / "build")[MILL]
    edit("templates/brands/millbrook/brand.yaml", "name: Millbrook Surgery", "name: Millbrook \U0001f9ff Surgery")
    edit("templates/brands/harborview/brand.yaml", "name: Harborview", "name: New Harborview")
    done = build("--lang", "en")
    assert done.exit_code == 1
    assert "U+1F9FF" in done.stderr
    states = {line.split()[0]: line.split()[2] for line in done.stdout.splitlines()[1:3]}
    assert states == {MILL: "FAILED", HARBOR: "draft"}
    assert "1 of 2 leaflets" in done.stdout
    assert (small / "build" / MILL).read_bytes() == good
    assert ledger(small / "build")[MILL] == row
    assert ledger(small / "build")[HARBOR]["brand_name"].startswith("New")


def test_error_that_does_not_block_prints_a_draft_and_exit_status_one(build, sign, edit, small):
    sign(small)
    edit(f"handouts/{WARNING}.yaml", "role: drafting, date: 2026-11-24", "role: drafting, date: 2026-11-25")
    done = build("--lang", "en", "--brand", "millbrook")
    assert done.exit_code == 1
    assert "error C002" in done.stderr
    assert ledger(small / "build")[MILL]["reasons"] == ["draft.findings"]


def test_two_processes_print_what_one_prints(build, tmp_path):
    assert build("--lang", "en", "--out", tmp_path / "one").exit_code == 0
    assert build("--lang", "en", "--out", tmp_path / "two", "--jobs", 2).exit_code == 0
    assert leaflets(tmp_path / "one") == leaflets(tmp_path / "two") == [HARBOR, MILL]
    for name in (HARBOR, MILL, "ledger.json", "index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_brands_of_an_edition_are_drawn_in_a_row_and_told_in_the_order_of_paths(build, monkeypatch, small):
    drawn, original = [], pool.draw

    def watched(jobs, site, workers):
        drawn.extend(job.path for job in jobs)
        return original(jobs, site, workers)

    monkeypatch.setattr(pool, "draw", watched)
    done = build("--lang", "en", "--lang", "hi", "--format", "a4")
    assert done.exit_code == 0, done.output
    harbor, harbor_hi = (path.replace("millbrook", "harborview") for path in (MILL, MILL_HI))
    assert drawn == [harbor, MILL, harbor_hi, MILL_HI]
    _, *told, _ = done.stdout.splitlines()
    assert [line.split()[0] for line in told] == [harbor, harbor_hi, MILL, MILL_HI]
    assert [row["path"] for row in read_ledger(small / "build")] == [harbor, harbor_hi, MILL, MILL_HI]


def test_audit_sheets_stand_beside_the_leaflet(build, small):
    assert build("--lang", "en", "--brand", "millbrook", "--audit").exit_code == 0
    stem = small / "build" / MILL.removesuffix(".pdf")
    data = json.loads(stem.with_name(stem.name + ".audit.json").read_text(encoding="utf-8"))
    assert data["leaflet"]["handout"] == WARNING
    assert [f["code"] for f in data["rules"]["found"]] == ["C003"]
    assert stem.with_name(stem.name + ".audit.pdf").read_bytes().startswith(b"%PDF-")


# Calls that cannot be carried out; nothing is printed


def test_unknown_names_are_told_all_at_once(build, small):
    done = build("--handout", "nothing", "--handout", "nowhere", "--lang", "xx", "--lang", "ja", "--brand", "nobody", "--format", "a5")
    assert done.exit_code == 2
    assert done.stdout == ""
    for name in ("handout: nothing", "handout: nowhere", "language: xx", "language: ja", "brand: nobody", "format: a5"):
        assert f"unknown {name}\n" in done.stderr
    assert "known: harborview, millbrook" in done.stderr
    assert not (small / "build").exists()


def test_filters_that_fit_no_leaflet_are_a_fault_of_the_call(build, small):
    (small / f"translations/hi/{WARNING}.po").unlink()
    done = build("--lang", "hi")
    assert done.exit_code == 2
    assert "no leaflet fits" in done.stderr


def test_finding_of_another_handout_is_not_told_by_a_filtered_build(evenhand, edit, project):
    edit("handouts/exercise-back-pain.yaml", "role: drafting, date: 2026-11-24", "role: drafting, date: 2026-11-25")
    everywhere = evenhand("check", "--project", project, "--date", TODAY)
    assert (everywhere.exit_code, "exercise-back-pain" in everywhere.stdout) == (1, True)
    call = ["build", "--project", project, "--jobs", 1, "--date", TODAY, "--lang", "en", "--brand", "millbrook", "--handout", WARNING]
    done = evenhand(*call)
    assert "exercise-back-pain" not in done.stderr
    assert done.exit_code == 0


def test_no_brands_no_handouts_no_project(build, evenhand, small, tmp_path):
    shutil.rmtree(small / "templates")
    done = build()
    assert (done.exit_code, "templates/brands" in done.stderr) == (2, True)
    (small / f"handouts/{WARNING}.yaml").unlink()
    done = build()
    assert (done.exit_code, "no handout" in done.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    done = evenhand("build", "--project", tmp_path / "empty")
    assert (done.exit_code, "no evenhand project" in done.stderr) == (2, True)


def test_fonts_that_are_missing_are_named_with_what_brings_them(build, monkeypatch, small, tmp_path):
    monkeypatch.setattr("evenhand.sheet.fontfiles.SYSTEM_FOLDERS", ())
    monkeypatch.setenv("HOME", str(tmp_path))
    done = build()
    assert done.exit_code == 2
    assert "error L001" in done.stderr
    assert "fonts-noto-core" in done.stderr
    assert not (small / "build").exists()


def test_place_that_cannot_be_written(build, small):
    (small / "paper").write_text("no folder")
    done = build("--out", small / "paper", "--lang", "en", "--brand", "millbrook")
    assert done.exit_code == 2
    assert "is a file" in done.stderr
    done = build("--out", small / "paper/leaflets", "--lang", "en", "--brand", "millbrook")
    assert done.exit_code == 2
    assert "paper" in done.stderr


@pytest.mark.parametrize("arguments", [("--date", "24.11.2026"), ("--jobs", "0"), ("--jobs", "many"), ("--project", "/no/such/folder")])
def test_values_that_make_no_sense(evenhand, small, arguments):
    done = evenhand("--project", small, "build", *arguments)
    assert done.exit_code == 2
    assert arguments[0] in done.stderr


def test_further_files_stand_beside_the_leaflet_are_recorded_and_go_with_the_text_that_they_print(build, small):
    only = ("--lang", "en", "--brand", "millbrook", "--format", "a5-booklet")
    assert build(*only, "--grey").exit_code == 0
    stem = f"millbrook/en/{WARNING}.en.a5-booklet."
    assert leaflets(small / "build") == [stem + end for end in ("grey.pdf", "grey.print.pdf", "pdf", "print.pdf")]
    row = ledger(small / "build")[stem + "pdf"]
    assert sorted(row["extras"]) == [stem + end for end in ("grey.pdf", "grey.print.pdf", "print.pdf")]
    index = (small / "build/index.html").read_text(encoding="utf-8")
    assert f'href="{stem}print.pdf"' in index
    # Other prints of the same leaflet stand beside these; a build that asks for none leaves them.
    done = build(*only, "--cmyk")
    assert done.exit_code == 0
    assert "millbrook: inks computed from the screen colours" in done.stdout
    assert "Nothing changed" in build(*only, "--cmyk").stdout
    for asked in ("--grey",), ():
        assert "1 stand as they are" in build(*only, *asked).stdout
    everything = [stem + end for end in ("grey.pdf", "grey.print.pdf", "pdf", "press.pdf", "print.pdf")]
    assert leaflets(small / "build") == everything
    assert [stem + "pdf", *sorted(ledger(small / "build")[stem + "pdf"]["extras"])] == sorted(everything, key=lambda n: n != stem + "pdf")
    # When the words change, an older text in grey would be printed by mistake.
    path = small / f"handouts/{WARNING}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Back pain that cannot wait", "Back pain which cannot wait"), encoding="utf-8")
    build(*only)
    assert leaflets(small / "build") == [stem + end for end in ("pdf", "print.pdf")]
    assert list(ledger(small / "build")[stem + "pdf"]["extras"]) == [stem + "print.pdf"]


def test_what_cannot_be_printed_together_or_at_all_is_told_before_anything_is_built(build, small, tmp_path):
    grey = build("--grey", "--cmyk")
    assert (grey.exit_code, "build twice" in grey.stderr) == (2, True)
    odd = tmp_path / "screen.icc"
    for data, what in ((b"no profile", "it is no ICC profile"), (bytes(12) + b"mntrRGB " + bytes(16) + b"acsp", "four inks")):
        odd.write_bytes(data)
        done = build("--profile", odd)
        assert (done.exit_code, what in done.stderr) == (2, True)
    assert build("--bleed", "-1").exit_code == 2
    assert not (small / "build").exists()
