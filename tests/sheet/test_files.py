"""PDF files written in one pass are those that pydyf writes."""

import subprocess
import sys

# Writes the same objects before the mends and after them, pressed as hard.
WRITE = """
import io, sys
import pydyf
from evenhand.sheet.swift import files

def written(compress, identifier):
    pdf = pydyf.PDF()
    page = pydyf.Stream([b"q", "BT", 1.5, pydyf.Dictionary({"MCID": 3}), b"Q"], compress=compress)
    pdf.add_object(page)
    pdf.add_object(pydyf.Dictionary({"Kids": pydyf.Array([1, 2.0, 0.25, page.reference, pydyf.String("(é)")]), "Deep": pydyf.Dictionary()}))
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Contents": page.reference}))
    pdf.info["Title"] = pydyf.String("x")
    out = io.BytesIO()
    pdf.write(out, "1.7", identifier, compress)
    return out.getvalue()

ways = [(True, True), (True, False), (False, True), (True, b"named")]
before = [written(*way) for way in ways]
files.LEVEL = 9
files.apply()
sys.exit([written(*way) for way in ways] != before)
"""


def test_a_pdf_written_in_one_pass_is_the_same_file():
    subprocess.run([sys.executable, "-c", WRITE], check=True)
