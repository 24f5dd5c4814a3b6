"""The rounds and the table of bench/encoders, which prepares what this needs and calls it."""
import argparse
import json
import logging
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime
import open_clip
import torch
from safetensors.torch import save_file

from turns import PAUSE_SECONDS, Ours, Ratio, onnx_side, rate, rested, row

# Name in open_clip, and GFLOP a picture (two a multiplication).
GEOMETRIES = {"ViT-B/32": ("ViT-B-32-quickgelu", 8.82), "RN50": ("RN50-quickgelu", 12.22)}
# Of a picture: one for the whole of it, and 7 x 7 places.
TOKENS = 50
# Rounds to one that also takes pictures from files, and the machine's limit, beside a turn of the encoder alone that is
# as long. Odd, so that these are turned round every other time as well.
FILES_EVERY = 9
LONG_SECONDS = 6
# How often the two sides whose ratio is asked for most closely take turns alone in a round.
PAIRS = 4


def checkpoint(name, folder):
    """Random weights as open_clip stores them, with its configuration; made once."""
    model_name = GEOMETRIES[name][0]
    target = folder / model_name
    if not (target / "open_clip_config.json").exists():
        target.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(1)
        model = open_clip.create_model(model_name, pretrained=None)
        state = {key: value.contiguous() for key, value in model.state_dict().items() if key != "attn_mask"}
        save_file(state, target / "open_clip_model.safetensors")
        preprocess = {"mean": open_clip.OPENAI_DATASET_MEAN, "std": open_clip.OPENAI_DATASET_STD,
                      "interpolation": "bicubic", "resize_mode": "shortest"}
        (target / "open_clip_config.json").write_text(json.dumps(
            {"model_cfg": open_clip.get_model_config(model_name), "preprocess_cfg": preprocess}))
    return target


