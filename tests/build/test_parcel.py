"""A job that travels gives the same bytes elsewhere: its words, pictures, logo, fonts and profile go with it."""

import datetime as dt
import pickle
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.build import pool
from evenhand.build.asked import Prints
from evenhand.build.parcel import OtherMaker, Packer, differences, draw_parcel
from evenhand.build.plan import Filters, plan
from evenhand.build.site import Site
from evenhand.finding import Trouble
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.shelf import read_shelf

KINDS = Path(__file__).parents[1] / "balance/kinds"
# A header as every ICC profile begins (ICC.1, 7.2), of a printer with four inks.
ICC = bytes(12) + b"prtrCMYKLab " + bytes(12) + b"acsp" + bytes(88)


@pytest.fixture
def job(tmp_path):
    """A leaflet with a picture, and a file for a printing house beside it."""
    root = tmp_path / "clinic"
    shutil.copytree(KINDS / "handouts", root / "handouts")
    shutil.copytree(KINDS / "brands", root / "templates/brands")
    (root / "coated.icc").write_bytes(ICC)
    (found,) = plan(read_shelf(find_project(root)), Filters(("knee-exercise",), ("en",), formats=("a4",)), dt.date(2026, 11, 24))
    return replace(found, prints=Prints(cmyk=True, profile=root / "coated.icc"))


@pytest.fixture
def site(everything, tmp_path):
    return Site(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "out")


@pytest.mark.slow
def test_the_same_bytes_where_nothing_but_the_parcel_is(job, site, tmp_path):
    packer = Packer(site)
    parcel = packer.pack(job)
    crates = {name: packer.crate(name) for name in parcel.crates}
    assert parcel.pictures in crates
    assert parcel.profile in crates
    assert str(tmp_path).encode() not in zlib.decompress(parcel.job), "folders of this machine stay here"
    (here,) = pool.draw([job], site, 1)
    assert here.made, here.findings
    shutil.rmtree(tmp_path / "clinic")
    there = draw_parcel(parcel, crates, tmp_path / "there")
    assert (there.sha256, there.extras, there.findings) == (here.sha256, here.extras, here.findings)
    assert [ending for ending, _ in there.extras] == ["press.pdf"]
    # What lies there already is not opened again.
    again = draw_parcel(parcel, dict.fromkeys(crates, b"no crate"), tmp_path / "there")
    assert again.sha256 == here.sha256


def test_another_program_draws_nothing(job, site, tmp_path):
    parcel = Packer(site).pack(job)
    with pytest.raises(OtherMaker, match=r"^weasyprint 70\S* instead of 1\.0, zlib \S+ instead of none$"):
        draw_parcel(replace(parcel, maker={**parcel.maker, "weasyprint": "1.0", "zlib": ""}), {}, tmp_path / "there")
    assert not (tmp_path / "there").exists()
    assert differences({"a": "1"}, {"a": "1"}) == ""
    assert differences({"pango": "1.50"}, {}) == "pango is missing instead of 1.50"


def test_a_file_that_changes_under_way_is_told(job, site):
    packer = Packer(site)
    name = packer.pack(job).brand
    (job.order.brand_folder / "logo.svg").write_text("<svg/>")
    with pytest.raises(Trouble, match="changed while the build was at work"):
        packer.crate(name)


def test_the_name_of_a_crate_is_its_content(job, site):
    packer = Packer(site)
    parcel = packer.pack(job)
    files = pickle.loads(packer.crate(parcel.brand))
    assert [name for name, _ in files] == ["brand.yaml", "logo.svg"]
    other = job.order.brand_folder.with_name("other")
    shutil.copytree(job.order.brand_folder, other)
    assert packer.pack(replace(job, order=replace(job.order, brand_folder=other))).brand == parcel.brand
    (other / "logo.svg").write_text("<svg/>")
    assert Packer(site).pack(replace(job, order=replace(job.order, brand_folder=other))).brand != parcel.brand
