import pytest

from evenhand.finding import Trouble
from evenhand.sheet.brand import contrast, read_brand

MILL = "templates/brands/millbrook/brand.yaml"
# Millbrook has no sentence of its own; one is put after its web page.
NOTE = "web: https://millbrook.example/leaflets"


@pytest.fixture
def brand(project):
    def read(name="millbrook"):
        return read_brand(project / f"templates/brands/{name}/brand.yaml", f"templates/brands/{name}/brand.yaml")

    return read


@pytest.fixture
def faults(brand):
    def read():
        with pytest.raises(Trouble) as caught:
            brand()
        assert all(f.place.file == MILL and f.what and f.mend for f in caught.value.findings), caught.value.findings
        return caught.value.findings

    return read


@pytest.fixture
def one(faults):
    def read(code, line):
        (fault,) = faults()
        assert (fault.code, fault.place.line) == (code, line), fault
        return fault.what

    return read


@pytest.fixture
def logo(project):
    return project / "templates/brands/millbrook/logo.svg"


@pytest.mark.parametrize(("name", "country"), [("millbrook", "GB"), ("harborview", "US")])
def test_demonstration_brands_are_sound(brand, name, country):
    assert brand(name).country == country


def test_times_of_day_are_read_as_written(brand):
    hours = brand().hours[0]
    assert (hours.start.isoformat("minutes"), hours.end.isoformat("minutes")) == ("08:00", "18:30")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


def test_pale_brand_colour_is_told_with_its_contrast(edit, faults):
    line = edit(MILL, '"#17505c"', '"#ffd34e"')
    assert {(f.code, f.place.line) for f in faults()} == {("A001", line)}
    assert "1.4:1" in faults()[0].what
    assert "darker" in faults()[0].mend


def test_brand_colour_must_also_show_on_the_tint(edit, faults):
    edit(MILL, '"#17505c"', '"#707070"')
    (fault,) = faults()
    assert "tint" in fault.what


def test_dark_tint_is_told_at_the_tint(edit, faults):
    line = edit(MILL, '"#eaf2f3"', '"#404040"')
    assert ("A001", line) in {(f.code, f.place.line) for f in faults()}


@pytest.mark.parametrize("colour", ["blue", '"#fff"', '"17505c"', "rgb(0,0,0)"])
def test_colour_has_one_form(edit, one, colour):
    assert one("F005", edit(MILL, '"#17505c"', colour))


def test_id_is_the_name_of_the_folder(edit, one):
    assert "mill" in one("F006", edit(MILL, "id: millbrook", "id: mill"))


def test_missing_logo_is_told(edit, one):
    assert "crest.svg" in one("F011", edit(MILL, "logo: logo.svg", "logo: crest.svg"))


@pytest.mark.parametrize("path", ["../harborview/logo.svg", "/etc/logo.svg", "logo.gif", "https://x.example/logo.svg"])
def test_logo_is_a_picture_in_the_folder(edit, one, path):
    assert one("F005", edit(MILL, "logo: logo.svg", f"logo: {path}"))


@pytest.mark.parametrize("head", ['viewBox="0 0 9 9"', 'width="9"', 'height="9"', 'height="9" stroke-width="2"'])
def test_logo_without_a_size_is_told(faults, logo, head):
    logo.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {head}><rect width="9" height="9"/></svg>')
    assert [f.code for f in faults()] == ["F012"]


def test_logo_with_letters_is_told(faults, logo):
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>M</text></svg>')
    assert "letters" in faults()[0].what


def test_wrong_telephone_number_is_told_at_its_line(edit, one):
    assert "0113 496 012 is not" in one("P002", edit(MILL, "phone: 0113 496 0123", "phone: 0113 496 012"))


@pytest.mark.parametrize(("old", "new"), [('out-of-hours: "111"', 'out-of-hours: "11111"'), ("phone: 0113 496 0150", "phone: 0999")])
def test_every_number_is_proven(edit, one, old, new):
    assert one("P002", edit(MILL, old, new))


def test_emergency_number_of_another_country_is_told(edit, one):
    assert "911" in one("P003", edit(MILL, 'emergency: "999"', 'emergency: "911"'))


