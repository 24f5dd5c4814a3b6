#!/usr/bin/env python3
r"""Measures the built files on Caltech101 (CoOp split) and 500 CIFAR-10 images; writes the figures and golden values.

  python evaluate_lite.py --minilm langchain4j-embeddings-*.jar --data DATA \
      --folder ../src/main/resources/io/glimpse/lite --out expected.json
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
from PIL import Image

from build_lite import MiniLM, TextEncoder, clean, pixels, preprocess, session

CIFAR = "airplane automobile bird cat deer dog frog horse ship truck".split()
BETAS, ALPHAS = [1, 2, 5.5, 10, 20, 40, 80, 160], [0, .1, .3, .5, 1, 2, 5, 10, 20, 50, 100, 200]
B2, B3 = [0, .1, .2, .5, 1, 2, 3, 5, 8, 12], [0, .01, .02, .05, .1, .2, .5, 1, 2, 4]


def encode(run, crops, keep_all):
    rows = []
    for i in range(0, len(crops), 16):
        t = run.run(None, {"pixels": pixels(crops[i:i + 16])})[0]
        rows.append(t if keep_all else t[:, 0])
    return np.concatenate(rows)


def percent(logits, labels):
    return round(float((logits.argmax(1) == labels).mean() * 100), 2)


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def calip(tokens, text):
    one, two = [], []
    for i in range(0, len(tokens), 100):
        g, s = tokens[i:i + 100, 0], tokens[i:i + 100, 1:]
        a = 2 * s @ text.T
        one.append(np.einsum("blk,bl->bk", softmax(a, 1), np.einsum("bld,bd->bl", s, g)))
        v = softmax(a, 2) @ text
        two.append((v.mean(1) + v.max(1)) @ text.T)
    return 100 * np.concatenate(one), 100 * np.concatenate(two)


def tip(val, test, keys, labels, yv, yt, lv, lt):
    hot = np.eye(100, dtype=np.float32)[labels]
    dv, dt = 1 - val @ keys.T, 1 - test @ keys.T
    cache = max((percent(np.exp(-b * dv) @ hot, yv), -b) for b in BETAS)
    both = max((percent(lv + a * (np.exp(-b * dv) @ hot), yv), -b, a) for b in BETAS for a in ALPHAS)
    return {"cache_only": percent(np.exp(cache[1] * dt) @ hot, yt),
            "tip": percent(lt + both[2] * (np.exp(both[1] * dt) @ hot), yt), "beta": -both[1], "alpha": both[2],
            "tip_default_alpha1_beta5.5": percent(lt + np.exp(-5.5 * dt) @ hot, yt)}


def main(a):
    root = a.data / "caltech101"
    split = json.loads((root / "split_zhou_Caltech101.json").read_text())
    y = {k: np.array([e[1] for e in v]) for k, v in split.items()}
    names = [clean(n) for _, n in sorted({(e[1], e[2]) for e in split["test"]})]
    perm = np.random.RandomState(1).permutation(len(y["train"]))
    shots = {k: np.concatenate([[i for i in perm if y["train"][i] == c][:k] for c in range(100)]) for k in (1, 2, 4, 8, 16)}
    load = lambda rows: np.stack([preprocess(Image.open(root / "101_ObjectCategories" / r[0])) for r in rows])
    crops = {k: load(split[k]) for k in ("val", "test")}
    crops["shots"] = load([split["train"][i] for i in shots[16]])
    place = {int(i): n for n, i in enumerate(shots[16])}
    cifar = [preprocess(Image.fromarray(x)) for x in np.load(a.data / "cifar10_500/images.npy")]
    cy = np.load(a.data / "cifar10_500/labels.npy")

    run = session(a.folder / "image.onnx")
    tokens = {k: encode(run, crops[k], True) for k in ("val", "test")}
    f = {k: v[:, 0] for k, v in tokens.items()}
    f["shots"], f["cifar"] = encode(run, crops["shots"], False), encode(run, cifar, False)

    encoder = TextEncoder(a.folder, MiniLM(a.minilm))
    held, kept = encoder.held_out(names)
    text = {"held_out": held, "regression": encoder(names, lookup=False), "default": encoder(names)}
    held10, _ = encoder.held_out(CIFAR)
    ten = {"held_out": held10, "regression": encoder(CIFAR, lookup=False), "default": encoder(CIFAR)}
    text["default_prompt"] = encoder([f"a photo of a {x}." for x in names])

    r = {"norms": [round(float(np.linalg.norm(tokens["test"], axis=2).min()), 5), round(float(np.linalg.norm(tokens["test"], axis=2).max()), 5)],
         "held_out_pairs_kept": kept, "exact_names": sum(encoder.exact(x) is not None for x in names)}
    r["caltech101_zero_shot"] = {k: percent(f["test"] @ t.T, y["test"]) for k, t in text.items()}
    r["caltech101_zero_shot_mean_class"] = {k: round(float(np.mean([((f["test"][y["test"] == c] @ t.T).argmax(1) == c).mean() for c in range(100)]) * 100), 2) for k, t in text.items()}
    r["cifar10_zero_shot"] = {k: percent(f["cifar"] @ t.T, cy) for k, t in ten.items()}
    p = softmax(100 * f["test"] @ text["default"].T, 1)
    r["mean_confidence_default"] = round(float(p.max(1).mean() * 100), 2)
    print(r, flush=True)

    lv, lt = 100 * f["val"] @ text["default"].T, 100 * f["test"] @ text["default"].T
    r["tip_adapter"] = {}
    for k, i in shots.items():
        r["tip_adapter"][k] = tip(f["val"], f["test"], f["shots"][[place[int(x)] for x in i]], y["train"][i], y["val"], y["test"], lv, lt)
        print(k, r["tip_adapter"][k], flush=True)
    r["calip"] = {}
    for k in ("held_out", "default"):
        v, t = calip(tokens["val"], text[k]), calip(tokens["test"], text[k])
        l0v, l0t = 100 * f["val"] @ text[k].T, 100 * f["test"] @ text[k].T
        best = max((percent(l0v + b2 * v[0] + b3 * v[1], y["val"]), -b2, -b3) for b2 in B2 for b3 in B3)
        r["calip"][k] = {"l0": percent(l0t, y["test"]), "calip": percent(l0t - best[1] * t[0] - best[2] * t[1], y["test"]),
                         "b2": -best[1], "b3": -best[2], "val_l0": percent(l0v, y["val"]), "val_calip": best[0],
                         "l1_alone": percent(t[0], y["test"]), "l2_alone": percent(t[1], y["test"])}
        print("calip", k, r["calip"][k], flush=True)

    # golden values for a port
    ramp = np.fromfunction(lambda n, c, i, j: ((i * 7 + j * 3 + c * 50) % 256 - 127) / 128, (1, 3, 224, 224)).astype(np.float32)
    g = run.run(None, {"pixels": ramp})[0][0]
    r["golden"] = {"ramp": "pixels[0][c][i][j] = ((7 i + 3 j + 50 c) mod 256 - 127) / 128", "tokens_0_first8": [round(float(x), 5) for x in g[0, :8]],
                   "tokens_25_first8": [round(float(x), 5) for x in g[25, :8]],
                   "text_default_first8": {x: [round(float(z), 5) for z in encoder([x])[0, :8]] for x in ("accordion", "okapi", "yin yang")}}
    a.out.write_text(json.dumps(r, indent=1) + "\n")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--minilm", required=True)
    p.add_argument("--data", required=True, type=Path)
    p.add_argument("--folder", required=True, type=Path)
    p.add_argument("--out", default=Path("expected.json"), type=Path)
    main(p.parse_args())
