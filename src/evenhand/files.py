"""Files appear whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

# A file that is being written: `.name.<process>-<letters>.part`, beside its place.
_SCRAP = re.compile(r"\..+\.(\d+)-[a-z0-9_]+\.part")


def write_whole(path: Path, data: bytes) -> bool:
    """Write beside the place and rename into it; False when the file held these bytes already.

    Why: an interrupted build or update must leave the last good file, never half of a new one.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    # Loaded late: whoever has nothing to write does without it.
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.{os.getpid()}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(scratch, path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return True


def clear_scraps(folder: Path) -> None:
    """Remove what processes that were killed left half-written in a folder; what others are writing now stays."""
    for path in sorted(folder.glob(".*.part")) if folder.is_dir() else ():
        match = _SCRAP.fullmatch(path.name)
        if match and not _alive(int(match[1])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    """True for a process that is running, or of which nothing can be said."""
    if os.name != "posix":  # signal 0 would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return process != os.getpid()
