#!/usr/bin/env bash
# A query to CSV: figures of the sectors on one measure, to standard output. Needs curl and jq.
#   BENCHMARKING_KEY=bmk_... ./query-to-csv.sh PERIOD MEASURE [GROUP_BY...] >figures.csv
# BENCHMARKING_URL says where the platform is; http://127.0.0.1:50080 when it is not set.
set -euo pipefail
period=${1:?a period, such as 2025-26} measure=${2:?a measure, such as spd-01} key=${BENCHMARKING_KEY:?a key}
groups=("${@:3}")

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
token=
echo 'edition,measure,stage,cohort,statistic,value,text,unit,n,outcome,citation'
while :; do
  jq --null-input --compact-output --arg period "$period" --arg measure "$measure" --arg token "$token" \
    '{ editions: ["periods/" + $period], measures: ["measures/" + $measure], groupBy: $ARGS.positional, pageToken: $token }' --args ${groups[@]+"${groups[@]}"} |
    curl --silent --show-error --config <(printf 'header = "authorization: Bearer %s"\n' "$key") \
      --header 'content-type: application/json' --data @- "${BENCHMARKING_URL:-http://127.0.0.1:50080}/v1/queries:run" >"$lines"
  # A proxy that fails answers with a page of its own.
  if ! jq --exit-status --slurp 'length > 0 and all(type == "object")' "$lines" >/dev/null 2>&1; then
    echo 'Refused: what answered is not the platform. Is BENCHMARKING_URL right, and is the platform running?' >&2
    exit 1
  fi
  # A stream is an object a line, and one with a code is why it was refused or broke off.
  if jq --exit-status --slurp 'any(has("code"))' "$lines" >/dev/null; then
    jq --raw-output 'select(has("code")) | "Refused: " + .message' "$lines" >&2
    exit 1
  fi
  jq --raw-output '.rows[] | [.edition, .measure, .stage, .cohort, .statistic, .figure.value, .figure.text, .unit, .n, .outcome, .citation] | @csv' "$lines"
  token=$(jq --raw-output --slurp '.[-1].nextPageToken // ""' "$lines")
  [ -n "$token" ] || break
done
