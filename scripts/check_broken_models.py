#!/usr/bin/env python3
"""Holds glimpse to the verdicts on broken models, a process a command, with its time and memory.

Run from the root of the checkout:
    scripts/check_broken_models.py ../shared/fixtures/models [CASE...]

Every case of broken/expected.json, and some that are made here because they are large (a tokenizer of
hostile pieces, a loop, weights in parts of which one is missing), is laid out in a folder of its own and
given to the command line in two ways: to encode a picture or texts, whichever has to show the verdict,
and to classify. A refusal has to be exit code 1 with one sentence that names what expected.json asks for;
what loads has to answer. No command may end by a signal or with a stack trace, take more than 10 s, or
more than 500 MB above what one takes that finds no model at all. Exit code 1 on any breach. Needs nothing
beyond Python 3; GLIMPSE names another launcher.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import struct
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAUNCHER = os.environ.get("GLIMPSE", str(ROOT / "glimpse"))
MOST_SECONDS = 10
MOST_MEGABYTES = 500
TEXTS = ["a photo7 zebra", "a" * 40 + "!", "a photo of a cat"]
CRASH = re.compile(r"^\s+at [\w.$/]+\(|Exception in thread|hs_err|OutOfMemoryError|StackOverflowError|io\.glimpse\.", re.M)


class Run:
    """What a command did: its code (negative for a signal), seconds, peak megabytes, and what it said."""

    def __init__(self, arguments, folder):
        environment = dict(os.environ, GLIMPSE_HOME=str(folder / "home"))
        with open(folder / "said", "wb") as said, open(folder / "out", "wb") as out:
            start = time.monotonic()
            files = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
            pid = os.posix_spawn(LAUNCHER, [LAUNCHER, *map(str, arguments), "--offline"], environment, file_actions=files)
            _, status, usage = os.wait4(pid, 0)
            self.seconds = time.monotonic() - start
        self.code = os.waitstatus_to_exitcode(status)
        self.megabytes = usage.ru_maxrss / 1024
        self.said = (folder / "said").read_text("utf-8", "replace").strip()
        self.errors = [line for line in self.said.splitlines() if line.startswith("error: ")]

    def fault(self):
        if self.code not in (0, 1):
            return f"ended with code {self.code}"
        if CRASH.search(self.said):
            return "names what is within the program"
        if self.code == 1 and len(self.errors) != 1:
            return f"failed with {len(self.errors)} sentences"
        return None


def copy(source, target):
    if source.is_dir():
        for path in source.rglob("*"):
            if path.is_file():
                to = target / path.relative_to(source)
                to.parent.mkdir(parents=True, exist_ok=True)
                to.unlink(missing_ok=True)
                shutil.copyfile(path, to)


def lay_out(models, case, folder):
    broken = models / "broken"
    if case["path"].startswith("oc-"):
        copy(models / "models/siglip-openclip", folder)
    elif case.get("base"):
        copy(broken / case["base"], folder)
        for name in case["without"]:
            (folder / name).unlink()
    copy(broken / case["path"], folder)


# ---- Cases that are made here ----

def varint(number):
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    """Of a protobuf message: an integer, or bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def node(kind, *rest):
    return field(1, b"".join(rest) + field(2, b"image_embeds") + field(4, kind))


def network(folder, graph):
    """Puts a network in place of that for pictures: a graph of the parts given, under operators of version 17."""
    path = folder / "onnx/vision_model.onnx"
    path.write_bytes(field(1, 8) + field(8, field(1, b"") + field(2, 17)) + field(7, graph))


def loop(folder):
    network(folder, node(b"Loop", field(1, b"pixel_values")))


def size_bomb(folder):
    """ConstantOfShape of 2^20 x 2^20, which only a product shows, its factors not in raw bytes."""
    factor = field(5, field(1, 1) + field(2, 7) + field(7, 1 << 20) + field(8, b"n"))
    product = field(1, field(1, b"n") + field(1, b"n") + field(2, b"nn") + field(4, b"Mul"))
    network(folder, product + node(b"ConstantOfShape", field(1, b"nn")) + factor)


def hostile_pieces(folder):
    """Pieces as long as allowed, of which every place of a text begins all, as many as allowed."""
    path = folder / "tokenizer.json"
    said = json.loads(path.read_text("utf-8"))
    vocabulary = said["model"]["vocab"]
    known = {piece for piece, _ in vocabulary}
    # The embedding's table has no more rows than the pieces that are there.
    longest = ["a" * n for n in range(1, 129)]
    room = iter([i for i in range(len(vocabulary) - 1, 0, -1) if not vocabulary[i][0].startswith("<")])
    for piece in longest:
        if piece not in known:
            vocabulary[next(room)] = [piece, -float(len(piece))]
    path.write_text(json.dumps(said), "utf-8")


def many_pieces(folder):
    """A file of as many bytes as are read: ids beyond the table, which only the end of it shows."""
    path = folder / "tokenizer.json"
    said = json.loads(path.read_text("utf-8"))
    vocabulary = said["model"]["vocab"]
    for i in range(250_000):
        vocabulary.append(["a" * 100 + f"{i:08d}" + "b" * 20, -1.5])
    path.write_text(json.dumps(said), "utf-8")


