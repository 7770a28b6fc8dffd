"""Compares residual networks, from a 224 x 224 image to stage 3, with peers on this machine.

Run: Tools/bench/run network_forward [--threads 1 2] [--rounds 8] [--runs 3] [--peers ...] [ARCHITECTURE ...]

All take the same random weights, an image of the same size and the same number of threads, in float32.
"""

import subprocess
import sys
import tempfile

from contest import HERE, Comparison, compare, options_of, ours, peer

BARS = {"resnet18": 0.85, "resnet50": 0.80, "wide_resnet50_2": 0.80}
SUFFIXES = {"torch": ".pt", "onnxruntime": ".onnx", "openvino": ".onnx"}


def main() -> None:
    parser = options_of(__doc__, list(SUFFIXES), rounds=8, runs=3, warm_up=3)
    parser.add_argument("architectures", nargs="*", metavar="ARCHITECTURE", help="by default " + ", ".join(BARS))
    options = parser.parse_args()
    for architecture in options.architectures or BARS:
        with tempfile.TemporaryDirectory() as folder:
            model = f"{folder}/{architecture}"
            # In a process of its own, so that PyTorch's memory is not forked into the contestants.
            writer = [sys.executable, HERE / "peers/network_models.py", architecture, folder]
            subprocess.run(writer, check=True, stderr=subprocess.DEVNULL)
            commands = {"ours": ours("NetworkForward", model + ".safetensors")}
            for name in options.peers:
                commands[name] = peer("network_forward.py", name, model + SUFFIXES[name])
            for threads in options.threads:
                compare(Comparison(architecture, BARS.get(architecture, 0.8), commands), threads, options)


if __name__ == "__main__":
    main()
