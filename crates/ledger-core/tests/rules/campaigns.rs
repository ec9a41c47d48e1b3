//! Rule 9 at the door: a gift that answers a campaign comes while it is open, and is restricted to its published
//! purpose at the least.

use crate::ask::{ANYTHING, cash, class, code, for_area, for_programme, name, rials};
use crate::book::{Book, TODAY};
use crate::pledges::promise;
use crate::world::World;
use ledger_core::command::{Command, RecordReceipt};
use ledger_core::event::{CampaignClosed, CampaignKind, CampaignRegistered, ClassKind, Event, Restriction};
use ledger_core::ids::{CampaignId, ClassId, Index, OfficeId};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::time::Day;

pub const REFUSED: &[fn()] = &[
    a_campaign_takes_gifts_from_its_first_day_to_its_last,
    a_closed_campaign_takes_no_more_gifts,
    a_gift_is_not_wider_than_the_purpose_of_its_campaign,
    a_campaign_has_a_target_and_days_in_their_order,
    a_campaign_names_only_what_exists,
];

pub const FORGED: &[fn()] = &[
    a_forged_gift_comes_while_its_campaign_is_open,
    a_forged_gift_is_not_wider_than_its_campaign,
    a_forged_campaign_has_its_days_in_order,
];

fn day(days: i32) -> Day {
    TODAY.checked_add_days(days).unwrap()
}

/// An appeal of the national office for the next ten days.
pub fn appeal(w: World, purpose: Restriction) -> CampaignRegistered {
    CampaignRegistered {
        code: code("appeal"),
        name: name("appeal"),
        kind: CampaignKind::Ordinary,
        office: w.national,
        target: rials(1_000),
        opens: day(0),
        closes: day(9),
        purpose,
    }
}

fn opened(book: &mut Book, campaign: CampaignRegistered) -> CampaignId {
    CampaignId(book.registers(Command::RegisterCampaign(campaign)))
}

fn answer(book: &Book, campaign: CampaignId, restriction: Restriction) -> RecordReceipt {
    RecordReceipt { campaign: Some(campaign), restriction, ..cash(book, 10) }
}

pub fn close(campaign: CampaignId) -> Command {
    Command::CloseCampaign(CampaignClosed { campaign, last_change: Index(campaign.0) })
}

fn not_open(campaign: CampaignId, opens: Day, closes: Day) -> Rejection {
    let number = |day: Day| u64::try_from(day.epoch_days()).unwrap();
    Rejection::CampaignNotOpen { campaign: campaign.0, opens: number(opens), closes: number(closes) }
}

#[test]
fn the_purpose_stands_where_the_donor_is_silent() {
    let mut book = Book::ready();
    let w = book.w;
    let campaign = opened(&mut book, appeal(w, for_area(w.kerman_area)));
    let ask = answer(&book, campaign, for_programme(w.dowry));
    let receipt = book.does(w.receiver, Command::RecordReceipt(ask));
    let narrowed = Restriction { programme: Some(w.dowry), ..for_area(w.kerman_area) };
    let same = book.receives(10, narrowed);
    assert_eq!(book.fund_of(receipt), book.fund_of(same));
}

#[test]
fn a_campaign_takes_gifts_from_its_first_day_to_its_last() {
    let mut book = Book::ready();
    let w = book.w;
    let campaign = opened(&mut book, CampaignRegistered { opens: day(2), closes: day(4), ..appeal(w, ANYTHING) });
    let why = not_open(campaign, day(2), day(4));
    for passed in 0..7 {
        let ask = Command::RecordReceipt(answer(&book, campaign, ANYTHING));
        let promise = Command::RecordPledge(ledger_core::command::RecordPledge {
            campaign: Some(campaign),
            ..promise(w, &[(30, 10)])
        });
        if (2..=4).contains(&passed) {
            book.does(w.receiver, ask);
            book.does(w.receiver, promise);
        } else {
            assert_eq!(book.refuses(w.receiver, ask), why);
            assert_eq!(book.refuses(w.receiver, promise), why);
        }
        book.days_pass(1);
    }
    assert_eq!(why.rule(), Some(Rule::Rule9));
    let late = RecordReceipt { booking_date: Some(day(4)), ..answer(&book, campaign, ANYTHING) };
    book.does(w.receiver, Command::RecordReceipt(late));
}

