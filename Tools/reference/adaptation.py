"""Writes the golden fixtures of AdaptationTests with PyTorch, in double precision.

Run: python Tools/reference/adaptation.py   (needs torch, numpy, safetensors)

`adaptation_losses`: for each loss its inputs, `NAME.value` and `NAME.gradient.INPUT`.
`adaptation_training`: ten steps of the whole model (two adaptors, two heads, all five terms, AdamW, warm-up and cosine).
`sample.K.*` are six samples; step `s` sees samples 0, 1, 2 when `s` is even and 3, 4, 5 when it is odd.
`start.NAME` and `end.NAME` are the parameters before and after, `gradient.NAME` the derivatives at the last step, `terms` the
terms of each step in the order of `TERMS`, `rates` the learning rates. All patches are negatives, global features are
means, memories take in every patch.

`adaptation_whitening`: `sample.K` are the appearance patches of three samples; `products` are the products of all their
whitened patches with each other, which do not depend on the signs of directions.
"""

import pathlib

import numpy
import safetensors
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn.functional import cross_entropy, gelu, normalize

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests/AdaptationTests/Fixtures"
SEED = 40401
TEMPERATURE, CAP, SHARED = 0.1, 2.0, 10
APPEARANCE, GEOMETRY, COUNTS = 12, 6, [7, 5, 9, 6, 8, 4]
PATCH_MEMORY, GLOBAL_MEMORY = 30, 5
STEPS, WARMUP, PEAK = 10, 2, 1e-2
WEIGHTS = {
    "patchConsistency": 1.0,
    "globalConsistency": 0.1,
    "patchCompactness": 0.9,
    "globalCompactness": 0.36,
    "rotatedBlocks": 0.05,
}
TERMS = list(WEIGHTS)