def test_unknown_country_is_told_alone(edit, one):
    assert "UK" in one("P001", edit(MILL, "country: GB", "country: UK"))


def test_unknown_language_of_the_staff_is_told(edit, faults):
    line = edit(MILL, "language: en", "language: xx")
    (fault,) = faults()
    assert "xx" in fault.what
    assert fault.place.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('from: "08:00", to: "18:30"', 'from: "18:30", to: "08:00"'),
        ('from: "08:00", to: "18:30"', 'from: "08:00", to: "08:00"'),
        ('from: "08:00"', 'from: "8 am"'),
        ('from: "08:00"', 'from: "0800"'),
        ('from: "08:00"', 'from: "8"'),
        ('from: "08:00"', 'from: "25:00"'),
        ("days: [mon, fri]", "days: [fri, mon]"),
        ("days: [mon, fri]", "days: [mon]"),
        ("days: [mon, fri]", "days: [monday, friday]"),
    ],
)
def test_opening_hours_that_make_no_sense_are_told_plainly(edit, faults, old, new):
    line = edit(MILL, old, new)
    assert {f.place.line for f in faults()} <= {line, line - 1}
    assert not any("Input should" in f.what for f in faults())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("email: care@millbrook.example", "email: care at millbrook"),
        ("web: https://millbrook.example", "web: http://millbrook.example"),
        ("free: true", "free: maybe"),
        ("formats: [a4]", "formats: [a5]"),
        ("formats: [a4]", "formats: []"),
        ("role: nurse", "role: Nurse Jones"),
        ("country: GB", "country: gb"),
    ],
)
def test_wrong_value_is_told_at_its_line(edit, one, old, new):
    assert one("F005", edit(MILL, old, new))


def test_all_faults_are_told_at_once(edit, faults):
    lines = {
        edit(MILL, "id: millbrook", "id: mill"),
        edit(MILL, "logo: logo.svg", "logo: crest.svg"),
        edit(MILL, '"#17505c"', '"#ffd34e"'),
        edit(MILL, "phone: 0113 496 0100", "phone: 0113"),
        edit(MILL, 'emergency: "999"', 'emergency: "911"'),
    }
    assert {f.place.line for f in faults()} == lines


@pytest.mark.parametrize(
    ("note", "code", "told"),
    [
        ("Call {trial_people}", "F010", "{trial_people}"),
        ("Ask about <term id='graft'>a graft</term>", "F010", "graft"),
        ("{count: years, one: a year, other: years}", "F010", "years"),
        ("Bring 2 photographs", "F005", "2"),
        ("<i>Bring</i> it", "F005", "<i>"),
    ],
)
def test_a_note_names_only_what_the_brand_fills_in(edit, one, note, code, told):
    quoted = note if note.startswith("{count") else f'"{note}"'
    line = edit(MILL, NOTE, f"{NOTE}\nnote: {quoted}")
    assert told in one(code, line)


def test_a_note_may_name_the_clinic_and_may_be_left_out(edit, brand):
    edit(MILL, NOTE, f"{NOTE}\nnote: Ask {{clinic.name}} on {{clinic.phone}}, in an emergency {{clinic.emergency}}.")
    assert brand().note.other.startswith("Ask {clinic.name}")
    assert brand("harborview").note.other.startswith("Bring this leaflet")


def test_inks_are_percent_of_four(edit, brand):
    edit(MILL, 'tint: "#eaf2f3"', 'tint: "#eaf2f3"\n  cmyk: {brand: [90, 40.5, 40, 40], tint: [8, 2, 3, 0]}')
    inks = brand().colours.cmyk
    assert (inks.brand, inks.tint) == ((90, 40.5, 40, 40), (8, 2, 3, 0))


@pytest.mark.parametrize("parts", ["[90, 40, 40]", "[90, 40, 40, 140]", "[-1, 40, 40, 40]", "[90, 90, 90, 90]", "dark green"])
def test_inks_that_no_press_can_mix_are_told_at_their_line(edit, one, parts):
    line = edit(MILL, 'tint: "#eaf2f3"', f'tint: "#eaf2f3"\n  cmyk: {{brand: {parts}}}')
    what = one("F004" if parts == "[90, 40, 40]" else "F005", line)
    assert "360 % of ink" in what or "90, 90" not in parts
