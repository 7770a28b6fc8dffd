"""Writes the checkpoints of TensorFilesTests with PyTorch, and what is in them as safetensors.

Run: python Tools/reference/torch_checkpoints.py   (needs torch, safetensors; any working directory)

- plain.pth, legacy.pth: a state dictionary with every type of storage, a transposed tensor, a view with an offset,
  two names for one storage; as a ZIP archive and in the form of before PyTorch 1.6.
- pretrain.pth: a training checkpoint as Point-MAE's: weights under `base_model`, `module.MAE_encoder.` in front of
  each name, beside an optimiser and a metric that is a NumPy number.
- system.pth, legacy_system.pth: a pickle that calls `os.system` when it is loaded with Python's pickle.
- module.pth: a pickled `torch.nn.Module` instead of a state dictionary.
- checkpoints.safetensors: the tensors of plain.pth as 32-bit floats.
"""

import os
import pathlib

import numpy
import torch
from safetensors.torch import save_file

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests/TensorFilesTests/Fixtures"


class System:
    """Runs a command when it is unpickled."""

    def __reduce__(self):
        return os.system, ("touch /tmp/assay-was-here",)


def plain() -> dict[str, torch.Tensor]:
    base = torch.arange(60, dtype=torch.float32) / 7
    return {
        "f32": base.clone().reshape(3, 4, 5),
        "transposed": base.clone().reshape(12, 5).T,
        "offset": base[10:30].reshape(4, 5)[1:, 2:],
        "shared": base[:6],
        "f16": base.half(),
        "bf16": base.bfloat16(),
        "f64": base.double() / 3,
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros((3, 0)),
        "parameter": torch.nn.Parameter(base[:4].clone()),
        "bn.num_batches_tracked": torch.tensor(12),
        "mask": torch.tensor([True, False]),
    }


def pretrain() -> dict:
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
    with torch.no_grad():
        for index, value in enumerate(model.parameters()):
            value.copy_(torch.arange(value.numel()).reshape(value.shape) / 8 + index)
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.ones(2, 3)).sum().backward()
    optimizer.step()
    weights = {f"module.MAE_encoder.{name}": value for name, value in model.state_dict().items()}
    return {
        "base_model": weights,
        "optimizer": optimizer.state_dict(),
        "epoch": 299,
        "metrics": {"acc": numpy.float64(0.5)},
    }


def main() -> None:
    torch.manual_seed(0)
    tensors = plain()
    torch.save(tensors, FIXTURES / "plain.pth")
    torch.save(tensors, FIXTURES / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(pretrain(), FIXTURES / "pretrain.pth")
    torch.save({"weight": torch.ones(3), "x": System()}, FIXTURES / "system.pth")
    torch.save(System(), FIXTURES / "legacy_system.pth", _use_new_zipfile_serialization=False)
    torch.save(torch.nn.Linear(2, 2), FIXTURES / "module.pth")
    floats = {name: value.detach().float().contiguous().clone() for name, value in tensors.items()}
    floats = {name: value for name, value in floats.items() if tensors[name].is_floating_point()}
    save_file(floats, FIXTURES / "checkpoints.safetensors", {"versions": f"torch {torch.__version__}"})


if __name__ == "__main__":
    main()
