"""Writes the golden fixture of BranchesTests: scattering coefficients as Kymatio computes them.

Run: python Tools/reference/scattering.py   (needs numpy, scipy, torch, kymatio, safetensors; any working directory)

For each case `<name>.image`, `[side, side, channels]`, and `<name>.coefficients`, `[patches, channels * paths]`:
all paths of the first channel, then those of the next. The number of scales stands in the metadata. Images are
noise over a ramp, so that every path has energy and the reflected padding matters.
"""

import json
import pathlib

import numpy
import safetensors
import scipy.special
import torch
from safetensors.numpy import save_file

if not hasattr(scipy.special, "sph_harm"):  # Kymatio 0.3 imports it, for 3-D scattering only; new SciPy has none
    scipy.special.sph_harm = None

import kymatio  # noqa: E402
from kymatio.torch import Scattering2D  # noqa: E402

SEED = 20260102
CASES = {  # name: side, channels, scales; padded sides have the factors 3 and 4, 7, 5, 17
    "colour": (32, 3, 3),
    "seven": (40, 1, 3),
    "two-scales": (32, 1, 2),
    "one-scale": (30, 1, 1),
}
FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/BranchesTests/Fixtures/scattering.safetensors"


def image(random: numpy.random.Generator, side: int, channels: int) -> numpy.ndarray:
    ramp = numpy.linspace(0, 1, side)[:, None, None]
    return ((random.random((side, side, channels)) + ramp) / 2).astype(numpy.float32)


def coefficients(pixels: numpy.ndarray, scales: int) -> numpy.ndarray:
    network = Scattering2D(J=scales, shape=pixels.shape[:2], L=8, max_order=2)
    planes = torch.from_numpy(pixels.transpose(2, 0, 1).copy())
    paths = network(planes).numpy()
    return paths.reshape(-1, paths.shape[2] * paths.shape[3]).T.copy()


def main() -> None:
    random = numpy.random.default_rng(SEED)
    tensors = {}
    for name, (side, channels, scales) in CASES.items():
        tensors[f"{name}.image"] = image(random, side, channels)
        tensors[f"{name}.coefficients"] = coefficients(tensors[f"{name}.image"], scales)
    versions = {library.__name__: library.__version__ for library in [numpy, torch, kymatio, safetensors]}
    metadata = {"seed": str(SEED), "versions": json.dumps(versions)}
    metadata |= {f"{name}.scales": str(scales) for name, (_, _, scales) in CASES.items()}
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, FIXTURE, metadata=metadata)


if __name__ == "__main__":
    main()
