"""Writes the golden fixture of PublishedWeightsTests: real weights on a real photograph, as PyTorch computes them.

Run: python Tools/reference/published_weights.py WEIGHTS_FOLDER   (needs torch, torchvision, scikit-image, safetensors)

The photograph is a corner of scikit-image's `astronaut` (NASA, public domain), 96 x 96, 8 bits. For each weights file in
the folder `<stem>`: the patch features of PatchCore, `[patches, channels]`, in double precision, every 13th element kept.
"""

import pathlib
import sys

import numpy
import skimage.data
import torch
from parity import patch_features, residual
from safetensors import safe_open
from safetensors.torch import load_file, save_file

FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/BranchesTests/Fixtures/published_weights.safetensors"
STEP = 13


def main() -> None:
    photograph = torch.from_numpy(skimage.data.astronaut()[60:156, 180:276].copy())
    tensors = {"photograph": photograph}
    for path in sorted(pathlib.Path(sys.argv[1]).glob("resnet*.safetensors")):
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
        model, mean, deviation = residual(load_file(path), metadata)
        image = photograph.permute(2, 0, 1).double() / 255
        features = patch_features((model.double(), mean.double(), deviation.double()), image)
        tensors[path.stem] = features.flatten()[::STEP].float().clone()
    versions = f"torch {torch.__version__}, scikit-image {skimage.__version__}, numpy {numpy.__version__}"
    save_file(tensors, FIXTURE, {"versions": versions, "step": str(STEP)})


if __name__ == "__main__":
    main()
