"""Reads the word lists of `lists/` and the templates of `templates/`: a line an item; lines that begin with `#` and empty ones are none."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def lines(path):
    """The items of a file, as they stand."""
    with open(HERE / path, encoding="utf-8") as f:
        return [line for line in f.read().splitlines() if line.strip() and not line.startswith("#")]


def words(name):
    """The items of `lists/NAME.txt`, in their order, double ones too; `-` is the empty word."""
    return ["" if word == "-" else word for word in lines(f"lists/{name}.txt")]


def templates(name):
    """The lines of `templates/NAME.txt`."""
    return lines(f"templates/{name}.txt")