def shard_missing(folder):
    weights = (folder / "model.safetensors").read_bytes()
    length = struct.unpack("<Q", weights[:8])[0]
    names = [name for name in json.loads(weights[8 : 8 + length]) if name != "__metadata__"]
    parts = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    (folder / "model.safetensors").rename(folder / parts[0])
    index = {"metadata": {}, "weight_map": {name: parts[i % 2] for i, name in enumerate(names)}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def own(path, base, make, at, words, verdict="refuse"):
    return dict(path=path, base=base, without=[], make=make, at=at, verdict=verdict, message_should_name=words)


OWN = [
    own("own-loop", "onnx-good", loop, "open", ["Loop"]),
    own("own-size-bomb", "onnx-good", size_bomb, "open", ["ConstantOfShape"]),
    own("own-hostile-pieces", "tokenizer-good", hostile_pieces, "text", [], "either"),
    own("own-many-pieces", "tokenizer-good", many_pieces, "text", ["id", "tokenizer.json"]),
    own("own-part-missing", "siglip-good", shard_missing, "open", ["model-00002-of-00002.safetensors"]),
]


def chosen(models, wanted):
    cases = json.loads((models / "broken/expected.json").read_text("utf-8"))["cases"] + OWN
    if wanted:
        cases = [case for case in cases if case["path"] in wanted]
    return cases


def own_layout(models, case, folder):
    """A base may itself differ from another."""
    every = {one["path"]: one for one in chosen(models, [])}
    if "make" in case:
        lay_out(models, every[case["base"]], folder)
        case["make"](folder)
    else:
        lay_out(models, case, folder)


def token_ids(path):
    """[1, 16] as .npy, for folders without a tokenizer."""
    head = b"{'descr': '<i8', 'fortran_order': False, 'shape': (1, 16), }"
    head += b" " * (-(len(head) + 11) % 64) + b"\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + struct.pack("<16q", 7, *[0] * 15))


def commands(models, case, folder, model):
    """The command that has to show the verdict first, by its name."""
    picture = models / "images/rgb.png"
    last = ["--encoder", model, "--threads", "1"]
    pictures = ["encode", "images", picture, "-o", folder / "pictures.npy", *last]
    if case["path"].startswith("onnx-"):
        texts = ["encode", "text", "--ids", folder / "ids.npy", "-o", folder / "texts.npy", *last]
    else:
        texts = ["encode", "text", "--texts", folder / "texts.txt", "-o", folder / "texts.npy", *last]
    classify = ["classify", picture, "--classes", "a,b", *last]
    return dict([("text", texts) if case["at"] == "text" else ("pictures", pictures), ("classify", classify)])


def verdict_fault(case, name, run):
    words = case["message_should_name"]
    if case["verdict"] == "refuse" and run.code == 0:
        return "answered, but is to be refused"
    if name == "classify" and case["verdict"] == "load":
        # Zero-shot may ask for what the case has not, such as a tokenizer.
        return None
    if case["verdict"] == "load" and run.code != 0:
        return "refused, but is to load"
    if run.code == 1 and name != "classify" and words and not any(word in run.said for word in words):
        return f"names none of {words}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=pathlib.Path, help="the folder with broken/ and models/")
    parser.add_argument("case", nargs="*", help="only these")
    arguments = parser.parse_args()
    models = arguments.models.resolve()
    faults, rows = [], []
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        nothing = min(measured(models, place, i) for i in range(3))
        print(f"no model at all: {nothing:.0f} MB")
        for case in chosen(models, arguments.case):
            folder = place / case["path"]
            model = folder / "model"
            model.mkdir(parents=True)
            own_layout(models, case, model)
            token_ids(folder / "ids.npy")
            (folder / "texts.txt").write_text("\n".join(TEXTS + ["a" * 100_000] * case["path"].startswith("own-")))
            for name, command in commands(models, case, folder, model).items():
                shutil.rmtree(folder / "home", ignore_errors=True)
                run = Run(command, folder)
                more = run.megabytes - nothing
                found = [run.fault(), verdict_fault(case, name, run)]
                found.append(f"took {run.seconds:.1f} s" if run.seconds > MOST_SECONDS else None)
                found.append(f"took {more:.0f} MB more" if more > MOST_MEGABYTES else None)
                found = [one for one in found if one]
                faults += [f"{case['path']}, {name}: {one}" for one in found]
                rows.append((run.seconds, more, f"{case['path']}, {name}"))
                last = (run.errors or run.said.splitlines() or ["answered"])[-1] if run.code else "answered"
                print(
                    f"{'FAULT ' if found else ''}{case['path']:28} {case['verdict']:6} at {case['at']:5} {name:8}"
                    f" code {run.code} {run.seconds:5.1f} s {more:+5.0f} MB  {last.replace(str(folder), '')}",
                    flush=True,
                )
            shutil.rmtree(folder)
    print(f"{len(rows)} commands")
    print("slowest: " + "; ".join(f"{name} {seconds:.1f} s" for seconds, _, name in sorted(rows, reverse=True)[:5]))
    largest = sorted(rows, key=lambda row: -row[1])[:5]
    print("largest: " + "; ".join(f"{name} {more:+.0f} MB" for _, more, name in largest))
    print("\n".join(faults) if faults else "all verdicts are right")
    sys.exit(1 if faults else 0)


def measured(models, place, i):
    """Megabytes of a command whose model is not there."""
    folder = place / f"nothing-{i}"
    folder.mkdir()
    command = ["classify", models / "images/rgb.png", "--classes", "a,b", "--encoder", folder / "model"]
    run = Run(command, folder)
    if run.code != 1:
        sys.exit(f"{LAUNCHER} found a model where there is none: {run.said}")
    return run.megabytes


if __name__ == "__main__":
    main()
