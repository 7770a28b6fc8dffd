"""Writes Point-MAE's encoder with computed weights: point_transformer_models.py FOLDER.

A process of its own, so that PyTorch's memory does not count as that of the contestants.
"""

import pathlib
import sys

import torch
from safetensors.torch import save_file

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "reference"))
from point_transformer_network import PointTransformer, computed  # noqa: E402

FOLDER = sys.argv[1]
network = computed(PointTransformer()).float()
state = network.state_dict().items()
save_file({f"MAE_encoder.{k}": v for k, v in state if "num_batches" not in k}, f"{FOLDER}/weights.safetensors")
example = (torch.zeros(1024, 128, 3), torch.zeros(1024, 3))
torch.onnx.export(
    network, example, f"{FOLDER}/model.onnx", dynamo=False, input_names=["groups", "centers"], opset_version=20)
