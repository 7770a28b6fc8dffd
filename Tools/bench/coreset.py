"""Compares greedy k-centre selection, a tenth of 50,000 rows of 128 features, with anomalib's loop.

Run: Tools/bench/run coreset [--threads 1 2] [--rounds 3] [--runs 1] [--steps 250]

The peer is the loop of anomalib's KCenterGreedy in PyTorch, in our own words, without its random projection. Each of its
5,000 steps is the same work, so it runs a few of them, and its time is multiplied up; `--steps 5000` runs all.
"""

import tempfile

import numpy

from contest import Comparison, compare, options_of, ours, peer

ROWS, FEATURES, TAKEN = 50_000, 128, 5_000


def main() -> None:
    parser = options_of(__doc__, ["anomalib loop"], rounds=3, runs=1, warm_up=1)
    parser.add_argument("--steps", type=int, default=250, help="steps of the peer (%(default)s)")
    options = parser.parse_args()
    random = numpy.random.default_rng(1)
    clustered = 3 * random.standard_normal((100, FEATURES), dtype=numpy.float32)[random.integers(100, size=ROWS)]
    data = {"normal": 0, "clusters": clustered}
    for kind, offsets in data.items():
        with tempfile.TemporaryDirectory() as folder:
            rows = random.standard_normal((ROWS, FEATURES), dtype=numpy.float32) + offsets
            rows.tofile(f"{folder}/rows.f32")
            for threads in options.threads:
                commands = {
                    "ours": ours("CoresetSelection", f"{folder}/ours.i32", f"{folder}/rows.f32", FEATURES),
                    "anomalib loop": peer(
                        "coreset.py", f"{folder}/loop.i32", f"{folder}/rows.f32", FEATURES, options.steps)}
                compare(
                    Comparison(
                        f"k-centre, 10 % of 50,000 x 128 ({kind})", 0.10, commands,
                        factors={"anomalib loop": TAKEN / options.steps},
                        notes={"anomalib loop": f"(from {options.steps} of {TAKEN} steps)"}), threads, options)
            own, loop = (numpy.fromfile(f"{folder}/{name}.i32", dtype=numpy.int32) for name in ("ours", "loop"))
            same = numpy.isin(loop, own[: len(loop)]).mean()
            print(f"  the same rows: {same:.2%} of the first {len(loop)}", flush=True)


if __name__ == "__main__":
    main()
