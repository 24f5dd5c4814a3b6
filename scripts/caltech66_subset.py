#!/usr/bin/env python3
"""Cuts the CLIP features of Caltech101 to the 66 classes that have a text row.

    python3 scripts/caltech66_subset.py --shared ../shared --out out/caltech66

writes OUT/{test,val,shots_1,2,4,8,16}_{features,labels}.npy, labels counted anew from 0 to 65,
OUT/text_features.npy with the first text row of every class, OUT/classes.txt, and OUT/expected.tsv: for every shot count and
case the number of right answers that the reference gives. Needs numpy.
"""
import argparse
import json
from pathlib import Path

import numpy as np

SHOTS = (1, 2, 4, 8, 16)
CASES = ("zero_shot", "tip_val_search", "tip_f_last_epoch", "tip_f_val_search", "linear_probe_C1")


def cut(features, name, labels_kept, out):
    rows = np.load(features / f"{name}_features.npy")
    labels = np.load(features / f"{name}_labels.npy").astype(np.int64)
    kept = np.isin(labels, labels_kept)
    np.save(out / f"{name}_features.npy", rows[kept])
    np.save(out / f"{name}_labels.npy", np.searchsorted(labels_kept, labels[kept]).astype(np.int32))
    return int(kept.sum())


def text_rows(classes, folder):
    tables = {}
    rows = []
    for entry in (c["text"][0] for c in classes):
        table = entry["file"]
        if table not in tables:
            tables[table] = np.load(folder / f"{table}_features.npy", mmap_mode="r")
        rows.append(tables[table][entry["row"]])
    return np.stack(rows)


def expected_counts(folder):
    for shots in SHOTS:
        cases = json.loads((folder / f"caltech101_shots_{shots}.json").read_text())["cases"]
        correct = {case["method"]: case["test"]["correct"] for case in cases}
        for case in CASES:
            if case in correct:
                yield f"{shots}\t{case}\t{correct[case]}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of data and fixtures")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    data = options.shared / "data"
    fixtures = options.shared / "fixtures/methods/real"
    classes = json.loads((fixtures / "caltech101_classes.json").read_text())["classes"]
    labels_kept = np.array([c["label"] for c in classes])
    if not np.all(np.diff(labels_kept) > 0):
        raise SystemExit("caltech101_classes.json: labels are not in ascending order")
    options.out.mkdir(parents=True, exist_ok=True)
    for name in ("test", "val", *(f"shots_{s}" for s in SHOTS)):
        count = cut(data / "features/vit-b-32/caltech101", name, labels_kept, options.out)
        print(f"{name}: {count} rows")
    np.save(options.out / "text_features.npy", text_rows(classes, data / "text/vit-b-32"))
    (options.out / "classes.txt").write_text("".join(f"{c['name']}\n" for c in classes))
    (options.out / "expected.tsv").write_text("".join(expected_counts(fixtures)))


if __name__ == "__main__":
    main()
