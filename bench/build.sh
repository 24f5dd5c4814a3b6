# Sourced by the scripts beside it: builds glimpse-bench and sets class_path. Needs a JDK 17 and Maven.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
(cd "$root" && mvn -q -B -DskipTests -DskipQuality -Djacoco.skip -pl glimpse-bench -am package) >&2
class_path="$root/glimpse-bench/target/classes:$root/glimpse-bench/target/lib/*"
