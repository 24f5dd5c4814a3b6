#!/bin/sh
# Measures the embedded encoder on Caltech101's test pictures, through the command line alone.
#
#   scripts/caltech101_lite.sh ../shared/data/caltech101 out/caltech101
#
# The first folder holds the pictures and CoOp's split; links and banks go into the second.
set -eu
data=${1:?the folder of Caltech101} out=${2:?a folder for links and banks}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
glimpse=$here/glimpse
python3 "$here/scripts/caltech101_folders.py" --root "$data" --out "$out" --shots 16 --seed 1

run() { # title, arguments of evaluate
  title=$1
  shift
  echo "== $title"
  "$glimpse" evaluate "$out/test" --quiet "$@" | sed -n 1,2p
}

run "zero-shot" --classes-file "$out/names.txt"
run "calip, fixed" --classes-file "$out/names.txt" --method calip
"$glimpse" bank build "$out/shots_16" -o "$out/cache-only.bank" --method tip --val "$out/val" --set text_weight=0 --quiet
run "16 shots, cache only, chosen on validation pictures" --bank "$out/cache-only.bank"
"$glimpse" bank build "$out/shots_16" -o "$out/val.bank" --method tip --val "$out/val" --quiet
run "16 shots, tip, chosen on validation pictures" --bank "$out/val.bank"
"$glimpse" bank build "$out/shots_16" -o "$out/loo.bank" --method tip --quiet
run "16 shots, tip, chosen by leave-one-out" --bank "$out/loo.bank"
"$glimpse" bank build "$out/shots_16" -o "$out/fixed.bank" --method tip --select fixed --quiet
run "16 shots, tip, the encoder's fixed defaults" --bank "$out/fixed.bank"
"$glimpse" bank build "$out/shots_16" -o "$out/auto.bank" --quiet
run "16 shots, auto" --bank "$out/auto.bank"
