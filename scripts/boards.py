#!/usr/bin/env python3
"""Tells good boards from six kinds of defects with 'glimpse bank build', with small places and without.

    scripts/boards.py ../shared/data/deeppcb out/boards --seeds 5

For every draw, the sorted files of a class are shuffled by random.Random(seed), class after class: the
first are the shots, the TEST behind the largest number of shots are tested. Folders hold links. Prints the
accuracy in %, mean [lowest-highest] over the draws, of all classes and of good against any defect (the mean
of the share of good crops called good and of the share of others called a defect), and how often the oddest places lie on the annotated defect. Needs Python 3 and ./glimpse, or the command that
GLIMPSE names.
"""
import argparse
import json
import os
import random
import shlex
import shutil
import subprocess
from pathlib import Path

GLIMPSE = shlex.split(os.environ.get("GLIMPSE", str(Path(__file__).resolve().parent.parent / "glimpse")))
NEAR = 8  # pixels of 224, 16 of the 448 that places are looked at in


def glimpse(*arguments):
    command = [*GLIMPSE, *map(str, arguments), "--json", "--quiet"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def link(files, folder):
    folder.mkdir(parents=True)
    for file in files:
        (folder / file.name).symlink_to(file.resolve())


def lay_out(data, out, seed, counts, tested):
    draw = random.Random(seed)
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        files = sorted(folder.iterdir())
        draw.shuffle(files)
        for count in counts:
            link(files[:count], out / f"shots_{count}" / folder.name)
        link(files[max(counts) : max(counts) + tested], out / "test" / folder.name)


def lies_on(box, defect):
    """Whether the middle of a box lies on a defect, or near it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    left, top, right, bottom = defect
    return left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR


def run(folder, count, mode, boxes):
    bank = folder / f"{count}_{mode}.bank"
    built = glimpse("bank", "build", folder / f"shots_{count}", "-o", bank, "--local", mode)
    answers = glimpse("classify", folder / "test", "--bank", bank, "--top", "1")["results"]
    truths = [Path(answer["path"]).parent.name for answer in answers]
    said = [answer["top"][0]["class"] for answer in answers]
    right = sum(a == b for a, b in zip(truths, said)) / len(answers)
    good = (recall(truths, said, True) + recall(truths, said, False)) / 2
    hits = []
    for answer, truth in zip(answers, truths):
        defect = boxes.get(f"{truth}/{Path(answer['path']).name}")
        if defect and "places" in answer:
            on = [lies_on(place["box"], defect) for place in answer["places"]]
            hits.append((on[0], any(on)))
    return {"accuracy": right, "good": good, "hits": hits, "kept": "local" in built}


def recall(truths, said, good):
    """The share of good crops that are called good, or of others that are called anything else."""
    of = [(b == "good") == good for a, b in zip(truths, said) if (a == "good") == good]
    return sum(of) / len(of)


def span(values):
    values = [100 * value for value in values]
    return f"{sum(values) / len(values):.1f} [{min(values):.1f}-{max(values):.1f}]"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="a folder a class, and boxes.tsv")
    parser.add_argument("out", type=Path, help="a folder for links and banks; emptied")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--shots", default="1,2,4,8,16", help="shots a class, separated by commas")
    parser.add_argument("--test", type=int, default=44, help="crops of a class that are tested")
    options = parser.parse_args()
    counts = [int(count) for count in options.shots.split(",")]
    boxes = {}
    for line in (options.data / "boxes.tsv").read_text().splitlines():
        name, box = line.split("\t")
        if box:
            boxes[name] = tuple(map(int, box.split(",")))
    shutil.rmtree(options.out, ignore_errors=True)
    seeds = range(1, options.seeds + 1)
    for seed in seeds:
        lay_out(options.data, options.out / f"seed_{seed}", seed, counts, options.test)
    print("| shots | local | 7 classes | good or not | kept | oddest on the defect | one of 3 |")
    print("|---|---|---|---|---|---|---|")
    for count in counts:
        for mode in ("off", "auto"):
            runs = [run(options.out / f"seed_{seed}", count, mode, boxes) for seed in seeds]
            hits = [hit for one in runs for hit in one["hits"]]
            places = ["-", "-"]
            if hits:
                places = [f"{100 * sum(hit[i] for hit in hits) / len(hits):.0f}" for i in (0, 1)]
            row = [
                count,
                mode,
                span(one["accuracy"] for one in runs),
                span(one["good"] for one in runs),
                f"{sum(one['kept'] for one in runs)} of {len(runs)}",
                *places,
            ]
            print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
