"""Compares residual networks, image to stage 3, with peers on this machine.

Run: swift build -c release --package-path Tools/bench
     python Tools/bench/network_forward.py [--threads 1 2] [--rounds 8] [--runs 3] [--peers ...] [ARCHITECTURE ...]
(needs torch, torchvision, safetensors, onnx, onnxruntime, openvino)

All take the same random weights, a 224 x 224 image and the same number of threads, float32. They stay loaded and take
turns, `--runs` runs a round, so that whatever else the machine does hits all alike. For each: the median of all
runs' wall-clock and processor time, the peak memory of its process, and ours as a share of it: the median over
rounds of the quotient of the round's fastest runs.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
OURS = HERE / ".build/release/NetworkForward"
ARCHITECTURES = ["resnet18", "resnet50", "wide_resnet50_2"]
PEERS = ["torch", "onnxruntime", "openvino"]
SUFFIXES = {"ours": ".safetensors", "torch": ".pt", "onnxruntime": ".onnx", "openvino": ".onnx"}

WRITE_MODELS = """
import sys, torch
from safetensors.torch import save_file
from stages import Stages
architecture, folder = sys.argv[1:]
torch.manual_seed(0)
network = Stages(architecture).eval()
state = network.state_dict()
torch.save(state, f"{folder}/{architecture}.pt")
save_file({k: v for k, v in state.items() if "num_batches" not in k}, f"{folder}/{architecture}.safetensors")
image = torch.zeros(1, 3, 224, 224)
torch.onnx.export(network, (image,), f"{folder}/{architecture}.onnx", dynamo=False, input_names=["image"])
"""


class Contestant:
    """A process that runs forward passes when told to."""

    def __init__(self, name: str, architecture: str, folder: str, threads: int):
        model = f"{folder}/{architecture}{SUFFIXES[name]}"
        program = [OURS] if name == "ours" else [sys.executable, HERE / "peers/network_forward.py", name]
        self.name, self.rounds, self.megabytes = name, [], 0
        self.process = subprocess.Popen(
            [*program, model, str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)

    def run(self, count: int) -> list[tuple[float, float]]:
        print(count, file=self.process.stdin, flush=True)
        lines = [self.process.stdout.readline() for _ in range(count + 1)]
        if not lines[-1]:
            raise RuntimeError(f"{self.name} ended early; run it by hand to see why")
        self.megabytes = int(lines[-1])
        return [tuple(map(float, line.split())) for line in lines[:-1]]

    def median(self, clock: int) -> float:
        return statistics.median(times[clock] for times in sum(self.rounds, []))

    def fastest(self, clock: int) -> list[float]:
        return [min(times[clock] for times in round) for round in self.rounds]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def share(ours: Contestant, other: Contestant, clock: int) -> float:
    return statistics.median(a / b for a, b in zip(ours.fastest(clock), other.fastest(clock)))


def compare(architecture: str, folder: str, threads: int, options: argparse.Namespace) -> None:
    contestants = [Contestant(name, architecture, folder, threads) for name in ["ours", *options.peers]]
    for contestant in contestants:
        contestant.run(3)  # compiles and warms up
    for _ in range(options.rounds):
        for contestant in contestants:
            contestant.rounds.append(contestant.run(options.runs))
    for contestant in contestants:
        ratios = "" if contestant.name == "ours" else (
            f"ours/it: wall {share(contestants[0], contestant, 0):.2f} processor {share(contestants[0], contestant, 1):.2f}"
            f" memory {contestants[0].megabytes / contestant.megabytes:.2f}")
        print(
            f"{architecture:16} {threads} threads  {contestant.name:12} wall {contestant.median(0):7.1f} ms"
            f"  processor {contestant.median(1):7.1f} ms  peak {contestant.megabytes:5} MB  {ratios}", flush=True)
        contestant.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("architectures", nargs="*", metavar="ARCHITECTURE", help="by default " + ", ".join(ARCHITECTURES))
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for architecture in options.architectures or ARCHITECTURES:
            writer = [sys.executable, "-c", WRITE_MODELS, architecture, folder]
            subprocess.run(writer, check=True, cwd=HERE / "peers", stderr=subprocess.DEVNULL)
            for threads in options.threads:
                compare(architecture, folder, threads, options)


if __name__ == "__main__":
    main()
