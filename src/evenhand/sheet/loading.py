"""WeasyPrint loaded without what only takes time: a search for libraries by compilers, and tools that no leaflet uses."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

# What WeasyPrint imports of fontTools for machines without HarfBuzz's own subsetter and for variable fonts, neither of which we
# draw with; the package of the second stands before it.
_LATE = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


class _Late(ModuleType):
    """Stands for a module until something of it is called for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **kwargs)

        return call


@contextmanager
def lean() -> Iterator[None]:
    """While WeasyPrint is loaded: nothing looks for a library by starting other programs, and some modules wait until they are used.

    It tries each library by the names that it has on any system, and for those that are no file's, Python asks ldconfig, gcc
    and ld. On Linux a file's own name (`libpango-1.0.so.0`) is among those that it tries, and is found without them; elsewhere the
    search is left as it is.
    """
    search, late = ctypes.util.find_library, [_Late(name) for name in _LATE if name not in sys.modules]
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    sys.modules.update({module.__name__: module for module in late})
    try:
        yield
    finally:
        ctypes.util.find_library = search
        for module in late:
            # Who imports them later gets the real ones.
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
