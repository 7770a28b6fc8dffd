"""The comparison of the tables metrics.csv, metrics.md and metrics.tex with figures that are computed anew."""

import csv
import re

from .figures import deviation_of, mean_of, minus

NAMES = {
    "i_auroc": "I-AUROC", "p_auroc": "P-AUROC", "aupro_30": "AUPRO@30%", "aupro_10": "AUPRO@10%",
    "aupro_05": "AUPRO@5%", "aupro_01": "AUPRO@1%", "i_f1_max": "I-F1-max",
}
KEYS = {name: key for key, name in NAMES.items()}
CELL = re.compile(r"([+-]?\d+\.\d+)(?: ±(\d+\.\d+))?(?: \(([+-]?\d+\.\d+)(?:–| to )([+-]?\d+\.\d+)\))?")
PLACE = re.compile(r"(\S+) on |(All figures)|(Every row)|(Gains)")


class Tables:
    """What the tables may say: figures of each seed by category and row, and the intervals of metrics.json."""

    def __init__(self, run, categories, means):
        self.run = run
        self.seeds = {(name, row): seeds for name, rows in categories.items() for row, seeds in rows.items()}
        self.seeds |= {("mean", row): seeds for row, seeds in means.items()}
        self.rows = {row.replace("/", ", "): row for _, row in self.seeds}
        self.only = next(iter(categories)) if len(categories) == 1 else "mean"

    def supplement(self, category, row):
        metrics = self.run.metrics
        if category == "mean":
            return metrics["mean_supplement"][row]
        return metrics["categories"][category]["supplement"][row]

    def compare(self, form, cell, category, row, key, over=None):
        """A printed cell: a figure or, over another row, a gain in points; with its deviation and its interval."""
        match = CELL.fullmatch(cell)
        if not match:
            return
        seeds, supplement = self.seeds[category, row], self.supplement(category, row)
        scale, half = (1, 0.5001e-3) if over is None else (100, 0.5001e-1)
        if over is not None:
            seeds = [minus(*pair) for pair in zip(seeds, self.seeds[category, over])]
            supplement = supplement["gain"]
        place = f"{form} {category} {row} {key}"
        self.run.compare(place, float(match[1]), scale * mean_of(seeds)[key], half)
        if match[2]:
            self.run.compare(f"{place} deviation", float(match[2]), scale * deviation_of(seeds)[key], half)
        for end, printed in (("lower", match[3]), ("upper", match[4])):
            if printed:
                written = supplement["intervals"][key][end]
                self.run.compare(f"{place} {end}", float(printed), scale * written, half)

    def check(self, form, title, heads, cells):
        """One line of a printed table; lines of published figures and of other tables are passed over."""
        cells = [cell.strip("*") for cell in cells]
        metric, label = KEYS.get(title), cells[0]
        if metric and label in self.rows:
            for head, cell in zip(heads[1:], cells[1:]):
                self.compare(form, cell, head, self.rows[label], metric)
        elif title == "Gains":
            row, over = (self.rows.get(name, name) for name in cells[:2])
            for head, cell in zip(heads[2:], cells[2:]):
                self.compare(form, cell, self.only, row, KEYS[head], over)
        elif title == "Every row":
            for head, cell in zip(heads[2:], cells[2:]):
                self.compare(form, cell, cells[0], cells[1], KEYS[head])
        elif title == "All figures":
            for head, cell in zip(heads[1:], cells[1:]):
                self.compare(form, cell, self.only, self.rows[label], KEYS[head])


def check_tables(run, categories, means):
    """The tables say what was recomputed: in full in metrics.csv, as printed in metrics.md and metrics.tex."""
    tables = Tables(run, categories, means)
    with open(run.folder / "metrics.csv", newline="") as file:
        for line in csv.DictReader(file):
            for key, name in NAMES.items():
                if line[name]:
                    figures = mean_of(tables.seeds[line["category"], line["row"]])
                    run.compare(f"csv {line['category']} {line['row']} {key}", float(line[name]), figures[key])
    for form, lines in (("md", markdown(run.folder)), ("tex", latex(run.folder))):
        title, heads, before = "", [], run.count
        for cells in lines:
            if len(cells) == 1:
                title, heads = cells[0], []
            elif not heads:
                heads = cells
            else:
                tables.check(form, title, heads, cells)
        if run.count == before:
            run.errors.append(f"metrics.{form}: no line of the run found")


def markdown(folder):
    """The cells of each line of metrics.md; the title of a table is a line of one cell."""
    for line in (folder / "metrics.md").read_text().splitlines():
        if line.startswith("## "):
            yield [title(line[3:] + " on ")]
        elif line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def latex(folder):
    """The same of metrics.tex."""
    for line in (folder / "metrics.tex").read_text().splitlines():
        if line.startswith("\\caption{"):
            yield [title(plain(line[9:]))]
        elif line.endswith("\\\\"):
            yield [plain(re.sub(r"\\textbf\{(.*)\}", r"\1", cell.strip())) for cell in line[:-2].split(" & ")]


def plain(text):
    """LaTeX as the Markdown tables have it."""
    return re.sub(r"[\\{}]", "", text.replace("$\\pm$", "±").replace("--", "–")).strip()


def title(text):
    match = PLACE.match(text)
    return next((group for group in match.groups() if group), "") if match else ""
