"""Compares Point-MAE's encoder on 1,024 groups of 128 points with peers on this machine.

Run: Tools/bench/run point_transformer [--threads 1 2] [--rounds 5] [--runs 2] [--peers ...]

All take the same computed weights (Tools/reference/point_transformer_network.py) and numbers of the same size, in
float32.
"""

import subprocess
import sys
import tempfile

from contest import HERE, Comparison, compare, options_of, ours, peer


def main() -> None:
    options = options_of(__doc__, ["onnxruntime", "openvino"], rounds=5, runs=2, warm_up=1).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        writer = [sys.executable, HERE / "peers/point_transformer_models.py", folder]
        subprocess.run(writer, check=True, stderr=subprocess.DEVNULL)
        commands = {"ours": ours("PointTransformerForward", f"{folder}/weights.safetensors")}
        for name in options.peers:
            commands[name] = peer("point_transformer.py", name, f"{folder}/model.onnx")
        for threads in options.threads:
            compare(Comparison("Point-MAE, 1,024 groups of 128 points", 0.75, commands), threads, options)


if __name__ == "__main__":
    main()
