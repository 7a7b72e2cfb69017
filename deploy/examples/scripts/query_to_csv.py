"""A query to CSV: figures of the sectors on one measure, to standard output.

    BENCHMARKING_KEY=bmk_... python3 query_to_csv.py PERIOD MEASURE [GROUP_BY...] >figures.csv
"""
import csv
import sys

from benchmarking import call

if len(sys.argv) < 3:
    sys.exit(__doc__)
period, measure, *groups = sys.argv[1:]
query = {"editions": ["periods/" + period], "measures": ["measures/" + measure], "groupBy": groups}
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(["edition", "measure", "stage", "cohort", "statistic", "value", "text", "unit", "n", "outcome", "citation"])
token = None
while token != "":
    for answer in call("/v1/queries:run", body={**query, "pageToken": token or ""}):
        for row in answer["rows"]:
            figure = row["figure"]
            writer.writerow([row["edition"], row["measure"], row["stage"], row["cohort"], row["statistic"],
                             figure.get("value", ""), figure["text"], row["unit"], row.get("n", ""), row["outcome"], row["citation"]])
        token = answer["nextPageToken"]
