"""Where every number is: docs/format.md 5. Rials have one partition, units of goods another."""
import bisect

from .faults import need
from .schema import MAX_AMOUNT

RIALS = ("free", "allotted", "notified", "encumbered", "in_payment", "spent", "voided")
UNITS = ("in_stock", "to_be_appraised", "in_kits", "handed_over")


def runs_of(ranges):
    return list(zip(ranges["series"], ranges["starts"], ranges["counts"]))


def joined(ranges):
    """The runs by series and number, those that touch as one."""
    runs = []
    for series, start, count in sorted(runs_of(ranges)):
        if runs and runs[-1][0] == series and runs[-1][1] + runs[-1][2] == start:
            runs[-1] = (series, runs[-1][1], runs[-1][2] + count)
        else:
            runs.append((series, start, count))
    return runs


class Partition:
    """Series with the place of each of their numbers; a place is (word, holder)."""

    def __init__(self, words):
        self.words = words
        self.series = {}    # series -> [starts, places]: place n holds from starts[n] to starts[n + 1]
        self.numbered = {}  # series -> how many numbers it has
        self.fund_of, self.account_of = {}, {}
        self.moved = 0      # runs that were moved

    def open(self, series, fund, account):
        self.series[series], self.numbered[series] = ([], []), 0
        self.fund_of[series], self.account_of[series] = fund, account

    def extend(self, event, place):
        """New numbers, which have to be the next ones of their series."""
        series, start, count = event["series"], event["start"], event["count"]
        need(series in self.numbered, "UNKNOWN_SERIES", "series %d" % series)
        need(start == self.numbered[series], "NUMBERS_NOT_NEXT",
             "start %d of series %d, which has %d" % (start, series, self.numbered[series]))
        need(start + count <= MAX_AMOUNT, "AMOUNT_TOO_LARGE", "%d more" % count)
        starts, places = self.series[series]
        starts.append(start)
        places.append(place)
        self.numbered[series] += count

    def move(self, ranges, source, target):
        """Move every run from the place `source` to the place `target`."""
        for series, start, count in runs_of(ranges):
            end = start + count
            need(series in self.numbered, "UNKNOWN_SERIES", "series %d" % series)
            need(end <= self.numbered[series], "NUMBERS_BEYOND_SERIES",
                 "numbers to %d of series %d, which has %d" % (end, series, self.numbered[series]))
            starts, places = self.series[series]
            first = bisect.bisect_right(starts, start) - 1
            after = bisect.bisect_left(starts, end)
            for n in range(first, after):
                need(places[n] == source, "NUMBERS_NOT_THERE", "number %d of series %d is %s of %d, not %s of %d"
                     % ((max(start, starts[n]), series) + places[n] + source))
            old_end = starts[after] if after < len(starts) else self.numbered[series]
            new = [(start, target)]
            if starts[first] < start:
                new.insert(0, (starts[first], source))
            if end < old_end:
                new.append((end, source))
            starts[first:after], places[first:after] = [s for s, _ in new], [p for _, p in new]
            self.moved += 1

    def totals(self, opened):
        """For each fund and place; the places of each series are counted, and compared with what it numbered."""
        funds = {fund: dict.fromkeys(("numbered",) + self.words, 0) for fund in opened}
        for series, (starts, places) in self.series.items():
            sums = funds[self.fund_of[series]]
            sums["numbered"] += self.numbered[series]
            for start, end, place in zip(starts, starts[1:] + [self.numbered[series]], places):
                sums[place[0]] += end - start
        for fund, sums in funds.items():
            need(sums["numbered"] == sum(sums[word] for word in self.words), "NUMBERS_NOT_THERE", "fund %d has a hole" % fund)
        return funds
