#!/usr/bin/env python3
"""Makes image-int8.onnx of image.onnx, so that every processor computes the same integers.

Processors with AVX2 and no VNNI multiply unsigned by signed bytes in pairs, and add each pair in 16 bits, where a sum
beyond 32,767 is cut. A pair of inputs is at most 255 each, so whatever the picture no sum is cut if the weights of
neighbouring inputs add up to 128 at most where their signs agree. Weights are held to that, by the scale of their
output channel:

  1 x 1 convolutions         s = the larger of max |w| / 127 and max (|w[i]| + |w[i + 1]|, signs alike) / 127
  depthwise ones, the stem   s = max |w| / 64, since their inputs are no neighbours in a fixed order

Unsigned weights would be exact too, but ONNX Runtime has no fast convolution for them. Then, from the first convolution
to the last, each bias is set so that on the calibration pictures every channel has the mean that it has in float32:
that takes off what rounding adds to it on average, of its weights and of all that comes before.

  pip install numpy onnx==1.23.2 onnxruntime==1.29.0 pillow
  python quantise_lite.py --data DATA --folder ../src/main/resources/io/glimpse/lite

DATA holds caltech101/ with the split of CoOp, 101 of whose training pictures calibrate. It takes two minutes, and
build_lite.py --int8 does the same.
"""
import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

LARGEST = 127           # of a weight that is alone
PAIR = 127              # of two neighbours: rounding may add a half to each, and 128 is still right
ANY_ORDER = 64          # of a weight whose neighbours are not known
SMALLEST_PEAK = 1e-4    # so that the bias of a channel of zeros, in units of the scale, fits 32 bits
FLOAT_PART = ["projection", "cells", "whole", "all", "rows", "unit", "shared", "mixed", "tokens"]


def widen(model):
    """Weights that are stored as float16 and cast, as float32: what calibration and quantisation want to see."""
    casts = {n.input[0]: n.output[0] for n in model.graph.node if n.op_type == "Cast"}
    inits = [t if t.name not in casts else
             numpy_helper.from_array(numpy_helper.to_array(t).astype(np.float32), casts[t.name])
             for t in model.graph.initializer]
    nodes = [n for n in model.graph.node if n.op_type != "Cast"]
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(inits)
    model.graph.node.extend(nodes)
    return model


def static(source, target, feeds):
    """ONNX Runtime's quantisation, which sets the ranges of activations and the form of the graph."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):
        def __init__(self):
            self.rows = iter(feeds)

        def get_next(self):
            return next(self.rows, None)

    quantize_static(str(source), str(target), Reader(), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                    op_types_to_quantize=["Conv", "Add", "Clip"], nodes_to_exclude=FLOAT_PART)


def means(model, names, feeds):
    """The mean of every channel of some values, over all pictures and places."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    inside = sorted(set(names) - {"pixels"})
    model.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in inside)
    session = ort.InferenceSession(model.SerializeToString())
    sums = {}
    for feed in feeds:
        values = dict(zip(inside, session.run(inside, feed)), **feed)
        for n, value in values.items():
            sums[n] = sums.get(n, 0) + value[0].mean((1, 2), dtype=np.float64)
    return {n: s / len(feeds) for n, s in sums.items()}


def integers(w):
    """float64 [out, in / groups, k, k] -> the integers and the scale of every output channel."""
    flat = w.reshape(len(w), -1)
    peak = np.maximum(abs(flat).max(1), SMALLEST_PEAK)
    if w.shape[1] > 1 and w.shape[2] == 1:
        a, b = flat[:, :-1], flat[:, 1:]
        pairs = np.where(a * b > 0, abs(a) + abs(b), 0).max(1)
        scale = np.maximum(peak / LARGEST, pairs / PAIR)
    else:
        scale = peak / ANY_ORDER
    return np.round(w / scale[:, None, None, None]), scale


def quantise(source, target, crops):
    """image.onnx -> image-int8.onnx; crops uint8 [n, 224, 224, 3] for ranges and means."""
    from build_lite import pixels
    feeds = [{"pixels": pixels(crops[i:i + 1])} for i in range(len(crops))]
    floats = widen(onnx.load(str(source)))
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(floats, f"{folder}/float.onnx")
        static(f"{folder}/float.onnx", f"{folder}/int8.onnx", feeds)
        model = onnx.load(f"{folder}/int8.onnx")
    convolutions = {n.name: n for n in floats.graph.node if n.op_type == "Conv" and n.name not in FLOAT_PART}
    wanted = means(floats, [n.output[0] for n in convolutions.values()], feeds)
    values = {t.name: numpy_helper.to_array(t) for t in floats.graph.initializer}
    stored = {t.name: t for t in model.graph.initializer}
    makers = {out: n for n in model.graph.node for out in n.output}

    def store(name, value):
        stored[name].CopyFrom(numpy_helper.from_array(value, name))

    for node in [n for n in model.graph.node if n.name in convolutions]:
        weight, bias = (values[name].astype(np.float64) for name in convolutions[node.name].input[1:])
        q, scale = integers(weight)
        unit = numpy_helper.to_array(stored[makers[node.input[0]].input[1]]) * scale.astype(np.float32)
        weights, biases = makers[node.input[1]], makers[node.input[2]]
        store(weights.input[0], q.astype(np.int8))
        store(weights.input[1], scale.astype(np.float32))
        store(biases.input[1], unit)
        store(biases.input[0], np.round(bias / unit).astype(np.int32))
        strayed = means(model, node.output, feeds)[node.output[0]] - wanted[convolutions[node.name].output[0]]
        store(biases.input[0], np.round((bias - strayed) / unit).astype(np.int32))
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(target))


def calibration(data):
    """101 training pictures of Caltech101, prepared."""
    from PIL import Image

    from build_lite import preprocess
    root = Path(data) / "caltech101"
    files = [e[0] for e in json.loads((root / "split_zhou_Caltech101.json").read_text())["train"]][::41]
    return np.stack([preprocess(Image.open(root / "101_ObjectCategories" / x)) for x in files])


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, type=Path, help="folder with caltech101")
    p.add_argument("--folder", required=True, type=Path, help="has image.onnx and gets image-int8.onnx")
    args = p.parse_args()
    quantise(args.folder / "image.onnx", args.folder / "image-int8.onnx", calibration(args.data))
