#!/usr/bin/env python3
"""Holds exported classifiers to glimpse itself: ONNX Runtime for Python against `glimpse classify`.

Setup, once:
    python3 -m venv venv
    venv/bin/pip install numpy pillow onnx onnxruntime
Run from the root of the checkout:
    venv/bin/python scripts/check_export.py [--shared ../shared] [--pictures 220] [--keep FOLDER]

Banks of eight classes of Caltech101 with eight pictures each, and classifiers by names, are exported and
asked about other pictures of Caltech101 and some drawn ones of odd shapes, as Pillow decodes them. Every
file has to pass onnx.checker with full shape inference. A line a classifier says how far its logits are
from glimpse's at most (the largest difference of a picture's logits over the largest of them), how often
the first class is the same, how far probabilities and scores are apart and how many bytes of the resized
pictures differ. Exit code 1 if logits are off by more than 1e-4, if
less than 99.5 % of the first classes are the same, or if a byte differs.
"""

import argparse
import io
import json
import math
import pathlib
import pickle
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

import numpy as np
import onnx
import onnxruntime
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLASSES = ["accordion", "anchor", "barrel", "bonsai", "dalmatian", "emu", "mandolin", "okapi"]
SHOTS = 8
# Columns and rows: narrow, flat, of the very size, one off it, tiny.
SHAPES = [(1, 1), (2, 3), (16, 16), (40, 700), (900, 31), (224, 224), (223, 225), (225, 224), (449, 224),
          (225, 451), (1600, 1200), (32, 32), (33, 32), (37, 64), (3000, 500)]
LOGITS, FIRST = 1e-4, 0.995


