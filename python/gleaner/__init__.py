"""gleaner: texts in, tables of who is in them, how they are related and how the text speaks of them out.

    import gleaner
    tables = gleaner.extract(["Ada Lovelace lived in London."])
    tables["entities"].to_pandas()

The tables and their columns are those of the command `gleaner extract`.
"""

from __future__ import annotations

import datetime
import json
import math
import os
import pathlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow
import pyarrow.parquet

from . import _libtorch

_gleaner = _libtorch.load_extension()

Error = _gleaner.Error
__version__: str = _gleaner.__version__
__all__ = ["Error", "Pipeline", "__version__", "extract", "extract_files"]

#: What stands in the column `source` for texts that come from no file.
SOURCE = "texts"


class Pipeline:
    """The models, loaded once, for any number of texts.

    The options are those of `gleaner extract`, with an underscore for each hyphen.

    :param model: a folder with a model for all tasks; without it the bundled one.
    :param ner_model: a model of your own for names: a folder, or an id of the Hugging Face hub.
    :param sentiment_model: the same for the sentiment of sentences.
    :param min_score: leaves out mentions and relations with a lower score, 0 to 1.
    :param any_language: extracts texts of other languages than English too.
    :param country: the country of the articles (`AU`, `CA`), whose money `$` is.
    :param device: `cpu`, `cuda`, `cuda:N` or `auto`.
    :param precision: `auto`, `f32`, `bf16` or `int8`.
    :param threads: how many; without it one a core. It does not change what comes out.
    :raises Error: where a model cannot be used.
    """

    def __init__(
        self,
        *,
        model: str | os.PathLike[str] | None = None,
        ner_model: str | os.PathLike[str] | None = None,
        sentiment_model: str | os.PathLike[str] | None = None,
        min_score: float | None = None,
        any_language: bool = False,
        country: str | None = None,
        device: str | None = None,
        precision: str | None = None,
        threads: int | None = None,
    ) -> None:
        if threads is not None and threads < 1:
            raise ValueError("threads: it is 1 or more")
        models = {"model": model or _bundled(), "ner_model": ner_model, "sentiment_model": sentiment_model}
        options: dict[str, Any] = {name: None if of is None else os.fspath(of) for name, of in models.items()}
        options |= {
            "min_score": min_score,
            "any_language": any_language,
            "country": country,
            "device": device,
            "precision": precision,
            "threads": threads,
        }
        self._models = _gleaner.Models(options)

    def extract(self, texts: Any, *, progress: bool | Callable[[int, float], object] = False, **options: Any) -> dict[str, pyarrow.Table]:
        """Extracts texts that are in memory.

        :param texts: a text, an iterable of texts or of dictionaries, or a data frame (pandas, Polars, pyarrow). The fields of a
            dictionary, or the columns of a frame, are those of a JSON record: `id`, `text`, `title`, `date`, `url` and other
            usual names. Without an id, a text's is its place, from 0.
        :param progress: True for a bar (needs tqdm), or a function that is called with the documents that are done and the
            share of the input, 0 to 1.
        :param options: `text_field`, `id_field`, `title_field`, `date_field`, `date`, `date_order`, `limit`, `with_texts`, `explain`, as
            the command has them.
        :returns: a table by its name: documents, sentiment, entities, mentions, relations, statements, about, identities, aliases,
            identity_entities, nodes, edges, errors. A text that cannot be extracted is a row of errors.
        :raises Error: where the run cannot go on.
        :raises TypeError: where `texts` is nothing of these.
        """
        id_field = options.get("id_field") or "id"
        with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
            path = pathlib.Path(folder, "texts.jsonl")
            with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
                count = 0
                for count, record in enumerate(_records(texts, options.get("text_field") or "text"), 1):
                    if record.get(id_field) is None:
                        record = {**record, id_field: str(count - 1)}
                    file.write(json.dumps(record, ensure_ascii=True, default=_plain) + "\n")
            if count == 0:
                raise ValueError("there are no texts")
            tables = self._run([str(path)], pathlib.Path(folder, "out"), progress, options)
        for name in ("documents", "errors"):
            table = tables[name]
            at = table.column_names.index("source")
            source = pyarrow.array([SOURCE] * len(table), table.schema.field(at).type)
            tables[name] = table.set_column(at, "source", source)
        return tables

    def extract_files(
        self,
        inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        progress: bool | Callable[[int, float], object] = False,
        **options: Any,
    ) -> dict[str, pyarrow.Table]:
        """Extracts files, folders and globs, as `gleaner extract` does.

        :param inputs: one or several.
        :param progress: and the options, as in :meth:`extract`.
        :returns: the same tables.
        :raises Error: where the run cannot go on.
        """
        if isinstance(inputs, (str, os.PathLike)):
            inputs = [inputs]
        with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
            return self._run([os.fspath(i) for i in inputs], pathlib.Path(folder, "out"), progress, options)

    def _run(self, inputs: list[str], out: pathlib.Path, progress: Any, options: dict[str, Any]) -> dict[str, pyarrow.Table]:
        unknown = sorted(options.keys() - _OPTIONS)
        if unknown:
            raise TypeError(f"there is no option {unknown[0]!r}; the options are {', '.join(sorted(_OPTIONS))}")
        if "date" in options and options["date"] is not None:
            options = {**options, "date": str(options["date"])}
        bar = _Bar() if progress is True else None
        watch = bar or (progress if callable(progress) else None)
        try:
            self._models.run(inputs, os.fspath(out), options, watch)
        finally:
            if bar:
                bar.close()
        tables = {}
        for path in sorted(out.glob("*.parquet")):
            # Read whole: the file is gone when the folder is.
            tables[path.stem] = pyarrow.parquet.read_table(path, memory_map=False)
        return tables


