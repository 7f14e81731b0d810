"""Points that are to hold, in the order in which they were written down."""

POINTS = []


def point(sentence):
    """Makes a function a point; it is called with the service, and raises where the point does not hold."""
    def collect(function):
        POINTS.append((sentence, function))
        return function
    return collect


def holds(condition, told):
    """An assertion that is not switched off by python -O."""
    if not condition:
        raise AssertionError(told)


def equal(found, expected, what):
    holds(found == expected, f"{what}: {found!r}, and not {expected!r}")
