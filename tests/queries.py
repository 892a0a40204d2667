"""Asks the queries of docs/queries.md of an output folder.

    queries.py FOLDER           compares the answers with those that the page shows; the exit status is 1 where one differs
    queries.py FOLDER --write   writes the answers into the page
"""

import os
import re
import sys

import duckdb

PAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "queries.md")
BLOCK = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n(?P<answer>.*?)```\n)?", re.S)
# A cell is cut where a page would get too wide.
WIDEST = 90


def answer(sql):
    result = duckdb.sql(sql)
    rows = [result.columns, *result.fetchall()]
    cells = [["" if cell is None else " ".join(str(cell).split()) for cell in row] for row in rows]
    return "".join(" | ".join(c if len(c) <= WIDEST else c[: WIDEST - 3] + "..." for c in row) + "\n" for row in cells)


def main():
    folder, write = sys.argv[1], "--write" in sys.argv
    with open(PAGE, encoding="utf8") as file:
        page = file.read()
    os.chdir(folder)
    asked, wrong = 0, 0

    def ask(block):
        nonlocal asked, wrong
        asked += 1
        given = answer(block["sql"])
        if not write and given != block["answer"]:
            wrong += 1
            print(f"{block['sql']}gives\n{given}and the page shows\n{block['answer']}")
        return f"```sql\n{block['sql']}```\n\n```text\n{given}```\n"

    page = BLOCK.sub(ask, page)
    if write:
        with open(PAGE, "w", encoding="utf8") as file:
            file.write(page)
    print(f"{asked} queries, {wrong} answers differ")
    sys.exit(asked < 12 or wrong > 0)


main()
