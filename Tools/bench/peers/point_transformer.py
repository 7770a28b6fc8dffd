"""Times Point-MAE's encoder in a peer: point_transformer.py PEER MODEL THREADS.

PEER is onnxruntime or openvino (float32); MODEL is the ONNX model that `Tools/bench/point_transformer.py` wrote.
Talks like PointTransformerForward.
"""

import os
import sys

PEER, MODEL, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(THREADS)

import numpy  # noqa: E402  (after the number of threads is set)
from turns import take_turns  # noqa: E402

RANDOM = numpy.random.default_rng(1)
GROUPS = RANDOM.uniform(-0.1, 0.1, (1024, 128, 3)).astype(numpy.float32)
CENTERS = RANDOM.uniform(-1, 1, (1024, 3)).astype(numpy.float32)


def onnxruntime_forward():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {"groups": GROUPS, "centers": CENTERS})


def openvino_forward():
    import openvino

    core = openvino.Core()
    settings = {
        "INFERENCE_NUM_THREADS": THREADS, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"
    }
    request = core.compile_model(core.read_model(MODEL), "CPU", settings).create_infer_request()
    return lambda: request.infer({"groups": GROUPS, "centers": CENTERS})


forward = {"onnxruntime": onnxruntime_forward, "openvino": openvino_forward}[PEER]()
take_turns(forward)
