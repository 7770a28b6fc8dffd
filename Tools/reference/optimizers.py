"""Writes the golden fixture of AdamW and the learning-rate schedule in NetworksTests with PyTorch.

Run: python Tools/reference/optimizers.py   (needs torch, numpy, safetensors)

A linear layer of 5 inputs and 3 outputs is moved for ten steps along drawn gradients: `weight.0` is the start,
`weight.10` the end; `gradient.weight.STEP` is what each step saw. `rates` are the learning rates of the schedule.
"""

import pathlib

import numpy
import safetensors
import torch
from safetensors.numpy import save_file
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/NetworksTests/Fixtures/optimizers.safetensors"
SEED, STEPS, WARMUP, PEAK, FLOOR = 30702, 10, 4, 3e-3, 1e-4


def main() -> None:
    torch.manual_seed(SEED)
    layer = torch.nn.Linear(5, 3)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=PEAK, betas=(0.9, 0.95), weight_decay=0.3)
    schedule = SequentialLR(
        optimizer,
        [
            LinearLR(optimizer, start_factor=1 / WARMUP, total_iters=WARMUP - 1),
            CosineAnnealingLR(optimizer, T_max=STEPS - WARMUP, eta_min=FLOOR),
        ],
        milestones=[WARMUP],
    )
    tensors, rates = {}, []
    for step in range(STEPS + 1):
        for name, parameter in layer.named_parameters():
            if step in (0, 1, STEPS):
                tensors[f"{name}.{step}"] = parameter.detach().clone()
            parameter.grad = torch.randn(parameter.shape) * 10 ** (step % 3 - 1)
            tensors[f"gradient.{name}.{step}"] = parameter.grad.clone()
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    versions = {module.__name__: str(module.__version__) for module in (numpy, torch, safetensors)}
    arrays = {name: tensor.numpy() for name, tensor in tensors.items()}
    arrays["rates"] = numpy.array(rates[:STEPS], numpy.float32)
    save_file(arrays, FIXTURE, {"seed": str(SEED), "versions": str(versions)})


if __name__ == "__main__":
    main()
