#!/usr/bin/env python3
"""Compares glimpse's reader of TIFF with Pillow, which CLIP decodes with.

Setup, once:
    python3 -m venv venv
    venv/bin/pip install numpy pillow tifffile imagecodecs
Run from the root of the checkout:
    venv/bin/python scripts/check_tiff.py [--keep FOLDER]

Pillow and tifffile write the same picture in every way that they know: gray, palettes, RGB and CMYK
of 1 to 16 bits, with alpha and without, in strips and tiles, in one plane and several, under every
compression; what neither writes (gray of 2 and 4 bits, bits in reverse) is written here by hand. Each
file is 96 pixels wide and high, so that `glimpse preprocess --size 96` shows its decoded pixels, and is
compared with what Pillow's convert("RGB") gives; where Pillow goes another way than glimpse means to
(plain gray of 16 bits, which Pillow clips at 255), with the upper bytes of what was written. Files that
glimpse refuses on purpose have to be refused by the name of what they are. Exit code 1 if anything
differs.
"""

import argparse
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy as np
import tifffile
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = 96


def picture(bands, bits=8):
    """[SIZE, SIZE, bands]: waves of different lengths, with some noise in the low bits."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    waves = [np.sin(x / (5 + 3 * b)) * np.cos(y / (7 + 2 * b)) for b in range(bands)]
    unit = np.stack(waves, axis=-1) * 0.48 + 0.5 + random.uniform(-0.01, 0.01, (SIZE, SIZE, bands))
    most = (1 << bits) - 1
    return np.clip(unit * most, 0, most).astype(np.uint16 if bits > 8 else np.uint8)


def colour_map():
    return (np.random.default_rng(3).integers(0, 256, (3, 256)) * 257).astype(np.uint16)


def by_hand(path, data, bits, tags=(), big=False, photometric=1):
    """One strip of packed rows."""
    order = ">" if big else "<"
    entries = dict(
        [(256, SIZE), (257, SIZE), (258, bits), (259, 1), (262, photometric), (273, 8), (277, 1), (278, SIZE), (279, len(data))]
        + list(tags)
    )
    out = (b"MM\0*" if big else b"II*\0") + struct.pack(order + "I", 8 + len(data)) + data
    out += struct.pack(order + "H", len(entries))
    for tag, value in sorted(entries.items()):
        out += struct.pack(order + "HHII", tag, 4, 1, value)
    path.write_bytes(out + struct.pack(order + "I", 0))


def pack(samples, bits):
    """Rows of samples, the first in the highest bits."""
    spread = (samples[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(spread.reshape(SIZE, -1).astype(np.uint8), axis=1).tobytes()


class Files:
    """Writes files; remembers what each must hold where Pillow is not asked, and how exactly."""

    def __init__(self, folder):
        self.folder = folder
        self.expected = {}
        self.lossy = set()
        self.refused = {}

    def pillow(self, name, image, **options):
        image.save(self.folder / f"{name}.tif", **options)

    def tifffile(self, name, data, **options):
        tifffile.imwrite(self.folder / f"{name}.tif", data, metadata=None, **options)

    def refuse(self, name, word, data, **options):
        self.tifffile(name, data, **options)
        self.refused[f"{name}.tif"] = word


def write(files):
    gray, rgb, four = picture(1)[..., 0], picture(3), picture(4)
    gray16, rgb16, four16 = picture(1, 16)[..., 0], picture(3, 16), picture(4, 16)
    bilevel = Image.fromarray((gray > 127).astype(np.uint8) * 255).convert("1")
    for compression in (None, "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits"):
        label = compression or "none"
        files.pillow(f"gray_{label}", Image.fromarray(gray), compression=compression)
        files.pillow(f"rgb_{label}", Image.fromarray(rgb), compression=compression)
        files.pillow(f"rgba_{label}", Image.fromarray(four, "RGBA"), compression=compression)
        files.pillow(f"cmyk_{label}", Image.fromarray(four, "CMYK"), compression=compression)
        files.pillow(f"palette_{label}", Image.fromarray(rgb).quantize(200), compression=compression)
        files.pillow(f"bilevel_{label}", bilevel, compression=compression)
        files.pillow(f"gray_alpha_{label}", Image.fromarray(four[..., :2], "LA"), compression=compression)
    for compression in ("tiff_ccitt", "group3", "group4"):
        files.pillow(f"bilevel_{compression}", bilevel, compression=compression)
    for name, image in (("gray", Image.fromarray(gray)), ("rgb", Image.fromarray(rgb)), ("cmyk", Image.fromarray(four, "CMYK"))):
        files.pillow(f"{name}_jpeg", image, compression="jpeg", quality=90)
        files.lossy.add(f"{name}_jpeg.tif")
    for orientation in range(2, 9):
        files.pillow(f"orientation_{orientation}", Image.fromarray(rgb), tiffinfo={274: orientation}, compression="tiff_lzw")
    files.pillow("pages", Image.fromarray(rgb), save_all=True, append_images=[Image.fromarray(gray), bilevel])

    for order, label in ((">", "big"), ("<", "little")):
        for compression in (None, "lzw", "zlib", "packbits"):
            mark = f"{label}_{compression or 'none'}"
            files.tifffile(f"rgb16_{mark}", rgb16, photometric="rgb", byteorder=order, compression=compression)
        for compression in ("lzw", "zlib"):
            mark = f"{label}_{compression}_predictor"
            options = dict(byteorder=order, compression=compression, predictor=True)
            files.tifffile(f"rgb_{mark}", rgb, photometric="rgb", **options)
            files.tifffile(f"rgb16_{mark}", rgb16, photometric="rgb", **options)
            files.tifffile(f"rgba16_{mark}", four16, photometric="rgb", extrasamples=["unassalpha"], **options)
            files.tifffile(f"gray16_{mark}", gray16, photometric="minisblack", **options)
            files.expected[f"gray16_{mark}.tif"] = np.repeat((gray16 >> 8)[..., None], 3, axis=2)
        files.tifffile(f"tiled_{label}", rgb, photometric="rgb", byteorder=order, tile=(32, 64), compression="zlib")
        files.tifffile(f"tiled16_{label}", rgb16, photometric="rgb", byteorder=order, tile=(64, 32), compression="lzw", predictor=True)
        files.tifffile(f"cmyk16_{label}", four16, photometric="separated", byteorder=order)
        files.tifffile(f"colours_{label}", gray, photometric="palette", colormap=colour_map(), byteorder=order)
    for strip in (1, 7, 96):
        files.tifffile(f"strips_{strip}", rgb, photometric="rgb", rowsperstrip=strip, compression="lzw")
    for compression in (None, "lzw"):
        mark = compression or "none"
        planes = np.moveaxis(rgb, 2, 0)
        files.tifffile(f"planes_{mark}", planes, photometric="rgb", planarconfig="separate", compression=compression)
        files.tifffile(
            f"planes_tiled_{mark}", planes, photometric="rgb", planarconfig="separate", tile=(48, 48), compression=compression
        )
    files.tifffile("tiled_jpeg", rgb, photometric="ycbcr", tile=(48, 48), compression="jpeg", compressionargs={"level": 90})
    files.tifffile("tiled_jpeg_rgb", rgb, photometric="rgb", tile=(48, 48), compression="jpeg", compressionargs={"level": 90})
    files.tifffile(
        "tiled_jpeg_420", rgb, photometric="ycbcr", subsampling=(2, 2), tile=(48, 48), compression="jpeg", compressionargs={"level": 90}
    )
    files.lossy |= {"tiled_jpeg.tif", "tiled_jpeg_rgb.tif", "tiled_jpeg_420.tif"}
    files.tifffile("large_tile", rgb, photometric="rgb", tile=(256, 256), compression="zlib")
    files.tifffile("white_is_zero", gray, photometric="miniswhite")
    files.tifffile("white_is_zero16", gray16, photometric="miniswhite")
    files.expected["white_is_zero16.tif"] = np.repeat(255 - (gray16 >> 8)[..., None], 3, axis=2)
    files.tifffile("unassociated", four, photometric="rgb", extrasamples=["unassalpha"])
    premultiplied = four.copy()
    premultiplied[..., :3] = four[..., :3].astype(int) * four[..., 3:] // 255
    files.tifffile("associated", premultiplied, photometric="rgb", extrasamples=["assocalpha"])
    files.tifffile("unspecified", four, photometric="rgb", extrasamples=["unspecified"])
    files.tifffile("five", picture(5), photometric="rgb", extrasamples=["unassalpha", "unspecified"], planarconfig="contig")
    for bits in (1, 2, 4):
        samples = gray >> (8 - bits)
        for photometric in (0, 1):
            for big in (False, True):
                label = f"hand_{bits}_{'black' if photometric else 'white'}_{'big' if big else 'little'}"
                by_hand(files.folder / f"{label}.tif", pack(samples, bits), bits, big=big, photometric=photometric)
    by_hand(
        files.folder / "hand_reversed.tif",
        bytes(int(f"{b:08b}"[::-1], 2) for b in pack(gray >> 7, 1)),
        1,
        tags=[(266, 2)],
    )

    for compression in ("group3", "group4"):
        with tifffile.TiffFile(files.folder / f"bilevel_{compression}.tif") as tiff:
            page = tiff.pages[0]
            if len(page.dataoffsets) == 1:
                tiff.filehandle.seek(page.dataoffsets[0])
                data = tiff.filehandle.read(page.databytecounts[0])
                tags = [(259, int(page.compression)), (266, 2)]
                reversed_bits = bytes(int(f"{b:08b}"[::-1], 2) for b in data)
                name = files.folder / f"hand_{compression}_reversed.tif"
                by_hand(name, reversed_bits, 1, tags=tags, photometric=int(page.photometric))

    files.refuse("float32", "floating-point", (gray / 255).astype(np.float32))
    files.refuse("float16", "floating-point", (gray / 255).astype(np.float16))
    files.refuse("signed16", "signed", gray16.astype(np.int16))
    files.refuse("whole32", "32 bits", gray16.astype(np.uint32))
    files.refuse("big_tiff", "BigTIFF", rgb, photometric="rgb", bigtiff=True)
    files.refuse("lab", "L*a*b*", rgb, photometric="cielab")
    for compression, word in (("zstd", "Zstandard"), ("lzma", "LZMA"), ("webp", "WebP"), ("jpeg2000", "JPEG 2000"), ("jpegxl", "JPEG XL"), ("lerc", "LERC")):
        files.refuse(f"packed_{compression}", word, rgb, photometric="rgb", compression=compression)
    by_hand(files.folder / "hand_12.tif", pack(picture(1, 12)[..., 0], 12), 12)
    files.refused["hand_12.tif"] = "12 bits"


def expected(files, path):
    if path.name in files.expected:
        return files.expected[path.name].astype(int)
    with Image.open(path) as image:
        if image.mode == "La":  # which Pillow converts to LA only
            image = image.convert("LA")
        return np.asarray(image.convert("RGB")).astype(int)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=pathlib.Path, help="write the files here, and leave them")
    parser.add_argument("--glimpse", default=str(ROOT / "glimpse"), help="the command to compare (default: this checkout's)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or pathlib.Path(scratch) / "files"
        folder.mkdir(parents=True, exist_ok=True)
        files = Files(folder)
        write(files)
        out = pathlib.Path(scratch) / "decoded"
        command = options.glimpse.split() + ["preprocess", str(folder), "--size", str(SIZE), "-o", str(out), "--json"]
        answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout)
        errors = {pathlib.Path(e["path"]).name: e["error"] for e in answer["errors"]}
        wrong, largest, exact = [], 0, 0
        for path in sorted(folder.glob("*.tif")):
            if path.name in files.refused:
                if files.refused[path.name] not in errors.get(path.name, ""):
                    wrong.append(f"{path.name}: not refused as {files.refused[path.name]}: {errors.get(path.name)}")
                continue
            if path.name in errors:
                wrong.append(errors[path.name])
                continue
            difference = np.abs(np.load(out / f"{path.name}.npy").astype(int) - expected(files, path))
            if path.name in files.lossy:
                largest = max(largest, int(difference.max()))
                if difference.max() > 2:
                    wrong.append(f"{path.name}: differs by up to {difference.max()}, by {difference.mean():.3f} in the mean")
            elif difference.max() > 0:
                wrong.append(f"{path.name}: differs by up to {difference.max()} in {(difference > 0).mean():.1%} of the samples")
            else:
                exact += 1
        print(f"{exact} files without loss are equal to the bit, {len(files.lossy)} of JPEG within {largest}, {len(files.refused)} are refused")
        for sentence in wrong:
            print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
