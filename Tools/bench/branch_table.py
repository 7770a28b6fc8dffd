#!/usr/bin/env python3
"""Which branch finds defects better: image AUROC and AUPRO of each appearance branch on rendered parts, over seeds.

    Tools/bench/branch_table.py --out FOLDER [--seeds 11 12 13] [--categories a,b] [--appearance NAME=BRANCH ...]

Renders one data set for each seed (kept in FOLDER for the next run), runs `assay evaluate --fit` with each branch and
prints the mean over categories, then its mean and standard deviation over seeds, and the gain over the first branch, paired by
seed. Needs a release build of assay and nothing else.
"""

import argparse
import json
import pathlib
import statistics
import subprocess

ROOT = pathlib.Path(__file__).parents[2]
ROWS = ["appearance/frozen", "fused/frozen"]
METRICS = {"i_auroc": "image AUROC", "aupro_30": "AUPRO@30 %", "aupro_01": "AUPRO@1 %"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--assay", default=str(ROOT / ".build/release/assay"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--categories", default="bearing,chocolate_bar,connector,tile")
    parser.add_argument("--appearance", nargs="+", default=["scattering=scattering"], metavar="NAME=BRANCH")
    parser.add_argument("--options", nargs="*", default=["--no-adapt"], help="further options of `assay evaluate`")
    return parser.parse_args()


def data_set(options, seed):
    """The rendered parts of a seed, made once."""
    folder = options.out / f"data-{seed}"
    if not folder.exists():
        subprocess.run(
            [options.assay, "synth", folder, "--categories", options.categories, "--seed", str(seed), "--test", "60",
             "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return folder


def evaluate(options, seed, name, branch):
    """The means over categories of one run, by row and metric."""
    run = options.out / f"run-{seed}-{name}"
    chosen = [word for c in options.categories.split(",") for word in ("--category", c)]
    subprocess.run(
        [options.assay, "evaluate", "--data", data_set(options, seed), *chosen, "--fit", "--out", run, "--appearance",
         branch, "--quiet", *options.options], check=True, stdout=subprocess.DEVNULL)
    return json.loads((run / "metrics.json").read_text())["mean"]


def spread(values):
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return f"{statistics.mean(values):.3f} ± {deviation:.3f}"


def main():
    options = arguments()
    branches = dict(word.split("=", 1) for word in options.appearance)
    found = {n: [evaluate(options, seed, n, b) for seed in options.seeds] for n, b in branches.items()}
    first = next(iter(found))
    print(f"seeds {options.seeds}, {options.categories}: mean over categories, mean ± deviation over seeds\n")
    print("| appearance | row | " + " | ".join(METRICS.values()) + " | gain over " + first + " |")
    print("| --- " * (len(METRICS) + 3) + "|")
    for name, runs in found.items():
        for row in ROWS:
            cells = [spread([run[row][m] for run in runs]) for m in METRICS]
            gains = [
                statistics.mean(run[row][m] - base[row][m] for run, base in zip(runs, found[first])) for m in METRICS]
            shown = "" if name == first else " ".join(f"{100 * g:+.1f}" for g in gains)
            print(f"| {name} | {row} | " + " | ".join(cells) + f" | {shown} |")


if __name__ == "__main__":
    main()
