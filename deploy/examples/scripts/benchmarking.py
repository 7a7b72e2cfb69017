"""Calls of the platform by JSON, with Python's standard library alone: what the two scripts beside it share."""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ.get("BENCHMARKING_URL", "http://127.0.0.1:50080")
TRIES = 5


def call(path, query=(), body=None):
    """The messages that a call answers: one, or of a stream one after another. Ends the program with a word when it is refused, or nobody answers."""
    if not os.environ.get("BENCHMARKING_KEY"):
        sys.exit("Put your key into BENCHMARKING_KEY.")
    address = URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"authorization": "Bearer " + os.environ["BENCHMARKING_KEY"], "content-type": "application/json"})
    for tries in range(TRIES):
        try:
            with urllib.request.urlopen(request) as answer:
                for line in answer:
                    message = read(line)
                    # A stream that breaks off says so in its last line: HTTP's code was sent long before.
                    if "code" in message:
                        sys.exit("It broke off: " + message["message"])
                    yield message
            return
        except urllib.error.HTTPError as refused:
            # In seconds, as the platform writes it; a proxy may write a date.
            wait = refused.headers.get("retry-after", "")
            if not wait.isdigit() or tries == TRIES - 1:
                sys.exit("Refused: " + (read(refused.read()).get("message") or f"HTTP {refused.code}"))
            time.sleep(int(wait))
        except (OSError, http.client.HTTPException) as unreachable:
            sys.exit(f"{URL} cannot be reached, or the answer broke off: {unreachable}")


def read(text):
    """A message of the platform's. A proxy that fails answers for it, with a page of its own."""
    try:
        message = json.loads(text)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        sys.exit(f"Refused: {URL} answered with something that is not the platform's. Is it the right address, and is the platform running?")
    return message


def told(figure):
    """A figure as people read it. One that is withheld has no value, and perhaps a band; it is never 0."""
    if figure is None:
        return "[withheld]"
    if "value" in figure:
        return repr(figure["value"])
    return figure["text"] or "[withheld or not available]"
