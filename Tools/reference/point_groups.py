"""Writes the golden fixture of the point-transformer branch in BranchesTests with PyTorch and NumPy.

Run: python Tools/reference/point_groups.py   (needs torch, numpy, scipy, safetensors)

A small network with computed weights (see point_transformer_network.py) describes a part with holes and background, as
M3DM does (arXiv 2303.00601): farthest-point sampling from the first point, nearest neighbours, three nearest centres with
weights 1 / (d^2 + 1e-8), means over 3 x 3 pixels, adaptive means to the grid.
"""

import pathlib

import numpy
import safetensors
import scipy
import torch
from point_transformer_network import SMALL, PointTransformer, computed
from safetensors.numpy import save_file
from scipy.spatial import cKDTree

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/BranchesTests/Fixtures/point_groups.safetensors"
SEED, SIDE, PATCHES, GROUPS, MEMBERS = 30703, 64, 8, 100, 13


def scene(random: numpy.random.Generator) -> tuple[numpy.ndarray, numpy.ndarray]:
    y, x = numpy.mgrid[:SIDE, :SIDE] * 0.0005
    z = 0.5 + 0.003 * numpy.sin(x * 300) * numpy.cos(y * 200) + 0.0001 * random.random((SIDE, SIDE))
    xyz = numpy.stack([x - 0.016, y - 0.016, z], axis=2).astype(numpy.float32)
    xyz[random.random((SIDE, SIDE)) < 0.1] = 0
    xyz[40:52, 8:24] = 0
    foreground = numpy.zeros((SIDE, SIDE), numpy.float32)
    foreground[5:60, 3:50] = 1
    return xyz, foreground


def sample(points: numpy.ndarray, count: int) -> list[int]:
    """Farthest points in single precision; of equally far ones the first."""
    taken, squares = [0], numpy.full(len(points), numpy.inf, numpy.float32)
    while len(taken) < count:
        d = points - points[taken[-1]]
        squares = numpy.minimum(squares, (d[:, 0] * d[:, 0] + d[:, 1] * d[:, 1]) + d[:, 2] * d[:, 2])
        taken.append(int(squares.argmax()))
    return taken


def main() -> None:
    xyz, foreground = scene(numpy.random.default_rng(SEED))
    seen = ((xyz != 0).any(axis=2) & (foreground > 0)).reshape(-1)
    points = xyz.reshape(-1, 3)[seen]
    taken = sample(points, GROUPS)
    centers, exact = points[taken].astype(float), points.astype(float)
    members = cKDTree(exact).query(centers, MEMBERS)[1]
    network = computed(PointTransformer(**SMALL))
    with torch.inference_mode():
        groups = torch.from_numpy(exact[members] - centers[:, None])
        features = network(groups, torch.from_numpy(centers)).numpy()
    distances, nearest = cKDTree(centers).query(exact, 3)
    shares = 1 / (distances**2 + 1e-8)
    shares /= shares.sum(axis=1, keepdims=True)
    canvas = numpy.zeros((SIDE * SIDE, features.shape[1]))
    canvas[seen] = (features[nearest] * shares[:, :, None]).sum(axis=1)
    image = torch.from_numpy(canvas.T.reshape(1, -1, SIDE, SIDE))
    pooled = torch.nn.AdaptiveAvgPool2d(PATCHES)(torch.nn.AvgPool2d(3, stride=1)(image))
    patches = pooled[0].reshape(features.shape[1], -1).T.numpy()
    has_points = seen.reshape(PATCHES, SIDE // PATCHES, PATCHES, SIDE // PATCHES).any(axis=(1, 3)).reshape(-1)
    patches[~has_points] = 0
    tensors = {"xyz": xyz, "foreground": foreground, "features": patches, "valid": has_points}
    tensors["centers"] = numpy.flatnonzero(seen)[taken]
    versions = {module.__name__: str(module.__version__) for module in (numpy, scipy, torch, safetensors)}
    floats = {name: numpy.ascontiguousarray(value, numpy.float32) for name, value in tensors.items()}
    save_file(floats, FIXTURE, {"seed": str(SEED), "versions": str(versions)})


if __name__ == "__main__":
    main()
