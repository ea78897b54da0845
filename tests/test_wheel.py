"""The wheel, in an empty environment and outside the checkout: init, check, build."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def run(*command, **kwargs):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **kwargs)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("evenhand-*.whl"))


def test_it_holds_templates_starters_and_catalogs_once(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "evenhand/_data/templates/words.yaml" in names
    assert "evenhand/_data/templates/themes/plain/leaflet.html" in names
    assert "evenhand/_data/handouts/exercise-back-pain.yaml" in names
    assert "evenhand/_data/translations/ar/interface.po" in names
    assert len(names) == len(set(names))
    assert not [n for n in names if n.startswith(("tests", "build")) or n.endswith((".pdf", ".ttf", ".otf"))]


def test_a_clinic_can_start_and_build_outside_the_checkout(wheel, tmp_path):
    environment, home = tmp_path / "venv", tmp_path / "clinic"
    home.mkdir()
    # Without a pip of its own, and nothing compiled that is not used: half the time.
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    install = (sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install")
    options = ("--quiet", "--disable-pip-version-check", "--no-compile")
    run(*install, *options, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*install, *options, "--no-deps", wheel)
    evenhand = environment / "bin" / "evenhand"
    run(evenhand, "init", "demo", cwd=home)
    run(evenhand, "check", cwd=home / "demo")
    run(evenhand, "build", "--lang", "en", "--lang", "ar", cwd=home / "demo")
    found = sorted(p.relative_to(home / "demo").as_posix() for p in (home / "demo" / "build").rglob("*.pdf"))
    assert len(found) == 4
    assert "build/my-clinic/ar/cauda-equina-warning.ar.a4.pdf" in found
    second = subprocess.run([evenhand, "init", "demo"], cwd=home, capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert "holds a project already" in second.stderr
