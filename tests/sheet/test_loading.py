"""How WeasyPrint is loaded: without starting other programs, and without tools that no leaflet uses."""

import ctypes.util
import json
import subprocess
import sys

import pytest

ASKED = """
import json, sys
started = []
sys.addaudithook(lambda event, args: started.append(args[0]) if event in ("subprocess.Popen", "os.posix_spawn", "os.system") else None)
from evenhand.sheet.press import load
weasyprint = load()
late = [name for name in ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer") if name in sys.modules]
import ctypes.util
from weasyprint.pdf import fonts
options = fonts.subset.Options(retain_gids=True)
import fontTools.subset, fontTools.varLib.instancer
real = type(options) is fontTools.subset.Options
restored = ctypes.util.find_library.__module__
try:
    fonts.instantiateVariableFont(None, {})
except Exception as fault:
    called = fault.__traceback__.tb_next.tb_next is not None
print(json.dumps([started, late, real, restored, called]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are searched for as before")
def test_nothing_is_started_nothing_needless_loaded_and_all_is_there_when_it_is_called():
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    started, late, real, restored, called = json.loads(done.stdout)
    assert started == []
    assert late == []
    assert real, "who calls for the late module gets the real one"
    assert called, "and so does who calls a function of it"
    assert restored == "ctypes.util"


def test_what_was_loaded_before_stays_and_a_fault_leaves_nothing_behind():
    import fontTools.subset

    from evenhand.sheet.loading import lean

    search = ctypes.util.find_library
    with lean():
        assert sys.modules["fontTools.subset"] is fontTools.subset
    with pytest.raises(ImportError), lean():
        raise ImportError
    assert ctypes.util.find_library is search
    assert type(sys.modules.get("fontTools.varLib.instancer", sys)) is type(sys)
