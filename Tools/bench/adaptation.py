"""Compares the training of a pair of adaptors on 784 patches a sample with PyTorch on this machine.

Run: Tools/bench/run adaptation [--threads 1 2] [--steps 40] [--samples 240] [--rounds 3] [--peers ...]

One run is a whole training with our default options, but for the number of steps: its time is proportional to that. The
peer reads the same options, so model, losses, batch and optimiser are the same; random numbers are not. The second size
is that of a ResNet-18 for appearance.
"""

import json
import subprocess
import tempfile

from contest import Comparison, compare, options_of, ours, peer

SIZES = {"weight-free": (267, 36), "ResNet-18": (384, 36)}


def write_job(path: str, features: tuple[int, int], options) -> None:
    program = [str(word) for word in ours("AdaptationTraining", path, 0)]
    defaults = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    defaults["stepCount"] = options.steps
    job = {"options": defaults, "samples": options.samples, "patches": 784, "seed": 1}
    job |= {"appearanceFeatures": features[0], "geometryFeatures": features[1]}
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
            write_job(job, SIZES[size], options)
            commands = {"ours": ours("AdaptationTraining", job)}
            for name in options.peers:
                commands[name] = peer("adaptation.py", name, job)
            title = "adaptors of {} and {} features ({}), {} steps".format(*SIZES[size], size, options.steps)
            for threads in options.threads:
                compare(Comparison(title, 0.50, commands), threads, options)


if __name__ == "__main__":
    main()
