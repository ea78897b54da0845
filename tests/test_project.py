import pytest

from evenhand.finding import Trouble
from evenhand.project import find_project, packed


@pytest.fixture
def settings(tmp_path):
    def read(text, name="evenhand.toml"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return find_project(tmp_path).settings

    return read


@pytest.fixture
def faults(settings):
    def read(text):
        with pytest.raises(Trouble) as caught:
            settings(text)
        assert all(f.place.file == "evenhand.toml" and f.what and f.mend for f in caught.value.findings)
        return caught.value

    return read


def test_project_is_found_from_a_folder_inside(project):
    assert find_project(project / "translations/hi").root == project.resolve()


def test_nearest_project_wins(project):
    inner = project / "inner"
    (inner / "handouts").mkdir(parents=True)
    assert find_project(inner).root == inner.resolve()


def test_handouts_folder_alone_is_a_project(tmp_path):
    (tmp_path / "handouts").mkdir()
    assert find_project(tmp_path).settings.languages == ()


def test_pyproject_of_another_program_is_no_project(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "evenhand.toml").write_text("[tool.evenhand]\n")
    (inner / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    assert find_project(inner).root == tmp_path.resolve()


def test_no_project_is_a_fault_of_the_call(tmp_path):
    with pytest.raises(Trouble) as caught:
        find_project(tmp_path)
    assert caught.value.usage
    assert str(tmp_path) in caught.value.findings[0].what
    assert "init" in caught.value.findings[0].mend


def test_settings_stand_in_pyproject(settings):
    assert settings('[tool.evenhand]\nlanguages = ["ar"]\n', "pyproject.toml").languages == ("ar",)


def test_own_file_comes_before_pyproject(settings, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.evenhand]\nlanguages = ["ur"]\n')
    assert settings('[tool.evenhand]\nlanguages = ["ar"]\n').languages == ("ar",)


def test_font_folders_count_from_the_project(settings, tmp_path):
    assert settings('[tool.evenhand]\nfonts = ["fonts"]\n').fonts == (tmp_path.resolve() / "fonts",)


def test_digits_are_named_by_language(settings):
    assert settings('[tool.evenhand]\ndigits = { ar = "arab" }\n').digits == {"ar": "arab"}


def test_unknown_setting_is_told(faults):
    (fault,) = faults("[tool.evenhand]\nlanguage = 'ar'\n").findings
    assert "language" in fault.what
    assert "languages" in fault.mend


@pytest.mark.parametrize(
    "line",
    ['languages = "ar"', "languages = [1]", "fonts = 'f'", "fonts = [true]", "digits = 'arab'", "digits = ['arab']", "digits = {ar = 1}"],
)
def test_setting_of_the_wrong_type_is_told(faults, line):
    assert faults(f"[tool.evenhand]\n{line}\n")


def test_all_faults_of_settings_are_told_at_once(faults):
    assert len(faults("[tool.evenhand]\nlanguage = 1\nfonts = 2\ndigits = 3\n").findings) == 3


@pytest.mark.parametrize("text", ["[tool.evenhand]\nlanguages = [\n", "[tool.evenhand\n", b"[tool.evenhand]\n# na\xefve\n"])
def test_settings_that_cannot_be_read_are_told(faults, text):
    assert not faults(text).usage


@pytest.mark.parametrize("text", ["tool.evenhand = 3\n", "tool.evenhand = 'x'\n", "tool = 1 # tool.evenhand\n", "[[tool.evenhand]]\n"])
def test_settings_that_are_no_table_are_told(faults, text):
    assert faults(text)


def test_files_are_named_from_the_root(project):
    found = find_project(project)
    assert found.name(project / "handouts/a.yaml") == "handouts/a.yaml"
    assert found.name(project / "handouts/../translations/hi/a.po") == "translations/hi/a.po"


def test_file_outside_keeps_its_whole_name(project, tmp_path):
    assert find_project(project).name(tmp_path / "other.yaml") == (tmp_path / "other.yaml").as_posix()


def test_own_templates_come_first(project):
    own, program = find_project(project).templates
    assert own == project.resolve() / "templates"
    assert program == packed("templates")


@pytest.mark.parametrize("name", ["templates", "handouts", "translations"])
def test_program_brings_its_own_data(name):
    assert any(packed(name).iterdir())
