"""Matrices whose numbers are whole numbers of 8 bits times a scale, one for each 64 inputs of an output.

The scales are powers of two, so each number is exact in bfloat16, in which models are published: the same file serves
who multiplies in 8 bits, in 16 and in 32, and all three hold the same numbers. What this costs is paid once, when a
model is published and its matrices are rounded.
"""

import torch
from torch import Tensor

GROUP = 64  # inputs that share a scale
MOST = 127


def scales_of(weight: Tensor) -> Tensor:
    """Return the least scales, (outputs, inputs / 64), with which each group of a matrix (outputs, inputs) fits."""
    largest = weight.float().unflatten(-1, (-1, GROUP)).abs().amax(-1)
    mantissa, exponent = torch.frexp(largest / MOST)  # from 0.5 to below 1: a power of two has just that
    exponent = torch.where(mantissa == 0.5, exponent - 1, exponent)
    return torch.where(largest > 0, torch.ldexp(torch.ones_like(largest), exponent), 1.0)


def split(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Return the nearest whole numbers, (outputs, inputs) of 8 bits, and the scales, (outputs, inputs / 64)."""
    scales = scales_of(weight)
    numbers = weight.float().unflatten(-1, (-1, GROUP)) / scales[..., None]
    return numbers.round().to(torch.int8).flatten(-2), scales


def snap(weight: Tensor) -> Tensor:
    """Return a matrix with each number replaced by the nearest that 8 bits hold."""
    numbers, scales = split(weight)
    snapped: Tensor = (numbers.unflatten(-1, (-1, GROUP)) * scales[..., None]).flatten(-2)
    return snapped


def is_exact(weight: Tensor) -> bool:
    """Return whether a matrix loses nothing in 8 bits."""
    return weight.shape[-1] % GROUP == 0 and torch.equal(snap(weight), weight)
