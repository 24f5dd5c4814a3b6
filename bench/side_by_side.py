"""The rounds and the table of bench/side-by-side, which prepares what this needs and calls it."""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

PICTURES, PLACES, WIDTH, CLASSES = 256, 49, 512, 1000
TIP_CELLS, CALIP_CELLS = 200 * 20, 200 * 200
READ_BYTES = 1 << 28
GEMM_OPERATIONS = 2.0 * 256 * 1024 * 16000


def json_lines(command):
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {line["phase"]: line for line in map(json.loads, out.splitlines())}


class Runs:
    """Every run of either side, as {figure: [seconds, one a round]}, and what was found."""

    def __init__(self, options, work):
        self.options = options
        self.features = options.root / "out/caltech66"
        self.work = work
        self.seconds = {}
        self.found = {}

    def note(self, name, seconds):
        self.seconds.setdefault(name, []).append(seconds)

    def median(self, name):
        return statistics.median(self.seconds[name])

    def peer(self, script, *arguments):
        path = self.options.shared / "bench/peers" / script
        return json_lines([sys.executable, str(path), "--threads", str(self.options.threads), *map(str, arguments)])

    def glimpse(self, *arguments):
        command = [str(self.options.root / "glimpse"), "eval-features", "--json", "--quiet",
                   "--threads", str(self.options.threads), *map(str, arguments)]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return json.loads(out)

    def make_tokens(self):
        draw = np.random.default_rng(1)

        def unit(rows):
            return rows / np.linalg.norm(rows, axis=-1, keepdims=True)

        def noise(*shape):
            return unit(draw.standard_normal(shape, dtype=np.float32))

        # Every token leans a little to its picture's class, so that the betas decide some answers.
        text, labels = noise(CLASSES, WIDTH), draw.integers(0, CLASSES, PICTURES, dtype=np.int32)
        lean = draw.uniform(0.05, 0.2, (PICTURES, PLACES + 1, 1)).astype(np.float32)
        tokens = unit(noise(PICTURES, PLACES + 1, WIDTH) + lean * text[labels][:, None])
        for name, rows in (("tokens", tokens), ("text", text), ("labels", labels)):
            np.save(self.work / f"{name}.npy", rows)

    def tip_peer(self, grid, *more):
        return self.peer("peer_tip.py", "--features", self.features, "--shots", 16,
                         "--text", self.features / "text.npy", "--grid", grid, *more)

    def tip_ours(self, *more):
        f = self.features
        return self.glimpse("--test", f / "test_features.npy", "--test-labels", f / "test_labels.npy",
                            "--text", f / "text.npy", "--cache", f / "shots_16_features.npy",
                            "--cache-labels", f / "shots_16_labels.npy", *more)

    def tip_search(self):
        plain = self.tip_peer(self.options.tip_grid, "--skip-f")
        self.note("tip plain", plain["search"]["seconds"] * TIP_CELLS / plain["search"]["cells"])
        self.note("zero-shot peer", plain["load"]["seconds"] + plain["zero_shot"]["seconds"])
        ours = self.tip_ours("--method", "tip", "--select", "val", "--val", self.features / "val_features.npy",
                             "--val-labels", self.features / "val_labels.npy",
                             "--set", "alpha_max=5", "--set", "beta_max=12")
        self.note("tip ours", searching(ours))
        self.note("tip search", ours["seconds"]["select"])
        hoisted = self.tip_peer("200x20", "--skip-f", "--hoist")["search"]
        self.note("tip hoisted", hoisted["seconds"])
        self.found["tip"] = same((hoisted["alpha"], hoisted["beta"]),
                                 (ours["params"]["alpha"], ours["params"]["beta"]))

    def zero_shot(self):
        ours = self.tip_ours("--method", "zero-shot")["seconds"]
        self.note("zero-shot ours", ours["load"] + ours["predict"])

    def tip_training(self):
        self.note("tip-f peer", self.tip_peer("2x2", "--hoist")["tip_f_train"]["seconds"])
        self.note("tip-f ours", searching(self.tip_ours("--method", "tip-f", "--set", "alpha=3", "--set", "beta=1")))

    def calip_peer(self, grid, *more):
        return self.peer("peer_calip.py", "--tokens", self.work / "tokens.npy", "--labels", self.work / "labels.npy",
                         "--text", self.work / "text.npy", "--grid", grid, *more)

    def calip(self):
        plain = self.calip_peer(self.options.calip_grid)
        self.note("calip plain", plain["search"]["seconds"] * CALIP_CELLS / plain["search"]["cells"])
        self.note("attention plain", plain["attention"]["seconds"])
        tokens = ("--test-tokens", self.work / "tokens.npy", "--test-labels", self.work / "labels.npy",
                  "--text", self.work / "text.npy", "--method", "calip")
        ours = self.glimpse(*tokens, "--select", "val", "--val-tokens", self.work / "tokens.npy",
                            "--val-labels", self.work / "labels.npy")
        self.note("calip ours", ours["seconds"]["select"])
        self.note("attention ours", self.glimpse(*tokens)["seconds"]["predict"])
        batched = self.calip_peer(self.options.calip_batched_grid, "--batched")
        self.note("calip batched", batched["search"]["seconds"] * CALIP_CELLS / batched["search"]["cells"])
        self.note("attention batched", batched["attention"]["seconds"])
        if batched["search"]["cells"] == CALIP_CELLS:
            self.found["calip"] = same((batched["search"]["beta2"], batched["search"]["beta3"]),
                                       (ours["params"]["beta2"], ours["params"]["beta3"]))

    def warm(self):
        """This project's own micro-benchmarks: seconds of warm fits, and the machine's limits."""
        result = self.work / "jmh.json"
        quick = ["-wi", "2", "-i", "3", "-w", "500ms", "-r", "500ms"] if self.options.quick else []
        subprocess.run(["java", "-cp", self.options.class_path, "org.openjdk.jmh.Main",
                        "FitBenchmark|AttentionBenchmark|LimitBenchmark", "-p", f"folder={self.features}",
                        "-jvmArgsAppend", f"-Xmx4g -XX:+UseParallelGC -Dglimpse.threads={self.options.threads}",
                        "-rf", "json", "-rff", str(result), *quick],
                       check=True, stdout=sys.stderr)
        return {r["benchmark"].split(".")[-2] + "." + r["benchmark"].split(".")[-1]: r["primaryMetric"]
                for r in json.loads(result.read_text())}


