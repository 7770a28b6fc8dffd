"""Writes the golden fixture of EvaluationTests: scores, maps and masks with the figures they must give.

Run: python Tools/reference/metrics.py   (needs numpy, scipy, scikit-learn, pillow, torch, safetensors;
any working directory)

Area under the ROC curve and F1 are scikit-learn's. The per-region overlap is written here from its
definition, threshold by threshold, on regions that SciPy labels. The figures as papers compute them come
from maps that PyTorch and masks that Pillow brought to 224 x 224. Expected figures stand in the metadata, in
full precision, as JSON: `{"<case>": {"<metric>": value}}`.
"""

import json
import pathlib

import numpy
import PIL
import PIL.Image
import safetensors
import scipy
import scipy.ndimage
import sklearn
import torch
from safetensors.numpy import save_file
from sklearn.metrics import precision_recall_curve, roc_auc_score

SEED = 20260101
LIMITS = {"aupro_30": 0.30, "aupro_10": 0.10, "aupro_05": 0.05, "aupro_01": 0.01}
SCORES = {"few": (5, 3, 4), "tied": (40, 90, 12), "fine": (60, 150, 10**6)}  # good, bad, distinct scores
IMAGES = {"coarse": (40, 56, 10), "smooth": (61, 47, 10**6), "large": (72, 260, 200)}  # height, width, steps
FIXTURE = pathlib.Path(__file__).parents[2] / "Tests/EvaluationTests/Fixtures/metrics.safetensors"
LIBRARIES = [numpy, scipy, sklearn, torch, PIL, safetensors]


def largest_f1(labels: numpy.ndarray, scores: numpy.ndarray) -> float:
    precision, recall, _ = precision_recall_curve(labels, scores)
    total = precision + recall
    return float(numpy.max(numpy.where(total > 0, 2 * precision * recall / numpy.maximum(total, 1e-300), 0)))


def regions(masks: numpy.ndarray, maps: numpy.ndarray) -> list[numpy.ndarray]:
    """The scores of each defect of all images; pixels that touch at a corner belong together."""
    found = []
    for mask, scores in zip(masks, maps):
        labels, count = scipy.ndimage.label(mask, structure=numpy.ones((3, 3)))
        found += [scores[labels == number] for number in range(1, count + 1)]
    return found


def integrate(rates: list[float], overlaps: list[float], limit: float) -> float:
    """The area under straight lines between points of rising rate, up to the limit, over the limit."""
    area = 0.0
    for left, right, low, high in zip(rates, rates[1:], overlaps, overlaps[1:]):
        if right <= left or left >= limit:
            continue
        end = min(right, limit)
        at_end = numpy.interp(end, [left, right], [low, high])
        area += (end - left) * (low + at_end) / 2
    return area / limit


def exact_aupro(maps: numpy.ndarray, masks: numpy.ndarray) -> dict[str, float]:
    """One point for each distinct score, counted anew."""
    free, defects = maps[~masks], regions(masks, maps)
    rates, overlaps = [0.0], [0.0]
    for threshold in numpy.unique(maps)[::-1]:
        rates.append(numpy.mean(free >= threshold))
        overlaps.append(numpy.mean([numpy.mean(scores >= threshold) for scores in defects]))
    return {name: integrate(rates, overlaps, limit) for name, limit in LIMITS.items()}


def sampled_aupro(maps: numpy.ndarray, masks: numpy.ndarray) -> dict[str, float]:
    """100 thresholds at even ranks among the defect-free pixels; what lies above a threshold is found."""
    free, defects = numpy.sort(maps[~masks]), regions(masks, maps)
    rates, overlaps = [1.0], [1.0]
    for rank in numpy.linspace(0, len(free) - 1, num=100, dtype=int):
        rates.append(1 - (rank + 1) / len(free))
        overlaps.append(numpy.mean([numpy.mean(scores > free[rank]) for scores in defects]))
    return {name: integrate(rates[::-1], overlaps[::-1], limit) for name, limit in LIMITS.items()}


def small(maps: numpy.ndarray, masks: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    size = (224, 224)
    batch = torch.from_numpy(maps)[:, None]
    small_maps = torch.nn.functional.interpolate(batch, size, mode="bilinear", align_corners=False)[:, 0]
    nearest = [PIL.Image.fromarray(mask).resize(size, PIL.Image.Resampling.NEAREST) for mask in masks]
    return small_maps.numpy(), numpy.stack([numpy.asarray(mask) for mask in nearest])


def draw(generator: numpy.random.Generator, height: int, width: int, levels: int):
    """Four images, the first good: smooth maps that half know where the defects are, in half precision."""
    noise = generator.normal(size=(4, height, width))
    masks = scipy.ndimage.gaussian_filter(noise, (0, 3, 3)) > 0.11
    masks[0] = False
    masks[1, height // 2, width // 2] = True
    blur = scipy.ndimage.gaussian_filter(generator.normal(size=noise.shape), (0, 4, 4)) * 8
    maps = numpy.round((blur + 1.2 * scipy.ndimage.gaussian_filter(masks * 1.0, (0, 2, 2))) * levels) / levels
    return maps.astype(numpy.float16), masks


def main() -> None:
    generator = numpy.random.default_rng(SEED)
    tensors, expected = {}, {}
    for case, (good, bad, levels) in SCORES.items():
        labels = numpy.arange(good + bad) >= good
        scores = (generator.integers(0, levels, good + bad) / levels + 0.3 * labels).astype(numpy.float32)
        tensors |= {f"{case}.good": scores[~labels], f"{case}.defective": scores[labels]}
        expected[case] = {"i_auroc": roc_auc_score(labels, scores), "i_f1_max": largest_f1(labels, scores)}
    for case, (height, width, levels) in IMAGES.items():
        maps, masks = draw(generator, height, width, levels)
        tensors |= {f"{case}.maps": maps, f"{case}.masks": masks.astype(numpy.uint8)}
        maps = maps.astype(numpy.float32)
        small_maps, small_masks = small(maps, masks)
        tensors[f"{case}.small"] = numpy.ascontiguousarray(small_maps[1, ::16])
        expected[case] = {"p_auroc": roc_auc_score(masks.ravel(), maps.ravel())} | exact_aupro(maps, masks)
        expected[case]["p_f1_max"] = largest_f1(masks.ravel(), maps.ravel())
        expected[f"{case}.literature"] = sampled_aupro(small_maps, small_masks)
        expected[f"{case}.literature"]["p_auroc"] = roc_auc_score(small_masks.ravel(), small_maps.ravel())
    versions = ", ".join(f"{library.__name__} {library.__version__}" for library in LIBRARIES)
    text = json.dumps(expected, sort_keys=True, default=float)
    metadata = {"expected": text, "seed": str(SEED), "versions": versions}
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, FIXTURE, metadata=metadata)
    FIXTURE.chmod(0o644)


if __name__ == "__main__":
    main()
