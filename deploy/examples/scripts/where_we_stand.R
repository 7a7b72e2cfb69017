# Where we stand: our figures beside those of our sector, a line a measure and stage.
#   BENCHMARKING_KEY=bmk_... Rscript where_we_stand.R ORGANISATION PERIOD [COHORT]
arguments <- commandArgs(trailingOnly = TRUE)
if (!length(arguments) %in% 2:3) stop("Give an organisation, a period, and perhaps a cohort.", call. = FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "benchmarking.R"))

query <- list(edition = paste0("periods/", arguments[2]))
if (length(arguments) == 3) query$cohorts <- arguments[3]
cat("measure", "stage", "unit", "ours", "cohort", "median", sep = "\t")
cat("\n")
for (answer in call_platform(paste0("/v1/organisations/", arguments[1], ":compare"), query)) {
  for (ours in answer$comparisons) {
    for (cohort in ours$cohorts) {
      cell <- cohort$benchmark
      median <- Filter(function(quantile) quantile$probability == 0.5, cell$quantiles)
      cat(ours$measure, ours$stage, ours$unit, told(ours$own), cell$cohort, told(if (length(median) > 0) median[[1]]$figure), sep = "\t")
      cat("\n")
    }
  }
}
