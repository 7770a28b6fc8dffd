"""Writes a residual network with random weights in every contestant's format: network_models.py ARCHITECTURE FOLDER."""

import sys

import torch
from safetensors.torch import save_file
from stages import Stages

architecture, folder = sys.argv[1:]
torch.manual_seed(0)
network = Stages(architecture).eval()
state = network.state_dict()
torch.save(state, f"{folder}/{architecture}.pt")
save_file(
    {name: value for name, value in state.items() if "num_batches" not in name},
    f"{folder}/{architecture}.safetensors")
image = torch.zeros(1, 3, 224, 224)
torch.onnx.export(network, (image,), f"{folder}/{architecture}.onnx", dynamo=False, input_names=["image"])
