"""How the workers of pytest-xdist share the tests: a file goes whole to one of them, the longest first.

Files that look at the same build of every leaflet go together. Why not the marks of `--dist loadgroup`: xdist writes
them into names that pytest 9.2 does not read, so they are ignored in silence (pytest-dev/pytest-xdist, issue 1386).
"""

from xdist.scheduler import LoadScopeScheduling

LEAFLETS = "leaflets"
TOGETHER = dict.fromkeys(("tests/test_leaflets.py", "tests/test_pictures.py", "tests/standards/test_standards.py"), LEAFLETS)
# What takes longest, so that no core waits at the end for a file that was begun last. An order that is no longer right costs
# time and nothing else: `pytest --durations=50` tells.
LONGEST = (
    LEAFLETS,
    "tests/test_screens.py",
    "tests/build/test_bilingual.py",
    "tests/build/test_column.py",
    "tests/build/test_stress.py",
    "tests/build/test_trifold.py",
    "tests/build/test_prints.py",
    "tests/build/test_cluster.py",
    "tests/translation/test_round.py",
    "tests/test_bad_input.py",
    "tests/cli/test_build.py",
    "tests/test_wheel.py",
    "tests/cli/test_kill.py",
    "tests/cli/test_specimen.py",
    "tests/cli/test_status.py",
    "tests/translation/test_po.py",
    "tests/translation/test_foreign.py",
    "tests/translation/test_entry.py",
    "tests/translation/test_exchange.py",
    "tests/translation/test_exchange_tools.py",
    "tests/checks/test_theme.py",
    "tests/balance/test_kinds.py",
    "tests/checks/test_pofilter.py",
    "tests/translation/test_batch.py",
    "tests/translation/test_history.py",
    "tests/cli/test_check.py",
    "tests/cli/test_import.py",
    "tests/checks/test_lexicon.py",
)


def share(nodeid):
    """What goes to one worker: a file, or the name of several."""
    file = nodeid.split("::", 1)[0]
    return TOGETHER.get(file, file)


def place(nodeid):
    """Where a test stands in the order of work; a stable sort keeps files and their tests in order."""
    return LONGEST.index(share(nodeid)) if share(nodeid) in LONGEST else len(LONGEST)


class Sharing(LoadScopeScheduling):
    """xdist's own scheduler by scope, with these shares in place of its scopes."""

    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False  # else shares of many tests go first, however quick

    def _split_scope(self, nodeid):
        return share(nodeid)
