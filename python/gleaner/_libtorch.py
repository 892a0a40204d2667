"""Finds libtorch 2.4.0 before the extension that runs on it is loaded."""

from __future__ import annotations

import ctypes
import importlib
import importlib.metadata
import importlib.util
import os
import pathlib
import sys
from types import ModuleType

VERSION = "2.4.0"

HELP = f"""gleaner needs libtorch {VERSION}, and could not load it. One of these helps:
- pip install torch=={VERSION}
- run scripts/libtorch in the checkout that the package was built from
- set LIBTORCH to the folder of a libtorch {VERSION} (the one that holds lib)"""


def load_extension() -> ModuleType:
    """The extension module.

    libtorch is looked for in LIBTORCH, in an installed torch of the right version, beside the package and where the package was
    built.

    :raises ImportError: where it is not found, or another version is loaded already; the message says what to do.
    """
    loaded = getattr(sys.modules.get("torch"), "__version__", VERSION)
    if not _is_right(loaded):
        raise ImportError(f"torch {loaded} is imported, and gleaner needs libtorch {VERSION}: use them in two processes")
    cause = _preload()
    try:
        return importlib.import_module("gleaner._gleaner")
    except ImportError as error:
        if "libtorch" not in str(error) and "libc10" not in str(error) and "undefined symbol" not in str(error):
            raise
        raise ImportError(f"{HELP}\n({cause or error})") from error


def _is_right(version: str) -> bool:
    return version.split("+")[0] == VERSION


def _preload() -> str | None:
    """Loads the libraries of a libtorch that the extension would not find by itself; what went wrong, if anything."""
    given = os.environ.get("LIBTORCH")
    if given:
        folder = pathlib.Path(given, "lib")
        if not folder.is_dir():
            raise ImportError(f"{HELP}\n(LIBTORCH is {given}, and there is no folder lib in it)")
    else:
        try:
            version = importlib.metadata.version("torch")
            spec = importlib.util.find_spec("torch")
        except (ImportError, ValueError):
            return None
        if not _is_right(version) or spec is None or spec.origin is None:
            return None
        folder = pathlib.Path(spec.origin).parent / "lib"
    suffix = "dylib" if sys.platform == "darwin" else "so"
    for name in ("libc10", "libtorch_cpu"):
        try:
            ctypes.CDLL(str(folder / f"{name}.{suffix}"), mode=ctypes.RTLD_GLOBAL)
        except OSError as error:
            return str(error)
    return None
