"""Golden values for pre- and post-processing: Pillow's resize, PyTorch's interpolation, SciPy's blur.

Run from the package root, with numpy, pillow, scipy, torch and safetensors installed:

    python3 Tools/reference/detection.py

It writes Tests/DetectionTests/Fixtures/detection.safetensors.
"""

import numpy as np
import PIL
import scipy
import torch
from PIL import Image
from safetensors.numpy import save_file
from scipy.ndimage import gaussian_filter

SEED = 11
SIDE = 32
FRAMES = {"shrunk": (75, 90), "enlarged": (20, 24), "tall": (61, 33)}


def letterbox(height, width, side):
    """The size of the content and where it begins, as `Letterbox` defines them."""
    longest = max(height, width)
    content = [max(1, int(np.floor(n * side / longest + 0.5))) for n in (height, width)]
    return content, [(side - n) // 2 for n in content]


def resized(image, side):
    """Every channel through Pillow's antialiased bilinear resize in 32-bit float, padded with zeros."""
    (rows, columns), (top, left) = letterbox(image.shape[0], image.shape[1], side)
    result = np.zeros((side, side, 3), np.float32)
    for channel in range(3):
        plane = Image.fromarray(image[..., channel], mode="F").resize((columns, rows), Image.BILINEAR)
        result[top : top + rows, left : left + columns, channel] = np.asarray(plane)
    return result


def resized_bytes(image, side):
    """The nearest 8-bit image through Pillow's resize of 8-bit images, in 0...1, padded with zeros."""
    (rows, columns), (top, left) = letterbox(image.shape[0], image.shape[1], side)
    result = np.zeros((side, side, 3), np.uint8)
    plane = Image.fromarray(np.round(image * 255).astype(np.uint8)).resize((columns, rows), Image.BILINEAR)
    result[top : top + rows, left : left + columns] = np.asarray(plane)
    return result.astype(np.float32) / 255


def anomaly_map(grid, height, width, sigma):
    """Bilinear interpolation without corner alignment, then a Gaussian cut at four deviations."""
    wide = torch.nn.functional.interpolate(
        torch.from_numpy(grid)[None, None].double(), size=(height, width), mode="bilinear", align_corners=False
    )
    return gaussian_filter(wide[0, 0].numpy(), sigma, mode="reflect", truncate=4.0).astype(np.float32)


def main():
    random = np.random.default_rng(SEED)
    tensors = {}
    for name, (height, width) in FRAMES.items():
        image = random.random((height, width, 3), dtype=np.float32)
        tensors[f"{name}.image"] = image
        tensors[f"{name}.resized"] = resized(image, SIDE)
        tensors[f"{name}.bytes"] = resized_bytes(image, SIDE)
    grid = random.random((8, 8), dtype=np.float32)
    tensors["map.grid"] = grid
    tensors["map.blurred"] = anomaly_map(grid, 50, 50, sigma=4.0 / (64 / 50))
    tensors["map.sharp"] = anomaly_map(grid, 50, 50, sigma=0)
    save_file(
        {key: np.ascontiguousarray(value) for key, value in tensors.items()},
        "Tests/DetectionTests/Fixtures/detection.safetensors",
        metadata={
            "script": "Tools/reference/detection.py",
            "seed": str(SEED),
            "pillow": PIL.__version__,
            "torch": torch.__version__,
            "scipy": scipy.__version__,
            "tolerance": "2e-6 of the largest value: both sides sum a few dozen float32 products",
        },
    )


if __name__ == "__main__":
    main()
