"""QR codes of a finished page, read back."""

import pytest

from evenhand.sheet.codes import read_codes
from evenhand.sheet.figures import data_uri, qr_code

ADDRESS = "https://millbrook.example/leaflets/ur/a.ur.a4.pdf"


@pytest.fixture
def read(draw):
    def codes(more="", size=25, address=ADDRESS):
        code = f'<img class="qr" style="width: {size}mm; height: {size}mm" src="{data_uri(qr_code(address))}" alt="code"/>'
        drawn = draw(f'<p>Before it</p><section id="contact">{code}{more}</section>')
        return read_codes(drawn.write(("EH NotoSans",)).pdf, drawn.layout().blocks)

    return codes


@pytest.mark.parametrize("size", [18, 25, 40])
def test_a_code_says_its_address_and_where_it_stands(read, size):
    assert read(size=size) == ((1, "contact", ADDRESS),)


def test_a_code_that_something_lies_on_cannot_be_read(read):
    box = '<div style="position: absolute; left: 8mm; top: 12mm; width: 12mm; height: 9mm; background: #fff"></div>'
    assert read(box) == ((1, "contact", ""),)


def test_a_code_that_is_too_small_for_a_copy_cannot_be_read(read):
    assert read(size=5) == ((1, "contact", ""),)


def test_a_page_without_codes(draw):
    drawn = draw("<p>none</p>")
    assert read_codes(drawn.write(("EH NotoSans",)).pdf, drawn.layout().blocks) == ()
