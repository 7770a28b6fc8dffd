"""Compares the exact search of 3,136 queries of 1,536 features in 20,000 rows with faiss on this machine.

Run: Tools/bench/run row_search [--threads 1 2] [--rounds 5] [--runs 1] [--data normal clusters]

Both give the indices of the three nearest rows and keep their bank ready: faiss an IndexFlatL2, ours a
StoredRowSearch, whose exact rows stay in their file. `normal` is the hardest data there is: all rows are about as far
from each query, and nothing can be passed over. `clusters` has rows near each other, as patches of similar parts have.
"""

import tempfile

import numpy

from contest import Comparison, compare, options_of, ours, peer


def rows_and_queries(kind: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    random = numpy.random.default_rng(1)
    rows, queries = (random.standard_normal((count, 1536), dtype=numpy.float32) for count in (20_000, 3_136))
    if kind == "clusters":
        centers = 3 * random.standard_normal((200, 1536), dtype=numpy.float32)
        rows += centers[random.integers(200, size=len(rows))]
        queries += centers[random.integers(200, size=len(queries))]
    return rows, queries


def agreement(folder: str) -> str:
    own, other = (numpy.fromfile(f"{folder}/{name}.i32", dtype=numpy.int32) for name in ("ours", "faiss"))
    return f"  same rows in {numpy.mean(own == other):.2%} of {own.size} places"


def main() -> None:
    parser = options_of(__doc__, ["faiss"], rounds=5, runs=1, warm_up=1)
    parser.add_argument("--data", nargs="*", default=["normal", "clusters"], choices=["normal", "clusters"])
    options = parser.parse_args()
    for kind in options.data:
        with tempfile.TemporaryDirectory() as folder:
            files = [f"{folder}/rows.f32", f"{folder}/queries.f32"]
            for values, path in zip(rows_and_queries(kind), files):
                values.tofile(path)
            for threads in options.threads:
                commands = {
                    "ours": ours("RowSearch", f"{folder}/ours.i32", *files, 1536),
                    "faiss": peer("row_search.py", f"{folder}/faiss.i32", *files, 1536)}
                title = f"search, 3,136 x 1,536 in 20,000 rows ({kind}), three nearest"
                compare(Comparison(title, 0.50, commands), threads, options)
            print(agreement(folder), flush=True)


if __name__ == "__main__":
    main()
