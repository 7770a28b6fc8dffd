"""Times a residual network from the image to stage 3 in a peer: network_forward.py PEER MODEL THREADS.

PEER is torch (compiled with freezing), onnxruntime or openvino (float32); MODEL is a file that
`Tools/bench/network_forward.py` wrote, an ONNX model, or a state dictionary for torch. Talks like NetworkForward.
"""

import os
import sys

PEER, MODEL, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(THREADS)

import numpy  # noqa: E402  (after the number of threads is set)
from turns import take_turns  # noqa: E402

IMAGE = numpy.random.default_rng(1).normal(size=(1, 3, 224, 224)).astype(numpy.float32)


def torch_forward():
    import torch
    import torch._inductor.config
    from stages import Stages

    torch.set_num_threads(THREADS)
    torch._inductor.config.freezing = True
    network = Stages(os.path.basename(MODEL).split(".")[0])
    network.load_state_dict(torch.load(MODEL, weights_only=True))
    compiled = torch.compile(network.eval())
    image = torch.from_numpy(IMAGE)

    def forward():
        with torch.inference_mode():
            compiled(image)

    return forward


def onnxruntime_forward():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {"image": IMAGE})


def openvino_forward():
    import openvino

    core = openvino.Core()
    settings = {
        "INFERENCE_NUM_THREADS": THREADS, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"
    }
    request = core.compile_model(core.read_model(MODEL), "CPU", settings).create_infer_request()
    return lambda: request.infer({0: IMAGE})


forward = {"torch": torch_forward, "onnxruntime": onnxruntime_forward, "openvino": openvino_forward}[PEER]()
take_turns(forward)
