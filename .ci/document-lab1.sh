#!/usr/bin/env bash
# The user's lab 1, unchanged, with its own timing: once with one replica of `middle` (deviated), once with two (completed).
# Runs inside a network namespace of its own. Arguments: the project's root, a copy of the document's folder.
set -euo pipefail
root=$1 dir=$2
PATH="$root/node_modules/.bin:$PATH"
ip link set lo up

cd "$dir"
export PYTHONPATH=$dir/ctkextensions
eval "$(chaos sandbox up -f "$root/examples/lab1/cluster-original-timing.yaml")"
trap 'chaos sandbox down' EXIT

# A log's lines without colours and times, and without what the document's README names.
lines() {
  sed -E 's/\x1b\[[0-9;]*m//g; s/^\[[0-9-]+ [0-9:]+ ([A-Z]+)\]/[\1]/' "$1" |
    grep -Ev "^\[INFO\] (Let's rollback|No declared rollbacks|Target: )|deprecat|stand-in" |
    sed -E 's/(Found an error in traces: ).*/\1<error>/'
}
check() { # name of the transcript, exit code that must come
  local code=0
  chaos run lab1/experiment.json 2>"$1.log" || code=$?
  cat "$1.log"
  [ "$code" -eq "$2" ] || { echo "exit $code instead of $2"; exit 1; }
  diff <(lines "$dir/expected-$1.log") <(lines "$1.log")
}

check deviated 1
chaos sandbox scale deployment/middle --replicas=2
rm experiments/data/middle_service_restarts.json
check completed 0
