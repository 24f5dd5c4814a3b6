#!/usr/bin/env python3
"""Draws shots of a data set with a folder a class, and links what was drawn and the rest.

    python3 scripts/draw_shots.py DATA OUT [--shots 4] [--seed 1]

writes links OUT/shots/CLASS/* and OUT/test/CLASS/*: of every class, in the order of their names, as
many files as random.sample takes of all in the order of theirs.
"""

import argparse
import pathlib
import random
import shutil


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--shots", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    for part in ("shots", "test"):
        shutil.rmtree(options.out / part, ignore_errors=True)
    for folder in sorted(path for path in options.data.iterdir() if path.is_dir()):
        files = sorted(folder.iterdir())
        drawn = set(draw.sample(files, options.shots))
        for file in files:
            link = options.out / ("shots" if file in drawn else "test") / folder.name / file.name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file.resolve())


if __name__ == "__main__":
    main()
