"""The press is confined: no network, no file that it was not given, no font that nobody named; same page, same bytes."""

import io
import socket
import threading

import pypdf
import pytest

from evenhand.finding import Trouble
from evenhand.sheet import mend

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def server():
    """An address on this machine, and whether anybody called."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    called = []

    def wait():
        try:
            listener.accept()[0].close()
            called.append(True)
        except OSError:
            pass

    thread = threading.Thread(target=wait)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/a.png", lambda: thread.join() or bool(called)
    thread.join()
    listener.close()


@pytest.mark.parametrize("body", ['<img src="{}" alt="a"/>', '<link rel="stylesheet" href="{}"/>', '<p style="background:url({})">a</p>'])
def test_nothing_is_fetched_from_a_network(press, server, body):
    address, called = server
    with pytest.raises(Trouble) as caught:
        press(body.format(address))
    assert not called()
    (fault,) = caught.value.findings
    assert (fault.code, fault.place.file) == ("L004", "a.pdf")
    assert address in fault.what
    assert fault.mend


def test_no_file_outside_its_roots(press, tmp_path):
    inside, outside = tmp_path / "in/a.png", tmp_path / "out.png"
    inside.parent.mkdir()
    inside.write_bytes(PNG)
    outside.write_bytes(PNG)
    assert press(f'<img src="{inside.as_uri()}" alt="a"/>', roots=(inside.parent,)).findings == ()
    (tmp_path / "in/link.png").symlink_to(outside)
    ways = (outside.as_uri(), "file://" + str(tmp_path) + "/in/../out.png", "file://" + str(tmp_path) + "/in/%2e%2e/out.png")
    for way in (*ways, (tmp_path / "in/link.png").as_uri(), "file:///etc/hostname"):
        with pytest.raises(Trouble, match="may not open"):
            press(f'<img src="{way}" alt="a"/>', roots=(inside.parent,))


def test_folder_whose_name_begins_alike_is_outside(press, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/a.png").write_bytes(PNG)
    with pytest.raises(Trouble, match="may not open"):
        press(f'<img src="{(tmp_path / "inner/a.png").as_uri()}" alt="a"/>', roots=(tmp_path / "in",))


def test_missing_letter_is_an_error_that_names_it(press):
    (fault,) = press("<p>Back \U0001f9ff pain</p>").findings
    assert (fault.code, fault.place.file) == ("L002", "a.pdf")
    assert "\U0001f9ff (U+1F9FF)" in fault.what


def test_complaint_of_one_page_does_not_stick_to_the_next(press):
    assert press("<p>\U0001f9ff</p>").findings
    assert press("<p>Back pain</p>").findings == ()


def test_font_that_nobody_asked_for_is_told(draw):
    (fault,) = draw("<p>Back pain</p>").write(("EH Other",)).findings
    assert (fault.code, "EH NotoSans" in fault.what) == ("L003", True)


def test_style_that_is_no_style_is_told(press):
    (fault,) = press("<p>a</p>", style="p { colour: red }").findings
    assert fault.code == "L004"
    assert "colour" in fault.what


def test_same_page_gives_the_same_bytes_tagged_and_named(press):
    first, second = press("<h1>Back pain</h1><p>Some words</p>"), press("<h1>Back pain</h1><p>Some words</p>")
    assert first.pdf == second.pdf
    assert first.fonts == ("EH NotoSans",)
    reader = pypdf.PdfReader(io.BytesIO(first.pdf))
    assert reader.metadata.title == "A page"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_places_of_parts_that_have_an_id(draw):
    drawn = draw('<div id="one" style="height:20mm">a</div><div id="two" style="height:50mm; break-before:page">b</div><p id="three">c</p>')
    assert drawn.count == 2
    areas = {area.id: area for area in drawn.areas()}
    assert {name: area.page for name, area in areas.items()} == {"one": 1, "two": 2, "three": 2}
    one = areas["one"]
    assert (one.left, one.top, one.right, one.bottom) == pytest.approx((10, 10, 90, 30))


def test_part_that_breaks_has_an_area_on_each_page(draw):
    drawn = draw('<div id="long">' + "<p>words</p>" * 20 + "</div>")
    assert [area.page for area in drawn.areas() if area.id == "long"] == list(range(1, drawn.count + 1))
    assert drawn.count > 1


def test_mends_refuse_another_weasyprint():
    class Other:
        __version__ = "71.0"

    with pytest.raises(RuntimeError, match="71"):
        mend.apply(Other)
