#!/usr/bin/env python3
"""Finds a mark of 40 pixels in woven cloth of 4,000 x 3,000 with 'glimpse bank build', with tiles and without.

    scripts/tiles.py out/cloth

Draws the pictures by random.Random(SEED): a weave with grain, in a light and at a place of the pattern that are
each picture's own; half of them have a scratch, 40 pixels long and 3 wide, somewhere. For each kind of tiles
prints the accuracy on the test pictures, how often the oddest place, and one of the three oddest, lies on the
scratch or within NEAR pixels of it, the processor time of a tested picture with its share of the start of Java
and of the fit, and the size of the bank. Needs Python 3 and ./glimpse, or the command that GLIMPSE names.
"""
import argparse
import json
import math
import os
import random
import resource
import shlex
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

GLIMPSE = shlex.split(os.environ.get("GLIMPSE", str(Path(__file__).resolve().parent.parent / "glimpse")))
LENGTH, WIDTH, DARKER = 40, 3, 45
NEAR = 16
PERIOD = 14  # pixels from one thread to the next


def glimpse(*arguments):
    command = [*GLIMPSE, *map(str, arguments), "--json", "--quiet"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def number(row):
    """A row of pixels as one number: adding two adds all pixels, as long as none leaves its byte."""
    return int.from_bytes(row, "little")


def cloth(draw, width, height):
    """The rows of a picture, gray."""
    shades = bytes(value % 6 for value in range(256))
    across, down = draw.random() * PERIOD, draw.random() * PERIOD
    bright, right, lower = draw.randrange(40, 70), draw.randrange(30), draw.randrange(30)
    light = number(bytes(bright + right * x // width for x in range(width)))
    weave = []
    for y in range(2 * PERIOD):
        row = bytearray(width)
        for x in range(width):
            warp = math.sin(math.pi * (x + across) / PERIOD) ** 2
            weft = math.sin(math.pi * (y + down) / PERIOD) ** 2
            over = (int((x + across) / PERIOD) + int((y + down) / PERIOD)) % 2
            row[x] = int(36 * (warp if over else weft))
        weave.append(number(row))
    every = number(b"\1" * width)
    mask = (1 << 8 * width) - 1
    grains = []
    rows = []
    for y in range(height):
        grain = number(draw.randbytes(width).translate(shades))
        # The sum of three neighbours beside each other, and then of three rows: 0 to 45.
        grains = (grains + [grain + (grain << 8 & mask) + (grain >> 8)])[-3:]
        row = light + sum(grains) + weave[y % len(weave)] + lower * y // height * every
        rows.append(bytearray(row.to_bytes(width, "little")))
    return rows


def scratch(draw, rows):
    """Darkens a line, and tells where its middle is."""
    margin = LENGTH
    x = draw.randrange(margin, len(rows[0]) - margin)
    y = draw.randrange(margin, len(rows) - margin)
    angle = math.pi * draw.random()
    marked = set()
    for i in range(4 * LENGTH):
        for side in range(WIDTH):
            along, beside = i / 4 - LENGTH / 2, side - WIDTH / 2
            marked.add(
                (
                    round(x + along * math.cos(angle) - beside * math.sin(angle)),
                    round(y + along * math.sin(angle) + beside * math.cos(angle)),
                )
            )
    for column, row in marked:
        rows[row][column] = max(0, rows[row][column] - DARKER)
    return x, y


def write(rows, file):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def draw_all(out, options):
    draw = random.Random(options.seed)
    places = {}
    for part, each in (("shots", options.shots), ("test", options.test)):
        for i in range(each):
            for name in ("good", "bad"):
                rows = cloth(draw, options.width, options.height)
                file = out / part / name / f"cloth_{i:02}.png"
                if name == "bad":
                    places[str(file)] = scratch(draw, rows)
                write(rows, file)
    return places


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lies_on(box, middle):
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return math.hypot(x - middle[0], y - middle[1]) <= LENGTH / 2 + NEAR


def run(out, tiles, places):
    bank = out / f"tiles_{tiles}.bank"
    start = processor_seconds()
    built = glimpse("bank", "build", out / "shots", "-o", bank, "--tiles", tiles)
    built_in = processor_seconds() - start
    start = processor_seconds()
    answers = glimpse("classify", out / "test", "--bank", bank, "--top", "1")["results"]
    seconds = (processor_seconds() - start) / len(answers)
    right = sum(Path(answer["path"]).parent.name == answer["top"][0]["class"] for answer in answers)
    hits = [
        [lies_on(place["box"], places[answer["path"]]) for place in answer["places"]]
        for answer in answers
        if answer["path"] in places and "places" in answer
    ]
    on = f"{sum(hit[0] for hit in hits)} of {len(hits)}" if hits else "-"
    one = f"{sum(any(hit) for hit in hits)} of {len(hits)}" if hits else "-"
    local = built.get("local")
    return [
        tiles,
        "-" if not local else local["tiles"]["most"] if "tiles" in local else 1,
        f"{right} of {len(answers)}",
        on,
        one,
        f"{built_in:.0f} s",
        f"{seconds:.1f} s",
        f"{bank.stat().st_size / 1e6:.1f} MB",
    ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="a folder for pictures and banks; emptied")
    parser.add_argument("--width", type=int, default=4000)
    parser.add_argument("--height", type=int, default=3000)
    parser.add_argument("--shots", type=int, default=4, help="examples of good cloth, and of bad")
    parser.add_argument("--test", type=int, default=12, help="tested pictures of either")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tiles", default="1,3,6,auto", help="kinds of tiles, separated by commas")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    places = draw_all(options.out, options)
    print("| tiles | of a picture | right | oddest on the scratch | one of 3 | build | a picture | bank |")
    print("|---|---|---|---|---|---|---|---|")
    for tiles in options.tiles.split(","):
        print("| " + " | ".join(map(str, run(options.out, tiles, places))) + " |", flush=True)


if __name__ == "__main__":
    main()
