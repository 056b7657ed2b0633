
Computes every number of the scenario from its inputs, and compares each with the number that the page shows.

    python3 FILE                     compare, and say what came of it
    python3 FILE profit.revenue      print numbers by name
    python3 FILE plan.electricity=0.08 profit.profit
                                     the same with an input changed, in its unit. What a search has chosen, the layout and
                                     the batch, stays as it is: the page would search again.

Needs Python 3.8 or later, and nothing else.
"""

import math
import sys


class Number(float):
    """A float that goes on where Python would end: 1 / 0 is infinite, and what is not known stays so."""

    __slots__ = ()

    def __add__(self, other):
        return Number(float(self) + float(other))

    def __sub__(self, other):
        return Number(float(self) - float(other))

    def __mul__(self, other):
        return Number(float(self) * float(other))

    def __truediv__(self, other):
        over = float(other)
        if over != 0:
            return Number(float(self) / over)
        if self == 0 or math.isnan(self):
            return Number("nan")
        return Number(math.copysign(math.inf, self) * math.copysign(1, over))

    def __pow__(self, exponent):
        exponent = float(exponent)
        if exponent == int(exponent) if math.isfinite(exponent) else False:
            if abs(exponent) <= 32:
                return multiplied(self, int(exponent))
        try:
            return Number(math.pow(self, exponent))
        except OverflowError:
            return Number("inf")
        except ValueError:
            return Number("inf") if self == 0 else Number("nan")


def multiplied(base, times):
    """A whole power, by repeated squaring."""
    product, square, left = Number(1), base, abs(times)
    while left > 0:
        if left % 2 == 1:
            product = product * square
        square = square * square
        left //= 2
    return Number(1) / product if times < 0 else product


def smaller(a, b):
    """The smaller of two."""
    return b if b < a else a


def larger(a, b):
    """The larger of two."""
    return b if a < b else a


def rounded_down(x):
    """The largest whole number that is not above x."""
    return Number(math.floor(x)) if math.isfinite(x) else x


def choose(switch, yes, no):
    """`no` where the switch is 0, `yes` at any other value."""
    return no if switch == 0 else yes


def soft_max(a, b, sharpness):
    """A maximum with a rounded corner: (a^p + b^p)^(1/p) of two numbers that are not negative."""
    large, small = (b, a) if a < b else (a, b)
    if large == 0:
        return Number(0)
    return large * (Number(1) + (small / large) ** sharpness) ** (Number(1) / sharpness)


def over_week(demand, *hours):
    """The mean of what is served over the hours of a week, as a share of capacity: five working days, two of the weekend."""

    def day(of_day):
        total = None
        for hour in of_day:
            served = smaller(demand * hour, Number(1))
            total = served if total is None else total + served
        return total / Number(24)

    return (Number(5) * day(hours[:24]) + Number(2) * day(hours[24:])) / Number(7)


