"""Writes the golden fixture of the layers in NetworksTests with PyTorch, in double precision.

Run: python Tools/reference/layers.py   (needs torch, numpy, safetensors)

For each case: `input`, `output`, `output_gradient`, `input_gradient`, and for each parameter `parameter.NAME` and
`gradient.NAME`. The loss is the sum of the output times `output_gradient`. Layers with channels get them innermost,
as the Swift layers have them. Buffers stand under `parameter.` without a gradient; `after.` are buffers after
a training pass.
"""

import pathlib

import numpy
import safetensors
import torch
from safetensors.numpy import save_file
from torch import nn

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/NetworksTests/Fixtures/layers.safetensors"
SEED = 30701


class Attention(nn.Module):
    """Self-attention of one or more samples, from the definition."""

    def __init__(self, features: int, heads: int, bias: bool, counts: list[int]):
        super().__init__()
        self.heads, self.counts = heads, counts
        self.qkv = nn.Linear(features, 3 * features, bias=bias)
        self.proj = nn.Linear(features, features)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        return self.proj(torch.cat([self.sample(part) for part in tokens.split(self.counts)]))

    def sample(self, tokens: torch.Tensor) -> torch.Tensor:
        width = tokens.shape[1] // self.heads
        parts = self.qkv(tokens).chunk(3, dim=1)
        outputs = []
        for head in range(self.heads):
            q, k, v = (part[:, head * width : (head + 1) * width] for part in parts)
            outputs.append(torch.softmax(q @ k.T / width**0.5, dim=1) @ v)
        return torch.cat(outputs, dim=1)


class FeedForward(nn.Module):
    def __init__(self, features: int, hidden: int):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(features, hidden), nn.Linear(hidden, features)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.fc2(nn.functional.gelu(self.fc1(rows)))


class Block(nn.Module):
    def __init__(self, features: int, heads: int, bias: bool, counts: list[int]):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.attn = Attention(features, heads, bias, counts)
        self.mlp = FeedForward(features, 4 * features)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        tokens = tokens + self.attn(self.norm1(tokens))
        return tokens + self.mlp(self.norm2(tokens))


class ChannelsLast(nn.Module):
    """A module of PyTorch, which has channels second, for inputs with channels last."""

    def __init__(self, module: nn.Module):
        super().__init__()
        self.module = module

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return self.module(values.movedim(-1, 1)).movedim(1, -1)


class GroupMaximum(nn.Module):
    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return rows.reshape(4, 5, -1).max(dim=1).values


CASES = {
    "linear": (nn.Linear(7, 5), [13, 7]),
    "linear_many_rows": (nn.Linear(3, 2, bias=False), [300, 3]),
    "layer_norm": (nn.LayerNorm(37), [9, 37]),
    "gelu": (nn.GELU(), [40, 7]),
    "relu": (nn.ReLU(), [11, 5]),
    "attention": (Attention(12, 3, False, [17]), [17, 12]),
    "attention_samples": (Attention(8, 2, True, [5, 9, 1]), [15, 8]),
    "attention_many_tokens": (Attention(4, 1, True, [150]), [150, 4]),
    "block": (Block(8, 2, True, [6, 5]), [11, 8]),
    "batch_norm_training": (nn.BatchNorm1d(6).train(), [300, 6]),
    "batch_norm_inference": (nn.BatchNorm1d(6).eval(), [10, 6]),
    "convolution_1d": (ChannelsLast(nn.Conv1d(3, 4, 3, stride=2, padding=1)), [2, 9, 3]),
    "convolution_2d": (ChannelsLast(nn.Conv2d(3, 4, 3, stride=2, padding=1)), [2, 7, 6, 3]),
    "convolution_2d_rectangle": (ChannelsLast(nn.Conv2d(2, 3, (2, 3), padding=(0, 2), bias=False)), [1, 5, 4, 2]),
    "max_pooling_2d": (ChannelsLast(nn.MaxPool2d(3, stride=2, padding=1)), [2, 7, 6, 3]),
    "group_max_pooling": (GroupMaximum(), [20, 6]),
}


def draw(module: nn.Module, generator: torch.Generator) -> None:
    for tensor in module.parameters():
        tensor.data = torch.randn(tensor.shape, generator=generator).double() * 0.5
    for name, tensor in module.named_buffers():
        if name.endswith("running_mean"):
            tensor.data = torch.randn(tensor.shape, generator=generator).double()
        if name.endswith("running_var"):
            tensor.data = torch.rand(tensor.shape, generator=generator).double() + 0.5


def as_stored(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().float().double()


def golden(module: nn.Module, shape: list[int], generator: torch.Generator) -> dict[str, torch.Tensor]:
    module.double()
    draw(module, generator)
    for tensor in [*module.parameters(), *module.buffers()]:
        if tensor.is_floating_point():
            tensor.data = as_stored(tensor)
    values = as_stored(torch.randn(shape, generator=generator) * 1.5).requires_grad_()
    result = {f"parameter.{name}": tensor.detach().clone() for name, tensor in module.state_dict().items()}
    output = module(values)
    gradient = as_stored(torch.randn(output.shape, generator=generator))
    (output * gradient).sum().backward()
    result |= {"input": values, "output": output, "output_gradient": gradient, "input_gradient": values.grad}
    result |= {f"gradient.{name}": tensor.grad for name, tensor in module.named_parameters()}
    result |= {f"after.{name}": tensor for name, tensor in module.named_buffers()}
    return {name.replace("module.", ""): tensor for name, tensor in result.items()}


def main() -> None:
    tensors = {}
    for index, (name, (module, shape)) in enumerate(CASES.items()):
        generator = torch.Generator().manual_seed(SEED + index)
        for key, value in golden(module, shape, generator).items():
            if value.is_floating_point():
                tensors[f"{name}.{key}"] = numpy.ascontiguousarray(value.detach().float().numpy())
    versions = {module.__name__: str(module.__version__) for module in (numpy, torch, safetensors)}
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, FIXTURE, {"seed": str(SEED), "versions": str(versions)})


if __name__ == "__main__":
    main()
