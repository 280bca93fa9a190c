"""The tower's later blocks, laid out for training on a processor: pictures are B x height x width x channels, so that every
convolution is one matrix product. Batch norms keep their statistics; they only scale the weights and cost nothing per picture."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def patches(x, stride):
    """B x H x W x C -> one row of 3 x 3 x C numbers for each place"""
    count, height, width, channels = x.shape
    padded = F.pad(x, (0, 0, 1, 1, 1, 1))
    picture, row, place, _ = padded.stride()
    high, wide = (height - 1) // stride + 1, (width - 1) // stride + 1
    shape = (count, high, wide, 3, 3, channels)
    return padded.as_strided(shape, (picture, row * stride, place * stride, row, place, 1)).reshape(-1, 9 * channels)


class Convolution3(torch.autograd.Function):
    """3 x 3; weight: out x 3 x 3 x in"""

    @staticmethod
    def forward(context, x, weight, shift, stride):
        count, height, width, _ = x.shape
        rows = patches(x, stride)
        context.save_for_backward(rows, weight)
        context.stride, context.shape = stride, x.shape
        y = torch.addmm(shift, rows, weight.flatten(1).t())
        return y.view(count, (height - 1) // stride + 1, (width - 1) // stride + 1, len(weight))

    @staticmethod
    def backward(context, by_y):
        rows, weight = context.saved_tensors
        count, height, width, channels = context.shape
        stride, by_y = context.stride, by_y.contiguous()
        flat = by_y.view(-1, len(weight))
        by_weight, by_shift = (flat.t() @ rows).view_as(weight), flat.sum(0)
        if stride == 1:
            turned = weight.flip(1, 2).permute(1, 2, 0, 3).reshape(-1, channels)
            return (patches(by_y, 1) @ turned).view(context.shape), by_weight, by_shift, None
        by_rows = (flat @ weight.flatten(1)).view(*by_y.shape[:3], 3, 3, channels)
        by_padded = flat.new_zeros(count, height + 2, width + 2, channels)
        high, wide = by_y.shape[1:3]
        for y in range(3):
            for x in range(3):
                to = by_padded[:, y : y + stride * high : stride, x : x + stride * wide : stride]
                to += by_rows[:, :, :, y, x]
        return by_padded[:, 1:-1, 1:-1], by_weight, by_shift, None


def convolved(part, x):
    """part: a nets.ConvBN"""
    weight, norm = part[0].weight, part[1]
    gain = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
    weight, shift = weight * gain.view(-1, 1, 1, 1), norm.bias - norm.running_mean * gain
    if weight.shape[2] == 1:
        y = F.linear(x, weight.flatten(1), shift)
    else:
        y = Convolution3.apply(x, weight.permute(0, 2, 3, 1).contiguous(), shift, part[0].stride[0])
    return F.relu(y) if len(part) == 3 else y


def through(block, x):
    """block: a nets.Block"""
    y = x
    for part in block.f:
        y = convolved(part, y)
    if not isinstance(block.short, nn.Identity):
        pool, part = block.short
        x = convolved(part, pool(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1))
    return F.relu(y + x, inplace=True)


def late(blocks, x):
    """x: B x H x W x C, what the first blocks made -> B x channels"""
    for block in blocks:
        x = through(block, x)
    return x.mean((1, 2))
