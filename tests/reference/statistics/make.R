# Makes the reference figures beside this file: Rscript make.R, run in this folder.
# Needs Hmisc. Every number is printed to 17 significant digits, so a double survives the round trip.
suppressPackageStartupMessages(library(Hmisc))
set.seed(20140601, kind = "Mersenne-Twister", normal.kind = "Inversion")

exact <- function(x) sprintf("%.17g", x)
write <- function(rows, file) write.csv(rows, file, row.names = FALSE, quote = FALSE, eol = "\n")
probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)

samples <- list(
  "one"                 = 42.5,
  "two"                 = c(3, 8),
  "three"               = c(-1, 0, 10),
  "ten"                 = round(rgamma(10, 2, 0.01), 2),
  "eleven"              = round(rgamma(11, 2, 0.01), 2),
  "twenty"              = round(rgamma(20, 2, 0.01), 2),
  "twenty-tied"         = sample(c(0, 10, 20), 20, replace = TRUE),
  "twenty-equal"        = rep(0.1, 20),
  "fifty-negative"      = round(rnorm(50, -100, 15), 3),
  "fifty-heavy-tail"    = exp(rnorm(50, 8, 3)),
  "three-sixty"         = round(rgamma(360, 2, 0.0001), 2),
  "three-sixty-at-100"  = pmin(100, round(rnorm(360, 99, 2), 1)),
  "two-thousand"        = round(rlnorm(2000, 10, 1), 2),
  "two-thousand-cauchy" = rcauchy(2000, 0, 1000))
samples <- lapply(samples, sort)

write(data.frame(sample = names(samples), values = sapply(samples, function(x) paste(exact(x), collapse = " "))),
      "samples.csv")

write(data.frame(sample = names(samples), mean = exact(sapply(samples, mean))), "means.csv")

# Too long to list; a test squares 1 to 20,000 for itself.
samples[["squares"]] <- as.numeric(1:20000)^2

write(do.call(rbind, lapply(names(samples), function(name) data.frame(
  sample = name, probability = probabilities,
  quantile = exact(if (length(samples[[name]]) == 1) rep(samples[[name]], 5)  # hdquantile gives NA for one value
                   else hdquantile(samples[[name]], probabilities, names = FALSE))))),
  "harrell-davis.csv")

# The weight of each order statistic, differenced in whichever tail is the smaller, since 1 - tiny keeps no digits.
weights <- function(n, p) {
  a <- (n + 1) * p; b <- (n + 1) * (1 - p); x <- (0:n) / n
  ifelse(x[-1] < p, diff(pbeta(x, a, b)), -diff(pbeta(x, a, b, lower.tail = FALSE)))
}
write(do.call(rbind, lapply(c(2, 20, 360, 2000, 20000, 200000), function(n) do.call(rbind, lapply(probabilities, function(p) {
  w <- weights(n, p)
  kept <- which(w > 1e-25)
  kept <- kept[unique(round(seq(1, length(kept), length.out = 41)))]
  data.frame(n = exact(n), probability = p, position = exact(kept), weight = exact(w[kept]))
})))), "harrell-davis-weights.csv")

wilson <- function(k, n, confidence) suppressWarnings(prop.test(k, n, conf.level = confidence, correct = FALSE)$conf.int)
trials <- c(1, 2, 3, 5, 10, 25, 77, 123, 200, 1000, 100000, 1e9)
write(do.call(rbind, lapply(trials, function(n) do.call(rbind, lapply(
  unique(c(0, 1, n %/% 10, n %/% 3, n %/% 2, round(0.71 * n), n - 1, n)), function(k) do.call(rbind, lapply(
    c(0.9, 0.95, 0.99), function(confidence) {
      bounds <- wilson(k, n, confidence)
      data.frame(successes = exact(k), trials = exact(n), confidence = confidence,
                 lower = exact(bounds[1]), upper = exact(bounds[2]))
    })))))), "wilson.csv")

cat(R.version.string, "; Hmisc", as.character(packageVersion("Hmisc")), "\n")
