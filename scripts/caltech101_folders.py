#!/usr/bin/env python3
"""Lays CoOp's split of Caltech101 out as folders of links, one folder a class.

    python3 scripts/caltech101_folders.py --root ../shared/data/caltech101 --out out/caltech101

writes OUT/test, OUT/val and, for every shot count, OUT/shots_K: the K pictures a class that
random.sample draws with the given seed, classes in the order in which the training list names them
(Tip-Adapter's protocol). Needs nothing beyond Python 3.
"""
import argparse
import json
import random
from pathlib import Path


def lay_out(items, pictures, folder):
    for path, _, name in items:
        link = folder / name / path.replace("/", "_")
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(pictures / path)


def sample(train, shots, seed):
    by_label = {}
    for item in train:
        by_label.setdefault(item[1], []).append(item)
    draw = random.Random(seed)
    chosen = []
    for items in by_label.values():
        chosen += draw.sample(items, shots) if len(items) >= shots else draw.choices(items, k=shots)
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True, help="folder with the split file and 101_ObjectCategories")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shots", default="1,2,4,8,16", help="shot counts, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    root = options.root.resolve()
    pictures = root / "101_ObjectCategories"
    split = json.loads((root / "split_zhou_Caltech101.json").read_text())
    for part in ("test", "val"):
        lay_out(split[part], pictures, options.out / part)
    for shots in map(int, options.shots.split(",")):
        lay_out(sample(split["train"], shots, options.seed), pictures, options.out / f"shots_{shots}")
    names = [name for _, name in sorted({(label, name) for _, label, name in split["test"]})]
    (options.out / "names.txt").write_text("".join(name + "\n" for name in names))


if __name__ == "__main__":
    main()