def extract(texts: Any, *, progress: bool | Callable[[int, float], object] = False, **options: Any) -> dict[str, pyarrow.Table]:
    """Loads the models and extracts texts: `Pipeline(...).extract(texts, ...)`, with the options of both.

    Where it is called often, a :class:`Pipeline` saves the loading.
    """
    of_run = {name: options.pop(name) for name in list(options) if name in _OPTIONS}
    return Pipeline(**options).extract(texts, progress=progress, **of_run)


def extract_files(inputs: Any, *, progress: bool | Callable[[int, float], object] = False, **options: Any) -> dict[str, pyarrow.Table]:
    """Loads the models and extracts files: `Pipeline(...).extract_files(inputs, ...)`, with the options of both."""
    of_run = {name: options.pop(name) for name in list(options) if name in _OPTIONS}
    return Pipeline(**options).extract_files(inputs, progress=progress, **of_run)


_OPTIONS = frozenset(
    ["text_field", "id_field", "title_field", "date_field", "date", "date_order", "limit", "with_texts", "explain"]
)


def _bundled() -> str | None:
    """The model that a wheel carries; None where the checkout that the package was built from has it."""
    folder = pathlib.Path(__file__).parent / "models" / "news-en"
    return str(folder) if "GLEANER_MODELS" not in os.environ and folder.is_dir() else None


def _records(texts: Any, text_field: str) -> Iterable[Mapping[str, Any]]:
    """Dictionaries of whatever texts come in."""
    if isinstance(texts, (str, Mapping)):
        texts = [texts]
    elif isinstance(texts, (pyarrow.Table, pyarrow.RecordBatch)):
        texts = texts.to_pylist()
    elif type(texts).__module__.startswith("polars"):
        texts = texts.to_dicts() if hasattr(texts, "to_dicts") else texts.to_list()
    elif type(texts).__module__.startswith("pandas"):
        texts = texts.to_dict("records") if hasattr(texts, "columns") else texts.tolist()
    for place, one in enumerate(texts):
        if isinstance(one, str):
            yield {text_field: one}
        elif isinstance(one, Mapping):
            yield {str(name): value for name, value in one.items() if not _missing(value)}
        else:
            raise TypeError(f"text {place} is a {type(one).__name__}, not a text or a dictionary")


def _missing(value: Any) -> bool:
    """Whether a cell of a data frame is empty: None, NaN, NaT, pandas.NA."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def _plain(value: Any) -> Any:
    """A cell that JSON has no type for."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    return str(value)


class _Bar:
    """A progress bar."""

    def __init__(self) -> None:
        try:
            from tqdm.auto import tqdm
        except ImportError as error:
            raise ImportError("progress=True needs tqdm: pip install tqdm, or give a function instead") from error
        self._bar = tqdm(total=1.0, bar_format="{percentage:3.0f}%|{bar}| {desc} [{elapsed}<{remaining}]")

    def __call__(self, documents: int, share: float) -> None:
        self._bar.set_description_str(f"{documents} documents", refresh=False)
        self._bar.update(min(share, 1.0) - self._bar.n)

    def close(self) -> None:
        self._bar.close()
