"""Times anomalib's greedy k-centre loop: coreset.py ANSWER.i32 ROWS.f32 FEATURES STEPS THREADS.

In our own words, after `KCenterGreedy.select_coreset_idxs`: the distances of all rows to the last centre, the running
minimum, its largest element. It starts from row 0, as ours does.
"""

import sys

import numpy
import torch
from torch.nn import functional
from turns import take_turns

answer, path, features, steps, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
rows = torch.from_numpy(numpy.fromfile(path, dtype=numpy.float32).reshape(-1, int(features)))


def select() -> list[int]:
    taken = [0]
    nearest = torch.full((len(rows), 1), torch.inf)
    while len(taken) < int(steps):
        center = rows[taken[-1]].unsqueeze(0)
        nearest = torch.minimum(nearest, functional.pairwise_distance(rows, center, p=2).reshape(-1, 1))
        taken.append(int(torch.argmax(nearest)))
    return taken


numpy.array(select(), dtype=numpy.int32).tofile(answer)
take_turns(select)
