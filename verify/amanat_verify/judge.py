"""One entry, judged on the state before it, and carried out."""
from . import goods, grants, lists, money, pledges
from .acts import judge_act, judge_opening
from .faults import RULESET, Breach, Newer, need
from .state import only_once

CHECKED = "acts, times, receipt numbers, payments, request ids, stages, pledges, lists, kits, numbered rials and units"
RULES = {**money.RULES, **pledges.RULES, **grants.RULES, **lists.RULES, **goods.RULES}
REFERENCES = {"PrincipalAdmitted": "api_key_hash", "DonorRegistered": "reference", "BeneficiaryEnrolled": "reference",
              **dict.fromkeys(("AreaRegistered", "OfficeRegistered", "ProgrammeRegistered", "AccountOpened", "ClassRegistered",
                               "CampaignRegistered", "ItemRegistered", "KitDesigned"), "code")}


def judge(state, index, entry):
    """Judge one entry on the state before it, and carry it out."""
    event, kind = entry["event"], entry["event"]["kind_of"]
    need(entry["index"] == index, "INDEX_NOT_DENSE", "index %d" % entry["index"])
    need(entry["ruleset"] == state.ruleset, "WRONG_RULESET", "ruleset %d" % entry["ruleset"])
    need(state.time is None or entry["recorded_at_us"] >= state.time, "TIME_RUNS_BACK",
         "recorded at %d, after %s" % (entry["recorded_at_us"], state.time))
    state.time = entry["recorded_at_us"]
    judge_opening(state, index, entry)
    judge_act(state, index, entry)
    if kind == "RulesetAdopted":
        if event["ruleset"] > RULESET:
            raise Newer("ruleset %d is adopted, this verifier knows %d" % (event["ruleset"], RULESET))
        raise Breach("WRONG_RULESET", "ruleset %d is not newer" % event["ruleset"])
    if kind == "ClockAdvanced":
        need(state.book["clock"] == 2, "CLOCK_NOT_SCRIPTED", "the book has the machine's clock")
        need(event["to_us"] >= state.time, "CLOCK_BACKWARDS", "to %d" % event["to_us"])
        state.time = event["to_us"]
    lists.judge_context(state, event)
    state.kinds.append(kind)
    if kind in RULES:
        RULES[kind](state, index, entry)
    if kind in REFERENCES:
        only_once(state, index, kind + "." + REFERENCES[kind], event[REFERENCES[kind]], "CODE_TAKEN")
    lists.count_down(state, event)


def totals_of(state):
    """All rials by standing, the same per fund, and the units of each fund of goods by place."""
    funds = state.rials.totals(fund for fund, item in state.item_of.items() if not item)
    units = state.units.totals(fund for fund, item in state.item_of.items() if item)
    both = {word: sum(sums[word] for sums in funds.values()) for word in ("numbered",) + state.rials.words}
    return both, funds, units