def contrastive(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """CLC-L and CLC-G: each row looks for its partner, in both directions."""
    logits = normalize(first, dim=1) @ normalize(second, dim=1).T / TEMPERATURE
    partners = torch.arange(len(first))
    return cross_entropy(logits, partners) + cross_entropy(logits.T, partners)


def compactness(rows: torch.Tensor, owners: list[int], memory: list) -> torch.Tensor:
    """L_LC and L_GC: the mean distance to the nearest entry of another sample."""
    entries = torch.stack([entry for entry, _ in memory])
    others = torch.tensor([owner for _, owner in memory])[None] != torch.tensor(owners)[:, None]
    distances = (rows[:, None] - entries[None]).square().sum(2).sqrt()
    nearest = distances.masked_fill(~others, torch.inf).min(1).values
    return nearest.clamp(max=cap_of(rows)).mean()


def cap_of(rows: torch.Tensor) -> float:
    """The cap, in units of the typical distance of two rows with unit variance in every feature."""
    return CAP * (2 * rows.shape[1]) ** 0.5


class Attention(nn.Module):
    def __init__(self, features: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(features, 3 * features, bias=False)
        self.proj = nn.Linear(features, features)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        split = lambda part: part.unflatten(1, (self.heads, -1)).transpose(0, 1)
        q, k, v = (split(part) for part in self.qkv(tokens).chunk(3, dim=1))
        weights = torch.softmax(q @ k.transpose(1, 2) / q.shape[2] ** 0.5, dim=2)
        return self.proj((weights @ v).transpose(0, 1).flatten(1))


class FeedForward(nn.Module):
    def __init__(self, features: int):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(features, 4 * features), nn.Linear(4 * features, features)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.fc2(gelu(self.fc1(rows)))


class Block(nn.Module):
    def __init__(self, features: int, heads: int):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.attn, self.mlp = Attention(features, heads), FeedForward(features)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        tokens = tokens + self.attn(self.norm1(tokens))
        return tokens + self.mlp(self.norm2(tokens))


class Adaptor(nn.Module):
    def __init__(self, features: int, heads: int):
        super().__init__()
        self.block, self.head = Block(features, heads), nn.Linear(features, SHARED)


class Model(nn.Module):
    """Both adaptors with their memories."""

    def __init__(self):
        super().__init__()
        self.appearance, self.geometry = Adaptor(APPEARANCE, 12), Adaptor(GEOMETRY, 6)
        self.memories = {name: {"patches": [], "globals": []} for name in ("appearance", "geometry")}

    def terms(self, batch: list[dict], owners: list[int]) -> dict[str, torch.Tensor]:
        terms = {name: torch.zeros(()) for name in TERMS}
        patches, means, heads, global_heads = {}, {}, {}, {}
        for name in ("appearance", "geometry"):
            adaptor = getattr(self, name)
            adapted = [adaptor.block(sample[name]) for sample in batch]
            patches[name], means[name] = torch.cat(adapted), torch.stack([rows.mean(0) for rows in adapted])
            heads[name], global_heads[name] = adaptor.head(patches[name]), adaptor.head(means[name])
            memory = self.memories[name]
            rows = [owner for owner, part in zip(owners, adapted) for _ in part]
            if self.is_ready:
                terms["patchCompactness"] = terms["patchCompactness"] + compactness(
                    patches[name], rows, memory["patches"]
                )
                terms["globalCompactness"] = terms["globalCompactness"] + compactness(
                    means[name], owners, memory["globals"]
                )
        terms["patchConsistency"] = contrastive(heads["appearance"], heads["geometry"])
        terms["globalConsistency"] = contrastive(global_heads["appearance"], global_heads["geometry"])
        rotated = torch.cat([self.appearance.block(sample["rotated"]) for sample in batch])
        terms["rotatedBlocks"] = contrastive(heads["appearance"], self.appearance.head(rotated))
        self.seen = patches, means, rows
        return terms

    @property
    def is_ready(self) -> bool:
        return len(self.memories["appearance"]["patches"]) == PATCH_MEMORY

    def remember(self, owners: list[int]) -> None:
        patches, means, rows = self.seen
        for name, memory in self.memories.items():
            entries = list(zip(patches[name].detach(), rows))
            memory["patches"] = (memory["patches"] + entries)[-PATCH_MEMORY:]
            entries = list(zip(means[name].detach(), owners))
            memory["globals"] = (memory["globals"] + entries)[-GLOBAL_MEMORY:]


def as_stored(tensor: torch.Tensor) -> torch.Tensor:
    """What a fixture in single precision holds of a tensor."""
    return tensor.float().double()


def losses() -> dict[str, torch.Tensor]:
    tensors = {}

    def store(name: str, inputs: dict[str, torch.Tensor], value: torch.Tensor) -> None:
        value.backward()
        tensors[f"{name}.value"] = value
        for key, tensor in inputs.items():
            tensors[f"{name}.{key}"] = tensor
            if tensor.grad is not None:
                tensors[f"{name}.gradient.{key}"] = tensor.grad

    for name, pairs in [("patch_consistency", 40), ("global_consistency", 6), ("rotated_blocks", 17)]:
        first = as_stored(torch.randn(pairs, SHARED))
        second = as_stored(first + torch.randn(pairs, SHARED)).requires_grad_()
        first.requires_grad_()
        store(name, {"first": first, "second": second}, contrastive(first, second))
    for name, rows, entries in [("patch_compactness", 20, 30), ("global_compactness", 5, 9)]:
        features = as_stored(torch.randn(rows, 3))
        features[0] += 20  # beyond the cap
        features.requires_grad_()
        memory, owners = as_stored(torch.randn(entries, 3)), torch.arange(entries) % 4
        rows_of = [0] * (rows // 2) + [1] * (rows - rows // 2)
        value = compactness(features, rows_of, list(zip(memory, owners.tolist())))
        inputs = {"features": features, "memory": memory, "owners": owners.double()}
        store(name, inputs, value)
    return tensors


def training() -> dict[str, torch.Tensor]:
    model, tensors, samples = Model(), {}, []
    for module in (model.appearance, model.geometry):
        for part in (module.block.attn.proj, module.block.mlp.fc2):
            nn.init.zeros_(part.weight), nn.init.zeros_(part.bias)
    for index, count in enumerate(COUNTS):
        shared = torch.randn(count, GEOMETRY)
        appearance = torch.cat([shared, torch.randn(count, APPEARANCE - GEOMETRY)], 1)
        sample = {
            "appearance": appearance,
            "geometry": shared + 0.5 * torch.randn(count, GEOMETRY),
            "rotated": appearance + 0.3 * torch.randn(count, APPEARANCE),
        }
        samples.append({name: as_stored(rows) for name, rows in sample.items()})
        tensors |= {f"sample.{index}.{name}": rows for name, rows in samples[-1].items()}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(as_stored(parameter))
            tensors[f"start.{name}"] = parameter.clone()
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK, betas=(0.9, 0.95), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.SequentialLR(
        optimizer,
        [
            torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=1 / WARMUP, total_iters=WARMUP - 1),
            torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=STEPS - WARMUP),
        ],
        milestones=[WARMUP],
    )
    history, rates = [], []
    for step in range(STEPS):
        owners = [0, 1, 2] if step % 2 == 0 else [3, 4, 5]
        terms = model.terms([samples[owner] for owner in owners], owners)
        optimizer.zero_grad()
        sum(WEIGHTS[name] * term for name, term in terms.items()).backward()
        history.append([terms[name].item() for name in TERMS])
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
        model.remember(owners)
    tensors |= {"terms": torch.tensor(history), "rates": torch.tensor(rates)}
    for name, parameter in model.named_parameters():
        tensors[f"end.{name}"], tensors[f"gradient.{name}"] = parameter, parameter.grad
    return tensors


def whitening() -> dict[str, torch.Tensor]:
    """PCA to six of thirty features, each divided by its deviation, with a floor of a thousandth of the largest variance."""
    spectrum = 0.75 ** torch.arange(30)
    rotation = torch.linalg.qr(torch.randn(30, 30)).Q
    samples = [as_stored(torch.randn(count, 30) * spectrum @ rotation + 0.3) for count in (50, 70, 60)]
    rows = torch.cat(samples)
    centred = rows - rows.mean(0)
    variances, directions = torch.linalg.eigh(centred.T @ centred / len(rows))
    variances, directions = variances.flip(0)[:6], directions.flip(1)[:, :6]
    whitened = centred @ directions / (variances + 1e-3 * variances[0]).sqrt()
    whitened /= whitened.square().mean().sqrt()
    return {f"sample.{k}": sample for k, sample in enumerate(samples)} | {"products": whitened @ whitened.T}


def write(name: str, tensors: dict[str, torch.Tensor]) -> None:
    versions = {module.__name__: str(module.__version__) for module in (numpy, torch, safetensors)}
    arrays = {key: tensor.detach().numpy().astype(numpy.float32) for key, tensor in tensors.items()}
    save_file(arrays, FIXTURES / f"{name}.safetensors", {"seed": str(SEED), "versions": str(versions)})


def main() -> None:
    torch.manual_seed(SEED)
    torch.set_default_dtype(torch.float64)
    write("adaptation_losses", losses())
    write("adaptation_training", training())
    write("adaptation_whitening", whitening())


if __name__ == "__main__":
    main()
