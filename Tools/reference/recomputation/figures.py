"""The figures of an evaluation from scores, maps and masks: scikit-learn's where it has them, else their definition."""

import numpy
import scipy.ndimage
from sklearn.metrics import precision_recall_curve, roc_auc_score

LIMITS = {"aupro_30": 0.30, "aupro_10": 0.10, "aupro_05": 0.05, "aupro_01": 0.01}


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
