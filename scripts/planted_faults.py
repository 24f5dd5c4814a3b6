#!/usr/bin/env python3
"""Plants faults into folders of shots, and counts how many of them 'glimpse bank check' found.

    planted_faults.py swap SHOTS OUT --seed 1       5 % of the shots, in the folder of another class
    planted_faults.py doubles SHOTS OUT --seed 1    30 doubles, and 30 in OUT-test to test with
    planted_faults.py count OUT check.json          what was planted in OUT, and what was found

Folders hold links, as those of caltech101_folders.py. What was planted is in OUT.json. Duplicates are
drawn by PlantDoubles.java, which this file calls. Needs nothing beyond Python 3 and a JDK.
"""
import argparse
import json
import random
import subprocess
from pathlib import Path

KINDS = ("half", "recompressed", "mirrored")


def shots_of(folder):
    return sorted(path for path in folder.glob("*/*"))


def link(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.symlink_to(source.resolve())


def swap(shots, out, draw):
    classes = sorted({path.parent.name for path in shots})
    swapped = set(draw.sample(range(len(shots)), len(shots) // 20))
    planted = []
    for i, path in enumerate(shots):
        name = path.parent.name
        if i in swapped:
            name = draw.choice([other for other in classes if other != name])
            planted.append(str(out / name / path.name))
        link(path, out / name / path.name)
    return {"swapped": planted}


def doubles(shots, out, draw):
    classes = sorted({path.parent.name for path in shots})
    for path in shots:
        link(path, out / path.parent.name / path.name)
    drawn = draw.sample(shots, 60)
    tested = Path(f"{out}-test")
    lines, planted, leaks = [], [], []
    for i, path in enumerate(drawn):
        kind = KINDS[i % 3]
        name = path.parent.name
        if i >= 30:
            target = tested / name / f"planted_{i}.jpg"
            leaks.append([str(target), str(out / name / path.name)])
        else:
            other = name if i % 2 else draw.choice([c for c in classes if c != name])
            target = out / other / f"planted_{i}.jpg"
            planted.append([str(target), str(out / name / path.name)])
        lines.append(f"{kind}\t{path.resolve()}\t{target}\n")
    listed = Path(f"{out}.tsv")
    listed.write_text("".join(lines))
    program = Path(__file__).with_name("PlantDoubles.java")
    subprocess.run(["java", str(program), str(listed)], check=True)
    return {"doubles": planted, "leaks": leaks}


def count(out, check):
    planted = json.loads(Path(f"{out}.json").read_text())
    found = json.loads(check.read_text())
    if "swapped" in planted:
        swapped = set(planted["swapped"])
        labels = found["labels"]
        ranked = [label["shot"]["source"] in swapped for label in labels]
        tenth = -(-len(ranked) // 10)
        sure = [label for label in labels if label["verdict"] == "looks like another"]
        right = sum(label["shot"]["source"] in swapped for label in sure)
        print(
            f"{sum(ranked[:tenth])} of {len(swapped)} swapped labels in the first tenth of "
            f"{len(ranked)}; {right} of {len(sure)} labels that were called wrong are"
        )
    if "doubles" in planted:
        # Caltech101 has doubles itself, so that a planted one may be named with another of its original.
        files = {pair[0] for pair in planted["doubles"]}
        said = [(pair["first"]["source"], pair["second"]["source"]) for pair in found["doubles"]]
        others = [pair for pair in said if files.isdisjoint(pair)]
        named = files & {file for pair in said for file in pair}
        print(f"{len(named)} of {len(files)} doubles found, {len(others)} others named")
        for one, other in others:
            print(f"  {one} = {other}")
        leaks = {tuple(pair) for pair in planted["leaks"]}
        told = [(leak["path"], leak["shot"]["source"]) for leak in found.get("leaks", [])]
        strange = [pair for pair in told if pair not in leaks]
        print(
            f"{len(leaks & set(told))} of {len(leaks)} shots in {found.get('tested')} test pictures"
            f" found, {len(strange)} others named"
        )
        for one, other in strange:
            print(f"  {one} = {other}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["swap", "doubles", "count"])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.what == "count":
        count(options.first, options.second)
        return
    plant = swap if options.what == "swap" else doubles
    planted = plant(shots_of(options.first), options.second, random.Random(options.seed))
    Path(f"{options.second}.json").write_text(json.dumps(planted))


if __name__ == "__main__":
    main()
