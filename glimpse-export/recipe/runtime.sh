#!/usr/bin/env bash
# Fetches ONNX Runtime Web from npm for exported pages, and holds it to its checksums.
set -euo pipefail
version=1.30.0
target=$(CDPATH='' cd -- "$(dirname -- "$0")/../src/main/resources/io/glimpse/export/runtime" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "onnxruntime-web@$version"
tar xzf "onnxruntime-web-$version.tgz"
cd package/dist
sha256sum -c <<'SUMS'
11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90  ort.wasm.bundle.min.mjs
3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2  ort-wasm-simd-threaded.wasm
SUMS
cp ort.wasm.bundle.min.mjs "$target/"
gzip -9n -c ort-wasm-simd-threaded.wasm > "$target/ort-wasm-simd-threaded.wasm.gz"
