"""Writes the golden fixture of BranchesTests' geometry branch: pooled point histograms from NumPy and Open3D.

Run: python Tools/reference/point_histograms.py   (needs numpy, open3d with libusb, safetensors; any directory)

A jittered wavy cloud of 64 x 64 points with a hole and a background: `xyz` [64, 64, 3] in metres, `foreground`
[64, 64], and `features` [64, 69], the default features of its 8 x 8 patches. Normals and curvature come from NumPy
by the definitions in `SurfaceNormals`, histograms from Open3D's `compute_fpfh_feature` with these normals. Jitter
keeps neighbours at different distances, so that the nearest 50 and 80 are the same everywhere.
"""

import json
import pathlib

import numpy
import open3d
import safetensors
from safetensors.numpy import save_file

SEED = 20260103
SIDE, CELL = 64, 8
SCALES = [(2, 1, 50), (3, 3, 80)]  # radius of the window for normals, step, neighbours
HISTOGRAM_DISTANCE, CURVATURE_DISTANCE, CURVATURE_WEIGHT = 0.73, 0.35, 0.5
LEAST_POINTS = 0.1
FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/BranchesTests/Fixtures/point_histograms.safetensors"


def cloud(random: numpy.random.Generator) -> tuple[numpy.ndarray, numpy.ndarray]:
    row, column = numpy.mgrid[:SIDE, :SIDE] - SIDE / 2
    x, y = column * 0.0005, row * 0.0005
    z = 0.4 + 0.001 * numpy.sin(x * 700) * numpy.cos(y * 400) + 8 * x * x
    z[30:34, 40:50] += 0.0008
    xyz = numpy.stack([x, y, z], -1) + random.normal(0, 0.00003, (SIDE, SIDE, 3))
    xyz[10:19, 12:25] = 0
    foreground = numpy.zeros((SIDE, SIDE), numpy.float32)
    foreground[5:60, 3:57] = 1
    return xyz.astype(numpy.float32), foreground


def spacing(points: numpy.ndarray, valid: numpy.ndarray) -> float:
    """The median distance of two points side by side."""
    pairs = valid[:, 1:] & valid[:, :-1]
    distances = numpy.sort(numpy.linalg.norm(points[:, 1:] - points[:, :-1], axis=-1)[pairs])
    return float(distances[len(distances) // 2])


def surface(points: numpy.ndarray, valid: numpy.ndarray, radius: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Normals towards the sensor, and mean curvature, from the window around each point."""
    reach = 3 * radius * spacing(points, valid)
    normals, curvature = numpy.zeros((SIDE, SIDE, 3)), numpy.zeros((SIDE, SIDE))
    for row, column in numpy.argwhere(valid):
        window = numpy.s_[max(row - radius, 0) : row + radius + 1, max(column - radius, 0) : column + radius + 1]
        near = points[window][valid[window]] - points[row, column]
        near = near[numpy.linalg.norm(near, axis=1) <= reach]
        mean = near.mean(0)
        values, vectors = numpy.linalg.eigh((near - mean).T @ (near - mean) / len(near))
        normal = vectors[:, 0] * (-1 if vectors[:, 0] @ points[row, column] > 0 else 1)
        normals[row, column] = normal
        curvature[row, column] = -2 * (normal @ mean) / (values[1] + values[2])
    return normals, curvature


def histograms(points, normals, valid, step: int, count: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The mean descriptor of each patch, and how many points it has."""
    kept = numpy.zeros_like(valid)
    kept[step // 2 :: step, step // 2 :: step] = True
    kept &= valid
    part = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(points[kept]))
    part.normals = open3d.utility.Vector3dVector(normals[kept])
    found = open3d.pipelines.registration.compute_fpfh_feature(part, open3d.geometry.KDTreeSearchParamKNN(count))
    return pooled(numpy.asarray(found.data).T, kept)


def pooled(values: numpy.ndarray, where: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    rows, columns = numpy.nonzero(where)
    patches = rows // CELL * (SIDE // CELL) + columns // CELL
    sums, counts = numpy.zeros(((SIDE // CELL) ** 2, values.shape[1])), numpy.zeros((SIDE // CELL) ** 2)
    numpy.add.at(sums, patches, values)
    numpy.add.at(counts, patches, 1)
    return sums / numpy.maximum(counts, 1)[:, None], counts


def curvature_features(curvature: numpy.ndarray, valid: numpy.ndarray, size: float):
    slopes = numpy.clip(curvature[valid] * size, -2, 2)
    means, counts = pooled(numpy.stack([slopes, abs(slopes)], -1), valid)
    largest = numpy.zeros(len(means))
    rows, columns = numpy.nonzero(valid)
    numpy.maximum.at(largest, rows // CELL * (SIDE // CELL) + columns // CELL, abs(slopes))
    values = numpy.concatenate([means, largest[:, None]], 1)
    return numpy.sign(values) * numpy.sqrt(abs(values)), counts


def averaged(features: numpy.ndarray, valid: numpy.ndarray) -> numpy.ndarray:
    """Each valid patch as the mean of the valid patches of the 3 x 3 around it."""
    grid = SIDE // CELL
    result = numpy.zeros_like(features)
    for patch in numpy.flatnonzero(valid):
        row, column = divmod(patch, grid)
        near = [
            y * grid + x
            for y in range(max(row - 1, 0), min(row + 2, grid))
            for x in range(max(column - 1, 0), min(column + 2, grid))
        ]
        result[patch] = features[[n for n in near if valid[n]]].mean(0)
    return result


def features(points: numpy.ndarray, valid: numpy.ndarray) -> numpy.ndarray:
    blocks, counts = [], []
    for index, (radius, step, count) in enumerate(SCALES):
        normals, curvature = surface(points, valid, radius)
        means, found = histograms(points, normals, valid, step, count)
        blocks.append(numpy.sqrt(means / 200 / len(SCALES)) / HISTOGRAM_DISTANCE)
        counts.append(found)
        if index == 0:
            bends, pixels = curvature_features(curvature, valid, radius * spacing(points, valid))
    blocks.append(bends * CURVATURE_WEIGHT / CURVATURE_DISTANCE)
    enough = (pixels >= LEAST_POINTS * CELL * CELL) & (numpy.min(counts, 0) > 0)
    return averaged(numpy.concatenate(blocks, 1) * enough[:, None], enough)


def main() -> None:
    xyz, foreground = cloud(numpy.random.default_rng(SEED))
    valid = (xyz != 0).any(-1) & (foreground > 0)
    points = numpy.where(valid[..., None], xyz, 0).astype(numpy.float64)
    tensors = {"xyz": xyz, "foreground": foreground, "features": features(points, valid).astype(numpy.float32)}
    versions = {library.__name__: library.__version__ for library in [numpy, open3d, safetensors]}
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, FIXTURE, metadata={"seed": str(SEED), "versions": json.dumps(versions)})


if __name__ == "__main__":
    main()
