# Makes the reference figures beside this file: Rscript make.R, run in this folder.
# Needs Hmisc and pracma. Every number is printed to 17 significant digits, so a double survives the round trip.
suppressPackageStartupMessages({ library(Hmisc); library(pracma) })
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

# The share among a population of which the trials are a sample: the roots of Wilson's equation, found numerically, with the variance of sampling
# without replacement.
among <- function(k, n, N, confidence) {
  p <- k / n; z <- qnorm((1 + confidence) / 2)
  if (n == N) return(c(p, p))
  beyond <- function(x) abs(p - x) - z * sqrt(x * (1 - x) / n * (N - n) / (N - 1))
  root <- function(from, to) uniroot(beyond, c(from, to), tol = 1e-15)$root
  # At 0 and 1 the equation has a root that is no bound.
  c(if (k == 0) 0 else root(0, min(p, 1 - 1e-12)), if (k == n) 1 else root(max(p, 1e-12), 1))
}
write(do.call(rbind, lapply(c(1, 5, 20, 77, 1000), function(n) do.call(rbind, lapply(unique(c(n, n + 1, round(1.3 * n) + 1, 50 * n)), function(N)
  do.call(rbind, lapply(unique(c(0, 1, n %/% 3, round(0.71 * n), n)), function(k) do.call(rbind, lapply(c(0.9, 0.95), function(confidence) {
    bounds <- among(k, n, N, confidence)
    data.frame(successes = exact(k), trials = exact(n), population = exact(N), confidence = confidence, lower = exact(bounds[1]), upper = exact(bounds[2]))
  })))))))), "wilson-sample.csv")

# Two proportions: the score, and the hybrid interval by Wilson's bounds.
pairs <- rbind(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 0, 20), c(0, 10, 0, 10), c(10, 10, 0, 20), c(10, 10, 0, 10),
               c(33, 77, 41, 123), c(41, 123, 33, 77), c(20, 20, 500, 1000), c(7, 13, 7, 13), c(12345, 100000, 12500, 100000))
write(do.call(rbind, apply(pairs, 1, simplify = FALSE, function(row) {
  p1 <- row[1] / row[2]; p2 <- row[3] / row[4]
  one <- wilson(row[1], row[2], 0.95); two <- wilson(row[3], row[4], 0.95)
  test <- suppressWarnings(prop.test(row[c(1, 3)], row[c(2, 4)], correct = FALSE)$statistic)
  score <- if (is.nan(test)) 0 else sign(p1 - p2) * sqrt(unname(test))
  data.frame(k1 = row[1], n1 = row[2], k2 = row[3], n2 = row[4], score = exact(score),
             lower = exact(p1 - p2 - sqrt((p1 - one[1])^2 + (two[2] - p2)^2)), upper = exact(p1 - p2 + sqrt((one[2] - p1)^2 + (p2 - two[1])^2)))
})), "proportion-differences.csv")

# Medians: the rank, and the interval from quantiles as an edition has them.
write(data.frame(n = c(6:130, 200, 360, 1000, 2000, 20000, 200000), rank = sapply(c(6:130, 200, 360, 1000, 2000, 20000, 200000), function(n) qbinom(0.025, n, 0.5))),
      "median-ranks.csv")
median_interval <- function(n, p, q) { below <- qbinom(0.025, n, 0.5) / (n + 1); pchip(p, q, c(below, 1 - below)) }
told <- function(n) if (n < 50) c(0.25, 0.5, 0.75) else probabilities
write(do.call(rbind, lapply(c("twenty", "twenty-tied", "twenty-equal", "fifty-negative", "fifty-heavy-tail", "three-sixty", "three-sixty-at-100", "two-thousand"),
  function(name) {
    n <- length(samples[[name]]); p <- told(n); q <- hdquantile(samples[[name]], p, names = FALSE)
    bounds <- median_interval(n, p, q)
    data.frame(sample = name, lower = exact(bounds[1]), upper = exact(bounds[2]))
  })), "median-intervals.csv")

# How often the interval covers the median, and that of the difference of two such samples covers 0, in 4,000 draws.
populations <- list(uniform = function(n) runif(n) - 0.5, normal = rnorm, exponential = function(n) rexp(n) - log(2), lognormal = function(n) exp(rnorm(n)) - 1,
                    cauchy = rcauchy, near_100 = function(n) 100 * (rbeta(n, 9, 1) - qbeta(0.5, 9, 1)))
covers <- function(draw, n, times = 4000) {
  p <- told(n); w <- sapply(p, function(p) weights(n, p)); half <- which(p == 0.5)
  one <- t(replicate(times, { q <- as.vector(sort(draw(n)) %*% w); c(q[half], median_interval(n, p, q)) }))
  other <- one[c(2:times, 1), ]; d <- one[, 1] - other[, 1]
  lower <- d - sqrt((one[, 1] - one[, 2])^2 + (other[, 3] - other[, 1])^2); upper <- d + sqrt((one[, 3] - one[, 1])^2 + (other[, 1] - other[, 2])^2)
  c(mean(one[, 2] <= 0 & one[, 3] >= 0), mean(lower <= 0 & upper >= 0))
}
write(do.call(rbind, lapply(names(populations), function(name) do.call(rbind, lapply(c(20, 30, 50, 77, 123, 360), function(n) {
  rates <- covers(populations[[name]], n)
  data.frame(population = name, n = n, median_covered = rates[1], difference_covered = rates[2])
})))), "median-coverage.csv")