def glimpse(*arguments):
    done = subprocess.run([ROOT / "glimpse", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"glimpse {' '.join(map(str, arguments))}\n{done.stderr}")
    return done.stdout


def pictures(folder, shared, count):
    """Shots by class, and the pictures to ask about."""
    chance = random.Random(1)
    data = shared / "data/caltech101/101_ObjectCategories"
    shots, asked = folder / "shots", folder / "asked"
    asked.mkdir()
    rest = []
    for kind in sorted(data.iterdir()):
        files = sorted(kind.glob("*.jpg"))
        chance.shuffle(files)
        if kind.name in CLASSES:
            (shots / kind.name).mkdir(parents=True)
            for file in files[:SHOTS]:
                (shots / kind.name / file.name).symlink_to(file.resolve())
            files = files[SHOTS:]
        rest.append(files)
    # Half of the classes, half of whatever else there is.
    known = [f for files in rest for f in files if f.parent.name in CLASSES]
    other = [f for files in rest for f in files if f.parent.name not in CLASSES]
    for file in chance.sample(known, count // 2) + chance.sample(other, count - count // 2):
        (asked / f"{file.parent.name}-{file.name}").symlink_to(file.resolve())
    for width, height in SHAPES:
        y, x = np.mgrid[0:height, 0:width]
        noise = np.random.default_rng(width * height).normal(0, 20, (height, width, 3))
        waves = np.stack([np.sin(x / 9 + b) * np.cos(y / (5 + b)) for b in range(3)], axis=-1) * 100 + 128
        Image.fromarray(np.clip(waves + noise, 0, 255).astype(np.uint8)).save(asked / f"drawn-{width}x{height}.png")
    return shots, sorted(asked.iterdir())


def decoded(file):
    return np.ascontiguousarray(Image.open(file).convert("RGB"))


def checked(model):
    onnx.checker.check_model(str(model), full_check=True)
    onnx.shape_inference.infer_shapes_path(str(model), str(model) + ".inferred", strict_mode=True)
    pathlib.Path(str(model) + ".inferred").unlink()


def session(model):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def with_crop(model):
    """The graph with the square of bytes that it makes of a picture as one more output."""
    graph = onnx.load(str(model))
    known = {o: n for n in graph.graph.node for o in n.output}
    node = known["pixels"]
    while node.op_type != "Cast":
        node = known[node.input[0]]
    square = node.input[0]
    graph.graph.output.append(onnx.helper.make_tensor_value_info(square, onnx.TensorProto.DOUBLE, None))
    out = pathlib.Path(str(model) + ".crop.onnx")
    onnx.save(graph, str(out))
    return out, square


def answers(arguments, files, folder):
    """Logits, probabilities and scores of glimpse, in the order of its classes."""
    listed = folder / "list.txt"
    listed.write_text("".join(f"{f}\n" for f in files))
    document = json.loads(glimpse("classify", "--files-from", listed, "--top", 100000, "--json", *arguments))
    classes = document["classes"]
    by_path = {r["path"]: r for r in document["results"]}
    results = [by_path[str(f)] for f in files]
    table = np.zeros((2, len(files), len(classes)))
    for i, result in enumerate(results):
        for one in result["top"]:
            table[:, i, classes.index(one["class"])] = one["logit"], one["probability"]
    unknown = [r.get("unknown") for r in results]
    return classes, table[0], table[1], unknown


def difference(a, b):
    return float(np.max(np.abs(a - b).max(axis=1) / np.abs(b).max(axis=1)))


class Words(pickle.Unpickler):
    """The tensors of a PyTorch archive, without PyTorch."""

    TYPES = {"HalfStorage": np.float16, "FloatStorage": np.float32, "LongStorage": np.int64}

    def __init__(self, archive):
        self.zip = zipfile.ZipFile(archive)
        self.top = next(n for n in self.zip.namelist() if n.endswith("/data.pkl"))[: -len("data.pkl")]
        super().__init__(io.BytesIO(self.zip.read(self.top + "data.pkl")))

    def find_class(self, module, name):
        if name == "_rebuild_tensor_v2":
            return lambda stored, offset, size, *rest: np.array(stored[offset : offset + math.prod(size)]).reshape(size)
        return self.TYPES.get(name) or (dict if name == "OrderedDict" else type(name, (), {}))

    def persistent_load(self, place):
        return np.frombuffer(self.zip.read(f"{self.top}data/{place[2]}"), place[1])

    def tensors(self):
        found, waiting = {}, [("", self.load())]
        while waiting:
            path, value = waiting.pop()
            for name, inner in (value if isinstance(value, dict) else vars(value)).items():
                if isinstance(inner, np.ndarray):
                    found[path + name] = inner
                elif isinstance(inner, dict) or hasattr(inner, "__dict__"):
                    waiting.append((f"{path}{name}.", inner))
        return found


def spoken(archive, folder):
    """A tiny model of the fixtures that takes words: its table of 640 tokens has CLIP's length, with random rows."""
    tensors = Words(archive).tensors()
    table = tensors["token_embedding.weight"]
    rows = np.random.default_rng(5).normal(0, 0.02, (49408, table.shape[1])).astype(np.float32)
    tensors = {k: v.astype(np.float32) for k, v in tensors.items() if v.ndim or k == "logit_scale"}
    tensors["token_embedding.weight"] = rows
    header, blobs, end = {}, [], 0
    for name, value in tensors.items():
        blobs.append(value.astype("<f4").tobytes())
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [end, end + len(blobs[-1])]}
        end += len(blobs[-1])
    head = json.dumps(header).encode()
    out = folder / f"{archive.stem}.safetensors"
    out.write_bytes(struct.pack("<Q", len(head)) + head + b"".join(blobs))
    return ["--encoder", out]


class Check:
    def __init__(self, folder, files):
        self.folder, self.files = folder, files
        self.names, self.bad = [], {}

    def expect(self, name, what, holds):
        if not holds:
            self.bad.setdefault(name, []).append(what)

    def run(self, name, export, ask, as_clip=True):
        self.names.append(name)
        model = self.folder / f"{name}.onnx"
        glimpse("bank", "export", *export, "-o", model)
        checked(model)
        classes, logits, probabilities, unknown = answers(ask, self.files, self.folder)
        out, crop = with_crop(model)
        runner = session(out)
        metadata = session(model).get_modelmeta().custom_metadata_map
        self.expect(name, "the classes are others", json.loads(metadata["classes"]) == classes)
        names = [o.name for o in runner.get_outputs()]
        rows = [dict(zip(names, runner.run(None, {"picture": decoded(f)}))) for f in self.files]
        made = np.concatenate([r["logits"] for r in rows])
        chances = np.concatenate([r["probabilities"] for r in rows])
        worst = difference(made, logits)
        first = float(np.mean(made.argmax(axis=1) == logits.argmax(axis=1)))
        off = np.abs(chances - probabilities).max()
        line = f"{name:24} {model.stat().st_size / 1e6:6.1f} MB  logits {worst:.1e}  first {first:7.2%}  probabilities {off:.1e}"
        self.expect(name, f"logits are off by {worst:.1e}", worst <= LOGITS)
        self.expect(name, f"{first:.2%} of the first classes are the same", first >= FIRST)
        if unknown[0] is not None:
            scores = np.array([u["score"] for u in unknown])
            apart = np.abs(np.concatenate([r["unknown"] for r in rows])[:, 0] - scores).max()
            line += f"  unknown {apart:.1e}"
            if "none" in names:
                same = np.mean([bool(r["none"].item()) == u["is"] for r, u in zip(rows, unknown)])
                line += f"  none {same:7.2%}"
                self.expect(name, f"{same:.2%} are taken for none alike", same >= FIRST)
        if not as_clip:
            print(line, flush=True)
            return
        differing, most = self.bytes(rows, crop)
        line += f"  bytes {differing:.3%}"
        self.expect(name, f"bytes are off by up to {most}", most == 0)
        print(line + self.pixels(name, export, logits), flush=True)

    def seen(self, size):
        """The squares that glimpse itself makes of the pictures."""
        out = self.folder / f"seen-{size}"
        if not out.exists():
            glimpse("preprocess", self.folder / "asked", "--size", size, "-o", out)
        return [np.load(out / (f.name + ".npy")) for f in self.files]

    def bytes(self, rows, crop):
        squares = [r[crop][0].transpose(1, 2, 0) for r in rows]
        wanted = self.seen(squares[0].shape[0])
        apart = np.abs(np.stack(squares).astype(int) - np.stack(wanted).astype(int))
        return float(np.mean(apart > 0)), int(apart.max())

    def pixels(self, name, export, logits):
        """The same from the pixels that glimpse makes itself, in batches."""
        model = self.folder / f"{name}-pixels.onnx"
        glimpse("bank", "export", *export, "-o", model, "--input", "pixels")
        checked(model)
        runner = session(model)
        size = runner.get_inputs()[0].shape[2]
        span, centre, spread = json.loads(runner.get_modelmeta().custom_metadata_map["normalisation"])
        squares = np.stack(self.seen(size)).astype(np.float32).transpose(0, 3, 1, 2)
        column = lambda values: np.array(values, np.float32)[None, :, None, None]
        ready = (squares / np.float32(span) - column(centre)) / column(spread)
        made = np.concatenate([runner.run(["logits"], {"pixels": ready[i : i + 7]})[0] for i in range(0, len(ready), 7)])
        worst = difference(made, logits)
        self.expect(name, f"logits from the same pixels are off by {worst:.1e}", worst <= LOGITS)
        return f"  from pixels {worst:.1e}"


def large(model):
    """What a photograph of 12 megapixels takes."""
    runner = session(model)
    picture = np.random.default_rng(0).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    runner.run(["logits"], {"picture": picture})
    taken, more = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return f"4000 x 3000 pixels: {taken * 1e3:.0f} ms, {more / 1e3:.0f} MB more at the peak"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    options.add_argument("--pictures", type=int, default=220)
    options.add_argument("--keep", type=pathlib.Path, help="a new folder for all files, instead of a temporary one")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        shots, files = pictures(folder, options.shared, options.pictures)
        sizes = {Image.open(f).size for f in files}
        print(f"{len(files)} pictures of {len(sizes)} sizes; ONNX Runtime {onnxruntime.__version__}, onnx {onnx.__version__}")
        check = Check(folder, files)
        tiny = options.shared / "fixtures/encoders/checkpoints"
        vit, rn = [spoken(tiny / f"openai-{kind}-tiny.pt", folder) for kind in ("vit", "rn")]
        hf = ["--encoder", tiny / "hf-vit-tiny"]
        int8 = ["--precision", "int8"]
        banks = [("lite-auto", "auto", []), ("lite-tip", "tip", []), ("lite-linear-probe", "linear-probe", []),
                 ("lite-int8-auto", "auto", int8), ("vit-auto", "auto", vit), ("vit-int8-auto", "auto", [*vit, *int8]),
                 ("rn-auto", "auto", rn), ("rn-tip-f", "tip-f", rn)]
        for name, method, encoder in banks:
            bank = folder / f"{name}.bank"
            glimpse("bank", "build", shots, "-o", bank, "--method", method, "--local", "off", *encoder)
            check.run(name, [bank, *encoder], ["--bank", bank, *encoder])
        named = ["--classes", ",".join(CLASSES)]
        for name, more in [("lite-names", []), ("vit-names", vit), ("hf-names", hf), ("rn-names", rn),
                           ("lite-calip", ["--method", "calip"]), ("vit-calip", [*vit, "--method", "calip"]),
                           ("rn-calip", [*rn, "--method", "calip"])]:
            # Folders of transformers are cut as it does, which glimpse preprocess does not show.
            check.run(name, [*named, *more], [*named, *more], as_clip=name != "hf-names")
        print(large(folder / "lite-auto.onnx"))
    for name, reasons in check.bad.items():
        print(f"FAILED {name}: {'; '.join(reasons)}")
    print(f"{len(check.names) - len(check.bad)} passed, {len(check.bad)} failed")
    sys.exit(1 if check.bad else 0)


if __name__ == "__main__":
    main()
