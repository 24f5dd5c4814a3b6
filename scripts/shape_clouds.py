#!/usr/bin/env python3
"""Makes a small data set of point clouds: 8 classes of shapes of random proportions.

    python3 scripts/shape_clouds.py OUT [--shots 16] [--test 24] [--points 1024] [--seed 1]

writes OUT/shots/CLASS/*.npy and OUT/test/CLASS/*.npy, float32 [points, 3], y up, each shape turned
about the up axis by a random angle and drawn from its surface. Needs numpy. Then, for example:

    glimpse bank build OUT/shots -o shapes.bank
    glimpse evaluate OUT/test --bank shapes.bank
"""

import argparse
import pathlib

import numpy as np


def sphere(r, n):
    v = r.normal(size=(n, 3))
    return v / np.linalg.norm(v, axis=1, keepdims=True) * r.uniform(0.8, 1.25, 3)


def block(r, n, sides, at=(0, 0, 0)):
    """The surface of a box."""
    a, b, c = sides
    areas = np.array([b * c, b * c, a * c, a * c, a * b, a * b])
    face = r.choice(6, n, p=areas / areas.sum())
    v = r.uniform(-0.5, 0.5, (n, 3))
    v[np.arange(n), face // 2] = np.where(face % 2, 0.5, -0.5)
    return v * sides + at


def box(r, n):
    return block(r, n, r.uniform(0.6, 1.4, 3))


def tube(r, n, low, high, bottom, top, at=(0, 0)):
    """The side of a cylinder or cone, with its two lids."""
    side = (low + high) / 2 * np.hypot(top - bottom, high - low) * 2
    kind = r.choice(3, n, p=np.array([side, low**2, high**2]) / (side + low**2 + high**2))
    angle = r.uniform(0, 2 * np.pi, n)
    t = r.random(n)
    t = np.where(kind == 0, t, kind - 1)
    radius = low + (high - low) * t
    radius = np.where(kind == 0, radius, radius * np.sqrt(r.random(n)))
    return np.stack([radius * np.cos(angle) + at[0], bottom + (top - bottom) * t,
                     radius * np.sin(angle) + at[1]], axis=1)


def cylinder(r, n):
    radius = r.uniform(0.3, 0.7)
    return tube(r, n, radius, radius, 0, r.uniform(1, 2.2))


def cone(r, n):
    return tube(r, n, r.uniform(0.4, 0.9), 1e-3, 0, r.uniform(1, 2))


def torus(r, n):
    small = r.uniform(0.15, 0.4)
    a, b = r.uniform(0, 2 * np.pi, (2, n))
    around = 1 + small * np.cos(b)
    return np.stack([around * np.cos(a), small * np.sin(b), around * np.sin(a)], axis=1)


def legs(r, n, width, depth, height, thick):
    count = n // 4
    return [block(r, count, (thick, height, thick), (x, height / 2, z))
            for x in (-width / 2, width / 2) for z in (-depth / 2, depth / 2)]


def table(r, n):
    width, depth, height = r.uniform(1, 2), r.uniform(0.7, 1.2), r.uniform(0.6, 1)
    top = block(r, n - n // 3 // 4 * 4, (width, 0.08, depth), (0, height, 0))
    return np.concatenate([top, *legs(r, n // 3, width * 0.9, depth * 0.9, height, 0.08)])


def chair(r, n):
    width, height = r.uniform(0.8, 1.1), r.uniform(0.7, 1)
    back = r.uniform(0.8, 1.3)
    seat = block(r, n // 3, (width, 0.1, width), (0, height, 0))
    leg = legs(r, n // 4, width * 0.9, width * 0.9, height, 0.08)
    rest = n - n // 3 - n // 4 // 4 * 4
    return np.concatenate([seat, *leg, block(r, rest, (width, back, 0.1),
                                             (0, height + back / 2, -width / 2))])


def lamp(r, n):
    height, foot = r.uniform(1.2, 2), r.uniform(0.25, 0.45)
    shade = tube(r, n // 2, r.uniform(0.4, 0.6), r.uniform(0.2, 0.35), height, height + 0.5)
    stand = tube(r, n // 4, 0.03, 0.03, 0, height)
    return np.concatenate([shade, stand, tube(r, n - n // 2 - n // 4, foot, foot, 0, 0.08)])


CLASSES = {"sphere": sphere, "box": box, "cylinder": cylinder, "cone": cone, "torus": torus,
           "table": table, "chair": chair, "lamp": lamp}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=pathlib.Path)
    for name, value in (("shots", 16), ("test", 24), ("points", 1024), ("seed", 1)):
        parser.add_argument("--" + name, type=int, default=value)
    options = parser.parse_args()
    r = np.random.default_rng(options.seed)
    for part, count in (("shots", options.shots), ("test", options.test)):
        for name, make in CLASSES.items():
            folder = options.out / part / name
            folder.mkdir(parents=True, exist_ok=True)
            for i in range(count):
                v = make(r, options.points)
                angle = r.uniform(0, 2 * np.pi)
                turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0],
                                 [-np.sin(angle), 0, np.cos(angle)]])
                np.save(folder / f"{i:03}.npy", (v @ turn.T).astype(np.float32))


if __name__ == "__main__":
    main()
