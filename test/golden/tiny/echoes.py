"""Graphs with the inputs and outputs of real exports that answer with what they were given (run it here; needs the package onnx).

Their answers, 64 numbers wide, show whether the engine feeds a tower rightly:
  naflex_vision_model.onnx  rows, columns, sum of the mask, then the mean patch's first 61 numbers
  clip_vision_model.onnx    the first 64 numbers of the picture
  clip_text_model.onnx      the first 64 ids where the mask is 1
  text_model_64.onnx        the 64 ids
Types of whole numbers differ on purpose: exports do. CLIP's pooler_output, which is not the embedding, is zero.
"""

import onnx
from onnx import TensorProto as T
from onnx import helper as h


def save(name, inputs, outputs, nodes, constants):
    initializers = [h.make_tensor(key, T.INT64, [len(value)], value) for key, value in constants.items()]
    if any("zero" in node.input for node in nodes):
        initializers.append(h.make_tensor("zero", T.FLOAT, [], [0.0]))
    graph = h.make_graph(nodes, name, inputs, outputs, initializers)
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, f"{name}.onnx")


def value(name, kind, *shape):
    return h.make_tensor_value_info(name, kind, ["batch_size", *shape])


def first(source, target, axis="one", end="width"):
    return h.make_node("Slice", [source, "begin", end, axis], [target])


save(
    "naflex_vision_model",
    [
        value("pixel_values", T.FLOAT, "num_patches", 768),
        value("pixel_attention_mask", T.INT32, "num_patches"),
        value("spatial_shapes", T.INT64, 2),
    ],
    [value("pooler_output", T.FLOAT, 64)],
    [
        h.make_node("Cast", ["spatial_shapes"], ["grid"], to=T.FLOAT),
        h.make_node("Cast", ["pixel_attention_mask"], ["mask"], to=T.FLOAT),
        h.make_node("ReduceSum", ["mask", "one"], ["patches"], keepdims=1),
        h.make_node("ReduceMean", ["pixel_values"], ["mean"], axes=[1], keepdims=0),
        first("mean", "some", end="rest"),
        h.make_node("Concat", ["grid", "patches", "some"], ["pooler_output"], axis=1),
    ],
    {"one": [1], "begin": [0], "rest": [61]},
)
save(
    "clip_vision_model",
    [value("pixel_values", T.FLOAT, 3, "height", "width_")],
    [value("image_embeds", T.FLOAT, 64), value("pooler_output", T.FLOAT, 64)],
    [
        h.make_node("Flatten", ["pixel_values"], ["flat"], axis=1),
        first("flat", "image_embeds"),
        h.make_node("Mul", ["image_embeds", "zero"], ["pooler_output"]),
    ],
    {"one": [1], "begin": [0], "width": [64]},
)
save(
    "clip_text_model",
    [value("input_ids", T.INT32, "length"), value("attention_mask", T.INT64, "length")],
    [value("text_embeds", T.FLOAT, 64), value("pooler_output", T.FLOAT, 64)],
    [
        h.make_node("Cast", ["attention_mask"], ["mask"], to=T.INT32),
        h.make_node("Mul", ["input_ids", "mask"], ["masked"]),
        h.make_node("Cast", ["masked"], ["ids"], to=T.FLOAT),
        first("ids", "text_embeds"),
        h.make_node("Mul", ["text_embeds", "zero"], ["pooler_output"]),
    ],
    {"one": [1], "begin": [0], "width": [64]},
)
save(
    "text_model_64",
    [value("input_ids", T.INT64, "length")],
    [value("pooler_output", T.FLOAT, "length")],
    [h.make_node("Cast", ["input_ids"], ["pooler_output"], to=T.FLOAT)],
    {},
)
