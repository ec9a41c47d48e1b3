//! What is opened for the bank is what was approved, or it is not opened.

use super::payment_file;
use crate::door::{ACCOUNT, NAME, Opened, TokenKeys};
use crate::identifiers::Sheba;
use crate::proto::ledger::v1::{GetPaymentFileRequest, GetPaymentFileResponse};
use crate::reads::{ReadError, View};
use crate::testing::samples;
use ledger_core::event::{
    Entry, Event, FundOpened, GrantApplied, ListPlace, ListSubmitted, OfficeKind, OfficeRegistered, PayeeProposed,
    PaymentOrdered, PrincipalAdmitted, PrincipalKind, Restriction, SeriesOpened, Source,
};
use ledger_core::ids::{
    AccountId, AreaId, BeneficiaryId, Commitment, ContentHash, FundId, GrantId, Index, KeyHash, ListId, OfficeId,
    PayeeId, PrincipalId, ProgrammeId, RequestId, SeriesId,
};
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::role::{Role, Roles};
use ledger_core::text::Code;
use ledger_core::views::Views;

const SHEBA: &str = "IR880100000000000000000001";
const OTHER: &str = "IR610100000000000000000002";
const NATIONAL: u64 = 1;
const COUNTY: u64 = 2;
const ABOVE: PrincipalId = PrincipalId(3);
const BESIDE: PrincipalId = PrincipalId(4);
const PAYEE: PayeeId = PayeeId(7);
const LIST: u64 = 8;
const GRANT: GrantId = GrantId(9);

fn keys() -> TokenKeys {
    TokenKeys::derive(&[7; 32])
}

fn opened(value: &str) -> Opened {
    Opened { request: RequestId([1; 16]), item: 0, blind: [3; 32], value: value.into() }
}

fn amount(count: u64) -> Amount {
    Amount::new(count).expect("an amount")
}

fn office(code: &str, parent: Option<OfficeId>) -> Event {
    let code = Code::new(code).expect("a code");
    Event::OfficeRegistered(OfficeRegistered { code, kind: OfficeKind::Welfare, parent, area: AreaId(1) })
}

fn releaser(office: u64) -> Event {
    Event::PrincipalAdmitted(PrincipalAdmitted {
        kind: PrincipalKind::System,
        office: Some(OfficeId(office)),
        roles: Roles::of(&[Role::Releaser]),
        api_key_hash: KeyHash([u8::try_from(office).expect("small"); 32]),
    })
}

fn proposed() -> Event {
    Event::PayeeProposed(PayeeProposed {
        beneficiary: BeneficiaryId(30),
        account: keys().account(&Sheba::parse(SHEBA).expect("well formed")),
        name_commitment: opened("آزمایش نمونه").commitment(NAME),
        account_commitment: opened(SHEBA).commitment(ACCOUNT),
    })
}

/// A list of a county office with one line, whose payment is on its way.
fn views() -> Views {
    let applied = GrantApplied {
        programme: ProgrammeId(9),
        office: OfficeId(COUNTY),
        beneficiary: BeneficiaryId(30),
        amount: amount(600),
        payee: Some(PAYEE),
        kit: None,
        list: Some(ListPlace { list: ListId(LIST), line: 1 }),
    };
    let submitted = ListSubmitted {
        office: OfficeId(COUNTY),
        declared_count: 1,
        declared_total: amount(600),
        content: ContentHash([0xc0; 32]),
    };
    let fund = FundOpened { restriction: Restriction::default(), source: Source::PublicDonation, item: None };
    let numbers = Range::new(SeriesId(6), 0, 600).expect("a range");
    let opening = samples().into_iter().next().expect("the opening").0;
    let events = [
        opening.event.clone(),
        office("national", None),
        office("county", Some(OfficeId(NATIONAL))),
        releaser(NATIONAL),
        releaser(99),
        Event::FundOpened(fund),
        Event::SeriesOpened(SeriesOpened { fund: FundId(5), account: AccountId(12) }),
        proposed(),
        Event::ListSubmitted(submitted),
        Event::GrantApplied(applied),
        Event::PaymentOrdered(PaymentOrdered { grant: GRANT, last_change: Index(9), ranges: Ranges::one(numbers) }),
    ];
    let mut views = Views::default();
    for (index, event) in (0..).zip(events) {
        views.fold(&Entry { index: Index(index), event, ..opening.clone() });
    }
    views
}

fn ask(caller: PrincipalId, name: Option<&str>, account: Option<&str>) -> Result<GetPaymentFileResponse, ReadError> {
    let views = views();
    let view = View { views: &views, link: None };
    let name_commitment = views.payees().at(PAYEE).expect("proposed").name_commitment;
    let open = |commitment: &Commitment| {
        let value = if *commitment == name_commitment { name } else { account };
        Ok(value.map(opened))
    };
    payment_file(view, caller, GetPaymentFileRequest { list: LIST }, &keys(), open)
}

#[test]
fn a_payment_on_its_way_has_the_name_and_the_account_that_were_approved() {
    let file = ask(ABOVE, Some("آزمایش نمونه"), Some(SHEBA)).expect("opened");
    let [row] = &file.rows[..] else { panic!("one payment") };
    assert_eq!((row.line, row.grant, row.name.as_str(), row.sheba.as_str()), (1, GRANT.0, "آزمایش نمونه", SHEBA));
    assert_eq!(file.total.map(|total| total.amount), Some(600));
}

#[test]
fn what_does_not_open_the_commitment_is_no_payment() {
    let changed = ReadError::Refused(Rejection::PayeeChanged { payee: PAYEE.0, now: 0 });
    for (name, account) in [
        (Some("آزمایش دیگر"), Some(SHEBA)),
        (Some("آزمایش نمونه"), Some(OTHER)),
        (None, Some(SHEBA)),
        (Some("آزمایش نمونه"), None),
    ] {
        assert_eq!(ask(ABOVE, name, account), Err(changed));
    }
}

#[test]
fn only_an_office_that_covers_the_list_may_ask() {
    let answer = ask(BESIDE, Some("آزمایش نمونه"), Some(SHEBA));
    assert_eq!(answer, Err(ReadError::Refused(Rejection::OutOfScope { office: COUNTY })));
}
