import pytest

from evenhand.content.model import Handout
from evenhand.content.references import named_values, reference_faults
from evenhand.content.source import read_model

STEM = "handouts/stem-cell-back-pain.yaml"
PICTURE = "      - id: cells\n        text:"


@pytest.fixture
def faults(project):
    def read():
        handout, document = read_model(project / STEM, STEM, Handout)
        found = reference_faults(handout, document, (project / STEM).with_suffix(""))
        assert all(f.place.file == STEM and f.mend for f in found), found
        return found

    return read


@pytest.fixture
def one(faults):
    """The only fault there is, when all is well but one thing."""

    def read(code, line):
        (fault,) = faults()
        assert (fault.code, fault.place.line) == (code, line)
        return fault.what

    return read


def picture(path):
    return f"      - id: pic\n        picture: {path}\n        alt: A disc\n{PICTURE}"


@pytest.mark.parametrize("name", ["stem-cell-back-pain", "exercise-back-pain", "cauda-equina-warning"])
def test_our_handouts_have_no_loose_ends(project, name):
    handout, document = read_model(project / f"handouts/{name}.yaml", f"handouts/{name}.yaml", Handout)
    assert reference_faults(handout, document, project / "handouts" / name) == []


def test_id_is_the_name_of_the_file(edit, one):
    assert "other-name" in one("F006", edit(STEM, "id: stem-cell-back-pain", "id: other-name"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - id: what-it-is\n", "  - id: why-backs-hurt\n"),
        ("  - id: after-injection\n", "  - id: cauda-equina\n"),
        ("    - id: repair\n", "    - id: pain\n"),
        ("    - id: soreness\n", "    - id: infection\n"),
        ("      - id: idea\n", "      - id: discs\n"),
        ("          - id: slipped-disc\n", "          - id: worn-disc\n"),
        ("    - id: surgery\n", "    - id: nothing\n"),
    ],
)
def test_duplicate_id_is_told_at_the_second(edit, one, old, new):
    assert "duplicate id" in one("F007", edit(STEM, old, new))


def test_duplicate_id_names_the_line_of_the_first(edit, faults, project):
    edit(STEM, "      - id: idea\n", "      - id: discs\n")
    lines = (project / STEM).read_text().splitlines()
    assert f"line {lines.index('      - id: discs') + 1}" in faults()[0].what


def test_benefit_and_risk_may_share_an_id(edit, faults):
    edit(STEM, "    - id: repair\n", "    - id: infection\n")
    assert faults() == []


@pytest.mark.parametrize(
    "old",
    [
        "        sources: [who-facts]\n",
        "      sources: [harms-2025]\n",
        "      sources: [course]\n",
        "    sources: [fda]\n",
        "(the source says 1 in 13), sources: [who-facts]",
    ],
)
def test_unknown_source_is_told(edit, faults, old):
    line = edit(STEM, old, old.replace("[", "[nowhere, "))
    (fault,) = faults()
    assert (fault.code, fault.place.line) == ("F008", line)
    assert "nowhere" in fault.what
    assert "respine" in fault.mend


def test_unknown_effect_is_told(edit, one):
    assert "impoved" in one("F008", edit(STEM, "effect: improved", "effect: impoved"))


def test_share_needs_a_source_that_was_read(edit, one):
    assert "shrink" in one("F009", edit(STEM, "that shrink without surgery, sources: [shrink]", "that shrink, sources: [harms-2025]"))


def test_share_without_any_source_is_told(edit, one):
    assert "shrink" in one("F009", edit(STEM, "that shrink without surgery, sources: [shrink]", "that shrink"))


def test_effect_needs_a_source_that_was_read(edit, faults):
    edit(STEM, "    certainty: low\n    sources: [respine]", "    certainty: low\n    sources: [harms-2025]")
    assert [f.code for f in faults()] == ["F009"]
    assert "improved" in faults()[0].what


def test_unknown_placeholder_is_told(edit, one):
    assert "{nobody}" in one("F010", edit(STEM, "    harm: Serious infections", "    harm: For {nobody} serious infections"))


def test_unknown_arm_is_told(edit, faults):
    edit(STEM, "{improved.sham}", "{improved.nobody}")
    (fault,) = faults()
    assert "{improved.nobody}" in fault.what


def test_same_fault_in_two_places_is_told_at_both(edit, faults):
    first = edit(STEM, "      what: Repair of the disc\n", "      what: Some {nobody}\n")
    second = edit(STEM, "      what: Money, time and lost chances\n", "      what: Some {nobody}\n")
    assert [f.place.line for f in faults()] == [first, second]


def test_clinic_slots_are_known(edit, faults):
    edit(STEM, "    harm: Serious infections", "    harm: Call {clinic.phone} or {clinic.emergency} of {clinic.name}. Serious infections")
    assert faults() == []


def test_unexplained_term_is_told(edit, faults):
    edit(STEM, '<term id="sham">sham injection</term>', '<term id="placebo">sham injection</term>')
    (fault,) = faults()
    assert (fault.code, "placebo" in fault.what) == ("F010", True)


@pytest.mark.parametrize("figure", ["nobody", "pain_year", "shrink"])
def test_count_needs_a_figure_with_a_whole_number(edit, faults, figure):
    edit(STEM, "count: years_known", f"count: {figure}")
    (fault,) = faults()
    assert (fault.code, figure in fault.what) == ("F010", True)


def test_count_in_parts_is_no_count(edit, faults):
    edit(STEM, "years_known: {number: 3,", "years_known: {number: 2.5,")
    assert [f.code for f in faults()] == ["F010"]


def test_missing_picture_is_told(edit, one):
    line = edit(STEM, PICTURE, picture("disc.svg"))
    assert "disc.svg is missing" in one("F011", line + 1)


@pytest.mark.parametrize("path", ["../secret.png", "a/../../secret.png"])
def test_picture_outside_the_folder_is_told(edit, one, project, path):
    (project / "handouts/secret.png").write_bytes(b"x")
    line = edit(STEM, PICTURE, picture(path))
    assert "outside" in one("F011", line + 1)


def test_picture_by_absolute_path_is_told(edit, faults, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    edit(STEM, PICTURE, picture("/etc/secret.png"))
    assert "outside" in faults()[0].what


def test_picture_that_links_outside_is_told(edit, faults, project, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    (project / "handouts/stem-cell-back-pain").mkdir(exist_ok=True)
    (project / "handouts/stem-cell-back-pain/link.png").symlink_to(tmp_path / "secret.png")
    edit(STEM, PICTURE, picture("link.png"))
    assert "outside" in faults()[0].what


def test_picture_beside_the_handout_is_fine(edit, faults, project):
    folder = project / "handouts/stem-cell-back-pain"
    folder.mkdir(exist_ok=True)
    (folder / "disc.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    edit(STEM, PICTURE, picture("disc.svg"))
    assert faults() == []


def test_all_loose_ends_are_told_at_once(edit, faults):
    lines = {
        edit(STEM, "id: stem-cell-back-pain", "id: other-name"),
        edit(STEM, "      - id: idea\n", "      - id: discs\n"),
        edit(STEM, "effect: improved", "effect: impoved"),
        edit(STEM, "    harm: Serious infections", "    harm: For {nobody} serious infections"),
        edit(STEM, "      sources: [harms-2025]\n", "      sources: [nowhere]\n"),
    }
    assert {f.place.line for f in faults()} == lines


def test_texts_may_name_figures_arms_and_the_clinic(project):
    handout, _ = read_model(project / STEM, STEM, Handout)
    assert {"respine_people", "improved.cells", "improved.sham", "clinic.phone"} <= named_values(handout)
