#!/bin/sh
# Right answers on Caltech101's 66 classes with a text row, found by eval-features and by a study of the same
# features, beside those of the reference. Ends with 1 if one of them differs.
#
#   scripts/caltech66.sh ../shared out/caltech66
#   PYTHON=bench/.venv/bin/python scripts/caltech66.sh ../shared out/caltech66
#
# The first folder holds data and fixtures; the second gets the features of those classes. PYTHON, by
# default python3, needs numpy. Tip-Adapter-F draws its batches in the reference's order here.
set -eu
shared=${1:?the folder of data and fixtures} out=${2:?a folder for the features of the 66 classes}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
"${PYTHON:-python3}" "$here/scripts/caltech66_subset.py" --shared "$shared" --out "$out" >&2
cd "$out"

ranges="alpha_max=5 beta_max=12" start="order=portable alpha=3 beta=1"

# What a study calls a method with those settings.
named() {
  printf '%s' "$1"
  shift
  printf '%s\n' "$@" | LC_ALL=C sort | sed 's/^/:/' | tr -d '\n'
}

zero_shot=zero-shot
# shellcheck disable=SC2086
tip_val_search=$(named tip $ranges)
# shellcheck disable=SC2086
tip_f_last_epoch=$(named tip-f $start select=fixed)
# shellcheck disable=SC2086
tip_f_val_search=$(named tip-f $start $ranges)
linear_probe_C1=$(named linear-probe C=1 select=fixed)
rm -rf study
"$here/glimpse" study run caltech101 --features . --encoders ViT-B/32 --out study --seeds 1 --shots 1,2,4,8,16 \
  --methods "$zero_shot,$tip_val_search,$tip_f_last_epoch,$tip_f_val_search,$linear_probe_C1" >&2

correct() { sed 's/.*"correct": *\([0-9]*\).*/\1/'; }

differ=0
row() { # shots, case of the reference, name in the study, arguments of eval-features
  shots=$1 case=$2 method=$3
  shift 3
  found=$("$here/glimpse" eval-features --quiet --json --test test_features.npy \
    --test-labels test_labels.npy --text text_features.npy "$@" | tr -d ' \n' | correct)
  studied=$(grep -F "\"variant\":\"$method\"" study/results.jsonl |
    grep -F "\"shots\":$([ "$case" = zero_shot ] && echo 0 || echo "$shots")," |
    sed 's/.*"score":{"correct":\([0-9]*\).*/\1/')
  expected=$(awk -v s="$shots" -v c="$case" -F '\t' '$1 == s && $2 == c { print $3 }' expected.tsv)
  echo "| $shots | $case | $found | $studied | $expected |"
  [ "$found/$studied" = "$expected/$expected" ] || differ=1
}

echo '| shots | case | right of 1,744 | in a study | reference |'
echo '|---|---|---|---|---|'
row 1 zero_shot "$zero_shot" --method zero-shot
for n in 1 2 4 8 16; do
  cache="--cache shots_${n}_features.npy --cache-labels shots_${n}_labels.npy"
  val="--select val --val val_features.npy --val-labels val_labels.npy"
  for setting in $ranges; do val="$val --set $setting"; done
  portable=
  for setting in $start; do portable="$portable --set $setting"; done
  # shellcheck disable=SC2086
  row "$n" tip_val_search "$tip_val_search" --method tip $cache $val
  # shellcheck disable=SC2086
  row "$n" tip_f_last_epoch "$tip_f_last_epoch" --method tip-f $cache $portable
  # shellcheck disable=SC2086
  row "$n" tip_f_val_search "$tip_f_val_search" --method tip-f $cache $val $portable
  # shellcheck disable=SC2086
  row "$n" linear_probe_C1 "$linear_probe_C1" --method linear-probe $cache --set C=1
done
exit $differ
