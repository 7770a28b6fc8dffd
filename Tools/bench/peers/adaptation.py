"""Trains a pair of adaptors in PyTorch: adaptation.py MODE JOB.json THREADS.

MODE is eager or compiled; JOB.json is what `AdaptationTraining --job` wrote. Talks like AdaptationTraining: one run is a whole
training. All samples have as many patches, so a batch is one dense tensor; the optimiser is PyTorch's fused one.
"""

import json
import os
import sys

MODE, JOB, THREADS = sys.argv[1], json.load(open(sys.argv[2])), int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(THREADS)

import torch  # noqa: E402  (after the number of threads is set)
from torch import nn  # noqa: E402
from torch.nn.functional import cross_entropy, gelu, normalize, scaled_dot_product_attention  # noqa: E402
from turns import take_turns  # noqa: E402

OPTIONS = JOB["options"]
CONSISTENCY, COMPACTNESS, WEIGHTS = OPTIONS["consistency"], OPTIONS["compactness"], OPTIONS["weights"]
SAMPLES, PATCHES = JOB["samples"], JOB["patches"]
BATCH, STEPS = min(OPTIONS["batchSize"], SAMPLES), OPTIONS["stepCount"]
SEEN = min(OPTIONS["patchesPerSample"], PATCHES)  # patches of a sample in one step


