# Calls of the platform by JSON, with base R and jsonlite: what the two scripts beside it share.
address <- Sys.getenv("BENCHMARKING_URL", "http://127.0.0.1:50080")

# The messages that a call answers: one, or of a stream one after another. `query` is a list of parameters; a name may be there several times.
call_platform <- function(path, query = list()) {
  if (!nzchar(Sys.getenv("BENCHMARKING_KEY"))) stop("Put your key into BENCHMARKING_KEY.", call. = FALSE)
  values <- vapply(query, function(value) utils::URLencode(as.character(value), reserved = TRUE), "")
  full <- paste0(address, path, if (length(query) > 0) paste0("?", paste(names(query), values, sep = "=", collapse = "&")))
  # base R tells of a refusal by its number alone, and leaves the body unread.
  connection <- url(full, headers = c(authorization = paste("Bearer", Sys.getenv("BENCHMARKING_KEY"))))
  on.exit(close(connection))
  lines <- tryCatch(suppressWarnings(readLines(connection)), error = function(error) stop("Refused, or not there: ask with curl for the reason. ", path, call. = FALSE))
  messages <- tryCatch(lapply(lines, jsonlite::fromJSON, simplifyVector = FALSE), error = function(error) stop(address, " answered with something that is not the platform's.", call. = FALSE))
  # A stream that breaks off says so in its last line: HTTP's code was sent long before.
  for (message in messages) if (!is.null(message$code)) stop("It broke off: ", message$message, call. = FALSE)
  messages
}

# A number in full: 100000 and not 1e+05.
in_full <- function(value) format(value, digits = 15, scientific = FALSE)

# A figure as people read it. One that is withheld has no value, and perhaps a band; it is never 0.
told <- function(figure) {
  if (!is.null(figure$value)) in_full(figure$value)
  else if (!is.null(figure) && nzchar(figure$text)) figure$text
  else "[withheld or not available]"
}
