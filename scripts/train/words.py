"""Text to words and word pieces, exactly as `src/encoder/tokens.rs` does it.

A *word* is what BERT's pre-tokenizer makes: a run of letters and digits, or one punctuation mark. The uncased vocabulary has
no case; each piece carries its word's case as its token type: 0 no capital, 1 an initial capital, 2 all capitals, 3 other.
"""

import os
from dataclasses import dataclass

from tokenizers import Tokenizer

CASES = 4


def case_of(word: str) -> int:
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 0
    if upper == 1 and letters[0].isupper():
        return 1
    if upper == len(letters):
        return 2
    return 3


@dataclass
class Encoded:
    ids: list  # word pieces with [CLS] and [SEP]
    types: list
    first: list  # position of each word's first piece
    spans: list  # each word's (start, end) in code points


class Words:
    def __init__(self, folder, limit=256):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.limit = limit

    def encode(self, texts):
        out = []
        for text, e in zip(texts, self.tokenizer.encode_batch(texts)):
            ids, types, first, spans = [], [], [], []
            last, start = None, 0
            pieces = list(zip(e.ids, e.word_ids, e.offsets))
            if len(pieces) > self.limit:
                pieces = pieces[: self.limit - 1] + pieces[-1:]
            for i, (piece, word, (a, b)) in enumerate(pieces):
                ids.append(piece)
                types.append(0)
                if word is None:
                    last = None
                    continue
                if word != last:
                    first.append(i)
                    spans.append([a, b])
                    last = word
                else:
                    spans[-1][1] = b
            for k, (a, b) in enumerate(spans):
                case = case_of(text[a:b])
                end = first[k + 1] if k + 1 < len(first) else len(ids) - 1
                for i in range(first[k], end):
                    types[i] = case
            out.append(Encoded(ids, types, first, [tuple(s) for s in spans]))
        return out
