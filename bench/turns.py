"""Turns of several sides, one after the other, as bench/encoders and bench/families take them."""
import math
import os
import subprocess
import sys
import threading
import time
from statistics import median

import numpy as np
import onnxruntime

SIZE = 224
# Before a turn: the threads of the one before spin for some 60 ms when it is over, and would take a core of this one.
PAUSE_SECONDS = 0.1


def rate(call, pictures, callers, seconds):
    """Pictures a second of some threads that call all the time, each by its own clock: the last calls of a turn end one
    after the other, and an idle core is nobody's rate."""
    rates = [0.0] * callers

    def loop(index):
        done, start = 0, time.perf_counter()
        while time.perf_counter() < start + seconds:
            call()
            done += pictures
        rates[index] = done / (time.perf_counter() - start)

    threads = [threading.Thread(target=loop, args=(i,)) for i in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(rates)


def onnx_side(graph, tokens, callers, intra, batch):
    """A function of seconds: ONNX Runtime in Python on our graph, all its tokens."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = intra, 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    pixels = np.random.default_rng(1).standard_normal((batch, 3, SIZE, SIZE), dtype=np.float32)
    inputs = {"pixels": pixels, "wanted": np.array([tokens])}
    return lambda seconds: rate(lambda: session.run(None, inputs), batch, callers, seconds)


class Ours:
    """This project's side: a Java process that measures whenever it is asked."""

    def __init__(self, options, encoder, precision):
        environment = dict(os.environ, GLIMPSE_HOME=str(options.root / "out/encoders/home"))
        command = ["java", "-Xmx1g", "-XX:+UseParallelGC", "-cp", options.class_path, "io.glimpse.bench.EncoderReport",
                   str(encoder), precision, str(options.threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=environment)
        self.fingerprint = self.process.stdout.readline().strip()
        if not self.fingerprint:
            sys.exit(f"{encoder}, {precision}: the Java process ended; its message is above")

    def ask(self, *question):
        self.process.stdin.write(" ".join(map(str, question)) + "\n")
        self.process.stdin.flush()
        return [float(value) for value in self.process.stdout.readline().split()]

    def tokens(self, seconds):
        return self.ask("tokens", seconds)[0]

    def globals(self, seconds):
        return self.ask("globals", seconds)[0]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def rested(side, seconds):
    """The rate of a side for which nobody else's threads are left on the processor."""
    time.sleep(PAUSE_SECONDS)
    return side(seconds)


def row(cells):
    return "| " + " | ".join(cells) + " |"


class Ratio:
    """The median of the ratios of neighbours in time, which noise moves less than either side's rate."""

    def __init__(self, rounds, side, other):
        ratios = sorted(r[side] / r[other] for r in rounds if side in r and other in r)
        self.median = median(ratios)
        # Ranks between which the true median lies 95 times of 100, whatever the distribution; all of less than six.
        n = len(ratios)
        outside = max((k for k in range(n // 2) if 2 * sum(math.comb(n, i) for i in range(k + 1)) <= 0.05 * 2**n),
                      default=-1)
        self.low, self.high = ratios[outside + 1], ratios[n - 2 - outside]

    def __str__(self):
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"

    def against(self, target):
        if self.median >= target:
            return "reached"
        return "level, the target lies within the noise" if self.high >= target else "**missed**"