#[test]
fn a_closed_campaign_takes_no_more_gifts() {
    let mut book = Book::ready();
    let w = book.w;
    let campaign = opened(&mut book, appeal(w, ANYTHING));
    book.days_pass(3);
    let closed = book.does(w.second_admin, close(campaign));
    let ask = Command::RecordReceipt(answer(&book, campaign, ANYTHING));
    assert_eq!(book.refuses(w.receiver, ask), not_open(campaign, day(0), day(2)));
    let late = RecordReceipt { booking_date: Some(day(2)), ..answer(&book, campaign, ANYTHING) };
    book.does(w.receiver, Command::RecordReceipt(late));
    assert_eq!(book.refuses(w.admin, close(campaign)), Rejection::AlreadyConfirmed { object: campaign.0 });
    let again = CampaignClosed { campaign, last_change: Index(closed) };
    assert_eq!(
        book.refuses(w.admin, Command::CloseCampaign(again)),
        Rejection::AlreadyConfirmed { object: campaign.0 }
    );
}

/// A purpose that says something in each dimension, and gifts that leave it in one.
fn too_wide(book: &mut Book) -> (Restriction, [Restriction; 5]) {
    let w = book.w;
    let orphans = ClassId(book.registers(class("orphans", ClassKind::Beneficiary)));
    let widows = ClassId(book.registers(class("widows", ClassKind::Beneficiary)));
    let alms = ClassId(book.registers(class("alms", ClassKind::Intent)));
    let zakat = ClassId(book.registers(class("zakat", ClassKind::Intent)));
    let purpose = Restriction {
        programme: Some(w.dowry),
        area: Some(w.kerman_area),
        class: Some(orphans),
        intent: Some(alms),
        spend_by: Some(day(100)),
    };
    let wider = [
        Restriction { programme: Some(w.marriage), ..purpose },
        Restriction { area: Some(w.country), ..purpose },
        Restriction { class: Some(widows), ..purpose },
        Restriction { intent: Some(zakat), ..purpose },
        Restriction { spend_by: Some(day(101)), ..purpose },
    ];
    (purpose, wider)
}

#[test]
fn a_gift_is_not_wider_than_the_purpose_of_its_campaign() {
    let mut book = Book::ready();
    let w = book.w;
    let (purpose, wider) = too_wide(&mut book);
    let campaign = opened(&mut book, appeal(w, purpose));
    for (restriction, dimension) in wider.into_iter().zip(1..) {
        let ask = Command::RecordReceipt(answer(&book, campaign, restriction));
        assert_eq!(book.refuses(w.receiver, ask), Rejection::WiderThanCampaign { campaign: campaign.0, dimension });
    }
    let narrower = Restriction { area: Some(w.quarter), spend_by: Some(day(50)), ..ANYTHING };
    let ask = Command::RecordReceipt(answer(&book, campaign, narrower));
    book.does(w.receiver, ask);
}

