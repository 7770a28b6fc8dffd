"""Recomputes every number of an evaluation's tables from the maps, masks and scores that it wrote.

Run: assay evaluate --data DATA --out RUN --fit --ablation --row-maps MAPS
     python Tools/reference/recompute_tables.py RUN DATA MAPS [--resamples 200] [--tolerance 1e-9]
(needs numpy, scipy, scikit-learn; any working directory; DATA in the layout of MVTec 3D-AD)

Nothing of Assay is used: the readers of TIFF and PNG are written here, areas under the ROC curve and F1 are
scikit-learn's, regions are SciPy's, and the overlap is integrated from its definition. Checked are every figure of
metrics.json (rows, seeds, means, deviations, gains), of metrics.csv, and of the run's own lines in metrics.md and
metrics.tex as far as they are printed. Intervals are bootstrapped anew with other draws, so they agree only as far as
two bootstraps do: the largest difference is given in widths of the interval. Ends with 1 when a figure differs.
"""

import argparse
import csv
import json
import pathlib
import re
import struct
import sys
import zlib

import numpy
import scipy.ndimage
from sklearn.metrics import precision_recall_curve, roc_auc_score

LIMITS = {"aupro_30": 0.30, "aupro_10": 0.10, "aupro_05": 0.05, "aupro_01": 0.01}
NAMES = {
    "i_auroc": "I-AUROC", "p_auroc": "P-AUROC", "aupro_30": "AUPRO@30%", "aupro_10": "AUPRO@10%",
    "aupro_05": "AUPRO@5%", "aupro_01": "AUPRO@1%", "i_f1_max": "I-F1-max",
}


# Reading


def read_tiff(path):
    """A one-channel float TIFF without compression, as float32 [height, width]."""
    data = path.read_bytes()
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    position = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for index in range(struct.unpack(order + "H", data[position : position + 2])[0]):
        entry = data[position + 2 + 12 * index : position + 14 + 12 * index]
        tag, kind, count = struct.unpack(order + "HHI", entry[:8])
        form = {3: "H", 4: "I"}.get(kind)
        if form is None:
            continue
        size = struct.calcsize(form) * count
        place = struct.unpack(order + "I", entry[8:])[0]
        raw = entry[8 : 8 + size] if size <= 4 else data[place : place + size]
        tags[tag] = struct.unpack(order + form * count, raw)
    assert tags.get(259, (1,))[0] == 1 and tags[258][0] == 32 and tags.get(277, (1,))[0] == 1, path
    pixels = b"".join(data[start : start + size] for start, size in zip(tags[273], tags[279]))
    return numpy.frombuffer(pixels, order + "f4").astype(numpy.float32).reshape(tags[257][0], tags[256][0])