def copies(source, folder, count):
    """The first JPEG files of a folder, in one of their own; made once."""
    target = folder / f"pictures-{count}"
    if not target.exists():
        files = sorted(source.resolve().rglob("*.jpg"))
        if len(files) < count:
            sys.exit(f"{source}: holds {len(files)} *.jpg files, and {count} are needed (see --count)")
        unfinished = target.with_name(target.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        # Evenly from all of them, so that not all come from one class.
        for i in range(count):
            shutil.copy(files[i * len(files) // count], unfinished / f"{i:04d}.jpg")
        unfinished.rename(target)
    return target


def torch_side(name, threads):
    """A function of seconds: open_clip on PyTorch."""
    torch.set_num_threads(threads)
    model = open_clip.create_model(GEOMETRIES[name][0], pretrained=None).eval()
    pixels = torch.randn(8, 3, 224, 224)

    # Not around rate(): the mode belongs to the thread that calls.
    def call():
        with torch.inference_mode():
            model.encode_image(pixels)

    return lambda seconds: rate(call, 8, 1, seconds)


def limit_side(name):
    """A function of seconds: the pictures a second that PyTorch's product would allow, its best of a turn."""
    a, b = torch.randn(1024, 3072), torch.randn(3072, 3072)
    work = 2 * 1024 * 3072 * 3072

    def pictures(seconds):
        best, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            start = time.perf_counter()
            a @ b
            best = max(best, work / (time.perf_counter() - start))
        return best / 1e9 / GEOMETRIES[name][1]

    return pictures


def measure(options, name, encoder, pictures, folder):
    """All sides of one encoder in short turns, so that what disturbs one disturbs its neighbours."""
    precisions = ["fp32", "int8"] if name.startswith("ViT") else ["fp32"]
    # What builds the networks, where that was not done before, is not what is measured: it takes more memory.
    for precision in precisions:
        Ours(options, encoder, precision).close()
    exact = Ours(options, encoder, "fp32")
    graph = folder / "home/graphs" / exact.fingerprint / "image.onnx"
    # Ours stands beside what it is measured by, and not beside its own other turn, which would leave it a warm cache.
    sides = {
        "globals": exact.globals,
        "torch": torch_side(name, options.threads),
        "glimpse": exact.tokens,
        "onnx, a caller a thread": onnx_side(graph, TOKENS, options.threads, 1, 4),
        "onnx, one caller": onnx_side(graph, TOKENS, 1, options.threads, 8),
    }
    limit = limit_side(name)
    long_sides = {
        "limit": lambda _: limit(LONG_SECONDS),
        "alone": lambda _: exact.tokens(LONG_SECONDS),
        "files": lambda _: exact.ask("files", pictures, encoder / "fp32.npy")[0],
    }
    processes = {name: exact}
    if "int8" in precisions:
        int8 = Ours(options, encoder, "int8")
        sides["int8"] = int8.tokens
        long_sides["int8 alone"] = lambda _: int8.tokens(LONG_SECONDS)
        long_sides["int8 files"] = lambda _: int8.ask("files", pictures, encoder / "int8.npy")[0]
        processes[f"{name}, int8"] = int8
    for side in (sides | long_sides).values():
        side(2)
    rounds = []

    def turns(some, number):
        # Back and forth, so that none always follows the same one.
        order = list(some.items())[::1 if number % 2 == 0 else -1]
        rounds.append({label: rested(side, options.seconds) for label, side in order})

    pair = {label: sides[label] for label in ("glimpse", "onnx, a caller a thread")}
    for i in range(options.rounds):
        print(f"{name}: round {i + 1} of {options.rounds}", file=sys.stderr)
        turns(sides if i % FILES_EVERY else sides | long_sides, i)
        for k in range(PAIRS):
            turns(pair, i + k)
    memory = {label: process.ask("memory") for label, process in processes.items()}
    for process in processes.values():
        process.close()
    return {"rounds": rounds, "memory": memory}


def summary(name, encoder, measured):
    """The rows of one encoder, and its figures against the targets."""
    rounds = measured["rounds"]

    def middle(side):
        return f"{median(r[side] for r in rounds if side in r):.1f}"

    def ratio(side, other):
        return Ratio(rounds, side, other)

    onnx, worse = sorted(("onnx, one caller", "onnx, a caller a thread"),
                         key=lambda side: median(r[side] for r in rounds if side in r), reverse=True)
    best = max(r["limit"] for r in rounds if "limit" in r)
    memory = {label: f"{heap:.0f} / {resident:.0f} MB" for label, (heap, resident) in measured["memory"].items()}
    rows = [
        row([name, middle("glimpse"), middle(onnx), str(ratio("glimpse", onnx)), middle("torch"),
             str(ratio("glimpse", "torch")), str(ratio("alone", "limit")), middle("files"),
             str(ratio("files", "alone")), memory[name],
             f"the peer is {onnx}; {ratio('glimpse', worse)} times {worse}"]),
        # Not beside ONNX Runtime, which was asked for all tokens: that would be less work against more.
        row([f"{name}, global features alone", middle("globals"), "", "", middle("torch"),
             str(ratio("globals", "torch")), "", "", "", "",
             f"{ratio('globals', 'glimpse')} times all tokens"])]
    held = [("ONNX Runtime in Python, times", ratio("glimpse", onnx), 1.0),
            (f"the machine's limit, share (of the best product of all turns {float(middle('alone')) / best:.2f})",
             ratio("alone", "limit"), 0.6),
            ("from JPEG files, share of the encoder alone", ratio("files", "alone"), 0.9)]
    if "int8" in rounds[0]:
        cosines = (np.load(encoder / "fp32.npy") * np.load(encoder / "int8.npy")).sum(1)
        label = f"{name}, int8"
        rows.append(row([
            label, middle("int8"), "", "", "", "", "", middle("int8 files"),
            str(ratio("int8 files", "int8 alone")), memory[label],
            f"{ratio('int8', 'glimpse')} times float32; cosine {cosines.mean():.5f}, lowest {cosines.min():.5f}"]))
        held.append(("int8, times float32", ratio("int8", "glimpse"), 1.8))
    targets = [f"- {name}, {what}: {value}, {value.against(least)} ({least:.1f})." for what, value, least in held]
    return rows, targets


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    # open_clip warns of random weights, which are what is wanted.
    logging.disable(logging.WARNING)
    folder = options.root / "out/encoders"
    pictures = copies(options.pictures, folder, options.count)
    load = os.getloadavg()[0]
    encoders = {name: checkpoint(name, folder) for name in GEOMETRIES}
    measured = {name: measure(options, name, encoder, pictures, folder) for name, encoder in encoders.items()}
    (folder / "rounds.json").write_text(json.dumps(measured, indent=1))
    limit = max(r["limit"] * GEOMETRIES[name][1] for name, m in measured.items()
                for r in m["rounds"] if "limit" in r)
    summaries = [summary(name, encoder, measured[name]) for name, encoder in encoders.items()]
    java = subprocess.run(["java", "-version"], check=True, stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    processor = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")][0]
    flags = Path("/proc/cpuinfo").read_text()
    text = "\n".join([
        "# Encoders side by side with Python", "",
        "`bench/encoders` made this page: pictures a second, with random weights of the real geometries;"
        f" {options.rounds} rounds of short turns, medians. A ratio is the median of the rounds' ratios, and in"
        " brackets is where the true median lies 95 times of 100 (with less than six ratios, their least and largest).", "",
        f"- Machine: {processor}, {options.threads} threads, VNNI: {'vnni' in flags}, AMX: {'amx_int8' in flags}. It"
        f" multiplies at {limit:.0f} GFLOP/s (float32, PyTorch's product, the best of all rounds).",
        f"- Load average of the minute before and at the end: {load:.2f}, {os.getloadavg()[0]:.2f}.",
        f"- Python {platform.python_version()}, PyTorch {torch.__version__}, open_clip {open_clip.__version__}, ONNX"
        f" Runtime {onnxruntime.__version__}; {java}.",
        f"- Each turn is the calls that begin within {options.seconds:g} s, after {PAUSE_SECONDS:g} s of rest; callers side"
        " by side have a clock each, which at the end of a turn favours them by a per cent or two over a single caller.",
        f"- In every round all sides have one turn, and Glimpse and ONNX Runtime with a caller a thread {PAIRS} more. In"
        f" every {FILES_EVERY}th round there are, beside {LONG_SECONDS} s of the encoder alone, {options.count} JPEG"
        f" pictures, decoded and resized on the way, and {LONG_SECONDS} s of the product.",
        "- Of the limit: of the pictures a second that the best product of the neighbouring turn would allow.",
        "- ONNX Runtime in Python runs the graph that this project built, all tokens; the better of one caller with all"
        " threads and one caller a thread. open_clip gives the global feature alone, which is all that zero-shot and"
        " Tip-Adapter need: its fair peer is the second row.",
        "- Memory: most heap in use, garbage included / most resident memory of the process, with -Xmx1g.", "",
        row(["encoder", "Glimpse", "ONNX Runtime, Python", "ratio", "open_clip", "ratio", "of the limit",
             "from files", "of the encoder alone", "memory", ""]),
        "|---" * 11 + "|", *[line for rows, _ in summaries for line in rows], "",
        "## Against the targets", "", *[line for _, targets in summaries for line in targets], ""])
    out = options.out or options.root / "bench/ENCODERS.md"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