#[test]
fn a_campaign_has_a_target_and_days_in_their_order() {
    let mut book = Book::ready();
    let w = book.w;
    let reversed = |opens: i32, closes: i32| {
        let number = |days| u64::try_from(day(days).epoch_days()).unwrap();
        Rejection::DatesReversed { opens: number(opens), closes: number(closes) }
    };
    for (opens, closes) in [(5, 4), (-5, -1)] {
        let campaign = CampaignRegistered { opens: day(opens), closes: day(closes), ..appeal(book.w, ANYTHING) };
        assert_eq!(book.refuses(w.admin, Command::RegisterCampaign(campaign)), reversed(opens, closes));
    }
    let aimless = CampaignRegistered { target: rials(0), ..appeal(book.w, ANYTHING) };
    assert_eq!(book.refuses(w.admin, Command::RegisterCampaign(aimless)), Rejection::NothingAsked {});
    opened(&mut book, CampaignRegistered { opens: day(0), closes: day(0), ..appeal(w, ANYTHING) });
    let again = Command::RegisterCampaign(appeal(book.w, ANYTHING));
    assert!(matches!(book.refuses(w.admin, again), Rejection::CodeTaken { .. }));
}

#[test]
fn a_campaign_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let nowhere = CampaignRegistered { office: OfficeId(9_999), ..appeal(book.w, ANYTHING) };
    assert_eq!(book.refuses(w.admin, Command::RegisterCampaign(nowhere)), Rejection::UnknownOffice { office: 9_999 });
    let purpose = Restriction { class: Some(ClassId(9_999)), ..ANYTHING };
    let campaign = appeal(book.w, purpose);
    assert_eq!(book.refuses(w.admin, Command::RegisterCampaign(campaign)), Rejection::UnknownClass { class: 9_999 });
    let unknown = Rejection::UnknownCampaign { campaign: 9_999 };
    let ask = answer(&book, CampaignId(9_999), ANYTHING);
    assert_eq!(book.refuses(w.receiver, Command::RecordReceipt(ask)), unknown);
    assert_eq!(book.refuses(w.admin, close(CampaignId(9_999))), unknown);
    let proposed = book.does(w.admin, Command::RegisterCampaign(appeal(w, ANYTHING)));
    let ask = answer(&book, CampaignId(proposed), ANYTHING);
    assert_eq!(book.refuses(w.receiver, Command::RecordReceipt(ask)), Rejection::NotConfirmed { object: proposed });
}

fn forged_answer(book: &Book, restriction: Restriction, campaign: CampaignId) -> Rejection {
    let ask = Command::RecordReceipt(RecordReceipt { restriction, ..cash(book, 10) });
    book.forges(book.w.receiver, ask, |entry| {
        let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
        e.campaign = Some(campaign);
    })
}

#[test]
fn a_forged_gift_comes_while_its_campaign_is_open() {
    let mut book = Book::ready();
    let campaign = opened(&mut book, appeal(Book::ready().w, ANYTHING));
    book.days_pass(10);
    assert_eq!(forged_answer(&book, ANYTHING, campaign), not_open(campaign, day(0), day(9)));
    assert_eq!(forged_answer(&book, ANYTHING, CampaignId(9_999)), Rejection::UnknownCampaign { campaign: 9_999 });
}

#[test]
fn a_forged_gift_is_not_wider_than_its_campaign() {
    let mut book = Book::ready();
    let (purpose, wider) = too_wide(&mut book);
    let campaign = opened(&mut book, appeal(Book::ready().w, purpose));
    for (restriction, dimension) in wider.into_iter().zip(1..) {
        let why = forged_answer(&book, restriction, campaign);
        assert_eq!(why, Rejection::WiderThanCampaign { campaign: campaign.0, dimension });
        assert_eq!(why.rule(), Some(Rule::Rule9));
    }
    assert_eq!(
        forged_answer(&book, ANYTHING, campaign),
        Rejection::WiderThanCampaign { campaign: campaign.0, dimension: 1 }
    );
}

#[test]
fn a_forged_campaign_has_its_days_in_order() {
    let book = Book::ready();
    let campaign = CampaignRegistered { opens: day(5), closes: day(4), ..appeal(book.w, ANYTHING) };
    let why = book.slips_in(book.w.admin, Event::CampaignRegistered(campaign));
    assert!(matches!(why, Rejection::DatesReversed { .. }), "{why}");
}
