#!/usr/bin/env python3
"""Turn a published checkpoint into a weights file: what `assay convert weights` does, in Python.

    python Tools/convert/convert_weights.py IN.pth OUT.safetensors [--metadata KEY=VALUE ...]

Needs torch and safetensors. Nothing in the checkpoint is executed (`weights_only=True`). For checkpoints that
`assay convert weights` refuses, and to check what it writes: tensors of both are equal bit for bit.
"""

import argparse

import torch
from safetensors.torch import save_file

SECTIONS = ["base_model", "state_dict", "model", "model_state_dict", "net"]
PREFIXES = ["module.", "backbone.", "model.", "encoder_q."]
RESIDUAL = ("conv1.", "bn1.", "layer1.", "layer2.", "layer3.")
POINTS = ("encoder.", "pos_embed.", "blocks.blocks.", "norm.")


def weights(checkpoint: dict) -> dict[str, torch.Tensor]:
    """The dictionary of tensors, outermost or in the section that training scripts keep it in."""
    for section in [checkpoint] + [checkpoint.get(name) for name in SECTIONS]:
        found = {k: v for k, v in (section or {}).items() if isinstance(v, torch.Tensor)}
        if found:
            for prefix in PREFIXES:
                if all(name.startswith(prefix) for name in found):
                    return {name[len(prefix) :]: value for name, value in found.items()}
            return found
    raise SystemExit(f"no dictionary of tensors, outermost or under {', '.join(SECTIONS)}")


def needed(name: str) -> bool:
    """Whether a branch needs a tensor: classifiers, decoders and later stages are left out."""
    return name.removeprefix("MAE_encoder.").startswith(RESIDUAL + POINTS) and not name.endswith(
        "num_batches_tracked"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--metadata", action="append", default=[], metavar="KEY=VALUE")
    options = parser.parse_args()
    checkpoint = torch.load(options.input, map_location="cpu", weights_only=True)
    kept = {
        name: value.detach().float().contiguous().clone()
        for name, value in weights(checkpoint).items()
        if needed(name)
    }
    metadata = dict(entry.split("=", 1) for entry in options.metadata)
    save_file(kept, options.output, metadata=metadata or None)
    print(f"{options.output}: {len(kept)} tensors")


if __name__ == "__main__":
    main()
