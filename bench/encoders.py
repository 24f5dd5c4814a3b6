"""The rounds and the table of bench/encoders, which prepares what this needs and calls it."""
import argparse
import json
import logging
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime
import open_clip
import torch
from safetensors.torch import save_file

# Name in open_clip, and GFLOP a picture (two a multiplication).
GEOMETRIES = {"ViT-B/32": ("ViT-B-32-quickgelu", 8.82), "RN50": ("RN50-quickgelu", 12.22)}
SIZE = 224


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


def rate(call, pictures, seconds, callers=1):
    """Pictures a second of some threads that call all the time."""
    call()
    done = [0] * callers
    end = time.perf_counter() + seconds

    def loop(index):
        while time.perf_counter() < end:
            call()
            done[index] += pictures

    start = time.perf_counter()
    threads = [threading.Thread(target=loop, args=(i,)) for i in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def onnx_rate(graph, callers, intra, batch, seconds):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = intra, 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    pixels = np.random.default_rng(1).standard_normal((batch, 3, SIZE, SIZE), dtype=np.float32)
    return rate(lambda: session.run(None, {"pixels": pixels}), batch, seconds, callers)


def torch_rate(name, threads, seconds):
    torch.set_num_threads(threads)
    model = open_clip.create_model(GEOMETRIES[name][0], pretrained=None).eval()
    pixels = torch.randn(8, 3, SIZE, SIZE)

    # Not around rate(): the mode belongs to the thread that calls.
    def call():
        with torch.inference_mode():
            model.encode_image(pixels)

    return rate(call, 8, seconds)


def gemm_rate(threads):
    """GFLOP a second of PyTorch's product, the best of twenty."""
    torch.set_num_threads(threads)
    a, b = torch.randn(1024, 3072), torch.randn(3072, 3072)
    best = 0
    for _ in range(20):
        start = time.perf_counter()
        a @ b
        best = max(best, 2 * 1024 * 3072 * 3072 / (time.perf_counter() - start) / 1e9)
    return best


def ours(options, encoder, precision, seconds, pictures, out):
    environment = dict(os.environ, GLIMPSE_HOME=str(options.root / "out/encoders/home"))
    command = ["java", "-Xmx1g", "-XX:+UseParallelGC", "-cp", options.class_path, "io.glimpse.bench.EncoderReport",
               str(encoder), precision, str(options.threads), str(seconds), str(pictures), str(out)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def round_of(options, name, encoder, pictures, folder):
    """All sides once, one after the other; what is compared is measured within a minute."""
    seconds, threads = options.seconds, options.threads
    exact = ours(options, encoder, "fp32", seconds, pictures, encoder / "fp32.npy")
    graph = folder / "home/graphs" / exact["fingerprint"] / "image.onnx"
    result = {
        "limit": gemm_rate(threads),
        "exact": exact,
        "onnx one": onnx_rate(graph, 1, threads, 8, seconds),
        "onnx many": onnx_rate(graph, threads, 1, 4, seconds),
        "torch": torch_rate(name, threads, seconds),
    }
    if name.startswith("ViT"):
        result["int8"] = ours(options, encoder, "int8", seconds, pictures, encoder / "int8.npy")
    return result


def row(cells):
    return "| " + " | ".join(cells) + " |"


def summary(name, encoder, rounds, limit):
    """The rows of one encoder, and its figures against the targets."""
    exact = [r["exact"] for r in rounds]
    alone = median(e["alone"] for e in exact)
    onnx = max(median(r["onnx one"] for r in rounds), median(r["onnx many"] for r in rounds))
    peer = median(r["torch"] for r in rounds)
    files = median(e["files"] for e in exact)
    share = median(e["files"] / e["alone"] for e in exact)
    used = alone * GEOMETRIES[name][1] / limit
    memory = f"{max(e['heap_mb'] for e in exact)} / {max(e['resident_mb'] for e in exact)} MB"
    rows = [row([name, f"{alone:.1f}", f"{onnx:.1f}", f"{alone / onnx:.2f}", f"{peer:.1f}", f"{alone / peer:.2f}",
                 f"{100 * used:.0f} %", f"{files:.1f}", f"{100 * share:.0f} %", memory, ""])]
    held = [("ONNX Runtime in Python, times", alone / onnx, 1.0), ("the machine's limit, share", used, 0.6),
            ("from JPEG files, share of the encoder alone", share, 0.9)]
    if "int8" in rounds[0]:
        quick = [r["int8"] for r in rounds]
        faster = median(q["alone"] for q in quick) / alone
        share = median(q["files"] / q["alone"] for q in quick)
        cosines = (np.load(encoder / "fp32.npy") * np.load(encoder / "int8.npy")).sum(1)
        memory = f"{max(q['heap_mb'] for q in quick)} / {max(q['resident_mb'] for q in quick)} MB"
        rows.append(row([
            f"{name}, int8", f"{median(q['alone'] for q in quick):.1f}", "", "", "", "", "",
            f"{median(q['files'] for q in quick):.1f}", f"{100 * share:.0f} %", memory,
            f"{faster:.2f} times float32; cosine {cosines.mean():.5f}, lowest {cosines.min():.5f}"]))
        held.append(("int8, times float32", faster, 1.8))
    targets = [f"- {name}, {what}: {value:.2f}, {'reached' if value >= least else '**missed**'} ({least:.1f})."
               for what, value, least in held]
    return rows, targets


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    # open_clip warns of random weights, which are what is wanted.
    logging.disable(logging.WARNING)
    folder = options.root / "out/encoders"
    pictures = copies(options.pictures, folder, options.count)
    load = os.getloadavg()[0]
    encoders = {name: checkpoint(name, folder) for name in GEOMETRIES}
    for name, encoder in encoders.items():
        # Builds the networks, which is not measured.
        for precision in ("fp32", "int8") if name.startswith("ViT") else ("fp32",):
            ours(options, encoder, precision, 0.1, copies(pictures, folder, 1), folder / "first.npy")
    rounds = {name: [] for name in GEOMETRIES}
    for i in range(options.rounds):
        for name, encoder in encoders.items():
            print(f"round {i + 1} of {options.rounds}: {name}", file=sys.stderr)
            rounds[name].append(round_of(options, name, encoder, pictures, folder))
    (folder / "rounds.json").write_text(json.dumps(rounds, indent=1))
    limit = max(r["limit"] for all_rounds in rounds.values() for r in all_rounds)
    summaries = [summary(name, encoder, rounds[name], limit) for name, encoder in encoders.items()]
    java = subprocess.run(["java", "-version"], check=True, stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    processor = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")][0]
    flags = Path("/proc/cpuinfo").read_text()
    text = "\n".join([
        "# Encoders side by side with Python", "",
        "`bench/encoders` made this page: pictures a second, with random weights of the real geometries;"
        f" {options.rounds} rounds in turn, medians.", "",
        f"- Machine: {processor}, {options.threads} threads, VNNI: {'vnni' in flags}, AMX: {'amx_int8' in flags}. It"
        f" multiplies at {limit:.0f} GFLOP/s (float32, PyTorch's product, the best of all rounds).",
        f"- Load average of the minute before and at the end: {load:.2f}, {os.getloadavg()[0]:.2f}.",
        f"- Python {platform.python_version()}, PyTorch {torch.__version__}, open_clip {open_clip.__version__}, ONNX"
        f" Runtime {onnxruntime.__version__}; {java}.",
        f"- Each figure is over {options.seconds:g} s of calls; the files are {options.count} JPEG pictures, decoded and"
        " resized on the way.",
        "- ONNX Runtime in Python runs the graph that this project built, all tokens; the better of one caller with all"
        " threads and one caller a thread.",
        "- Memory: heap in use / most resident memory of the process, with -Xmx1g.", "",
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
