# A query to CSV: figures of the sectors on one measure, to standard output.
#   BENCHMARKING_KEY=bmk_... Rscript query_to_csv.R PERIOD MEASURE [GROUP_BY...] >figures.csv
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 2) stop("Give a period, a measure, and perhaps dimensions to group by.", call. = FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "benchmarking.R"))

or_empty <- function(value) if (is.null(value)) "" else in_full(value)
query <- c(list(editions = paste0("periods/", arguments[1]), measures = paste0("measures/", arguments[2])), stats::setNames(as.list(arguments[-(1:2)]), rep("groupBy", length(arguments) - 2)))
rows <- list()
token <- ""
repeat {
  for (answer in call_platform("/v1/queries:run", c(query, list(pageToken = token)))) {
    rows <- c(rows, lapply(answer$rows, function(row) data.frame(
      edition = row$edition, measure = row$measure, stage = row$stage, cohort = row$cohort, statistic = row$statistic,
      value = or_empty(row$figure$value), text = row$figure$text, unit = row$unit, n = or_empty(row$n), outcome = row$outcome, citation = row$citation)))
    token <- answer$nextPageToken
  }
  if (token == "") break
}
utils::write.csv(do.call(rbind, rows), stdout(), row.names = FALSE)
