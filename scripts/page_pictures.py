#!/usr/bin/env python3
"""Makes the pictures of docs/SERVER.md out of what the tests of the page photographed.

    mvn -B test -pl glimpse-server -am -Dtest='Page*Test' -Dsurefire.failIfNoSpecifiedTests=false \\
      -Dglimpse.screenshots=$PWD/out/page
    scripts/page_pictures.py out/page

Scales each to its width in docs/page and leaves it at most 128 colours, fewer until it has less than 150 KB;
a picture that differs from the one there in no pixel by much is left alone. Needs Python 3 and Pillow.
"""
import argparse
import io
from pathlib import Path

from PIL import Image, ImageChops

DOCS = Path(__file__).resolve().parent.parent / 'docs' / 'page'
MOST_BYTES = 150_000
COLOURS = (128, 64, 32)
# Of 255, what resampling and palettes may differ by.
ALIKE = 48

# What the tests call a view, the file in docs/page, and its width in pixels.
PICTURES = [
    ('inbox', 'inbox', 1000),
    ('light-examples', 'examples', 800),
    ('odd-places', 'odd-places', 800),
    ('dark-try', 'try-dark', 800),
    ('phone-inbox', 'inbox-phone', 390),
]


def small(picture, width):
    """The bytes of a PNG of that width."""
    scaled = picture.convert('RGB').resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    for colours in COLOURS:
        out = io.BytesIO()
        scaled.quantize(colours, dither=Image.Dither.NONE).save(out, 'PNG', optimize=True)
        if out.tell() < MOST_BYTES:
            return out.getvalue()
    raise SystemExit(f'{width} pixels wide it has more than {MOST_BYTES} bytes; give it a smaller width')


def looks_the_same(content, file):
    """Whether a picture shows what the file does."""
    if not file.exists():
        return False
    new = Image.open(io.BytesIO(content)).convert('RGB')
    old = Image.open(file).convert('RGB')
    if new.size != old.size:
        return False
    return max(most for _, most in ImageChops.difference(new, old).getextrema()) <= ALIKE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('screenshots', type=Path, help='the folder that the tests were given')
    folder = parser.parse_args().screenshots
    for name, kept, width in PICTURES:
        content = small(Image.open(folder / f'{name}.png'), width)
        file = DOCS / f'{kept}.png'
        if looks_the_same(content, file):
            print(f'{file.name}: as it was')
        else:
            file.write_bytes(content)
            print(f'{file.name}: {len(content)} bytes')


if __name__ == '__main__':
    main()
