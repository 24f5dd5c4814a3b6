#!/usr/bin/env python3
"""Makes english.txt.gz: every word that occurs in an entry of WordNet 3.0, and its irregular forms, sorted, a word a line.

    apt-get install wordnet-base
    python3 english_words.py /usr/share/wordnet ../src/main/resources/io/glimpse/lexicon/english.txt.gz

Words of one letter are left out. Two runs give the same bytes.
"""
import gzip
import re
import sys
from pathlib import Path

KINDS = ["noun", "verb", "adj", "adv"]


def words(folder):
    found = set()
    for kind in KINDS:
        for line in (folder / f"index.{kind}").read_text("utf-8").splitlines():
            # The licence stands before the entries, each of its lines indented.
            if not line.startswith("  "):
                found.update(re.findall("[a-z]+", line.split(" ")[0]))
        for line in (folder / f"{kind}.exc").read_text("utf-8").splitlines():
            found.update(re.findall("[a-z]+", line.split(" ")[0]))
    return sorted(word for word in found if len(word) > 1)


folder, out = Path(sys.argv[1]), sys.argv[2]
with open(out, "wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed:
    packed.write("".join(word + "\n" for word in words(folder)).encode())
