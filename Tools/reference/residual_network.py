"""Writes the golden fixtures of the residual networks: stages 2 and 3, and patch features, as PyTorch computes them.

Run: python Tools/reference/residual_network.py   (needs numpy, torch, torchvision, safetensors; any directory)

Weights would be far too large for a fixture, so both sides compute them from a rule. Element `i` of tensor `name` is
drawn from SplitMix64 started at the FNV-1a hash of the name and stepped `i + 1` times; its upper 24 bits give a
uniform number in 0...1. A kernel is `(2 u - 1) sqrt(6 / fan-in)`, a variance `0.5 + u`, a batch norm's weight
`0.5 + u / 2`, every other vector `(2 u - 1) / 10`. Images are `u` of the tensor `image`.

For each case `<name>.second` and `<name>.third`: the outputs of stages 2 and 3, `[height, width, channels]`, of which
every 13th element is kept. In the fixture of the branches `<name>.patches`: both averaged over 3 x 3, stage 3 resized to stage 2, and concatenated,
`[patches, channels]`, every 13th element; `<name>.grid`: the same on another grid. Computed in double precision.
The architecture, the image's size and the grid stand in the metadata.
"""

import pathlib

import numpy
import safetensors
import torch
import torchvision
from safetensors.numpy import save_file
from torch.nn.functional import avg_pool2d, interpolate

CASES = {  # name: architecture, Caffe's variant, height, width
    "resnet18": ("resnet18", False, 64, 64),
    "resnet18-oblong": ("resnet18", False, 72, 104),
    "resnet34": ("resnet34", False, 64, 64),
    "resnet50": ("resnet50", False, 64, 64),
    "resnet50-caffe": ("resnet50", True, 80, 64),
    "wide_resnet50_2": ("wide_resnet50_2", False, 64, 64),
}
JOINED = ("resnet18", "resnet18-oblong", "resnet50-caffe")
GRID = (7, 5)
STEP = 13
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
TESTS = pathlib.Path(__file__).parents[2] / "Tests"
STAGES = TESTS / "NetworksTests/Fixtures/residual_network.safetensors"
PATCHES = TESTS / "BranchesTests/Fixtures/patch_network.safetensors"


def uniform(name: str, count: int) -> numpy.ndarray:
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 % 2**64
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return (z >> numpy.uint64(40)).astype(numpy.float32) * numpy.float32(2**-24)


def tensor(name: str, shape: tuple[int, ...]) -> numpy.ndarray:
    u = uniform(name, int(numpy.prod(shape))).astype(numpy.float64)
    if len(shape) == 4:
        values = (2 * u - 1) * numpy.sqrt(6 / numpy.prod(shape[1:]))
    elif name.endswith("running_var"):
        values = 0.5 + u
    elif name.endswith("weight"):
        values = 0.5 + u / 2
    else:
        values = (2 * u - 1) / 10
    return values.astype(numpy.float32).reshape(shape)


def network(architecture: str, is_caffe: bool) -> torch.nn.Module:
    model = getattr(torchvision.models, architecture)(weights=None)
    names = [n for n in model.state_dict() if not n.startswith(("layer4", "fc")) and "num_batches" not in n]
    state = {name: torch.from_numpy(tensor(name, tuple(model.state_dict()[name].shape))) for name in names}
    model.load_state_dict(state, strict=False)
    if is_caffe:
        model.maxpool = torch.nn.MaxPool2d(3, 2, 0, ceil_mode=True)
        for layer in (model.layer2, model.layer3):
            layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)
    return model.double().eval()


def stages(model: torch.nn.Module, height: int, width: int) -> tuple[torch.Tensor, torch.Tensor]:
    image = torch.from_numpy(uniform("image", height * width * 3).reshape(height, width, 3)).double()
    image = (image - torch.tensor(MEAN).double()) / torch.tensor(DEVIATION).double()
    stem = model.maxpool(model.relu(model.bn1(model.conv1(image.permute(2, 0, 1)[None]))))
    second = model.layer2(model.layer1(stem))
    return second, model.layer3(second)


def resized(features: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    return interpolate(features, size=size, mode="bilinear", align_corners=False)


def kept(features: torch.Tensor) -> numpy.ndarray:
    return features[0].permute(1, 2, 0).reshape(-1)[::STEP].float().numpy().copy()


def main() -> None:
    outputs, patches, metadata = {}, {}, {}
    for name, (architecture, is_caffe, height, width) in CASES.items():
        with torch.inference_mode():
            second, third = stages(network(architecture, is_caffe), height, width)
            means = [avg_pool2d(stage, 3, 1, 1) for stage in (second, third)]
            joined = torch.cat([means[0], resized(means[1], tuple(second.shape[2:]))], 1)
        outputs[f"{name}.second"], outputs[f"{name}.third"] = kept(second), kept(third)
        if name in JOINED:
            patches[f"{name}.patches"], patches[f"{name}.grid"] = kept(joined), kept(resized(joined, GRID))
        metadata[f"{name}.architecture"] = architecture
        metadata[f"{name}.size"] = f"{height},{width}"
        metadata[f"{name}.caffe"] = str(is_caffe).lower()
    metadata |= {
        "grid": ",".join(map(str, GRID)), "step": str(STEP), "torch": torch.__version__,
        "torchvision": torchvision.__version__, "numpy": numpy.__version__,
        "safetensors": safetensors.__version__, "seed": "names of tensors",
    }
    for path, tensors in ((STAGES, outputs), (PATCHES, patches)):
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(tensors, path, metadata)


if __name__ == "__main__":
    main()
