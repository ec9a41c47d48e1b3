"""Pledges: what is received and given up of one is never more than was pledged (docs/format.md 6)."""
from .faults import need
from .schema import MAX_AMOUNT
from .state import day_of, known, need_kind, unchanged
from .years import fiscal_year

MAX_INSTALMENTS = 120


def sum_of(instalments):
    days, counts = [part["due"] for part in instalments], [part["count"] for part in instalments]
    need(1 <= len(days) <= MAX_INSTALMENTS and all(a < b for a, b in zip(days, days[1:])) and all(counts)
         and sum(counts) <= MAX_AMOUNT, "INSTALMENTS_UNSOUND", "%d instalments" % len(days))
    return sum(counts)


def open_of(pledge):
    return pledge["pledged"] - pledge["received"] - pledge["given_up"]


def recorded(state, index, entry):
    event, today = entry["event"], day_of(state, entry)
    need_kind(state, event["fund"], "FundOpened", "UNKNOWN_FUND")
    need_kind(state, event["office"], "OfficeRegistered", "UNKNOWN_OFFICE")
    need(event["booking_date"] <= today and fiscal_year(event["booking_date"]), "BOOKING_DATE_IMPOSSIBLE",
         "booked on day %d, recorded on day %d" % (event["booking_date"], today))
    state.pledges[index] = {"fund": event["fund"], "pledged": sum_of(event["instalments"]), "received": 0, "given_up": 0,
                            "last": index}


def changeable(state, event):
    pledge = known(state.pledges, event["pledge"], "UNKNOWN_PLEDGE")
    need(open_of(pledge), "PLEDGE_CLOSED", "pledge %d" % event["pledge"])
    unchanged(event, pledge["last"])
    return pledge


def amended(state, index, entry):
    pledge = changeable(state, entry["event"])
    pledged, done = sum_of(entry["event"]["instalments"]), pledge["received"] + pledge["given_up"]
    need(pledged >= done, "EXCEEDS_PLEDGE", "%d, of which %d is done" % (pledged, done))
    pledge["pledged"], pledge["last"] = pledged, index


def given_up(state, index, entry):
    """A cancellation takes all that is open, a write-off as much of it as it says."""
    event, pledge = entry["event"], changeable(state, entry["event"])
    left, count = open_of(pledge), event["count"]
    fits = count == left if event["kind_of"] == "PledgeCancelled" else 0 < count <= left
    need(fits, "EXCEEDS_PLEDGE", "%d of %d that is open" % (count, left))
    pledge["given_up"], pledge["last"] = pledge["given_up"] + count, index


def fulfil(state, index, event, fund):
    """A receipt, or a lot, fulfils as much of its pledge as it can."""
    part = event["pledge"]
    if part is None:
        return
    pledge = known(state.pledges, part["pledge"], "UNKNOWN_PLEDGE")
    need(pledge["fund"] == fund, "PLEDGE_OF_OTHER_FUND", "a pledge to fund %d" % pledge["fund"])
    need(open_of(pledge), "PLEDGE_CLOSED", "pledge %d" % part["pledge"])
    expected = min(open_of(pledge), event["count"])
    need(part["count"] == expected, "PLEDGE_PART_WRONG", "%d, not %d" % (part["count"], expected))
    pledge["received"] += expected
    state.fulfilled[index] = [part["pledge"], expected, event["count"] - expected]


def reopen(state, receipt, count):
    """What is taken back of a receipt: first what went beyond the pledge, then what had fulfilled it."""
    if receipt in state.fulfilled:
        pledge, part, beyond = state.fulfilled[receipt]
        again = max(0, count - beyond)
        state.fulfilled[receipt] = [pledge, part - again, max(0, beyond - count)]
        state.pledges[pledge]["received"] -= again


RULES = {"PledgeRecorded": recorded, "PledgeAmended": amended, "PledgeCancelled": given_up, "PledgeWrittenOff": given_up}
