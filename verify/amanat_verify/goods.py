"""Goods: lots with numbered units, kits, and where each unit is (docs/format.md 5 and 6)."""
import collections

from .faults import need
from .money import judge_number
from .partition import joined
from .pledges import fulfil
from .schema import MAX_AMOUNT
from .state import known, need_kind, unchanged

NIL, MAX_BILL, APPRAISERS = 4, 64, 2  # ValuationBasis nil
IN_STOCK = ("in_stock", 0)


def item_registered(state, index, entry):
    need(entry["event"]["catalogue_value"], "NOTHING_ASKED", "an item of no value")
    state.items[index] = entry["event"]["catalogue_value"]


def kit_designed(state, index, entry):
    event = entry["event"]
    need_kind(state, event["programme"], "ProgrammeRegistered", "UNKNOWN_PROGRAMME")
    items = [row["item"] for row in event["bill"]]
    need(1 <= len(items) <= MAX_BILL and items == sorted(set(items)), "BILL_UNSOUND", "%d rows" % len(items))
    for item in items:
        known(state.items, item, "UNKNOWN_ITEM")
    bill = {row["item"]: row["quantity"] for row in event["bill"]}
    need(value_of(state, bill) <= MAX_AMOUNT, "BILL_UNSOUND", "a value that is no amount")
    state.designs[index] = (event["programme"], bill)


def value_of(state, bill):
    return sum(state.items[item] * quantity for item, quantity in bill.items())


def item_of(state, series):
    return state.item_of[state.units.fund_of[series]]


def lot_received(state, index, entry):
    event, series = entry["event"], entry["event"]["series"]
    known(state.units.numbered, series, "UNKNOWN_SERIES")
    need((event["unit_value"] == 0) == (event["basis"] == NIL), "VALUE_MISMATCH", "%d a unit" % event["unit_value"])
    need(event["unit_value"] * event["count"] <= MAX_AMOUNT, "AMOUNT_TOO_LARGE", "%d units" % event["count"])
    above = event["unit_value"] > state.items[item_of(state, series)]
    state.units.extend(event, ("to_be_appraised", index) if above else IN_STOCK)
    judge_number(state, entry)
    fulfil(state, index, event, state.units.fund_of[series])
    state.lots[index] = {"numbers": {"series": [series], "starts": [event["start"]], "counts": [event["count"]]},
                         "missing": APPRAISERS if above else 0, "last": index}


def lot_appraised(state, index, entry):
    event = entry["event"]
    lot = known(state.lots, event["lot"], "UNKNOWN_LOT")
    need(lot["missing"], "ALREADY_CONFIRMED", "lot %d" % event["lot"])
    unchanged(event, lot["last"])
    lot["missing"], lot["last"] = lot["missing"] - 1, index
    if lot["missing"] == 0:
        state.units.move(lot["numbers"], ("to_be_appraised", event["lot"]), IN_STOCK)


def kit_assembled(state, index, entry):
    """Units in stock in one store, as many of each item as the bill says."""
    event, units = entry["event"], entry["event"]["units"]
    need_kind(state, event["office"], "OfficeRegistered", "UNKNOWN_OFFICE")
    _, bill = known(state.designs, event["design"], "UNKNOWN_KIT_DESIGN")
    state.units.move(units, IN_STOCK, ("in_kits", index))
    found = collections.Counter()
    for series, count in zip(units["series"], units["counts"]):
        found[item_of(state, series)] += count
    need(found == bill, "BILL_MISMATCH", "%s, the bill is %s" % (dict(found), bill))
    stores = {state.units.account_of[series] for series in units["series"]}
    need(len(stores) == 1, "WRONG_CUSTODY", "%d stores" % len(stores))
    state.kits[index] = {"design": event["design"], "office": event["office"], "units": joined(units), "grant": 0,
                         "gone": False, "last": index}


def all_of(state, event):
    """The kit that the entry empties: it names all units of it, by series and number."""
    kit, units = known(state.kits, event["kit"], "UNKNOWN_KIT"), event["units"]
    need(not kit["gone"], "KIT_NOT_FREE", "kit %d" % event["kit"])
    need(list(zip(units["series"], units["starts"], units["counts"])) == kit["units"], "RANGES_UNSOUND", "not the kit's units")
    kit["gone"] = True
    return kit


def kit_dissolved(state, index, entry):
    event = entry["event"]
    kit = all_of(state, event)
    need(kit["grant"] == 0, "KIT_NOT_FREE", "reserved for grant %d" % kit["grant"])
    unchanged(event, kit["last"])
    state.units.move(event["units"], ("in_kits", event["kit"]), IN_STOCK)


def check_kit_applied(state, event):
    """A grant of goods is asked for at the catalogue's value, for the design's programme, and names no payee or list."""
    if event["kit"]:
        programme, bill = known(state.designs, event["kit"], "UNKNOWN_KIT_DESIGN")
        need(programme == event["programme"] and not event["payee"] and not event["list"], "WRONG_PATH", "a grant of goods")
        need(event["amount"] == value_of(state, bill), "NOT_CATALOGUE_VALUE", "%d" % event["amount"])


def fits(state, event, grant, holder):
    kit = known(state.kits, event["kit"], "UNKNOWN_KIT")
    need((kit["design"], kit["office"]) == (grant["design"], grant["office"]), "WRONG_KIT", "kit %d" % event["kit"])
    need(not kit["gone"] and kit["grant"] == holder, "KIT_NOT_FREE", "kit %d" % event["kit"])
    return kit


def reserve(state, index, event, grant):
    kit = fits(state, event, grant, 0)
    kit["grant"], kit["last"] = event["grant"], index
    grant["kit"] = event["kit"]


def give_back(state, index, grant):
    """A reservation changes its kit, and so does the end of one."""
    if grant["kit"]:
        kit = state.kits[grant["kit"]]
        kit["grant"], kit["last"], grant["kit"] = 0, index, None


def hand_over(state, index, event, grant):
    fits(state, event, grant, event["grant"])
    all_of(state, event)
    state.units.move(event["units"], ("in_kits", event["kit"]), ("handed_over", event["grant"]))


RULES = {"ItemRegistered": item_registered, "KitDesigned": kit_designed, "LotReceived": lot_received,
         "LotAppraised": lot_appraised, "KitAssembled": kit_assembled, "KitDissolved": kit_dissolved}
