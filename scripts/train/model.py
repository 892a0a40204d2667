"""The shared encoder and its heads. `src/encoder/` builds the same in Rust; the names of the weights agree."""

import os

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoConfig, BertModel, MPNetModel

import schema

NER_TAGS = ["O"] + [f"{p}-{t}" for t in schema.NAME_TYPES for p in "BI"]
GMB_TAGS = ["O"] + [f"{p}-{t}" for t in ("per", "org", "geo", "gpe", "tim", "art", "eve", "nat") for p in "BI"]
SENTIMENTS = ["negative", "neutral", "positive"]
RELATIONS = list(schema.RELATIONS)
# What a span is to the relation head: its type; and its kind.
SPAN_TYPES = ["PER", "ORG", "LOC", "MISC", "DATE", "AGE"]
SPAN_KINDS = ["name", "pronoun", "nominal", "value"]
DISTANCES = 8  # buckets of the number of pieces between two spans: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more


def distance_bucket(pieces: int) -> int:
    for bucket, top in enumerate((0, 1, 2, 4, 8, 16, 32)):
        if pieces <= top:
            return bucket
    return 7


class Crf(nn.Module):
    """Linear-chain CRF over BIO tags (Lafferty et al. 2001); transitions that break BIO are forbidden."""

    def __init__(self, tags):
        super().__init__()
        n = len(tags)
        self.transitions = nn.Parameter(torch.zeros(n, n))  # [from, to]
        self.start = nn.Parameter(torch.zeros(n))
        ban = torch.zeros(n, n)
        ban_start = torch.zeros(n)
        for j, to in enumerate(tags):
            if to.startswith("I-"):
                ban_start[j] = -1e4
                for i, frm in enumerate(tags):
                    if frm[1:] != to[1:] or frm == "O":
                        ban[i, j] = -1e4
        self.register_buffer("ban", ban, persistent=False)
        self.register_buffer("ban_start", ban_start, persistent=False)

    def forward_score(self, emissions, lengths):
        """log Z over the paths; emissions [batch, words, tags], float32."""
        t = (self.transitions + self.ban).unsqueeze(0)
        alpha = emissions[:, 0] + self.start + self.ban_start
        for k in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + t, 1) + emissions[:, k]
            alpha = torch.where((lengths > k).unsqueeze(1), step, alpha)
        return torch.logsumexp(alpha, 1)

    def loss(self, emissions, lengths, allowed):
        """Negative log likelihood of the paths that stay in `allowed` [batch, words, tags] (bool): a word whose label is
        unknown allows every tag (a partial CRF)."""
        gold = self.forward_score(emissions.masked_fill(~allowed, -1e4), lengths)
        return (self.forward_score(emissions, lengths) - gold).clamp(0, 1e3).sum() / lengths.sum()

    @torch.no_grad()
    def viterbi(self, emissions, lengths):
        t = (self.transitions + self.ban).unsqueeze(0)
        alpha = emissions[:, 0] + self.start + self.ban_start
        back = []
        for k in range(1, emissions.shape[1]):
            best, arg = (alpha.unsqueeze(2) + t).max(1)
            live = (lengths > k).unsqueeze(1)
            alpha = torch.where(live, best + emissions[:, k], alpha)
            back.append(torch.where(live, arg, torch.arange(arg.shape[1], device=arg.device).expand_as(arg)))
        tag = alpha.argmax(1)
        path = [tag]
        for arg in reversed(back):
            tag = arg.gather(1, tag.unsqueeze(1)).squeeze(1)
            path.append(tag)
        path = torch.stack(path[::-1], 1)
        return [path[b, : lengths[b]].tolist() for b in range(len(lengths))]


class SentenceHead(nn.Module):
    """[CLS] and the mean of the pieces to three class logits and a valence."""

    def __init__(self, hidden):
        super().__init__()
        self.dense = nn.Linear(2 * hidden, hidden)
        self.out = nn.Linear(hidden, 4)
        self.drop = nn.Dropout(0.2)

    def forward(self, states, mask):
        m = mask.unsqueeze(2).to(states.dtype)
        mean = (states * m).sum(1) / m.sum(1)
        x = torch.cat([states[:, 0], mean], 1)
        x = self.out(self.drop(nn.functional.gelu(self.dense(self.drop(x)))))
        return x[:, :3], torch.tanh(x[:, 3])


