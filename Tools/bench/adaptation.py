"""Compares the training of a pair of adaptors on 784 patches a sample with PyTorch on this machine.

Run: Tools/bench/run adaptation [--threads 1 2] [--steps 40] [--samples 240] [--rounds 3] [--peers ...]

One run is a whole training with our default options, but for the number of steps: its time is proportional to that. The
peer reads the same options, so model, losses, batch and optimiser are the same; random numbers are not.

`recipe` is what `assay fit --adapt` trains: whitened appearance, and some patches of a sample in each step. The other two
take all 784 patches and whole features, weight-free ones and those of a ResNet-18.
"""

import json
import subprocess
import tempfile

from contest import Comparison, compare, options_of, ours, peer

# Features of appearance and of geometry, and the patches of a sample in a step; None: as many as our defaults say.
SIZES = {"recipe": (128, 36, None), "weight-free": (267, 36, 784), "ResNet-18": (384, 36, 784)}


def write_job(path: str, size: str, options) -> None:
    program = [str(word) for word in ours("AdaptationTraining", path, 0)]
    defaults = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    appearance, geometry, patches = SIZES[size]
    defaults["stepCount"] = options.steps
    defaults["patchesPerSample"] = patches or defaults["patchesPerSample"]
    job = {"options": defaults, "samples": options.samples, "patches": 784, "seed": 1}
    job |= {"appearanceFeatures": appearance, "geometryFeatures": geometry}
    with open(path, "w") as file:
        json.dump(job, file)


def main() -> None:
    parser = options_of(__doc__, ["eager", "compiled"], rounds=3, runs=1, warm_up=1)
    parser.add_argument("--steps", type=int, default=40, help="steps of the optimiser in one run (%(default)s)")
    parser.add_argument("--samples", type=int, default=240, help="samples to train on (%(default)s)")
    parser.add_argument("--sizes", nargs="*", default=list(SIZES), choices=list(SIZES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            job = f"{folder}/{size}.json"
            write_job(job, size, options)
            commands = {"ours": ours("AdaptationTraining", job)}
            for name in options.peers:
                commands[name] = peer("adaptation.py", name, job)
            title = f"adaptors, {size}: {SIZES[size][0]} and {SIZES[size][1]} features, {options.steps} steps"
            for threads in options.threads:
                compare(Comparison(title, 0.50, commands), threads, options)


if __name__ == "__main__":
    main()
