"""Calls of the platform by JSON, with Python's standard library alone: what the two scripts beside it share."""
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
    """The messages that a call answers: one, or of a stream one after another. Ends the program with a word when it is refused."""
    address = URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"authorization": "Bearer " + os.environ["BENCHMARKING_KEY"], "content-type": "application/json"})
    for tries in range(TRIES):
        try:
            with urllib.request.urlopen(request) as answer:
                for line in answer:
                    message = json.loads(line)
                    # A stream that breaks off says so in its last line: HTTP's code was sent long before.
                    if "code" in message:
                        sys.exit("It broke off: " + message["message"])
                    yield message
            return
        except urllib.error.HTTPError as refused:
            wait = refused.headers.get("retry-after")
            if wait is None or tries == TRIES - 1:
                sys.exit("Refused: " + json.load(refused)["message"])
            time.sleep(int(wait))


def told(figure):
    """A figure as people read it. One that is withheld has no value, and perhaps a band; it is never 0."""
    if figure is None:
        return "[withheld]"
    if "value" in figure:
        return repr(figure["value"])
    return figure["text"] or "[withheld or not available]"
