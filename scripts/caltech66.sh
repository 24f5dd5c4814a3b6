#!/bin/sh
# Right answers on Caltech101's 66 classes with a text row, beside those of the reference, through the
# command line alone.
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

row() { # shots, case of the reference, arguments of eval-features
  shots=$1 case=$2
  shift 2
  found=$("$here/glimpse" eval-features --quiet --json --test test_features.npy \
    --test-labels test_labels.npy --text text_features.npy "$@" |
    tr -d ' \n' | sed 's/.*"correct":\([0-9]*\).*/\1/')
  expected=$(awk -v s="$shots" -v c="$case" -F '\t' '$1 == s && $2 == c { print $3 }' expected.tsv)
  echo "| $shots | $case | $found | ${expected:--} |"
}

echo '| shots | case | right of 1,744 | reference |'
echo '|---|---|---|---|'
row 1 zero_shot --method zero-shot
for n in 1 2 4 8 16; do
  cache="--cache shots_${n}_features.npy --cache-labels shots_${n}_labels.npy"
  val="--select val --val val_features.npy --val-labels val_labels.npy --set alpha_max=5 --set beta_max=12"
  # shellcheck disable=SC2086
  row "$n" tip_val_search --method tip $cache $val
  # shellcheck disable=SC2086
  row "$n" tip_f_last_epoch --method tip-f $cache --set order=portable --set alpha=3 --set beta=1
  # shellcheck disable=SC2086
  row "$n" tip_f_val_search --method tip-f $cache $val --set order=portable --set alpha=3 --set beta=1
  # shellcheck disable=SC2086
  row "$n" linear_probe_C1 --method linear-probe $cache --set C=1
done
