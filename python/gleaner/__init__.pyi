import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date as Date
from typing import Any, Literal

import pyarrow

__version__: str
SOURCE: str

class Error(Exception): ...

_Path = str | os.PathLike[str]
_Progress = bool | Callable[[int, float], object]
_Order = Literal["day-first", "month-first"]
# A data frame of pandas, Polars or pyarrow is any object here, so that none of them has to be installed.
_Texts = str | Mapping[str, Any] | Iterable[str] | Iterable[Mapping[str, Any]] | Any

class Pipeline:
    def __init__(
        self,
        *,
        model: _Path | None = ...,
        ner_model: _Path | None = ...,
        sentiment_model: _Path | None = ...,
        min_score: float | None = ...,
        any_language: bool = ...,
        country: str | None = ...,
        device: str | None = ...,
        precision: Literal["auto", "f32", "bf16", "int8"] | None = ...,
        threads: int | None = ...,
    ) -> None: ...
    def extract(
        self,
        texts: _Texts,
        *,
        progress: _Progress = ...,
        text_field: str | None = ...,
        id_field: str | None = ...,
        title_field: str | None = ...,
        date_field: str | None = ...,
        date: str | Date | None = ...,
        date_order: _Order | None = ...,
        limit: int | None = ...,
        with_texts: bool = ...,
        explain: bool = ...,
    ) -> dict[str, pyarrow.Table]: ...
    def extract_files(
        self,
        inputs: _Path | Iterable[_Path],
        *,
        progress: _Progress = ...,
        text_field: str | None = ...,
        id_field: str | None = ...,
        title_field: str | None = ...,
        date_field: str | None = ...,
        date: str | Date | None = ...,
        date_order: _Order | None = ...,
        limit: int | None = ...,
        with_texts: bool = ...,
        explain: bool = ...,
    ) -> dict[str, pyarrow.Table]: ...

def extract(texts: _Texts, *, progress: _Progress = ..., **options: Any) -> dict[str, pyarrow.Table]: ...
def extract_files(
    inputs: _Path | Iterable[_Path], *, progress: _Progress = ..., **options: Any
) -> dict[str, pyarrow.Table]: ...
