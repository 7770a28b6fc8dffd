"""Golden anomaly maps of a whole bundle: NumPy and SciPy go from patch features to the map and the image score.

Run from the package root, with numpy, scipy and safetensors installed and `assay` built:

    python3 Tools/reference/pipeline.py            # golden maps of the stored bundle
    python3 Tools/reference/pipeline.py --fit      # also fits the stored bundle anew; only when its format changes

It writes Tests/GoldenTests/Fixtures/pipeline.safetensors. The features come from `assay features`: the branches have golden
values of their own. Everything after them is computed here a second time: standardisation, nearest rows, depth
classes, channel scales, fusion, reach beyond the part, interpolation and blur.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import scipy
from safetensors import safe_open
from safetensors.numpy import load_file, save_file
from scipy.ndimage import gaussian_filter
from scipy.spatial.distance import cdist

ASSAY = ".build/release/assay"
SAMPLES = pathlib.Path("Datasets/samples/biscuit")
BUNDLE = pathlib.Path("Tests/BundleCompatibilityTests/Fixtures/v1.assay")
OUT = pathlib.Path("Tests/GoldenTests/Fixtures/pipeline.safetensors")
PARTS = ["test/dent", "test/stain", "test/good"]
SHAPE = (80, 80)
REACH = 3  # patches beyond the part
RARE = 1.0  # scores above it reach out


def fit():
    """The stored bundle: small, so that it can live in the repository."""
    subprocess.run(
        [ASSAY, "fit", "--data", SAMPLES.parent, "--model", BUNDLE, "--input-size", "96", "--bank-rows", "64",
         "--no-adapt", "--quiet"], check=True)


def features(part):
    """Patch features, flags and the shown region of one part."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "features.safetensors"
        pair = [SAMPLES / part / kind / f"000.{end}" for kind, end in (("rgb", "png"), ("xyz", "tiff"))]
        subprocess.run([ASSAY, "features", BUNDLE, "--rgb", pair[0], "--xyz", pair[1], "--out", path], check=True,
                       stdout=subprocess.DEVNULL)
        with safe_open(path, "np") as file:
            metadata = file.metadata()
        return load_file(path), [int(n) for n in metadata["region"].split(",")]


def distances(values, bank):
    """Nearest appearance, geometry and both, of each patch of the part; NaN without geometry."""
    rows, seen = bank["rows"].astype(np.float64), bank["has_geometry"] > 0
    split = len(bank["appearance.center"])
    on, valid = values["part"] > 0, values["valid"][values["part"] > 0] > 0
    a, g = ((values[m][on].astype(np.float64) - bank[f"{m}.center"]) / bank[f"{m}.typical_distance"]
            for m in ("appearance", "geometry"))
    to_a = cdist(a, rows[:, :split])
    to_g = np.where(valid[:, None] & seen[None], cdist(g, rows[:, split:]), np.inf)
    found = {"appearance": to_a.min(1), "geometry": to_g.min(1), "fused": np.sqrt(to_a**2 + to_g**2).min(1)}
    return {k: np.where(np.isfinite(d), d, np.nan) for k, d in found.items()}


def depth_classes(part):
    """0 deep inside the part to 3 at its edge, by the share of the 5 x 5 patches around."""
    padded = np.pad(part, 2).astype(int)
    count = sum(padded[y : y + len(part), x : x + len(part)] for y in range(5) for x in range(5))
    return np.select([count == 25, count >= 20, count >= 15], [0, 1, 2], 3)[part]


def scores(found, depths, fusion):
    """One score of each patch of the part, for each row of the ablation."""

    def scaled(channel):
        relative = found[channel] / np.array(fusion[channel]["reach"])[depths]
        return np.where(np.isnan(relative), fusion[channel]["typical"], relative)

    channels = {k: scaled(k) for k in ("appearance", "geometry", "fused")}
    return channels | {"fused": sum(channels.values()) / 3 / fusion["mean_reach"]}


def spread(part, values):
    """The scores on the whole grid; rare ones reach beyond the part."""
    grid = np.zeros(part.shape)
    grid[part] = values
    result = grid.copy()
    for y, x in np.argwhere(part & (grid > RARE)):
        for v, u in np.argwhere(~part):
            weight = 1 - np.hypot(v - y, u - x) / (REACH + 1)
            if max(abs(v - y), abs(u - x)) <= REACH and weight > 0:
                result[v, u] = max(result[v, u], weight * grid[y, x])
    return result


def anomaly_map(grid, region, side, blur):
    """Bilinear interpolation from the grid to the frame, zero beyond the view, and a Gaussian over the frame."""
    x, y, width, height = region
    positions = []
    shown_pixels = np.zeros(SHAPE)
    shown_pixels[y : y + height, x : x + width] = 1
    for pixels, start, shown in ((SHAPE[0], y, height), (SHAPE[1], x, width)):
        content = max(1, int(np.floor(shown * side / max(width, height) + 0.5)))
        view = (np.arange(pixels) + 0.5 - start) * content / shown + (side - content) // 2
        positions.append(np.clip(view / (side / len(grid)) - 0.5, 0, len(grid) - 1))
    interpolated = scipy.ndimage.map_coordinates(
        grid, np.meshgrid(*positions, indexing="ij"), order=1, mode="nearest")
    return gaussian_filter(interpolated * shown_pixels, blur * max(width, height) / side, truncate=4.0, mode="reflect")


def main():
    if "--fit" in sys.argv:
        fit()
    bank = load_file(BUNDLE / "bank.safetensors")
    fusion = json.loads((BUNDLE / "calibration.json").read_text())["fusion"]
    settings = json.loads((BUNDLE / "config.json").read_text())["configuration"]
    golden = {}
    for name in PARTS:
        values, region = features(name)
        side = settings["preprocessing"]["input_side"]
        part = (values["part"] > 0).reshape(side // 8, side // 8)
        found = scores(distances(values, bank), depth_classes(part), fusion)
        for row, patches in found.items():
            maps = anomaly_map(spread(part, patches), region, side, settings["scoring"]["blur"])
            golden[f"{name}.{row}"] = maps.astype(np.float32)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    save_file(golden, OUT, metadata={"numpy": np.__version__, "scipy": scipy.__version__})


if __name__ == "__main__":
    main()
