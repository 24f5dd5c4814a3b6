#!/bin/sh
# Whether 'bank build --local auto' lets small places in where whole objects are told apart: the first 20
# classes of Caltech101 by name, 1 to 16 shots a class, all their test pictures.
#
#   scripts/whole_objects.sh ../shared/data/caltech101 out/objects
#
# The first folder holds the pictures and CoOp's split; links and banks go into the second. For each number
# of shots two lines of 'evaluate', and what 'bank build' says of places. GLIMPSE names another command
# than the checkout's.
set -eu
data=${1:?the folder of Caltech101} out=${2:?a folder for links and banks}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
glimpse=${GLIMPSE:-$here/glimpse}
python3 "$here/scripts/caltech101_folders.py" --root "$data" --out "$out/all" --seed 1

for set in test shots_1 shots_2 shots_4 shots_8 shots_16; do
  mkdir -p "$out/$set"
  find "$out/all/$set" -mindepth 1 -maxdepth 1 | LC_ALL=C.UTF-8 sort | head -20 | while read -r folder; do
    cp -R -P "$folder" "$out/$set/"
  done
done
for shots in 1 2 4 8 16; do
  for mode in off auto; do
    echo "== $shots shots, --local $mode"
    "$glimpse" bank build "$out/shots_$shots" -o "$out/${shots}_$mode.bank" --local "$mode" 2>&1 |
      sed -n 's/^note: \(small places\)/\1/p'
    "$glimpse" evaluate "$out/test" --bank "$out/${shots}_$mode.bank" --quiet | sed -n 1p
  done
done
