#!/usr/bin/env bash
# The first minute of somebody new, without a network: from the start of the service to the first answer
# of a bank of two classes with three pictures each, over HTTP.
#
#   scripts/first_minute.sh
#
# Builds first, which is not timed. Where this machine allows no network of its own (unshare), it says so
# and goes on. The last line has the seconds; the exit code is 0 if they are less than 60 and the answer is right.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
if [[ ${1:-} != --inside ]]; then
  "$root/glimpse" --version > /dev/null
  if unshare --net --map-root-user ip link set lo up 2> /dev/null; then
    exec unshare --net --map-root-user bash -c 'ip link set lo up && exec "$0" --inside' "$root/scripts/first_minute.sh"
  fi
  echo 'The network is not blocked: this machine does not let unshare do it.'
else
  echo "Networks in sight: $(ip -o link | awk -F': ' '{ print $2 }' | paste -sd ' ')"
fi

pictures=$root/glimpse-cli/src/main/resources/io/glimpse/demo
work=$(mktemp -d)
service=
trap '[[ -z $service ]] || kill "$service" 2> /dev/null || true; rm -rf "$work"' EXIT
ask() { curl -sS --noproxy '*' --fail-with-body "$@"; }

begun=$(date +%s%N)
"$root/glimpse" serve --port 0 --data "$work/data" > "$work/out" 2> "$work/err" &
service=$!
until grep -q '^Glimpse answers' "$work/out"; do
  kill -0 "$service" 2> /dev/null || { cat "$work/err" >&2; exit 1; }
  sleep 0.05
done
bank=$(awk '/^Glimpse answers/ { print $NF }' "$work/out")v1/banks/first
ask -X PUT -H 'Content-Type: application/json' -d '{"classes": ["dalmatian", "emu"]}' "$bank" > /dev/null
for class in dalmatian emu; do
  find "$pictures/shots/$class" -name '*.jpg' | sort | head -n 3 | while IFS= read -r picture; do
    ask -F "image=@$picture" "$bank/classes/$class/shots" > /dev/null
  done
done
test=$(find "$pictures/test/emu" -name '*.jpg' | sort | head -n 1)
answer=$(ask -F "image=@$test" "$bank/classify?top=1")
ended=$(date +%s%N)

echo "$answer"
[[ $answer == *'"taught":true'* && $answer == *'"class":"emu"'* ]] || { echo 'This is not the answer.' >&2; exit 1; }
milliseconds=$(((ended - begun) / 1000000))
printf 'first taught answer after %d.%03d seconds\n' $((milliseconds / 1000)) $((milliseconds % 1000))
((milliseconds < 60000))
