#!/usr/bin/env bash
# Where we stand: our figures beside those of our sector, a line a measure and stage. Needs curl and jq.
#   BENCHMARKING_KEY=bmk_... ./where-we-stand.sh ORGANISATION PERIOD [COHORT]
# BENCHMARKING_URL says where the platform is; http://127.0.0.1:50080 when it is not set.
set -euo pipefail
organisation=${1:?an organisation, such as 00AA} period=${2:?a period, such as 2025-26} cohort=${3:-}

# The key goes by standard input: what stands on a command line, others on the machine can see.
answer=$(curl --silent --show-error --get --header @- "${BENCHMARKING_URL:-http://127.0.0.1:50080}/v1/organisations/$organisation:compare" \
  --data-urlencode "edition=periods/$period" ${cohort:+--data-urlencode "cohorts=$cohort"} <<<"authorization: Bearer ${BENCHMARKING_KEY:?a key}")

# A proxy that fails answers with a page of its own.
if ! jq --exit-status 'type == "object"' <<<"$answer" >/dev/null 2>&1; then
  echo 'Refused: what answered is not the platform. Is BENCHMARKING_URL right, and is the platform running?' >&2
  exit 1
fi
if jq --exit-status 'has("code")' <<<"$answer" >/dev/null; then
  jq --raw-output '"Refused: " + .message' <<<"$answer" >&2
  exit 1
fi
# A figure that is withheld has no value, and may have a text that tells a band. It is never 0.
jq --raw-output '
  def told: if .value != null then (.value | tostring) elif (.text // "") != "" then .text else "[withheld or not available]" end;
  ["measure", "stage", "unit", "ours", "cohort", "median"],
  (.comparisons[] | . as $ours | .cohorts[].benchmark
    | [$ours.measure, $ours.stage, $ours.unit, ($ours.own | told), .cohort, ([.quantiles[] | select(.probability == 0.5) | .figure | told][0] // "[withheld]")])
  | @tsv' <<<"$answer"
