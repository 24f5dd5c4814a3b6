#!/bin/sh
# Counts how many planted faults 'glimpse bank check' finds in shots of Caltech101, seen by the
# embedded encoder, through the command line alone.
#
#   scripts/bank_check.sh ../shared/data/caltech101 out/bank_check
#
# Labels: 8 shots a class, 5 % of them in the folder of another class, three seeds. Duplicates: 30 among
# the shots, half of them of another class, and 30 among pictures to test with: half as large,
# compressed again, or mirrored. What is named beside them may be doubles that Caltech101 has itself.
set -eu
data=${1:?the folder of Caltech101} out=${2:?a folder for links and banks}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
glimpse=${GLIMPSE:-$here/glimpse}
faults=$here/scripts/planted_faults.py
rm -rf "$out"
for seed in 1 2 3; do
  folder=$out/seed_$seed
  python3 "$here/scripts/caltech101_folders.py" --root "$data" --out "$folder" --shots 8 --seed "$seed"
  python3 "$faults" swap "$folder/shots_8" "$folder/swapped" --seed "$seed"
  "$glimpse" bank build "$folder/swapped" -o "$folder/swapped.bank" --method auto --quiet >/dev/null
  "$glimpse" bank check "$folder/swapped.bank" --json --quiet >"$folder/swapped.check.json"
  printf 'seed %s: ' "$seed"
  python3 "$faults" count "$folder/swapped" "$folder/swapped.check.json"
done
folder=$out/seed_1
python3 "$faults" doubles "$folder/shots_8" "$folder/doubles" --seed 1
cp -R "$folder/test/." "$folder/doubles-test"
"$glimpse" bank build "$folder/doubles" -o "$folder/doubles.bank" --method auto --quiet >/dev/null
"$glimpse" bank check "$folder/doubles.bank" --test "$folder/doubles-test" --json --quiet \
  >"$folder/doubles.check.json"
python3 "$faults" count "$folder/doubles" "$folder/doubles.check.json"