class Attend(nn.Module):
    """What a query reads off the sentence: four-headed attention of one vector over the states of its sentence."""

    HEADS = 4

    def __init__(self, query, hidden):
        super().__init__()
        self.query = nn.Linear(query, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)

    def forward(self, query, states, mask, row):
        """query [n, query]; states [batch, pieces, hidden]; row [n]: the sentence of each query."""
        b, l, h = states.shape
        d = h // self.HEADS
        k = self.key(states).view(b, l, self.HEADS, d)[row]
        v = self.value(states).view(b, l, self.HEADS, d)[row]
        q = self.query(query).view(-1, self.HEADS, d)
        w = torch.einsum("nhd,nlhd->nhl", q, k) / d**0.5
        w = w.masked_fill(~mask[row].unsqueeze(1), -1e4).softmax(2)
        return torch.einsum("nhl,nlhd->nhd", w, v).reshape(-1, h)


def span_mean(states, row, start, end):
    """Mean of the states [start, end) of each span, by prefix sums."""
    sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
    return (sums[row, end] - sums[row, start]) / (end - start).unsqueeze(1).to(states.dtype)


class TargetHead(nn.Module):
    """Sentiment towards a span: its mean, what it attends to, [CLS]."""

    def __init__(self, hidden):
        super().__init__()
        self.attend = Attend(hidden, hidden)
        self.dense = nn.Linear(3 * hidden, hidden)
        self.out = nn.Linear(hidden, 3)
        self.drop = nn.Dropout(0.2)

    def forward(self, states, mask, row, start, end):
        span = span_mean(states, row, start, end)
        seen = self.attend(span, states, mask, row)
        x = torch.cat([span, seen, states[row, 0]], 1)
        return self.out(self.drop(nn.functional.gelu(self.dense(self.drop(x)))))


class RelationHead(nn.Module):
    """Relations of a pair of spans: both spans (first and last piece, type and kind), their product, the mean of what stands
    between, what the pair attends to, their distance and order, [CLS]."""

    SPAN = 256

    def __init__(self, hidden):
        super().__init__()
        s = self.SPAN
        self.span = nn.Linear(2 * hidden, s)
        self.types = nn.Embedding(len(SPAN_TYPES), s)
        self.kinds = nn.Embedding(len(SPAN_KINDS), s)
        self.distance = nn.Embedding(2 * DISTANCES, 64)
        self.attend = Attend(2 * s, hidden)
        self.dense = nn.Linear(3 * s + 3 * hidden + 64, hidden)
        self.out = nn.Linear(hidden, len(RELATIONS))
        self.drop = nn.Dropout(0.2)

    def forward(self, states, mask, spans, pairs):
        """spans [n, 5]: sentence, first piece, end piece, type, kind; pairs [m, 2]: subject and object span."""
        row, start, end = spans[:, 0], spans[:, 1], spans[:, 2]
        x = torch.cat([states[row, start], states[row, end - 1]], 1)
        x = nn.functional.gelu(self.span(self.drop(x)) + self.types(spans[:, 3]) + self.kinds(spans[:, 4]))
        a, b = pairs[:, 0], pairs[:, 1]
        subject, object = x[a], x[b]
        ordered = start[a] <= start[b]
        left = torch.where(ordered, end[a], end[b])
        right = torch.where(ordered, start[b], start[a])
        gap = (right - left).clamp(min=0)
        right = torch.maximum(right, left)
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        r = row[a]
        between = (sums[r, right] - sums[r, left]) / gap.clamp(min=1).unsqueeze(1).to(states.dtype)
        edges = torch.tensor([0, 1, 2, 4, 8, 16, 32], device=gap.device)
        bucket = torch.bucketize(gap, edges) + torch.where(ordered, 0, DISTANCES)
        seen = self.attend(torch.cat([subject, object], 1), states, mask, r)
        x = torch.cat([subject, object, subject * object, between, seen, states[r, 0], self.distance(bucket)], 1)
        return self.out(self.drop(nn.functional.gelu(self.dense(self.drop(x)))))


