"""Compares Point-MAE's encoder on 1,024 groups of 128 points with peers on this machine.

Run: swift build -c release --package-path Tools/bench
     python Tools/bench/point_transformer.py [--threads 1 2] [--rounds 5] [--runs 2] [--peers ...]
(needs torch, safetensors, onnx, onnxruntime; openvino if it is asked for)

All take the same computed weights (Tools/reference/point_transformer_network.py) and numbers of the same size, float32, and take
turns as in network_forward.py, which says what the columns mean.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from network_forward import Contestant, share

HERE = pathlib.Path(__file__).parent
OURS = HERE / ".build/release/PointTransformerForward"
PEERS = ["onnxruntime", "openvino"]


class Encoder(Contestant):
    def __init__(self, name: str, folder: str, threads: int):
        program = [OURS, f"{folder}/weights.safetensors"]
        if name != "ours":
            program = [sys.executable, HERE / "peers/point_transformer.py", name, f"{folder}/model.onnx"]
        self.name, self.rounds, self.megabytes = name, [], 0
        self.process = subprocess.Popen(
            [*program, str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--peers", nargs="*", default=PEERS[:1], choices=PEERS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        writer = [sys.executable, HERE / "peers/point_transformer_models.py", folder]
        subprocess.run(writer, check=True, stderr=subprocess.DEVNULL)
        for threads in options.threads:
            contestants = [Encoder(name, folder, threads) for name in ["ours", *options.peers]]
            for contestant in contestants:
                contestant.run(1)
            for _ in range(options.rounds):
                for contestant in contestants:
                    contestant.rounds.append(contestant.run(options.runs))
            for contestant in contestants:
                print(
                    f"{threads} threads  {contestant.name:12} wall {contestant.median(0):7.1f} ms  processor"
                    f" {contestant.median(1):7.1f} ms  peak {contestant.megabytes:5} MB  ours/it:"
                    f" wall {share(contestants[0], contestant, 0):.2f}"
                    f" processor {share(contestants[0], contestant, 1):.2f}"
                    f" memory {contestants[0].megabytes / contestant.megabytes:.2f}", flush=True)
                contestant.close()


if __name__ == "__main__":
    main()