class Block(nn.Module):
    """A pre-norm transformer block whose residual parts start at zero."""

    def __init__(self, features: int):
        super().__init__()
        most = OPTIONS["adaptors"]["maximumAttentionHeads"]
        self.heads = max(heads for heads in range(1, most + 1) if features % heads == 0)
        hidden = OPTIONS["adaptors"]["widening"] * features
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.qkv, self.proj = nn.Linear(features, 3 * features, bias=False), nn.Linear(features, features)
        self.fc1, self.fc2 = nn.Linear(features, hidden), nn.Linear(hidden, features)
        for part in (self.proj, self.fc2):
            nn.init.zeros_(part.weight), nn.init.zeros_(part.bias)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Maps `[samples, patches, features]` to the same shape."""
        parts = self.qkv(self.norm1(tokens)).unflatten(2, (3, self.heads, -1))
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        attended = scaled_dot_product_attention(queries, keys, values)
        tokens = tokens + self.proj(attended.transpose(1, 2).flatten(2))
        return tokens + self.fc2(gelu(self.fc1(self.norm2(tokens))))


class Adaptor(nn.Module):
    def __init__(self, features: int):
        super().__init__()
        self.block = Block(features)
        self.head = nn.Linear(features, OPTIONS["adaptors"]["sharedFeatures"])


class Memory:
    """The newest features, first in, first out, and the samples that they come from."""

    def __init__(self, capacity: int, features: int):
        self.rows, self.owners = torch.zeros(capacity, features), torch.full((capacity,), -1)
        self.next = 0

    @property
    def is_full(self) -> bool:
        return bool((self.owners >= 0).all())

    def append(self, rows: torch.Tensor, owners: torch.Tensor) -> None:
        places = (self.next + torch.arange(len(rows))) % len(self.rows)
        self.rows[places], self.owners[places] = rows, owners
        self.next = (self.next + len(rows)) % len(self.rows)


def contrastive(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    logits = normalize(first, dim=1) @ normalize(second, dim=1).T / CONSISTENCY["temperature"]
    partners = torch.arange(len(first))
    return cross_entropy(logits, partners) + cross_entropy(logits.T, partners)


def compactness(features: torch.Tensor, owners: torch.Tensor, rows: torch.Tensor, row_owners: torch.Tensor) -> torch.Tensor:
    """The mean distance of `[samples, count, features]` to the nearest row of another sample."""
    with torch.no_grad():
        own = row_owners == owners[:, None, None]
        nearest = torch.cdist(features, rows.expand(len(features), -1, -1)).masked_fill_(own, torch.inf).argmin(2)
    cap = COMPACTNESS["distanceCap"] * (2 * features.shape[2]) ** 0.5
    return (features - rows[nearest]).norm(dim=2).clamp(max=cap).mean()


@torch.no_grad()
def clusters(patches: torch.Tensor) -> torch.Tensor:
    """The weights of patches in the means of clusters, `[samples, clusters, patches]`, by k-means."""
    count = CONSISTENCY["instances"]
    if count == 1:
        return torch.full((len(patches), 1, SEEN), 1 / SEEN)
    chosen = torch.rand(patches.shape[:2]).topk(count).indices
    centers = patches.gather(1, chosen[:, :, None].expand(-1, -1, patches.shape[2]))
    for _ in range(CONSISTENCY["clusteringRounds"]):
        nearest = torch.cdist(patches, centers).argmin(2)
        members = nn.functional.one_hot(nearest, count).transpose(1, 2).to(patches.dtype)
        weights = members / members.sum(2, keepdim=True).clamp(min=1)
        centers = torch.where(members.any(2, keepdim=True), weights @ patches, centers)
    return weights


class Trainer:
    def __init__(self, appearance: torch.Tensor, geometry: torch.Tensor):
        self.samples = appearance, geometry
        self.adaptors = nn.ModuleList([Adaptor(part.shape[2]) for part in self.samples])
        self.patch_memories = [Memory(COMPACTNESS["patchMemory"], part.shape[2]) for part in self.samples]
        self.global_memories = [Memory(COMPACTNESS["globalMemory"], part.shape[2]) for part in self.samples]
        optimizer = OPTIONS["optimizer"]
        self.optimizer = torch.optim.AdamW(
            self.adaptors.parameters(), lr=OPTIONS["learningRate"], eps=optimizer["epsilon"],
            betas=(optimizer["gradientDecay"], optimizer["squareDecay"]), weight_decay=optimizer["weightDecay"],
            fused=True)
        self.forward = {
            "eager": lambda block: block, "compiled": torch.compile}[MODE]
        self.blocks = [self.forward(adaptor.block) for adaptor in self.adaptors]
        self.losses, self.order = [], torch.empty(0, dtype=torch.long)

    def drawn(self, owners: torch.Tensor) -> list[torch.Tensor]:
        """Some patches of the samples, the same in both modalities."""
        batch = [part[owners] for part in self.samples]
        if SEEN == PATCHES:
            return batch
        chosen = torch.rand(BATCH, PATCHES).topk(SEEN).indices[:, :, None]
        return [part.gather(1, chosen.expand(-1, -1, part.shape[2])) for part in batch]

    def batch(self) -> torch.Tensor:
        if len(self.order) < BATCH:
            self.order = torch.randperm(SAMPLES)
        owners, self.order = self.order[:BATCH], self.order[BATCH:]
        return owners

    def loss(self, adapted: list, globals: list, owners: torch.Tensor) -> torch.Tensor:
        chosen = torch.randperm(BATCH * SEEN)[: CONSISTENCY["patches"]]
        heads = [one.head(rows.flatten(0, 1)[chosen]) for one, rows in zip(self.adaptors, adapted)]
        loss = WEIGHTS["patchConsistency"] * contrastive(*heads)
        heads = [one.head(rows.flatten(0, 1)) for one, rows in zip(self.adaptors, globals)]
        loss = loss + WEIGHTS["globalConsistency"] * contrastive(*heads)
        if all(memory.is_full for memory in (*self.patch_memories, *self.global_memories)):
            for name, rows, memories in (
                ("patchCompactness", adapted, self.patch_memories),
                ("globalCompactness", globals, self.global_memories),
            ):
                for features, memory in zip(rows, memories):
                    loss = loss + WEIGHTS[name] * compactness(features, owners, memory.rows, memory.owners)
        return loss

    def step(self) -> None:
        owners = self.batch()
        adapted = [block(part) for block, part in zip(self.blocks, self.drawn(owners))]
        weights = clusters(torch.cat([part.detach() for part in adapted], 2))
        globals = [weights @ part for part in adapted]
        self.optimizer.zero_grad()
        loss = self.loss(adapted, globals, owners)
        loss.backward()
        self.optimizer.step()
        self.losses.append(loss.item())
        self.remember(adapted, globals, owners)

    @torch.no_grad()
    def remember(self, adapted: list, globals: list, owners: torch.Tensor) -> None:
        intake = min(COMPACTNESS["patchIntake"], SEEN)
        chosen = torch.rand(BATCH, SEEN).topk(intake).indices
        for rows, memory in zip(adapted, self.patch_memories):
            taken = rows.gather(1, chosen[:, :, None].expand(-1, -1, rows.shape[2]))
            memory.append(taken.flatten(0, 1), owners.repeat_interleave(intake))
        for rows, memory in zip(globals, self.global_memories):
            memory.append(rows.flatten(0, 1), owners.repeat_interleave(rows.shape[1]))


def main() -> None:
    torch.set_num_threads(THREADS)
    torch.manual_seed(JOB["seed"])
    features = [torch.randn(SAMPLES, PATCHES, JOB[name]) for name in ("appearanceFeatures", "geometryFeatures")]

    def train() -> None:
        trainer = Trainer(*features)
        for _ in range(STEPS):
            trainer.step()
        if os.environ.get("ASSAY_BENCH_LOSSES"):
            print(*trainer.losses, file=sys.stderr)

    take_turns(train)


if __name__ == "__main__":
    main()
