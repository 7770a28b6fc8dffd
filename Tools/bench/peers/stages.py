"""Torchvision's residual networks, cut after stage 3."""

import torch
import torchvision


class Stages(torch.nn.Module):
    """The outputs of stages 2 and 3."""

    def __init__(self, architecture: str):
        super().__init__()
        network = getattr(torchvision.models, architecture)(weights=None)
        for name in ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3"):
            setattr(self, name, getattr(network, name))

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        stem = self.maxpool(self.relu(self.bn1(self.conv1(image))))
        second = self.layer2(self.layer1(stem))
        return second, self.layer3(second)
