#!/usr/bin/env python3
"""Tells good boards from six kinds of defects with a bank that has seen good ones alone.

    scripts/boards_good.py ../shared/data/deeppcb out/boards_good

For every draw, the sorted files of 'good' are shuffled by random.Random(seed): the first are the shots, those
behind the largest number of shots are tested, with all crops of each defect. Folders hold links. Prints in %, as the
mean [lowest-highest] over the draws: the AUROC of good against a defect (the mean over the six), by the score of
'glimpse bank build --local auto' and of '--local off', which is the nearest shot of the whole picture's
feature, 1 - max cos; the share of good crops below the threshold, beside what is promised; the share of defects
found; and, for the largest number of shots, the AUROC of each defect. Needs Python 3 and ./glimpse, or the
command that GLIMPSE names.
"""
import argparse
import random
import shutil
from pathlib import Path

from boards import glimpse, link, span

GOOD = "good"


def lay_out(data, out, seed, counts):
    files = sorted((data / GOOD).iterdir())
    random.Random(seed).shuffle(files)
    for count in counts:
        link(files[:count], out / f"shots_{count}" / GOOD)
    link(files[max(counts) :], out / "test" / GOOD)
    for folder in sorted(path for path in data.iterdir() if path.is_dir() and path.name != GOOD):
        link(sorted(folder.iterdir()), out / "test" / folder.name)


def run(folder, count, mode):
    bank = folder / f"{count}_{mode}.bank"
    built = glimpse("bank", "build", folder / f"shots_{count}", "-o", bank, "--local", mode)
    found = glimpse("evaluate", folder / "test", "--bank", bank)["unknown"]
    return {
        "auroc": found["auroc_mean_of_folders"],
        "alarms": found["false_rejection"],
        "promised": built["unknown"]["rate"],
        "hits": 1 - found["false_acceptance"],
        "kinds": {kind["folder"]: kind["auroc"] for kind in found["folders"]},
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="a folder a class, one of them 'good'")
    parser.add_argument("out", type=Path, help="a folder for links and banks; emptied")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--shots", default="4,8,16", help="good shots, separated by commas")
    options = parser.parse_args()
    counts = [int(count) for count in options.shots.split(",")]
    shutil.rmtree(options.out, ignore_errors=True)
    seeds = range(1, options.seeds + 1)
    for seed in seeds:
        lay_out(options.data, options.out / f"seed_{seed}", seed, counts)
    print("| good shots | score | AUROC | false alarms | promised | defects found |")
    print("|---|---|---|---|---|---|")
    last = {}
    for count in counts:
        for mode, name in (("off", "nearest shot"), ("auto", "nearest shot and places")):
            runs = [run(options.out / f"seed_{seed}", count, mode) for seed in seeds]
            last[name] = runs
            row = [count, name, *(span(one[key] for one in runs) for key in ("auroc", "alarms"))]
            row += [f"{100 * max(one['promised'] for one in runs):.1f}", span(one["hits"] for one in runs)]
            print("| " + " | ".join(map(str, row)) + " |", flush=True)
    kinds = sorted(next(iter(last.values()))[0]["kinds"])
    print(f"\n| AUROC at {counts[-1]} | " + " | ".join(kinds) + " |")
    print("|---" * (len(kinds) + 1) + "|")
    for name, runs in last.items():
        means = [sum(one["kinds"][kind] for one in runs) / len(runs) for kind in kinds]
        print(f"| {name} | " + " | ".join(f"{100 * mean:.1f}" for mean in means) + " |")


if __name__ == "__main__":
    main()
