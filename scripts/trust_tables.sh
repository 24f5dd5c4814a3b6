#!/bin/sh
# Accuracy of all methods without pictures' spatial tokens, and how far their answers can be trusted, as Markdown:
# on Caltech101's 66 classes with text rows (1, 2, 4, 8 shots over 5 draws, 16 shots once) and on ImageNet with 4 shots.
#
#   scripts/trust_tables.sh ../shared out/trust
#   PYTHON=bench/.venv/bin/python scripts/trust_tables.sh ../shared out/trust
#
# The first folder holds data and fixtures; the second gets features, results and report.html. A run that was ended goes
# on where it was. PYTHON, by default python3, needs numpy; GLIMPSE is the command, by default that of this checkout.
set -eu
shared=${1:?the folder of data and fixtures} out=${2:?a folder for features, results and report}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-python3} glimpse=${GLIMPSE:-$here/glimpse}
"$python" "$here/scripts/trust_features.py" --shared "$shared" --out "$out/features" >&2

# Without a word, a method chooses on validation data where it can; timo does as TIMO-S then.
untuned=tip:select=fixed,tip:select=loo,tip-f:select=fixed,linear-probe:select=fixed,gda:select=fixed,timo:select=fixed
untuned=$untuned,ape:select=fixed,proker,lpp
methods=zero-shot,$untuned,tip,tip-f,linear-probe,gda,timo:search=alpha,timo,ape,auto

# shellcheck disable=SC2086
run() { "$glimpse" study run "$1" --features "$out/features/$1" --encoders ViT-B/32 --out "$out/study" $2 >&2; }
run caltech101 "--seeds 1,2,3,4,5 --shots 1,2,4,8,16 --methods $methods"
# Training takes long with 1,000 classes.
few=zero-shot,tip:select=fixed,tip:select=loo,tip,gda:select=fixed,gda,timo:select=fixed,timo,proker,lpp,auto
run imagenet "--seeds 1 --shots 4 --methods $few"
"$glimpse" study report "$out/study" >&2
"$python" "$here/scripts/trust_tables.py" "$out/study"
