from collections.abc import Callable
from typing import Any

__version__: str

class Error(Exception): ...

class Models:
    def __init__(self, options: dict[str, Any]) -> None: ...
    def run(
        self,
        inputs: list[str],
        folder: str,
        options: dict[str, Any],
        watch: Callable[[int, float], object] | None,
    ) -> None: ...
