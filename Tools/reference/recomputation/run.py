"""The files of a run, and the comparison of every figure of metrics.json with one that is computed anew."""

import csv
import json

import numpy

from .figures import Pixels, deviation_of, draws, image_figures, mean_of, minus, types
from .image_files import read_mask, read_tiff


class Run:
    """The files of a run, and how far what they say is from what is recomputed."""

    def __init__(self, arguments):
        self.folder, self.data, self.maps = arguments.run, arguments.data, arguments.maps
        self.resamples = arguments.resamples
        self.metrics = json.loads((self.folder / "metrics.json").read_text())
        with open(self.folder / "scores.csv", newline="") as file:
            self.parts = list(csv.DictReader(file))
        self.count, self.largest, self.worst, self.errors = 0, 0.0, "", []
        self.intervals, self.widest, self.widest_name = 0, 0.0, ""
        self.tolerance = arguments.tolerance

    def compare(self, name, written, computed, tolerance=None):
        self.count += 1
        difference = abs(written - computed)
        if tolerance is None and difference >= self.largest:
            self.largest, self.worst = difference, name
        if not difference <= (self.tolerance if tolerance is None else tolerance):
            self.errors.append(f"{name}: written {written}, computed {computed}")

    def compare_all(self, name, written, computed):
        keys = [key for key in written if key != "undefined"]
        for key in set(keys) | set(computed):
            if key not in written or key not in computed:
                self.errors.append(f"{name} {key}: only {'written' if key in written else 'computed'}")
            else:
                self.compare(f"{name} {key}", written[key], computed[key])

    def compare_intervals(self, name, written, resampled):
        for key, interval in (written or {}).items() if resampled else ():
            values = numpy.array([figures[key] for figures in resampled if key in figures])
            width = max(interval["upper"] - interval["lower"], 1e-3)
            for end, share in (("lower", 2.5), ("upper", 97.5)):
                self.intervals += 1
                distance = abs(numpy.percentile(values, share) - interval[end]) / width
                if distance > self.widest:
                    self.widest, self.widest_name = distance, f"{name} {key} {end}"

    def masks(self, parts):
        for part in parts:
            category, _, defect, identifier = part["id"].split("/")
            path = self.data / category / "test" / defect / "gt" / f"{identifier}.png"
            yield None if part["label"] == "0" else read_mask(path)

    def row(self, row, seed, parts, masks):
        """The figures of a row for one seed, and those of resamples."""
        folder = self.maps / row / (f"seed-{seed}" if seed is not None else "")
        places = [part["id"].split("/") for part in parts]
        maps = [read_tiff(folder / c / "test" / defect / f"{i}.tiff") for c, _, defect, i in places]
        column = row if seed is None else f"{row}#{seed}"
        scores = numpy.array([float(part[column]) for part in parts], numpy.float32)
        peaks = numpy.array([scored.max() for scored in maps])
        self.peaks = max(getattr(self, "peaks", 0.0), float(numpy.abs(scores - peaks).max()))
        truth = numpy.array([part["label"] == "1" for part in parts])
        pixels = Pixels(maps, masks)
        figures = {**image_figures(truth, scores), **pixels.figures()}
        extra = {"p_f1_max": pixels.f1_max(), "types": types(parts, truth, scores)}
        resampled = []
        for counts in draws(truth, self.resamples):
            resampled.append({**image_figures(truth, scores, counts), **pixels.figures(counts)})
        return figures, extra, resampled


def check_spread(run, name, written, seeds, runs):
    if written is None:
        return
    for seed, figures, entry in zip(seeds, runs, written["seeds"]):
        assert entry["seed"] == seed
        run.compare_all(f"{name} seed {seed}", entry["figures"], figures)
    run.compare_all(f"{name} mean", written["mean"], mean_of(runs))
    run.compare_all(f"{name} deviation", written["deviation"], deviation_of(runs))


def check_category(run, name):
    """Checks a category and returns, for each row, the figures of each seed."""
    written = run.metrics["categories"][name]
    parts = [part for part in run.parts if part["category"] == name]
    masks = list(run.masks(parts))
    rows, samples = {}, {}
    for row in written["rows"]:
        spread = written["supplement"][row].get("spread")
        seeds = [entry["seed"] for entry in spread["seeds"]] if spread else [None]
        results = [run.row(row, seed, parts, masks) for seed in seeds]
        figures = [result[0] for result in results]
        rows[row] = figures
        samples[row] = [mean_of(group) for group in zip(*(result[2] for result in results))]
        label, supplement = f"{name} {row}", written["supplement"][row]
        run.compare_all(label, written["rows"][row], mean_of(figures))
        run.compare_all(f"{label} types", supplement["defect_types_i_auroc"], mean_of([r[1]["types"] for r in results]))
        run.compare(f"{label} p_f1_max", supplement["p_f1_max"], numpy.mean([r[1]["p_f1_max"] for r in results]))
        check_spread(run, label, spread, seeds, figures)
        run.compare_intervals(label, supplement.get("intervals"), samples[row])
        print(f"  {label}: {len(run.errors)} differences so far", flush=True)
    for row, supplement in written["supplement"].items():
        check_gain(run, f"{name} {row}", supplement.get("gain"), rows, row)
        if gain := supplement.get("gain"):
            paired = [minus(*pair) for pair in zip(samples[row], samples[gain["over"]])]
            run.compare_intervals(f"{name} {row} gain", gain.get("intervals"), paired)
    return rows


def check_gain(run, name, written, rows, row):
    if written is None:
        return
    mine, other = rows[row], rows[written["over"]]
    run.compare_all(f"{name} gain", written["figures"], minus(mean_of(mine), mean_of(other)))
    if "deviation" in written:
        run.compare_all(f"{name} gain deviation", written["deviation"], deviation_of([minus(*p) for p in zip(mine, other)]))


def check_means(run, categories):
    means = {}
    for row in run.metrics["mean"]:
        seeds = [mean_of(figures) for figures in zip(*(rows[row] for rows in categories.values()))]
        means[row] = seeds
        run.compare_all(f"mean {row}", run.metrics["mean"][row], mean_of(seeds))
        supplement = run.metrics["mean_supplement"][row]
        if spread := supplement.get("spread"):
            check_spread(run, f"mean {row}", spread, [entry["seed"] for entry in spread["seeds"]], seeds)
    for row, supplement in run.metrics["mean_supplement"].items():
        check_gain(run, f"mean {row}", supplement.get("gain"), means, row)
    return means
