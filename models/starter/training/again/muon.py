"""Muon for convolutions: the momentum of each weight matrix is made orthogonal (Newton-Schulz), so that every direction
learns at the same pace. The learning rate is relative to the matrix's own length, which stays what it was."""
import torch

MOMENTUM = 0.9
A, B, C = 3.4445, -4.775, 2.0315  # Keller Jordan's quintic


def orthogonal(matrix, steps=4):
    x = matrix.reshape(len(matrix), -1)
    tall = len(x) > x.shape[1]
    x = x.t() if tall else x
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.t()
        x = A * x + (B * gram + C * gram @ gram) @ x
    return (x.t() if tall else x).reshape(matrix.shape)


class Muon:
    def __init__(self, weights):
        self.weights = list(weights)
        self.momenta = [torch.zeros_like(weight) for weight in self.weights]
        self.lengths = [weight.detach().norm().item() for weight in self.weights]

    @torch.no_grad()
    def step(self, rate):
        for weight, momentum, length in zip(self.weights, self.momenta, self.lengths):
            momentum.mul_(MOMENTUM).add_(weight.grad, alpha=1 - MOMENTUM)
            way = orthogonal((1 - MOMENTUM) * weight.grad + MOMENTUM * momentum)  # Nesterov
            weight.add_(way, alpha=-rate * length / way.norm().item())
            weight.mul_(length / weight.norm().item())
            weight.grad = None
