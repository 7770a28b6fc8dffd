#!/usr/bin/env python3
"""Compares `assay features` with PyTorch: photographs through residual networks, clouds through Point-MAE.

    python Tools/reference/parity.py [--weights FILE.safetensors ...] [--seeds N ...] [--images FILE ...] [--assay PATH]

Needs torch, torchvision, pillow, tifffile, scipy, scikit-image and safetensors, and a release build of assay. Nothing of
this is shared with the product: PyTorch runs torchvision's own modules, Pillow resizes the photograph.

- Each file of `--weights` (ResNets under torchvision's names, variant in the metadata) on each photograph.
- Each seed: every architecture and Point-MAE with random weights and random statistics of batch normalisation, saved with
  torch.save and imported with `assay convert weights`.

The view is the whole frame (`--framing frame --background keep`): a square photograph resized to 224 x 224 with Pillow's
antialiased bilinear filter; `float` compares with Pillow's arithmetic on floats, `8 bit` (`--resampling eight-bit`) with
its arithmetic on bytes. The figure is the norm of the difference over the norm of PyTorch's features. Exit code 1 when one
is above its limit: 1e-4, or 1e-3 for networks with Winograd layers.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy
import skimage.data
import tifffile
import torch
import torchvision
from PIL import Image
from point_groups import sample
from point_transformer_network import PointTransformer
from safetensors import safe_open
from safetensors.torch import load_file
from scipy.spatial import cKDTree
from torch.nn.functional import avg_pool2d, interpolate

ROOT = pathlib.Path(__file__).parents[2]
SIDE, GRID = 224, 28
ARCHITECTURES = ["resnet18", "resnet34", "resnet50", "wide_resnet50_2"]
PHOTOGRAPHS = ["astronaut", "coffee", "chelsea"]
LIMITS = {"residual": 1e-3, "points": 1e-4}


# ------------------------------------------------------------------------------------ captures


def square(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.convert("RGB").crop((left, top, left + side, top + side))


def cloud(height: int, width: int, seed: int) -> numpy.ndarray:
    """A wavy surface with noise and holes, half a metre away."""
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[:height, :width] * numpy.float32(0.1 / width)
    z = 0.5 + 0.004 * numpy.sin(x * 150) * numpy.cos(y * 90) + 0.0002 * random.random((height, width))
    xyz = numpy.stack([x - 0.05, y - 0.05, z], axis=2).astype(numpy.float32)
    xyz[random.random((height, width)) < 0.05] = 0
    return xyz


def resized(image: Image.Image, is_eight_bit: bool) -> torch.Tensor:
    """`[3, 224, 224]` in 0...1."""
    size = (SIDE, SIDE)
    if is_eight_bit:
        planes = numpy.asarray(image.resize(size, Image.Resampling.BILINEAR), numpy.float32)
    else:
        bands = [band.convert("F").resize(size, Image.Resampling.BILINEAR) for band in image.split()]
        planes = numpy.stack([numpy.asarray(band) for band in bands], axis=2)
    return torch.from_numpy(planes / 255).permute(2, 0, 1)


# ------------------------------------------------------------------------------------ PyTorch's side


def residual(state: dict, metadata: dict) -> tuple[torch.nn.Module, torch.Tensor, torch.Tensor]:
    widths = (state["layer1.0.conv1.weight"].shape[0], len({k.split(".")[1] for k in state if k.startswith("layer2.")}))
    name = "wide_resnet50_2" if widths[0] == 128 else "resnet50"
    if "layer1.0.conv3.weight" not in state:
        name = "resnet18" if widths[1] == 2 else "resnet34"
    model = getattr(torchvision.models, name)(weights=None)
    unexpected = model.load_state_dict(state, strict=False).unexpected_keys
    assert not unexpected, unexpected
    if metadata.get("stride_in_1x1") == "true":
        for layer in (model.layer2, model.layer3):
            layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)
    if metadata.get("max_pool", "").endswith("ceil"):
        model.maxpool = torch.nn.MaxPool2d(3, 2, 0, ceil_mode=True)
    numbers = [[float(x) for x in metadata[k].split(",")] if k in metadata else d for k, d in
               (("mean", [0.485, 0.456, 0.406]), ("std", [0.229, 0.224, 0.225]))]
    mean, deviation = (torch.tensor(x).reshape(3, 1, 1) for x in numbers)
    return model.eval(), mean, deviation


def patch_features(network: tuple, view: torch.Tensor) -> torch.Tensor:
    model, mean, deviation = network
    with torch.inference_mode():
        stem = model.maxpool(model.relu(model.bn1(model.conv1(((view - mean) / deviation)[None]))))
        second = model.layer2(model.layer1(stem))
        second, third = (avg_pool2d(stage, 3, 1, 1) for stage in (second, model.layer3(second)))
        third = interpolate(third, second.shape[2:], mode="bilinear", align_corners=False)
        return torch.cat([second, third], 1)[0].flatten(1).T


def point_features(network: PointTransformer, xyz: numpy.ndarray) -> torch.Tensor:
    seen = (xyz != 0).any(axis=2).reshape(-1)
    points = xyz.reshape(-1, 3)[seen]
    centers = points[sample(points, 1024)]
    members = cKDTree(points.astype(float)).query(centers.astype(float), 128)[1]
    with torch.inference_mode():
        features = network(torch.from_numpy(points[members] - centers[:, None]), torch.from_numpy(centers)).numpy()
    distances, nearest = cKDTree(centers.astype(float)).query(points.astype(float), 3)
    shares = 1 / (distances**2 + 1e-8)
    shares /= shares.sum(axis=1, keepdims=True)
    canvas = numpy.zeros((SIDE * SIDE, features.shape[1]), numpy.float32)
    canvas[seen] = (features[nearest] * shares[:, :, None]).sum(axis=1)
    image = torch.from_numpy(canvas.T.reshape(1, -1, SIDE, SIDE).copy())
    pooled = torch.nn.AdaptiveAvgPool2d(GRID)(torch.nn.AvgPool2d(3, stride=1)(image))
    return pooled[0].flatten(1).T


def randomized(network: torch.nn.Module, seed: int) -> torch.nn.Module:
    """Random weights as initialised, random statistics and scales of batch normalisation."""
    generator = torch.Generator().manual_seed(seed)
    for name, value in network.state_dict().items():
        if name.endswith(("running_var", "running_mean")):
            value.copy_(0.5 * torch.rand(value.shape, generator=generator) + (0.5 if name.endswith("var") else -0.25))
        elif value.dim() == 1 and value.is_floating_point():
            value.copy_(0.4 * torch.rand(value.shape, generator=generator) + (0.4 if name.endswith("weight") else -0.2))
    return network.eval()


# ------------------------------------------------------------------------------------ ours


class Assay:
    def __init__(self, path: str, folder: str):
        self.path, self.folder, self.failures = path, pathlib.Path(folder), 0

    def run(self, *arguments: str) -> None:
        subprocess.run([self.path, *map(str, arguments), "--quiet"], check=True, stdout=subprocess.DEVNULL)

    def imported(self, state: dict, name: str) -> pathlib.Path:
        source, target = self.folder / f"{name}.pth", self.folder / f"{name}.safetensors"
        torch.save(state, source)
        self.run("convert", "weights", source, target)
        return target

    def features(self, flag: str, weights: pathlib.Path, image: Image.Image, xyz: numpy.ndarray, *more: str) -> dict:
        image.save(self.folder / "a.png")
        tifffile.imwrite(self.folder / "a.tiff", xyz)
        self.run("features", flag, weights, "--rgb", self.folder / "a.png", "--xyz", self.folder / "a.tiff", "--out",
                 self.folder / "f.safetensors", "--framing", "frame", "--background", "keep", *more)
        return load_file(self.folder / "f.safetensors")

    def report(self, what: str, ours: torch.Tensor, theirs: torch.Tensor, limit: float) -> None:
        error = float((ours - theirs).norm() / theirs.norm())
        largest = float((ours - theirs).abs().max() / theirs.abs().max())
        self.failures += error > limit or ours.shape != theirs.shape
        print(f"{what:58} {error:.1e}   largest {largest:.1e}   {'ok' if error <= limit else 'ABOVE ' + str(limit)}", flush=True)


def compare_residual(assay: Assay, name: str, path: pathlib.Path, network: tuple, photographs: dict) -> None:
    for title, image in photographs.items():
        xyz = cloud(image.height, image.width, seed=1)
        for word, is_eight_bit, flags in (("float", False, ()), ("8 bit", True, ("--resampling", "eight-bit"))):
            ours = assay.features("--appearance", path, image, xyz, *flags)["appearance"]
            theirs = patch_features(network, resized(image, is_eight_bit))
            assay.report(f"{name}, {title} {image.width} x {image.height}, {word}", ours, theirs, LIMITS["residual"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", nargs="*", default=[], type=pathlib.Path)
    parser.add_argument("--images", nargs="*", default=[])
    parser.add_argument("--seeds", nargs="*", default=[0, 1], type=int)
    parser.add_argument("--assay", default=ROOT / ".build/release/assay")
    options = parser.parse_args()
    photographs = {name: square(Image.fromarray(getattr(skimage.data, name)())) for name in PHOTOGRAPHS}
    photographs |= {pathlib.Path(path).stem: square(Image.open(path)) for path in options.images}
    first = dict(list(photographs.items())[:1])
    with tempfile.TemporaryDirectory() as folder:
        assay = Assay(options.assay, folder)
        for path in options.weights:
            with safe_open(path, "pt") as file:
                network = residual(load_file(path), file.metadata() or {})
            compare_residual(assay, path.stem, path, network, photographs)
        for seed in options.seeds:
            torch.manual_seed(seed)
            for name in ARCHITECTURES:
                model = randomized(getattr(torchvision.models, name)(weights=None), seed)
                path = assay.imported(model.state_dict(), name)
                network = residual(model.state_dict(), {})
                compare_residual(assay, f"{name}, seed {seed}", path, network, first)
            points = randomized(PointTransformer(), seed)
            state = {f"module.MAE_encoder.{name}": value for name, value in points.state_dict().items()}
            path = assay.imported({"base_model": state, "epoch": 300}, "pretrain")
            xyz = cloud(SIDE, SIDE, seed)
            blank = Image.new("RGB", (SIDE, SIDE), (90, 90, 90))
            ours = assay.features("--geometry", path, blank, xyz)["geometry"]
            assay.report(f"point-mae, seed {seed}", ours, point_features(points, xyz), LIMITS["points"])
        sys.exit(1 if assay.failures else 0)


if __name__ == "__main__":
    main()
