#!/bin/sh
# Prints the table of docs/POINT_CLOUDS.md: shapes of 8 classes, 16 shots and 24 tests each, by every
# head and preset. Needs Python with numpy, a JDK 17 and Maven; takes some ten minutes.
#
#   scripts/shapes.sh [OUT] [ENCODER]
#
# OUT keeps the clouds. One figure of the table by the command line, after this script:
#
#   ./glimpse bank build OUT/shots -o shapes.bank --method tip-f --fusion concatenated --preset pointclip-v2
#   ./glimpse evaluate OUT/test --bank shapes.bank
#   ./glimpse evaluate OUT/test --bank shapes.bank --method calip
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=${1:-shapes}
python3 "$here/shape_clouds.py" "$out"
exec "$here/../bench/shapes" "${2:-lite}" "$out"
