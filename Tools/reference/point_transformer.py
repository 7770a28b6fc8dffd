"""Writes the golden fixture of the point transformer in NetworksTests with PyTorch, in double precision.

Run: python Tools/reference/point_transformer.py   (needs torch, numpy, safetensors)

The network and how its weights are computed stand in point_transformer_network.py. Group members are
0.1 (2 u(groups, i) - 1), centres 2 u(centers, i) - 1; the fixture holds the features of every STEP-th group.
"""

import pathlib

import numpy
import safetensors
import torch
from point_transformer_network import SMALL, PointTransformer, computed, uniform
from safetensors.numpy import save_file

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/NetworksTests/Fixtures/point_transformer.safetensors"
STEP = 8


def features(network: PointTransformer, groups: int, members: int) -> numpy.ndarray:
    one, two = numpy.float32(1), numpy.float32(2)
    points = numpy.float32(0.1) * (two * uniform("groups", groups * members * 3) - one)
    centers = two * uniform("centers", groups * 3) - one
    with torch.inference_mode():
        result = computed(network)(
            torch.from_numpy(points).double().reshape(groups, members, 3),
            torch.from_numpy(centers).double().reshape(groups, 3),
        )
    return result[::STEP].float().numpy()


def main() -> None:
    tensors = {
        "small": features(PointTransformer(**SMALL), 130, 13),
        "published": features(PointTransformer(), 64, 32),
    }
    versions = {module.__name__: str(module.__version__) for module in (numpy, torch, safetensors)}
    save_file(tensors, FIXTURE, {"versions": str(versions)})


if __name__ == "__main__":
    main()
