"""Receipts, and the numbered rials on their way: docs/format.md 5 and 6."""
from .faults import need
from .partition import runs_of
from .pledges import fulfil, reopen
from .state import day_of, known, need_kind, only_once
from .years import fiscal_year

PAID_OUTSIDE = (1, 2, 3)  # Channel: portal, card, transfer
STORE = 6                 # AccountKind


def judge_number(state, entry):
    """A receipt of money, or a lot: booked no later than recorded, under the next number of its office and year."""
    event, today = entry["event"], day_of(state, entry)
    year = fiscal_year(event["booking_date"])
    need(event["booking_date"] <= today and year, "BOOKING_DATE_IMPOSSIBLE",
         "booked on day %d, recorded on day %d" % (event["booking_date"], today))
    need_kind(state, event["office"], "OfficeRegistered", "UNKNOWN_OFFICE")
    last = state.last_number.get((event["office"], year), 0)
    need(event["receipt_number"] == last + 1, "RECEIPT_NUMBER_GAP", "number %d of office %d in %d, after %d"
         % (event["receipt_number"], event["office"], year, last))
    state.last_number[(event["office"], year)] = last + 1


def fund_opened(state, index, entry):
    event = entry["event"]
    wish = event["restriction"]
    key = tuple(wish[name] for name in ("programme", "area", "class", "intent", "spend_by")) + (event["source"], event["item"])
    only_once(state, index, "the fund", key, "ALREADY_OPEN")
    if event["item"]:
        need_kind(state, event["item"], "ItemRegistered", "UNKNOWN_ITEM")
    state.item_of[index] = event["item"]


def series_opened(state, index, entry):
    """A store holds goods, every other account money."""
    event = entry["event"]
    need_kind(state, event["fund"], "FundOpened", "UNKNOWN_FUND")
    need_kind(state, event["account"], "AccountOpened", "UNKNOWN_ACCOUNT")
    only_once(state, index, "the series", (event["fund"], event["account"]), "ALREADY_OPEN")
    goods = bool(state.item_of[event["fund"]])
    need(goods == (event["account"] in state.stores), "WRONG_ACCOUNT_KIND", "account %d" % event["account"])
    (state.units if goods else state.rials).open(index, event["fund"], event["account"])


def account_opened(state, index, entry):
    if entry["event"]["kind"] == STORE:
        state.stores.add(index)


def receipt_recorded(state, index, entry):
    event, payment = entry["event"], entry["event"]["payment"]
    state.rials.extend(event, ("free", 0))
    judge_number(state, entry)
    need(bool(payment) == (event["channel"] in PAID_OUTSIDE), "PAYMENT_MISMATCH", "channel %d" % event["channel"])
    if payment:
        key = (event["channel"], payment["terminal"], payment["settlement_date"], payment["reference"], event["count"])
        only_once(state, index, "the payment", key, "PAYMENT_ALREADY_RECORDED")
    fulfil(state, index, event, state.rials.fund_of[event["series"]])
    state.receipts[index] = (event["series"], event["start"], event["start"] + event["count"])


def receipt_reversed(state, index, entry):
    event = entry["event"]
    series, first, end = known(state.receipts, event["receipt"], "UNKNOWN_RECEIPT")
    for run in runs_of(event["ranges"]):
        need(run[0] == series and first <= run[1] and run[1] + run[2] <= end, "NOT_OF_RECEIPT",
             "numbers [%d, %d) of series %d" % (run[1], run[1] + run[2], run[0]))
    state.rials.move(event["ranges"], ("free", 0), ("voided", event["receipt"]))
    reopen(state, event["receipt"], sum(event["ranges"]["counts"]))


def receipt_reissued(state, index, entry):
    event = entry["event"]
    known(state.receipts, event["receipt"], "UNKNOWN_RECEIPT")
    copy = state.copies.get(event["receipt"], 0) + 1
    need(event["copy"] == copy, "RECEIPT_NUMBER_GAP", "copy %d, the next is %d" % (event["copy"], copy))
    state.copies[event["receipt"]] = copy


def line_opened(state, index, entry):
    event = entry["event"]
    only_once(state, index, "the line", (event["office"], event["programme"], event["year"]), "ALREADY_OPEN")


def above(state, event):
    """Where the numbers come from, or go back to: the parent line, or the fund."""
    for line in filter(None, (event["line"], event["parent"])):
        need_kind(state, line, "LineOpened", "UNKNOWN_LINE")
    return ("notified", event["parent"]) if event["parent"] else ("free", 0)


def allotted(state, index, entry):
    event = entry["event"]
    state.rials.move(event["ranges"], above(state, event), ("allotted", event["line"]))
    state.allotments[index] = (event["line"], event["ranges"])


def notified(state, index, entry):
    event, allotment = entry["event"], entry["event"]["allotment"]
    known(state.allotments, allotment, "UNKNOWN_ALLOTMENT")
    need((event["line"], event["ranges"]) == state.allotments[allotment], "RANGES_UNSOUND",
         "line or ranges are not those of allotment %d" % allotment)
    only_once(state, index, "the notification", allotment, "ALREADY_CONFIRMED")
    state.rials.move(event["ranges"], ("allotted", event["line"]), ("notified", event["line"]))


def recalled(state, index, entry):
    event = entry["event"]
    state.rials.move(event["ranges"], ("notified", event["line"]), above(state, event))


def earmarked(state, index, entry):
    event = entry["event"]
    need_kind(state, event["fund"], "FundOpened", "UNKNOWN_FUND")
    need(event["fund"] not in state.earmarks, "ALREADY_OPEN", "fund %d" % event["fund"])
    need(event["programme"] or event["area"], "NOTHING_ASKED", "an earmark for nothing")
    state.earmarks[event["fund"]] = index


def earmark_lifted(state, index, entry):
    fund = next((fund for fund, earmark in state.earmarks.items() if earmark == entry["event"]["earmark"]), None)
    need(fund is not None, "UNKNOWN_EARMARK", "earmark %d" % entry["event"]["earmark"])
    del state.earmarks[fund]


RULES = {"FundOpened": fund_opened, "SeriesOpened": series_opened, "AccountOpened": account_opened,
         "ReceiptRecorded": receipt_recorded, "ReceiptReversed": receipt_reversed, "ReceiptReissued": receipt_reissued,
         "LineOpened": line_opened, "Allotted": allotted, "AllotmentNotified": notified, "AllotmentRecalled": recalled,
         "EarmarkPlaced": earmarked, "EarmarkLifted": earmark_lifted}
