"""Point-MAE's encoder in PyTorch, restated from the paper and its published tensor names, with computed weights.

Weights are not stored: both sides compute them from the name. Element `i` of tensor NAME is a number uniform in 0 ..< 1,
    u(NAME, i) = (mix(fnv1a64(NAME) + (i + 1) * 0x9e3779b97f4a7c15) >> 40) * 2^-24,
`mix` being the finaliser of SplitMix64 and all arithmetic modulo 2^64. It becomes
    weights with more than one axis   (2 u - 1) * sqrt(3 / inputs)
    running_var                       0.5 + u
    other one-axis weights            0.5 + u         (norms)
    biases and running_mean           0.5 (2 u - 1)
in single precision.
"""

import numpy
import torch
from torch import nn

SMALL = {"depth": 3, "width": 36, "heads": 3, "hidden": 50, "encoder": (10, 20, 30), "position": 7}


def uniform(name: str, count: int) -> numpy.ndarray:
    state = numpy.uint64(0xCBF29CE484222325)
    with numpy.errstate(over="ignore"):
        for byte in name.encode():
            state = (state ^ numpy.uint64(byte)) * numpy.uint64(0x100000001B3)
        mixed = state + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> numpy.uint64(31))
    return (mixed >> numpy.uint64(40)).astype(numpy.float32) * numpy.float32(2.0**-24)


def weight(name: str, shape: torch.Size) -> torch.Tensor:
    values = uniform(name, shape.numel())
    if len(shape) > 1:
        limit = numpy.float32(numpy.sqrt(numpy.float32(3) / numpy.float32(shape[1])))
        values = (numpy.float32(2) * values - numpy.float32(1)) * limit
    elif name.endswith("running_var") or name.endswith(".weight"):
        values = numpy.float32(0.5) + values
    else:
        values = numpy.float32(0.5) * (numpy.float32(2) * values - numpy.float32(1))
    return torch.from_numpy(values).reshape(shape).double()


class Encoder(nn.Module):
    def __init__(self, widths: list[int], outputs: int):
        super().__init__()
        a, b, c = widths
        self.first_conv = nn.Sequential(nn.Conv1d(3, a, 1), nn.BatchNorm1d(a), nn.ReLU(), nn.Conv1d(a, b, 1))
        self.second_conv = nn.Sequential(
            nn.Conv1d(2 * b, c, 1), nn.BatchNorm1d(c), nn.ReLU(), nn.Conv1d(c, outputs, 1)
        )

    def forward(self, groups: torch.Tensor) -> torch.Tensor:
        points = self.first_conv(groups.transpose(1, 2))
        shared = points.amax(dim=2, keepdim=True).expand_as(points)
        return self.second_conv(torch.cat([shared, points], dim=1)).amax(dim=2)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads, self.qkv, self.proj = heads, nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        count, width = tokens.shape
        q, k, v = self.qkv(tokens).reshape(count, 3, self.heads, width // self.heads).permute(1, 2, 0, 3)
        weights = torch.softmax(q @ k.transpose(1, 2) * (width // self.heads) ** -0.5, dim=2)
        return self.proj((weights @ v).transpose(0, 1).reshape(count, width))


class FeedForward(nn.Module):
    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        return self.fc2(nn.functional.gelu(self.fc1(tokens)))


class Block(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn, self.mlp = Attention(width, heads), FeedForward(width, hidden)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        tokens = tokens + self.attn(self.norm1(tokens))
        return tokens + self.mlp(self.norm2(tokens))


class Blocks(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int, depth: int):
        super().__init__()
        self.blocks = nn.ModuleList(Block(width, heads, hidden) for _ in range(depth))


class PointTransformer(nn.Module):
    """Depth, width, heads, width of the hidden layers, widths of the group encoder and of the position's layer."""

    def __init__(self, depth=12, width=384, heads=6, hidden=1536, encoder=(128, 256, 512), position=128):
        super().__init__()
        self.encoder = Encoder(list(encoder), width)
        self.pos_embed = nn.Sequential(nn.Linear(3, position), nn.GELU(), nn.Linear(position, width))
        self.blocks = Blocks(width, heads, hidden, depth)
        self.norm = nn.LayerNorm(width)
        self.taken = [depth // 3 - 1, 2 * depth // 3 - 1, depth - 1]
        self.eval()

    def forward(self, groups: torch.Tensor, centers: torch.Tensor) -> torch.Tensor:
        tokens, positions, taken = self.encoder(groups), self.pos_embed(centers), []
        for index, block in enumerate(self.blocks.blocks):
            tokens = block(tokens + positions)
            if index in self.taken:
                taken.append(self.norm(tokens))
        return torch.cat(taken, dim=1)


def computed(network: PointTransformer) -> PointTransformer:
    """The network in double precision with the weights of its names."""
    network.double()
    for name, tensor in network.state_dict().items():
        if tensor.is_floating_point():
            tensor.copy_(weight(f"MAE_encoder.{name}", tensor.shape))
    return network
