"""What can be done with the tables, a cell at a time (run it whole, or cell by cell in an editor that knows `# %%`).

    python python/examples/articles.py
"""

# %% Articles in memory: texts with what is known of them.
import gleaner

articles = [
    {
        "id": "ferry",
        "date": "2024-05-06",
        "title": "Ferry line is sold",
        "text": "Lowland Water bought the ferry line on Monday. "
        '"We paid 12 million euros for a fine company," said Marta Ruiz, its chief executive. '
        "Ruiz, 51, lives in Rotterdam.",
    },
    {
        "id": "strike",
        "date": "2024-05-08",
        "text": "Crews of the ferry line went on strike on Wednesday. "
        'Piet Aalders of the seafarers\' union called the sale "a disgrace" and blamed Marta Ruiz.',
    },
]

# %% The models are loaded once.
pipeline = gleaner.Pipeline()
tables = pipeline.extract(articles)
for name, table in tables.items():
    print(f"{name}: {table.num_rows} rows, {', '.join(table.column_names[:5])} ...")

# %% Every table is a pyarrow table: pandas, Polars and DuckDB take it as it is.
for row in tables["relations"].select(["subject", "relation", "object", "score"]).to_pylist():
    print(row)

# %% Offsets count code points, as Python does: they slice the text.
texts = {article["id"]: article["text"] for article in articles}
for mention in tables["mentions"].to_pylist():
    if mention["sentence_id"] > 1 or mention["doc_id"] != "ferry":  # The first sentence is the title, where there is one.
        assert texts[mention["doc_id"]][mention["start"] : mention["end"]] == mention["text"]

# %% Who is spoken of, over all articles.
for identity in tables["identities"].to_pylist():
    print(identity["name"], identity["type"], identity["documents"], identity["sentiment"])
