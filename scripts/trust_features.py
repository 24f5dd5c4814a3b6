#!/usr/bin/env python3
"""Makes the ready features that scripts/trust_tables.sh runs its studies on.

    python3 scripts/trust_features.py --shared ../shared --out out/trust/features

writes OUT/caltech101: test, val and text of Caltech101's 66 classes with a text row, as caltech66_subset.py cuts them, but
three prompts a class (its text rows, from the first again where there are fewer); shots_N_seed_S drawn without replacement
from the 16 stored shots of every class, N = 1, 2, 4, 8 and S = 1 to 5; and shots_16, of which there is one sample.
OUT/imagenet: the four stored shots of every class, as test pictures the sample of one shot and as validation pictures that of
two, without photographs that are among the shots (cosine above 0.97). Needs numpy.
"""
import argparse
import json
from pathlib import Path

import numpy as np

PROMPTS = 3
DRAWN = (1, 2, 4, 8)
POOL = 16
SEEDS = (1, 2, 3, 4, 5)
SAME_PHOTOGRAPH = 0.97


def load(folder, name):
    rows = np.load(folder / f"{name}_features.npy")
    return rows, np.load(folder / f"{name}_labels.npy").astype(np.int64)


def save(folder, name, rows, labels):
    np.save(folder / f"{name}_features.npy", rows)
    np.save(folder / f"{name}_labels.npy", labels.astype(np.int32))


def draw(labels, shots, seed):
    random = np.random.default_rng([seed, shots])
    rows = [random.permutation(np.flatnonzero(labels == c))[:shots] for c in np.unique(labels)]
    return np.concatenate([np.sort(some) for some in rows])


def caltech101(shared, out):
    out.mkdir(parents=True, exist_ok=True)
    features = shared / "data/features/vit-b-32/caltech101"
    texts = shared / "data/text/vit-b-32"
    classes = json.loads((shared / "fixtures/methods/real/caltech101_classes.json").read_text())["classes"]
    kept = np.array([c["label"] for c in classes])

    def cut(name):
        rows, labels = load(features, name)
        chosen = np.isin(labels, kept)
        return rows[chosen], np.searchsorted(kept, labels[chosen])

    for name in ("test", "val"):
        save(out, name, *cut(name))
    rows, labels = cut(f"shots_{POOL}")
    save(out, f"shots_{POOL}", rows, labels)
    for shots in DRAWN:
        for seed in SEEDS:
            chosen = draw(labels, shots, seed)
            save(out, f"shots_{shots}_seed_{seed}", rows[chosen], labels[chosen])
    tables = {}

    def text_row(entry):
        if entry["file"] not in tables:
            tables[entry["file"]] = np.load(texts / f"{entry['file']}_features.npy")
        return tables[entry["file"]][entry["row"]]

    prompts = [[text_row(c["text"][i % len(c["text"])]) for i in range(PROMPTS)] for c in classes]
    np.save(out / "text_features.npy", np.array(prompts))
    (out / "classes.txt").write_text("".join(f"{c['name']}\n" for c in classes))


def imagenet(shared, out):
    out.mkdir(parents=True, exist_ok=True)
    features = shared / "data/features/vit-b-32/imagenet"
    texts = shared / "data/text/vit-b-32"
    shots, labels = load(features, "shots_4")
    save(out, "shots_4", shots, labels)
    test = load(features, "shots_1")
    seen = shots.astype(np.float32)
    for name, (rows, classes) in (("test", test), ("val", load(features, "shots_2"))):
        known = seen if name == "test" else np.concatenate([seen, test[0].astype(np.float32)])
        other = (rows.astype(np.float32) @ known.T).max(1) <= SAME_PHOTOGRAPH
        save(out, name, rows[other], classes[other])
    # One row a class is one prompt a class.
    np.save(out / "text_features.npy", np.load(texts / "imagenet_features.npy")[:, None, :])
    names = json.loads((texts / "imagenet_names.json").read_text())
    (out / "classes.txt").write_text("".join(f"{name}\n" for name in names))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of data and fixtures")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    caltech101(options.shared, options.out / "caltech101")
    imagenet(options.shared, options.out / "imagenet")


if __name__ == "__main__":
    main()
