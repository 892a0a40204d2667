"""Items to padded batches of tensors."""

import torch


def pad(encoded):
    n = max(len(e.ids) for e in encoded)
    ids = torch.zeros(len(encoded), n, dtype=torch.long)
    types = torch.zeros(len(encoded), n, dtype=torch.long)
    mask = torch.zeros(len(encoded), n, dtype=torch.bool)
    for b, e in enumerate(encoded):
        k = len(e.ids)
        ids[b, :k] = torch.tensor(e.ids)
        types[b, :k] = torch.tensor(e.types)
        mask[b, :k] = True
    return {"ids": ids, "types": types, "mask": mask}


def words_of(encoded):
    """The place of each word's first piece [texts, words], and how many words there are."""
    n = max(1, max(len(e.first) for e in encoded))
    first = torch.zeros(len(encoded), n, dtype=torch.long)
    for b, e in enumerate(encoded):
        first[b, : len(e.first)] = torch.tensor(e.first)
    return {"first": first, "lengths": torch.tensor([len(e.first) for e in encoded])}


def word_states(h, first):
    return h.gather(1, first.unsqueeze(2).expand(-1, -1, h.shape[2]))


def pieces_of(e, a, b):
    """First and end piece of the words that [a, b) touches; None where the text was cut before it."""
    hit = [k for k, (c, d) in enumerate(e.spans) if c < b and a < d]
    if not hit:
        return None
    last = hit[-1]
    end = e.first[last + 1] if last + 1 < len(e.first) else len(e.ids) - 1
    return e.first[hit[0]], end


def spans_in(encoded, wanted):
    """Row, first and end piece of the spans (text, start, end) that are not cut off, and which of them they are."""
    rows, starts, ends, kept = [], [], [], []
    for k, (b, s, t) in enumerate(wanted):
        p = pieces_of(encoded[b], s, t)
        if p:
            rows.append(b)
            starts.append(p[0])
            ends.append(p[1])
            kept.append(k)
    return {"rows": torch.tensor(rows), "starts": torch.tensor(starts), "ends": torch.tensor(ends)}, kept


def batches(items, key, budget, rng):
    """Items of about one length together, `budget` padded tokens a batch, in random order."""
    order = list(range(len(items)))
    rng.shuffle(order)
    order.sort(key=lambda i: key(items[i]) // 4)
    out, now, longest = [], [], 0
    for i in order:
        n = key(items[i])
        if now and max(longest, n) * (len(now) + 1) > budget:
            out.append([items[j] for j in now])
            now, longest = [], 0
        now.append(i)
        longest = max(longest, n)
    if now:
        out.append([items[j] for j in now])
    rng.shuffle(out)
    return out


def pieces_in(pair):
    """How long an (item, encoded) is."""
    return len(pair[1].ids)