class Mpnet(nn.Module):
    """An MPNet encoder behind BERT's door: it takes BERT's word pieces and adds the case to their embeddings."""

    def __init__(self, config):
        super().__init__()
        self.net = MPNetModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(4, config.hidden_size)
        nn.init.zeros_(self.case.weight)

    def get_input_embeddings(self):
        return self.net.embeddings.word_embeddings

    def forward(self, input_ids, token_type_ids, attention_mask, output_hidden_states=False):
        words = self.net.embeddings.word_embeddings(input_ids) + self.case(token_type_ids)
        return self.net(inputs_embeds=words, attention_mask=attention_mask, output_hidden_states=output_hidden_states)


class Gleaner(nn.Module):
    def __init__(self, encoder, hidden, corpora=("nyt", "sst", "amazon", "lexicon", "own")):
        super().__init__()
        self.hidden = h = hidden
        self.bert = encoder
        self.heads = nn.ModuleDict(
            {
                "names": nn.ModuleDict({"out": nn.Linear(h, len(NER_TAGS)), "crf": Crf(NER_TAGS)}),
                "sentiment": SentenceHead(h),
                "target": TargetHead(h),
                "relations": RelationHead(h),
            }
        )
        # Used in training alone: GMB has tags of its own, and each rated corpus its own scale.
        self.aside = nn.ModuleDict({"gmb": nn.Linear(h, len(GMB_TAGS))})
        self.corpora = {c: i for i, c in enumerate(corpora)}
        self.corpus_bias = nn.Parameter(torch.zeros(len(corpora), 2))
        self.drop = nn.Dropout(0.1)

    def learn_states_of(self, teacher):
        """Maps from the states at the top and half way to those of a teacher, used in training alone."""
        for name in ("top", "middle"):
            self.aside[name] = nn.Linear(self.hidden, teacher.hidden)

    def states(self, ids, types, mask, bf16=True, middle=False):
        """The states [texts, pieces, hidden] of the last layer; with `middle` those of the middle one as well."""
        with torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=bf16):
            out = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask, output_hidden_states=middle)
        h = out.last_hidden_state.float()
        return (h, out.hidden_states[len(out.hidden_states) // 2].float()) if middle else h

    def calibrate(self, corpus, logits, valence):
        """A corpus's own width of neutral and scale of the valence; the first corpus is the reference, and good and bad part at
        the same point in all."""
        i = self.corpora[corpus]
        if i == 0:
            return logits, valence
        b = self.corpus_bias[i]
        zero = torch.zeros_like(b[0])
        return logits + torch.stack([zero, b[0], zero]), valence * torch.exp(b[1])


def read_weights(path):
    """The tensors of a model folder's `model.safetensors` or of a checkpoint, by name."""
    return load_file(path) if path.endswith(".safetensors") else torch.load(path, map_location="cpu")


# Where MPNet's vocabulary, which is BERT's four places on, has BERT's padding, beginning and end.
MPNET = {0: 1, 101: 0, 102: 2}


def build(folder):
    """The base encoder of `folder`, BERT with four token types for the case, or MPNet (a teacher)."""
    config = AutoConfig.from_pretrained(folder)
    if config.model_type == "mpnet":
        state = {n: t.float() for n, t in load_file(os.path.join(folder, "model.safetensors")).items()}
        words = state["embeddings.word_embeddings.weight"]
        place = torch.tensor([MPNET.get(i, i + 4) for i in range(len(words) - 5)])
        state["embeddings.word_embeddings.weight"] = words[place]
        config.vocab_size = len(place)
        model = Gleaner(Mpnet(config), config.hidden_size)
        missing, _ = model.bert.net.load_state_dict(state, strict=False)
        assert all(n.endswith("position_ids") for n in missing), missing
        return model
    config._attn_implementation = "sdpa"
    config.type_vocab_size = 4
    model = Gleaner(BertModel(config, add_pooling_layer=False), config.hidden_size)
    state = {n: t.float() for n, t in load_file(os.path.join(folder, "model.safetensors")).items() if t.is_floating_point()}
    types = state["embeddings.token_type_embeddings.weight"]
    g = torch.Generator().manual_seed(1)
    state["embeddings.token_type_embeddings.weight"] = types[:1].repeat(4, 1) + 0.02 * torch.randn(
        4, types.shape[1], generator=g
    ) * torch.tensor([[0.0], [1.0], [1.0], [1.0]])
    missing, _ = model.bert.load_state_dict(state, strict=False)
    assert all(n.endswith("position_ids") for n in missing), missing
    return model
