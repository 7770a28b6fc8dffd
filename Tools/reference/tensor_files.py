"""Writes the golden fixtures of TensorFilesTests with the reference safetensors library.

Run: python Tools/reference/tensor_files.py   (needs numpy, torch, safetensors; any working directory)

- types.safetensors: one tensor of each type, and for each float type `<name>.expected`, the same numbers
  as NumPy narrows or widens them to F32.
- canonical.safetensors: F32 and I64 tensors and one metadata entry; what our writer must write, byte for byte.
"""

import pathlib

import numpy
import safetensors
import torch
from safetensors.torch import save_file

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests/TensorFilesTests/Fixtures"
VERSIONS = f"safetensors {safetensors.__version__}, torch {torch.__version__}, numpy {numpy.__version__}"


def halves() -> torch.Tensor:
    """Every seventh of the finite binary16 numbers."""
    bits = numpy.arange(1 << 16, dtype=numpy.uint16)
    finite = bits[(bits & 0x7C00) != 0x7C00][::7]
    return torch.from_numpy(finite.view(numpy.float16).copy())


def doubles() -> torch.Tensor:
    """Numbers that need rounding, half-way cases, and numbers that become subnormal or zero."""
    ties = [1 + 2.0**-24, 1 + 3 * 2.0**-24, 1 + 2.0**-24 + 2.0**-50]
    edges = [3.4028234663852886e38, -1e-40, 1e-60, 0.1, -0.0]
    return torch.tensor(ties + edges, dtype=torch.float64)


def types() -> None:
    floats = {
        "f16": halves(),
        "bf16": torch.arange(-300, 300).to(torch.bfloat16) / 7,
        "f64": doubles(),
        "f32": torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 3,
    }
    tensors = dict(floats)
    tensors |= {f"{name}.expected": values.to(torch.float32).clone() for name, values in floats.items()}
    for kind in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"):
        limits = torch.iinfo(getattr(torch, kind))
        top = min(limits.max, 2**63 - 1)
        tensors[kind] = torch.tensor([limits.min, 7, top], dtype=getattr(torch, kind))
    tensors["bool"] = torch.tensor([[True, False], [False, True]])
    tensors["scalar"] = torch.tensor(2.5)
    tensors["empty"] = torch.zeros((3, 0))
    save_file(tensors, FIXTURES / "types.safetensors", {"versions": VERSIONS})


def canonical() -> None:
    tensors = {
        "b.weight": torch.tensor([[1.5, -2.0], [0.25, 3e-39]]),
        "a \"quoted\"\n\u00e9\u0001": torch.tensor([7.0]),
        "counter": torch.tensor(12, dtype=torch.int64),
        "scalar": torch.tensor(-0.0),
        "none": torch.zeros((0, 4)),
    }
    save_file(tensors, FIXTURES / "canonical.safetensors", {"versions": VERSIONS})


if __name__ == "__main__":
    FIXTURES.mkdir(parents=True, exist_ok=True)
    types()
    canonical()
