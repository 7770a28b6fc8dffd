"""Writes the golden fixture of MemoryBankTests with NumPy, scikit-learn, SciPy and faiss.

Run: python Tools/reference/memory_bank.py   (needs numpy, scipy, scikit-learn, faiss, safetensors)

- bank.*: a stored bank in the layout of `FusedMemoryBank.tensors(prefix:)`, with unit scales, so that queries are
  compared as they are.
- query.*: patches to search for; nearest.*: their distances, in double precision; faiss and scikit-learn
  are asked as well and must agree with them.
- excluded.*: the same without the rows of owner 3.
- scale.*: patches with their mean and the mean distance over all pairs.
- coreset.*: points and the order in which greedy k-centre takes them, in double precision.
- weight.*: PatchCore's weight by SciPy's soft-max.
"""

import pathlib

import faiss
import numpy
import safetensors
import scipy
import sklearn
from safetensors.numpy import save_file
from scipy.spatial.distance import cdist, pdist
from scipy.special import softmax
from sklearn.neighbors import NearestNeighbors

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/MemoryBankTests/Fixtures/memory_bank.safetensors"
SEED = 20401
ROWS, QUERIES, APPEARANCE, GEOMETRY = 211, 97, 19, 7


def bank(random: numpy.random.Generator) -> dict[str, numpy.ndarray]:
    rows = random.normal(size=(ROWS, APPEARANCE + GEOMETRY))
    has_geometry = random.random(ROWS) < 0.8
    rows[~has_geometry, APPEARANCE:] = 0
    return {
        "bank.rows": rows,
        "bank.has_geometry": has_geometry,
        "bank.owners": random.integers(0, 5, ROWS),
        "bank.covering_radius": numpy.array(0.5),
        "bank.appearance.center": numpy.zeros(APPEARANCE),
        "bank.appearance.typical_distance": numpy.array(1.0),
        "bank.geometry.center": numpy.zeros(GEOMETRY),
        "bank.geometry.typical_distance": numpy.array(1.0),
    }


def nearest(tensors: dict[str, numpy.ndarray], keep: numpy.ndarray, prefix: str) -> dict[str, numpy.ndarray]:
    """The smallest distances to the kept rows, with zeros for queries without geometry."""
    rows = tensors["bank.rows"].astype(numpy.float32).astype(float)
    has_geometry = tensors["bank.has_geometry"] & keep
    queries = numpy.hstack([tensors["query.appearance"], tensors["query.geometry"]])
    queries = queries.astype(numpy.float32).astype(float)
    seen = tensors["query.has_geometry"]
    result = {}
    for name, columns, mask in (
        ("appearance", slice(0, APPEARANCE), keep),
        ("geometry", slice(APPEARANCE, None), has_geometry),
        ("fused", slice(0, None), has_geometry),
    ):
        distances = cdist(queries[:, columns], rows[mask][:, columns])
        check(queries[:, columns], rows[mask][:, columns], distances.min(1))
        values, indices = distances.min(1), numpy.flatnonzero(mask)[distances.argmin(1)]
        if name != "appearance":
            values, indices = numpy.where(seen, values, 0), numpy.where(seen, indices, -1)
        result |= {f"{prefix}.{name}": values, f"{prefix}.{name}.rows": indices}
    return result


def check(queries: numpy.ndarray, rows: numpy.ndarray, expected: numpy.ndarray) -> None:
    index = faiss.IndexFlatL2(rows.shape[1])
    index.add(rows.astype(numpy.float32))
    squares, _ = index.search(numpy.ascontiguousarray(queries, numpy.float32), 1)
    assert numpy.allclose(numpy.sqrt(squares[:, 0]), expected, rtol=1e-5)
    found, _ = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(rows).kneighbors(queries)
    assert numpy.allclose(found[:, 0], expected)


def greedy(points: numpy.ndarray, count: int, first: int) -> tuple[list[int], float]:
    taken, distances = [first], numpy.full(len(points), numpy.inf)
    while True:
        distances = numpy.minimum(distances, numpy.linalg.norm(points - points[taken[-1]], axis=1))
        if len(taken) == count:
            return taken, distances.max()
        taken.append(int(distances.argmax()))


def main() -> None:
    random = numpy.random.default_rng(SEED)
    tensors = bank(random)
    tensors["query.appearance"] = random.normal(size=(QUERIES, APPEARANCE))
    tensors["query.geometry"] = random.normal(size=(QUERIES, GEOMETRY))
    tensors["query.has_geometry"] = random.random(QUERIES) < 0.9
    tensors |= nearest(tensors, numpy.ones(ROWS, bool), "nearest")
    tensors |= nearest(tensors, tensors["bank.owners"] != 3, "excluded")

    patches = random.normal(size=(300, 11)) * 5 + random.normal(size=11) * 100
    tensors |= {"scale.patches": patches, "scale.center": patches.mean(0)}
    tensors["scale.typical_distance"] = numpy.array(pdist(patches).mean())

    points = random.normal(size=(400, 9)).astype(numpy.float32).astype(float)
    taken, radius = greedy(points, 60, 17)
    tensors |= {"coreset.points": points, "coreset.taken": numpy.array(taken)}
    tensors["coreset.radius"] = numpy.array(radius)

    distances = numpy.sort(random.random((20, 9)) + 0.2, axis=1)
    tensors |= {"weight.distances": distances, "weight.expected": 1 - softmax(distances / 0.1, axis=1)[:, 0]}

    versions = {module.__name__: module.__version__ for module in (numpy, scipy, sklearn, faiss, safetensors)}
    floats = {name: numpy.ascontiguousarray(value, dtype=numpy.float32) for name, value in tensors.items()}
    for name in ("bank.covering_radius", "scale.typical_distance", "coreset.radius"):
        floats[name] = floats[name].reshape(())
    for name in ("bank.appearance.typical_distance", "bank.geometry.typical_distance"):
        floats[name] = floats[name].reshape(())
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(floats, FIXTURE, {"seed": str(SEED), "versions": str(versions)})


if __name__ == "__main__":
    main()