def searching(answer):
    return sum(answer["seconds"][part] for part in ("prepare", "select", "fit"))


def same(theirs, ours):
    return "the same winner" if np.allclose(theirs, ours, atol=1e-6) else f"winners {theirs} and {ours}"


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def seconds(value):
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def row(runs, work, peer, ours, warm, note=""):
    """The peer's median and ours in a fresh JVM, and warm; how many times as long the peer took."""
    theirs, cold = runs.median(peer), runs.median(ours)
    hot = [seconds(warm), f"{theirs / warm:.1f}"] if warm else ["", ""]
    return f"| {work} | {seconds(theirs)} | {seconds(cold)} | {theirs / cold:.1f} | {hot[0]} | {hot[1]} | {note} |"


def table(runs, warm):
    tip, training = warm["FitBenchmark.tipSearch"]["score"] / 1e3, warm["FitBenchmark.tipTraining"]["score"] / 1e3
    attention = PICTURES / warm["AttentionBenchmark.logits"]["score"]
    options = runs.options
    shrunk = f"from a {options.tip_grid} grid, by the cell"
    calip_shrunk = f"from a {options.calip_grid} x {options.calip_grid} grid, by the cell"
    batched_shrunk = runs.found.get(
        "calip", f"from a {options.calip_batched_grid} x {options.calip_batched_grid} grid, by the cell")
    return "\n".join([
        "| work | Python | Glimpse, fresh JVM | ratio | warm | ratio | |",
        "|---|---|---|---|---|---|---|",
        row(runs, "Tip-Adapter's 200 x 20 search, as published", "tip plain", "tip ours", tip, shrunk),
        row(runs, "the same, invariants hoisted", "tip hoisted", "tip ours", tip, runs.found["tip"]),
        row(runs, "the same, and ours without what is computed once", "tip hoisted", "tip search", None),
        row(runs, "CALIP's 200 x 200 search, as published", "calip plain", "calip ours", None, calip_shrunk),
        row(runs, "the same, batched", "calip batched", "calip ours", None, batched_shrunk),
        row(runs, "CALIP's attention, one by one", "attention plain", "attention ours", attention,
            f"{PICTURES} pictures, K = {CLASSES}, C = {WIDTH}"),
        row(runs, "the same, batched", "attention batched", "attention ours", attention,
            f"warm {PICTURES / attention:.0f} pictures a second"),
        row(runs, "Tip-Adapter-F, 20 epochs", "tip-f peer", "tip-f ours", training,
            "the transcription also tests after every epoch, as published"),
        row(runs, "load and zero-shot", "zero-shot peer", "zero-shot ours", None),
    ])


def judgement(old):
    """What people wrote below the table, which a new table does not take away."""
    _, heading, rest = old.read_text().partition("\n## Against the targets\n") if old.exists() else ("", "", "")
    return heading + rest


def report(runs, warm, loads):
    read = READ_BYTES / (warm["LimitBenchmark.readMemory"]["scorePercentiles"]["0.0"] * 1e3)
    multiply = GEMM_OPERATIONS / (warm["LimitBenchmark.multiply"]["scorePercentiles"]["0.0"] * 1e3)
    import torch
    java = subprocess.run(["java", "-version"], check=True, stderr=subprocess.PIPE, text=True).stderr
    return f"""# Side by side with Python

`bench/side-by-side` made this table: both sides on the same features, in turn, {runs.options.rounds} rounds, medians.

- Machine: {processor()}, {runs.options.threads} threads. It reads {read:.1f} GB/s and multiplies at {multiply:.0f} GFLOP/s (float32).
- Load average of the minute before and at the end: {loads[0]:.2f}, {loads[1]:.2f}.
- Python {platform.python_version()}, PyTorch {torch.__version__}, numpy {np.__version__}; {java.splitlines()[0]}.
- Glimpse's time is that of `eval-features`' own clock (`prepare`, `select` and `fit`; of CALIP's searches `select`, of
  the attention `predict`, without texts and shots `load` and `predict`) in a JVM that has just started; "warm" is the
  whole fit again in one that has run it for seconds.
- Caltech101's classes with a text row, ViT-B/32, 16 shots: 1,166 x 1,056 x 66. CALIP: unit noise that leans to its class.
- A ratio says how many times as long Python took.

{table(runs, warm)}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--quick", action="store_true", help="smaller grids for Python, to try the script")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    options.tip_grid = "10x2" if options.quick else "20x20"
    options.calip_grid = 4 if options.quick else 10
    options.calip_batched_grid = 10 if options.quick else 200
    out = options.out or options.root / "bench/RESULTS.md"
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(options, Path(folder))
        runs.make_tokens()
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            for work in (runs.tip_search, runs.zero_shot, runs.tip_training, runs.calip):
                work()
        warm = runs.warm()
    out.parent.mkdir(parents=True, exist_ok=True)
    table_made = report(runs, warm, (before, os.getloadavg()[0]))
    out.write_text(table_made + judgement(out))
    print(out.read_text())


if __name__ == "__main__":
    main()
