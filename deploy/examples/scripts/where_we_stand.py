"""Where we stand: our figures beside those of our sector, a line a measure and stage.

    BENCHMARKING_KEY=bmk_... python3 where_we_stand.py ORGANISATION PERIOD [COHORT]
"""
import sys

from benchmarking import call, told

if len(sys.argv) not in (3, 4):
    sys.exit(__doc__)
organisation, period, *cohorts = sys.argv[1:]
query = [("edition", "periods/" + period)] + [("cohorts", cohort) for cohort in cohorts]
print("measure", "stage", "unit", "ours", "cohort", "median", sep="\t")
for answer in call(f"/v1/organisations/{organisation}:compare", query):
    for ours in answer["comparisons"]:
        for cohort in ours["cohorts"]:
            cell = cohort["benchmark"]
            median = next((quantile["figure"] for quantile in cell["quantiles"] if quantile["probability"] == 0.5), None)
            print(ours["measure"], ours["stage"], ours["unit"], told(ours.get("own")), cell["cohort"], told(median), sep="\t")
