"""Makes the tables of io.glimpse.text.

    pip install ftfy==6.3.1
    python tokenizer_tables.py bpe_simple_vocab_16e6.txt.gz ../src/main/resources/io/glimpse/text

merges.bin           OpenAI's byte-pair merges: the ids of the two halves of each, little-endian uint16.
                     Merge r makes token 512 + r; the 512 tokens before are the bytes, then the bytes
                     that end a word. Only the 48,894 merges that CLIP uses are kept.
entities.properties  The character references of HTML 5, as Python's html.entities knows them.
charmaps.properties  The single-byte encodings that ftfy tries: the characters of bytes 0x80 to 0xff.
mojibake.properties  ftfy's rules of what misread text looks like.
"""

import gzip
import hashlib
import html.entities
import re
import struct
import sys
from pathlib import Path

import ftfy.badness
import ftfy.chardata

BPE_SHA256 = "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"
MERGES = 49152 - 256 - 2


def merges(path):
    packed = Path(path).read_bytes()
    if hashlib.sha256(packed).hexdigest() != BPE_SHA256:
        sys.exit(f"{path} is not OpenAI's table: its SHA-256 differs")
    lines = gzip.decompress(packed).decode("utf-8").split("\n")[1 : MERGES + 1]
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    letters = [chr(b) for b in printable] + [chr(0x100 + i) for i in range(256 - len(printable))]
    ids = {s: i for i, s in enumerate(letters + [c + "</w>" for c in letters])}
    pairs = b""
    for line in lines:
        left, right = line.split()
        pairs += struct.pack("<HH", ids[left], ids[right])
        # The encoder relies on this: a merge comes after those of its halves, and makes a new token.
        if ids.setdefault(left + right, len(ids)) != len(ids) - 1:
            sys.exit(f"two merges make {left + right}")
    return pairs


def escaped(text):
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}H", text.encode("utf-16-le"))
    return "".join(
        "\\\\" if u == 0x5C else chr(u) if 0x20 < u < 0x7F else f"\\u{u:04x}" for u in units
    )


def without_layout(verbose):
    """A verbose regular expression on one line: no comments, no spaces outside brackets."""
    return re.sub(r"(\[[^\]]*\])|#[^\n]*|\s+", lambda m: m.group(1) or "", verbose)


def members(ranges):
    """The characters of a bracket expression's inside."""
    inside = re.compile(f"[{ranges}]")
    return "".join(c for c in map(chr, range(0x10000)) if inside.match(c))


def bad_neighbours():
    """ftfy's rule of bad neighbours, over kinds of characters instead of characters.

    Characters that no part of the rule tells apart are of one kind, and kind i is written as
    chr(0x80 + i). The rule so becomes short, and its regular expression compiles much sooner.
    """
    rule = without_layout(ftfy.badness.BADNESS_RE.pattern)
    parts = re.findall(r"\[[^\]]*\]|\\.|.", rule)
    sets = {p: re.compile(p) for p in parts if p not in "|^?"}
    listed = "".join(p for p in sets if not p.startswith(("\\", "[^")) and p != ".")
    alphabet = members("\n" + listed.replace("[", "").replace("]", ""))
    # What is not listed is a letter or number, white space, or neither.
    kinds = {}
    for c in "\u4e2d\u3000\u2603" + alphabet:
        signature = tuple(bool(s.match(c)) for s in sets.values())
        kinds[signature] = kinds.get(signature, "") + c
    symbols = "".join(map(chr, range(0x80, 0x80 + len(kinds))))
    classes = {
        p: "[" + "".join(k for k, signature in zip(symbols, kinds) if signature[i]) + "]"
        for i, p in enumerate(sets)
    }
    yield "rule", "".join(classes.get(p, p) for p in parts)
    for i, chars in enumerate(kinds.values()):
        yield f"kind.{i}", "".join(c for c in chars if c in alphabet)


def mojibake():
    yield from bad_neighbours()
    for name, ranges in ftfy.chardata.UTF8_CLUES.items():
        yield name, members(ranges)


def charmaps():
    high = bytes(range(0x80, 0x100))
    yield "order", " ".join(ftfy.chardata.CHARMAP_ENCODINGS)
    for encoding in ftfy.chardata.CHARMAP_ENCODINGS:
        yield encoding, high.decode(encoding)


def properties(made, table):
    return f"# Made by recipe/tokenizer_tables.py from {made}.\n" + "".join(
        f"{name}={escaped(text)}\n" for name, text in table
    )


def main():
    table, out = sys.argv[1], Path(sys.argv[2])
    out.joinpath("merges.bin").write_bytes(merges(table))
    ftfy_made = "ftfy 6.3.1: Copyright 2023 Robyn Speer, Apache License 2.0"
    for name, made, table in (
        ("entities", "the HTML 5 table in Python's html.entities", sorted(html.entities.html5.items())),
        ("mojibake", ftfy_made, mojibake()),
        ("charmaps", ftfy_made, charmaps()),
    ):
        path = out / f"{name}.properties"
        path.write_text(properties(made, table), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
