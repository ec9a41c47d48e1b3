//! Tables of gifts and campaigns.

use super::{counted, signed, table, toman};
use crate::demo::api_words::rials;
use crate::demo::plan::Plan;
use crate::demo::plan::donors::Donor;
use crate::demo::plan::gifts::{Gift, GiftDay};
use crate::demo::plan::promises::{Promise, STATE_CREDIT};
use crate::demo::plan::wish::{Area, Category, Programme, Wish};
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::grouped;

/// The gifts: small ones, by category of the portal, of companies and of assemblies.
pub(super) fn by_way(plan: &Plan) -> Table {
    let days = || plan.gifts.iter();
    let mut rows = vec![
        row("small gifts without a wish", days().flat_map(|day| &day.micro).filter(|gift| gift.campaign.is_none())),
        row("small gifts for campaigns", days().flat_map(|day| &day.micro).filter(|gift| gift.campaign.is_some())),
    ];
    for category in Category::ALL {
        let is_it = move |gift: &&Gift| of_category(gift.wish, category);
        let name = format!("portal: {}", category.name());
        rows.push(row(&name, days().flat_map(|day| &day.portal).filter(is_it)));
    }
    let large = || days().flat_map(|day| &day.large);
    for programme in Programme::GRANTED {
        let is_it = move |gift: &&Gift| for_ceremony(plan, gift.wish, programme);
        let name = format!("companies, assemblies: {} in a province of the ceremony", programme.code());
        rows.push(row(&name, large().filter(is_it)));
    }
    let is_other = |gift: &&Gift| !Programme::GRANTED.iter().any(|one| for_ceremony(plan, gift.wish, *one));
    rows.push(row("companies: anything else", large().filter(is_other).filter(|gift| is_company(gift))));
    rows.push(row("assemblies: anything else", large().filter(is_other).filter(|gift| !is_company(gift))));
    rows.push(row("together", days().flat_map(GiftDay::all)));
    table(&["gifts", "count", "IRR", "toman"], 1, rows)
}

fn of_category(wish: Wish, category: Category) -> bool {
    category.wish(wish.area) == wish
}

fn for_ceremony(plan: &Plan, wish: Wish, programme: Programme) -> bool {
    let in_ceremony = |area: Area| matches!(area, Area::Province(place) if plan.places.ceremony.contains(&place));
    wish.programme == Some(programme) && in_ceremony(wish.area)
}

const fn is_company(gift: &Gift) -> bool {
    matches!(gift.donor, Some(Donor::Company(_)))
}

fn row<'g>(what: &str, gifts: impl Iterator<Item = &'g Gift>) -> Vec<String> {
    let (count, sum) = gifts.fold((0_u64, 0_u64), |(count, sum), gift| (count + 1, sum + gift.rials));
    vec![what.to_owned(), counted(count), grouped(signed(sum)), toman(signed(sum))]
}

/// What is outside of the sum of the gifts.
pub(super) fn beside(story: &Story) -> Table {
    let promises = &story.plan.promises;
    let sum = |of: fn(&Promise) -> u64| promises.iter().map(of).sum::<u64>();
    let row = |what: &str, count: usize, rials: u64| {
        vec![what.to_owned(), counted(count), grouped(signed(rials)), toman(signed(rials))]
    };
    let kept = promises.iter().filter(|promise| promise.received() > 0).count();
    let open = sum(Promise::promised) - sum(Promise::received) - sum(Promise::given_up);
    let still_open = promises.iter().filter(|p| p.promised() > p.received() + p.given_up()).count();
    let rows = [
        row("state credit, at the Treasury", STATE_CREDIT.len(), STATE_CREDIT.iter().sum()),
        row("received of pledges in 1404", kept, sum(Promise::received)),
        row("pledged and not received: no money", still_open, open),
    ];
    table(&["what", "count", "IRR", "toman"], 1, rows)
}

/// The campaigns: what each hoped for and raised.
pub(super) fn campaigns(story: &Story) -> Table {
    let (mut count, mut sum) = (0, 0);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (planned, index) in story.plan.campaigns.iter().zip(&story.register.campaigns) {
        let found = story.figures.campaigns.iter().find(|campaign| campaign.index == *index);
        let (receipts, raised) = found.map_or((0, 0), |one| (one.receipt_count, rials(one.recorded.as_ref())));
        count += receipts;
        sum += raised;
        let end = if planned.ended.is_some() { "closed early" } else { "" };
        let target = grouped(signed(planned.target));
        rows.push(vec![planned.code.clone(), end.to_owned(), counted(receipts), grouped(raised), target]);
    }
    rows.push(vec!["together".to_owned(), String::new(), counted(count), grouped(sum), String::new()]);
    table(&["campaign", "", "gifts", "raised (IRR)", "hoped for (IRR)"], 2, rows)
}