# Trends: S and its probability over all orders, also with equal figures; without them cor.test has it too. The slope is the median of all slopes.
orders <- function(x) if (length(x) < 2) list(x) else do.call(c, lapply(seq_along(x), function(i) lapply(orders(x[-i]), function(rest) c(x[i], rest))))
score <- function(x) { d <- outer(x, x, function(earlier, later) sign(later - earlier)); sum(d[upper.tri(d)]) }
trends <- c(list(1:4, 1:5, c(5, 4, 3, 2, 1), c(1, 3, 2, 4, 5), c(2, 2, 2, 2, 2), c(1, 1, 2, 2, 3), c(1, 1, 1, 2, 2, 2), c(3, 1, 4, 1, 5, 9, 2), c(2, 7, 1, 8, 2, 8),
                 c(61.5, 62.0, 61.8, 63.1, 64.0, 63.9)), lapply(2:7, function(n) round(rnorm(n), 0)), lapply(c(5, 8, 9, 12, 15), function(n) rnorm(n)))
write(do.call(rbind, lapply(trends, function(x) {
  s <- score(x); n <- length(x)
  p <- if (anyDuplicated(x)) mean(abs(sapply(orders(x), score)) >= abs(s)) else cor.test(1:n, x, method = "kendall", exact = TRUE)$p.value
  slopes <- outer(1:n, 1:n, function(i, j) (x[j] - x[i]) / (j - i))
  data.frame(figures = paste(exact(x), collapse = " "), score = s, p = exact(p), slope = exact(median(slopes[upper.tri(slopes)])))
})), "trends.csv")

# Funnel limits, by the formula; and beside those of D. J. Spiegelhalter's own method, whose target and between-organisation variance come from every
# figure (DerSimonian and Laird's moments), in sectors of 200 percentages: how often an organisation that nothing sets apart lies within each.
limits <- function(q, s, z) c(q[2] - z * sqrt(s^2 + ((q[2] - q[1]) / qnorm(0.75))^2), q[2] + z * sqrt(s^2 + ((q[3] - q[2]) / qnorm(0.75))^2))
write(do.call(rbind, apply(expand.grid(q1 = c(40, 60.5, 70), q2 = c(70, 72.5), q3 = c(72.5, 90), cases = c(NA, 30, 1000)), 1, simplify = FALSE, function(row) {
  s <- if (is.na(row["cases"])) 0 else 100 * sqrt(row["q2"] / 100 * (1 - row["q2"] / 100) / row["cases"])
  one <- limits(row[1:3], s, qnorm(0.975)); two <- limits(row[1:3], s, qnorm(0.999))
  data.frame(lower_quartile = row["q1"], median = row["q2"], upper_quartile = row["q3"], cases = if (is.na(row["cases"])) "" else row["cases"], error = exact(s),
             lower95 = exact(one[1]), upper95 = exact(one[2]), lower998 = exact(two[1]), upper998 = exact(two[2]))
})), "funnel-limits.csv")

sector <- function(tau, cases) {
  n <- length(cases); theta <- pmin(99, pmax(1, rnorm(n, 70, tau))); y <- 100 * rbinom(n, cases, theta / 100) / cases
  q <- hdquantile(sort(y), c(0.25, 0.5, 0.75), names = FALSE); v <- function(p) p * (100 - p) / cases
  w <- 1 / v(mean(y)); p <- sum(w * y) / sum(w)
  tau2 <- max(0, (sum((y - p)^2 * w) - (n - 1)) / (sum(w) - sum(w^2) / sum(w))); w <- 1 / (v(p) + tau2); p <- sum(w * y) / sum(w)
  ours <- abs(y - q[2]) <= qnorm(0.975) * sqrt(v(q[2]) + (ifelse(y < q[2], q[2] - q[1], q[3] - q[2]) / qnorm(0.75))^2)
  c(mean(ours), mean(abs(y - p) <= qnorm(0.975) * sqrt(v(p) + tau2)))
}
write(do.call(rbind, lapply(c(0, 2, 5, 10), function(tau) do.call(rbind, lapply(c("equal", "unlike"), function(sizes) {
  rates <- rowMeans(replicate(400, sector(tau, if (sizes == "equal") rep(500, 200) else round(exp(runif(200, log(50), log(5000)))))))
  data.frame(tau = tau, sizes = sizes, ours = round(rates[1], 4), moments = round(rates[2], 4))
})))), "funnel-coverage.csv")

cat(R.version.string, "; Hmisc", as.character(packageVersion("Hmisc")), "; pracma", as.character(packageVersion("pracma")), "\n")
