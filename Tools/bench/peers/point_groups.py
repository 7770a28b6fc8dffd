"""Times sampling and grouping with NumPy and SciPy: point_groups.py ANSWER.i32 CLOUD.f32 grouping|both THREADS."""

import sys

import numpy
from scipy.spatial import cKDTree
from turns import take_turns

answer, path, part, threads = sys.argv[1:]
cloud = numpy.fromfile(path, dtype=numpy.float32).reshape(-1, 3)
pixels = numpy.flatnonzero(numpy.isfinite(cloud).all(axis=1))
points = cloud[pixels]


def sample() -> numpy.ndarray:
    taken = numpy.zeros(1024, dtype=numpy.int64)
    nearest = numpy.full(len(points), numpy.inf, dtype=numpy.float32)
    for step in range(1, 1024):
        squares = numpy.square(points - points[taken[step - 1]]).sum(axis=1)
        numpy.minimum(nearest, squares, out=nearest)
        taken[step] = nearest.argmax()
    return taken


def group(centers: numpy.ndarray) -> numpy.ndarray:
    return cKDTree(points).query(points[centers], k=128, workers=int(threads))[1]


centers = sample()
numpy.concatenate([pixels[centers], pixels[group(centers)].ravel()]).astype(numpy.int32).tofile(answer)
take_turns((lambda: group(centers)) if part == "grouping" else (lambda: group(sample())))
