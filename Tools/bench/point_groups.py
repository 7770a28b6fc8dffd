"""Compares sampling 1,024 of 30,000 points and grouping 128 neighbours of each with SciPy's cKDTree.

Run: Tools/bench/run point_groups [--threads 1 2] [--rounds 10] [--runs 5] [--peers ...]

`scipy` builds the tree and queries it for the same centres: the grouping alone, set against our sampling and grouping.
`scipy + numpy` samples too, with a loop over NumPy arrays.
"""

import tempfile

import numpy

from contest import Comparison, compare, options_of, ours, peer

SIDE = 200


def surface() -> numpy.ndarray:
    """A curved part without its corners, `[side, side, 3]` in metres; about 30,000 points."""
    random = numpy.random.default_rng(1)
    row, column = numpy.mgrid[:SIDE, :SIDE] / SIDE - 0.5
    depth = 0.5 + 0.02 * numpy.sin(9 * row) * numpy.cos(7 * column) + 1e-4 * random.standard_normal((SIDE, SIDE))
    cloud = numpy.stack([0.1 * column, 0.1 * row, depth], axis=-1).astype(numpy.float32)
    cloud[numpy.hypot(row, column) > 0.489] = numpy.nan
    return cloud


def agreement(folder: str) -> str:
    own, other = (numpy.fromfile(f"{folder}/{name}.i32", dtype=numpy.int32) for name in ("ours", "scipy"))
    centers = numpy.mean(own[:1024] == other[:1024])
    sets = zip(own[1024:].reshape(1024, 128), other[1024:].reshape(1024, 128))
    groups = numpy.mean([set(a) == set(b) for a, b in sets])
    return f"  the same centres: {centers:.2%}; the same groups: {groups:.2%}"


def main() -> None:
    options = options_of(__doc__, ["scipy", "scipy + numpy"], rounds=10, runs=5, warm_up=3).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cloud = f"{folder}/cloud.f32"
        surface().tofile(cloud)
        for threads in options.threads:
            commands = {"ours": ours("PointGrouping", f"{folder}/ours.i32", cloud, SIDE)}
            for name in options.peers:
                commands[name] = peer(
                    "point_groups.py", f"{folder}/scipy.i32", cloud, "grouping" if name == "scipy" else "both")
            notes = {"scipy": "(grouping alone)"}
            compare(
                Comparison("sampling 1,024 of 30,000 points, 128 neighbours", 0.70, commands, notes=notes),
                threads, options)
        print(agreement(folder), flush=True)


if __name__ == "__main__":
    main()