def read_mask(path):
    """Where a PNG of one 8- or 16-bit channel (or of palette entries) is not 0, as bool [height, width]."""
    data = path.read_bytes()
    position, packed = 8, b""
    while position < len(data):
        size, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + size]
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        position += size + 12
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    assert not interlaced and depth in (8, 16), path
    pixel = channels * depth // 8
    raw = numpy.frombuffer(zlib.decompress(packed), numpy.uint8).reshape(height, 1 + width * pixel)
    rows = numpy.zeros((height, width * pixel), numpy.uint8)
    above = numpy.zeros(width * pixel, numpy.uint8)
    for index in range(height):
        rows[index] = above = unfiltered(raw[index, 0], raw[index, 1:], above, pixel)
    samples = rows.reshape(height, width, channels, depth // 8)
    if color in (4, 6):
        samples = samples[:, :, :-1]  # without alpha
    return samples.reshape(height, width, -1).any(axis=2)


def unfiltered(kind, line, above, pixel):
    """One line of a PNG without its filter (PNG specification, section 9)."""
    if kind == 0:
        return line.copy()
    if kind == 2:
        return line + above
    line, above, out = line.astype(int), above.astype(int), numpy.zeros(len(line), int)
    for i in range(len(line)):
        left = out[i - pixel] if i >= pixel else 0
        corner = above[i - pixel] if i >= pixel else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            distances = [abs(above[i] - corner), abs(left - corner), abs(left + above[i] - 2 * corner)]
            guess = (left, above[i], corner)[int(numpy.argmin(distances))]
        out[i] = (line[i] + guess) & 255
    return out.astype(numpy.uint8)


# Figures


class Pixels:
    """All pixels of a row, from the highest score to the lowest, with the weight of each in both rates."""

    def __init__(self, maps, masks):
        scores, shares, images, regions = [], [], [], []
        for image, (scored, mask) in enumerate(zip(maps, masks)):
            share = numpy.zeros(scored.size)
            count = 0
            if mask is not None and mask.any():
                labels, count = scipy.ndimage.label(mask, structure=numpy.ones((3, 3)))
                sizes = numpy.bincount(labels.ravel())
                share = numpy.where(labels.ravel() > 0, 1.0 / numpy.maximum(sizes, 1)[labels.ravel()], 0.0)
            scores.append(scored.ravel())
            shares.append(share)
            images.append(numpy.full(scored.size, image))
            regions.append(count)
        scores = numpy.concatenate(scores)
        order = numpy.argsort(-scores, kind="stable")
        self.scores = scores[order]
        self.shares = numpy.concatenate(shares)[order]
        self.images = numpy.concatenate(images)[order]
        self.regions = numpy.array(regions, float)
        self.is_bad = self.shares > 0
        # one point of the curve for each distinct score
        self.ends = numpy.append(numpy.flatnonzero(self.scores[1:] != self.scores[:-1]), len(self.scores) - 1)

    def figures(self, counts=None):
        weights = 1.0 if counts is None else counts[self.images]
        regions = self.regions.sum() if counts is None else (self.regions * counts).sum()
        negatives = numpy.cumsum(weights * ~self.is_bad)[self.ends]
        positives = numpy.cumsum(weights * self.is_bad)[self.ends]
        overlaps = numpy.cumsum(weights * self.shares)[self.ends]
        result = {}
        if not (regions > 0 and negatives[-1] > 0):
            return result
        rates = numpy.concatenate([[0.0], negatives / negatives[-1]])
        found = numpy.concatenate([[0.0], overlaps / regions])
        result["p_auroc"] = numpy.trapezoid(numpy.concatenate([[0.0], positives / positives[-1]]), rates)
        for key, limit in LIMITS.items():
            result[key] = area_below(rates, found, limit)
        return result

    def f1_max(self):
        return f1_max(self.is_bad, self.scores)


def area_below(rates, found, limit):
    """The area under a line through points up to a limit of the first coordinate, divided by the limit."""
    last = numpy.searchsorted(rates, limit, side="right")
    x, y = rates[:last], found[:last]
    if last < len(rates) and x[-1] < limit:
        share = (limit - x[-1]) / (rates[last] - x[-1])
        x, y = numpy.append(x, limit), numpy.append(y, y[-1] + share * (found[last] - y[-1]))
    return numpy.trapezoid(y, x) / limit


def f1_max(truth, scores):
    precision, recall, _ = precision_recall_curve(truth, scores)
    return float((2 * precision * recall / numpy.maximum(precision + recall, 1e-300)).max())


def image_figures(truth, scores, counts=None):
    if truth.all() or not truth.any():
        return {}
    if counts is not None:
        truth, scores = (numpy.repeat(values, counts) for values in (truth, scores))
    return {"i_auroc": roc_auc_score(truth, scores), "i_f1_max": f1_max(truth, scores)}


# A run


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


def types(parts, truth, scores):
    names = numpy.array([part["defect"] for part in parts])
    found = {}
    for name in sorted(set(names[truth])):
        chosen = ~truth | (names == name)
        found[name] = roc_auc_score(truth[chosen], scores[chosen])
    return found


def draws(truth, resamples):
    """How often each part is drawn, good and defective ones apart; the same for every row."""
    random = numpy.random.default_rng(11)
    for _ in range(resamples):
        counts = numpy.zeros(len(truth), int)
        for stratum in (numpy.flatnonzero(~truth), numpy.flatnonzero(truth)):
            numpy.add.at(counts, random.choice(stratum, len(stratum)), 1)
        yield counts


def mean_of(figures):
    keys = set.intersection(*(set(values) for values in figures))
    return {key: float(numpy.mean([values[key] for values in figures])) for key in keys}


def deviation_of(figures):
    keys = set.intersection(*(set(values) for values in figures))
    return {key: float(numpy.std([values[key] for values in figures], ddof=1)) for key in keys}


def minus(first, second):
    return {key: first[key] - second[key] for key in set(first) & set(second)}


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


def check_tables(run, categories, means):
    """The tables say what was recomputed: in full in metrics.csv, to three decimals in metrics.md and metrics.tex."""
    figures = {(name, row): mean_of(seeds) for name, rows in categories.items() for row, seeds in rows.items()}
    figures |= {("mean", row): mean_of(seeds) for row, seeds in means.items()}
    with open(run.folder / "metrics.csv", newline="") as file:
        for line in csv.DictReader(file):
            for key, name in NAMES.items():
                if line[name]:
                    run.compare(f"csv {line['category']} {line['row']} {key}", float(line[name]),
                                figures[line["category"], line["row"]][key])
    labels = {row.replace("/", ", "): row for _, row in figures}
    for name, lines in printed(run.folder):
        metric, heads = None, []
        for cells in lines:
            if len(cells) == 1:
                metric = next((key for key, title in NAMES.items() if title == cells[0]), None)
            elif cells[0].lower() == "method":
                heads = cells[1:]
            elif metric and cells[0] in labels:
                for head, cell in zip(heads, cells[1:]):
                    if re.fullmatch(r"[01]\.\d{3}", cell):
                        run.compare(f"{name} {cells[0]} {head} {metric}", float(cell),
                                    figures[head, labels[cells[0]]][metric], 0.5001e-3)


def printed(folder):
    """The cells of the lines of both printed tables; the title of a table is a line of one cell."""
    markdown = []
    for line in (folder / "metrics.md").read_text().splitlines():
        if line.startswith("## "):
            markdown.append([line[3:]])
        elif line.startswith("| "):
            markdown.append([cell.strip().strip("*") for cell in line.strip("| ").split(" | ")])
    latex = []
    for line in (folder / "metrics.tex").read_text().splitlines():
        if match := re.match(r"\\caption\{(\S+) on ", line):
            latex.append([match[1].replace("\\", "")])
        elif line.endswith("\\\\"):
            cells = [re.sub(r"\\textbf\{(.*)\}", r"\1", cell.strip()) for cell in line[:-2].split("&")]
            latex.append([cell.replace("\\", "").strip() for cell in cells])
    return [("md", markdown), ("tex", latex)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("run", "data", "maps"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--resamples", type=int, default=200)
    parser.add_argument("--tolerance", type=float, default=1e-9)
    run = Run(parser.parse_args())
    categories = {name: check_category(run, name) for name in sorted(run.metrics["categories"])}
    check_tables(run, categories, check_means(run, categories))
    for error in run.errors[:20]:
        print("DIFFERS", error)
    print(f"{run.count} figures compared, {len(run.errors)} differ; largest difference {run.largest:.3g} ({run.worst})")
    print(f"image scores lie at most {run.peaks:.3g} from the peaks of their maps")
    if run.intervals and run.resamples:
        print(f"{run.intervals} ends of intervals bootstrapped anew ({run.resamples} resamples): at most "
              f"{run.widest:.2f} of the width apart ({run.widest_name})")
    sys.exit(1 if run.errors else 0)


if __name__ == "__main__":
    main()
