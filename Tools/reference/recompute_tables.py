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
import pathlib
import sys

from recomputation.printed_tables import check_tables
from recomputation.run import Run, check_category, check_means


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
