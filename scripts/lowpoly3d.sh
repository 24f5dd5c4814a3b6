#!/bin/sh
# Prints the tables of docs/POINT_CLOUDS.md of 212 meshes of 9 classes: every head and preset, 1 to 16 shots a class,
# five draws. Then holds one draw, 4 shots by seed 1, to the command line: a line a head, and the end is 1 if a count
# differs. Needs Python, a JDK 17 and Maven; takes a quarter of an hour.
#
#   scripts/lowpoly3d.sh ../shared/data/lowpoly3d out/lowpoly3d [PRESET]
#
# The second folder gets the tables, the count of every draw, and the one draw as links and banks; PRESET, by default
# pointclip-fs, is that of the command line. GLIMPSE is the command, by default that of this checkout.
set -eu
data=${1:?the folder of the meshes} out=${2:?a folder for tables, counts and banks} preset=${3:-pointclip-fs}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
glimpse=${GLIMPSE:-$here/glimpse}
mkdir -p "$out"
"$here/bench/drawn-shots" lite "$data" "$out/counts.tsv" > "$out/tables.md"
cat "$out/tables.md"

shots=4 seed=1 differ=0
python3 "$here/scripts/draw_shots.py" "$data" "$out" --shots "$shots" --seed "$seed"
for method in tip tip-f auto inter-view zero-shot calip; do
  case $method in
    zero-shot | calip) bank=$out/auto.bank other="--method $method" ;;
    *)
      bank=$out/$method.bank other=
      "$glimpse" bank build "$out/shots" -o "$bank" --method "$method" --preset "$preset" --quiet >&2
      ;;
  esac
  # shellcheck disable=SC2086
  answered=$("$glimpse" evaluate "$out/test" --bank "$bank" $other --json --quiet |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["correct"])')
  counted=$(awk -F '\t' -v p="$preset" -v m="$method" -v n="$shots" -v s="$seed" \
    '$1 == p && $2 == m && $3 == n && $4 == s { print $5 }' "$out/counts.tsv")
  echo "$preset, $method, $shots shots, seed $seed: $counted in the table, $answered by the command line"
  [ "$counted" = "$answered" ] || differ=1
done
exit "$differ"
