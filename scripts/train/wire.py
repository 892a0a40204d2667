#!/usr/bin/env python3
"""Prints the sixth of the newswire rated for this project on whose ratings nothing was trained, for `gleaner evaluate sentiment`.

    python scripts/train/wire.py ../shared/data > wire.tsv
    scripts/gleaner evaluate sentiment wire.tsv

`wire-ratings.tsv` names sentences of CoNLL-2003's train and of the news and interviews in GUM's tuning half, half of them drawn
at random, half where an earlier model was unsure, with their mean rating; their text is not there. Two readings of most, one of
the rest, up to seven of sixty; the raters are language models, not people, working apart after this guide (r = 0.89 between
two of them on 1,654 sentences):

Rate each sentence by itself, as an ordinary newspaper reader would feel it.
 -2  clearly bad news or harsh blame (deaths, attacks, disasters, job losses, heavy defeat, fraud, fear)
 -1  mildly bad: decline, setback, complaint, worry, criticism, failure, prices or profits down, a row, an arrest
  0  facts, procedures, schedules, appointments, descriptions, quotations without feeling, good and bad in balance
  1  mildly good: growth, progress, agreement, recovery, win, approval, hope, compliment
  2  clearly good: triumph, praise, joy, love, rescue, record success
- What is told counts, not only the words: `The indicator dropped six cents` is -1.
- A court date, a vote to be held, a rule explained, a statistic without direction, a bare score line are 0.
- `agreed`, `defended`, `confirmed`, `denied`, `rejected` make no feeling by themselves: rate what is told.
- Negation turns things. A quotation is rated by what it says. Market moves count as the holders feel them.
- No sides, no sympathy for a team or nation, nothing that the sentence does not tell.
"""

import sys

import data

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for n, (rating, text, _, held_out) in enumerate(data.read_wire(sys.argv[1])):
        if held_out:
            print(f"{n}\t{rating:g}\t{data.detokenize(text.split(' '))}")
