"""Writes the golden fixture of PointCloudsTests: what Open3D and SciPy compute on one small organised cloud.

Run: python Tools/reference/point_clouds.py   (needs numpy, scipy, open3d, safetensors; any working directory)

`points` is `[height, width, 3]` in metres, 0 for missing points: a bumpy sphere on a tilted table, with
noise. Everything else has one row per valid point, row-major:
`neighbors`, `distances` `[points, 20]`: SciPy's cKDTree, neighbours as pixels, distances in metres;
`normals.nearest`, `normals.radius` `[points, 3]`: Open3D's, of the 30 nearest points, also of those within a radius
only, turned to negative z;
`fpfh.nearest`, `fpfh.radius` `[points, 33]`: Open3D's, from `normals.nearest` as stored, of the 100 nearest points,
also of those within a radius only. The radius in metres stands in the metadata.
"""

import pathlib

import numpy
import open3d
import scipy
from open3d.geometry import KDTreeSearchParamHybrid, KDTreeSearchParamKNN
from safetensors.numpy import save_file

SEED = 20260301
HEIGHT, WIDTH = 28, 32
RADIUS = 0.03
FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/PointCloudsTests/Fixtures/point_clouds.safetensors"


def scene(random: numpy.random.Generator) -> numpy.ndarray:
    row, column = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    ray = numpy.stack(
        [(column + 0.5 - WIDTH / 2) / 80, (row + 0.5 - HEIGHT / 2) / 80, numpy.ones((HEIGHT, WIDTH))], axis=-1
    )
    table = 0.5 / (1 + 0.1 * ray[..., 0])
    center = numpy.array([0.005, 0, 0.51])
    along = ray @ center / (ray**2).sum(-1)
    inside = along**2 - (center @ center - 0.05**2) / (ray**2).sum(-1)
    ball = numpy.where(inside > 0, along - numpy.sqrt(numpy.maximum(inside, 0)), 1)
    bumps = 0.001 * numpy.sin(200 * ray[..., 0]) * numpy.sin(150 * ray[..., 1])
    depth = numpy.minimum(ball, table) + bumps + 0.0002 * random.normal(size=table.shape)
    points = (ray * depth[..., None]).astype(numpy.float32)
    points[random.random((HEIGHT, WIDTH)) < 0.05] = 0
    return points


def normals(cloud: open3d.geometry.PointCloud, parameter: object) -> numpy.ndarray:
    cloud.estimate_normals(parameter)
    vectors = numpy.asarray(cloud.normals)
    return numpy.where(vectors[:, 2:] > 0, -vectors, vectors).astype(numpy.float32)


def fpfh(cloud: open3d.geometry.PointCloud, parameter: object) -> numpy.ndarray:
    feature = open3d.pipelines.registration.compute_fpfh_feature(cloud, parameter)
    return numpy.ascontiguousarray(numpy.asarray(feature.data).T, dtype=numpy.float32)


def main() -> None:
    points = scene(numpy.random.default_rng(SEED))
    is_valid = points.any(-1)
    valid = points[is_valid].astype(float)
    cloud = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(valid))
    distances, neighbors = scipy.spatial.cKDTree(valid).query(valid, 20)
    tensors = {
        "points": points,
        "neighbors": numpy.flatnonzero(is_valid)[neighbors].astype(numpy.float32),
        "distances": distances.astype(numpy.float32),
        "normals.radius": normals(cloud, KDTreeSearchParamHybrid(RADIUS, 30)),
        "normals.nearest": normals(cloud, KDTreeSearchParamKNN(30)),
    }
    cloud.normals = open3d.utility.Vector3dVector(tensors["normals.nearest"].astype(float))
    tensors["fpfh.nearest"] = fpfh(cloud, KDTreeSearchParamKNN(100))
    tensors["fpfh.radius"] = fpfh(cloud, KDTreeSearchParamHybrid(RADIUS, 100))
    metadata = {
        "seed": str(SEED), "radius": str(RADIUS), "open3d": open3d.__version__, "scipy": scipy.__version__,
        "numpy": numpy.__version__,
    }
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, FIXTURE, metadata=metadata)


if __name__ == "__main__":
    main()
