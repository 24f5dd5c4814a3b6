"""The rounds and the table of bench/encoders, which prepares what this needs and calls it."""
import argparse
import json
import os
import platform
import shutil
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import onnxruntime
import open_clip
import torch
from safetensors.torch import save_file

# Name in open_clip, and GFLOP a picture (two a multiplication).
GEOMETRIES = {"ViT-B/32": ("ViT-B-32-quickgelu", 8.82), "RN50": ("RN50-quickgelu", 12.22)}
PICTURES = 400
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


def onnx_rate(graph, threads, seconds):
    """The better of one caller with all threads and one caller a thread."""
    rates = []
    for callers, intra, batch in ((1, threads, 8), (threads, 1, 4)):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = intra, 1
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        pixels = np.random.default_rng(1).standard_normal((batch, 3, SIZE, SIZE), dtype=np.float32)
        rates.append(rate(lambda: session.run(None, {"pixels": pixels}), batch, seconds, callers))
    return max(rates)


def torch_rate(folder, name, threads, seconds):
    torch.set_num_threads(threads)
    model = open_clip.create_model(GEOMETRIES[name][0], pretrained=None).eval()
    pixels = torch.randn(8, 3, SIZE, SIZE)
    with torch.inference_mode():
        return rate(lambda: model.encode_image(pixels), 8, seconds)


def gemm_rate(threads):
    """GFLOP a second of PyTorch's product, the best of ten."""
    torch.set_num_threads(threads)
    a, b = torch.randn(1024, 3072), torch.randn(3072, 3072)
    best = 0
    for _ in range(10):
        start = time.perf_counter()
        a @ b
        best = max(best, 2 * 1024 * 3072 * 3072 / (time.perf_counter() - start) / 1e9)
    return best


def ours(options, encoder, precision, pictures, out):
    environment = dict(os.environ, GLIMPSE_HOME=str(options.root / "out/encoders/home"))
    command = ["java", "-Xmx1g", "-XX:+UseParallelGC", "-cp", options.class_path, "io.glimpse.bench.EncoderReport",
               str(encoder), precision, str(options.threads), str(options.seconds), str(pictures), str(out)]
    # Once beforehand and for one picture, so that building the networks is not measured.
    first = pictures.with_name("pictures-1")
    if not first.exists():
        first.mkdir()
        shutil.copy(sorted(pictures.iterdir())[0], first)
    subprocess.run([*command[:-3], "0.1", str(first), str(out)], check=True, stdout=subprocess.DEVNULL, env=environment)
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def row(cells):
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--count", type=int, default=PICTURES)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    folder = options.root / "out/encoders"
    pictures = folder / f"pictures-{options.count}"
    if not pictures.exists():
        pictures.mkdir(parents=True)
        for i, file in enumerate(sorted(options.pictures.resolve().rglob("*.jpg"))[:options.count]):
            shutil.copy(file, pictures / f"{i:04d}.jpg")
    load = os.getloadavg()[0]
    limit = gemm_rate(options.threads)
    lines = []
    for name, (_, gflop) in GEOMETRIES.items():
        encoder = checkpoint(name, folder)
        exact = ours(options, encoder, "fp32", pictures, folder / "fp32.npy")
        graph = folder / "home/graphs" / exact["fingerprint"] / "image.onnx"
        onnx = onnx_rate(graph, options.threads, options.seconds)
        peer = torch_rate(encoder, name, options.threads, options.seconds)
        lines.append(row([
            name, f"{exact['alone']:.1f}", f"{onnx:.1f}", f"{exact['alone'] / onnx:.2f}", f"{peer:.1f}",
            f"{exact['alone'] / peer:.2f}", f"{100 * exact['alone'] * gflop / limit:.0f} %", f"{exact['files']:.1f}",
            f"{100 * exact['files'] / exact['alone']:.0f} %", f"{exact['heap_mb']} / {exact['resident_mb']} MB", ""]))
        if name.startswith("ViT"):
            quick = ours(options, encoder, "int8", pictures, folder / "int8.npy")
            a, b = np.load(folder / "fp32.npy"), np.load(folder / "int8.npy")
            cosines = (a * b).sum(1)
            lines.append(row([
                f"{name}, int8", f"{quick['alone']:.1f}", "", "", "", "", "", f"{quick['files']:.1f}",
                f"{100 * quick['files'] / quick['alone']:.0f} %", f"{quick['heap_mb']} / {quick['resident_mb']} MB",
                f"{quick['alone'] / exact['alone']:.2f} times float32; cosine {cosines.mean():.5f},"
                f" lowest {cosines.min():.5f}"]))
    java = subprocess.run(["java", "-version"], check=True, stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    processor = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")][0]
    flags = Path("/proc/cpuinfo").read_text()
    text = "\n".join([
        "# Encoders side by side with Python", "",
        "`bench/encoders` made this table: pictures a second, with random weights of the real geometries.", "",
        f"- Machine: {processor}, {options.threads} threads, VNNI: {'vnni' in flags}, AMX: {'amx_int8' in flags}. It"
        f" multiplies at {limit:.0f} GFLOP/s (float32, PyTorch's product). Load average at the start: {load:.2f}.",
        f"- Python {platform.python_version()}, PyTorch {torch.__version__}, open_clip {open_clip.__version__}, ONNX"
        f" Runtime {onnxruntime.__version__}; {java}.",
        f"- Each figure is over {options.seconds:g} s of calls; the files are {options.count} JPEG pictures, decoded and"
        " resized on the way.",
        "- ONNX Runtime in Python runs the graph that this project built: all tokens, not the global one alone.",
        "- Memory: heap in use / most resident memory of the process.", "",
        row(["encoder", "Glimpse", "ONNX Runtime, Python", "ratio", "open_clip", "ratio", "of the limit",
             "from files", "of the encoder alone", "memory", ""]),
        "|---" * 11 + "|", *lines, ""])
    out = options.out or options.root / "bench/ENCODERS.md"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
