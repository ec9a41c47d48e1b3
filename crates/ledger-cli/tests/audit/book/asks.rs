//! Commands, said short.

use super::START;
use ledger_core::command::{Allot, AllotmentOrigin, Command, RecordReceipt};
use ledger_core::event::{
    AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryKind, Channel, DecisionRef, GrantApplied, GroupKey,
    OfficeKind, OfficeRegistered, PrincipalAdmitted, PrincipalKind, ProgrammeRuleSet, Reason, Restriction, Source,
};
use ledger_core::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, BenefitKey, Index, KeyHash, OfficeId, PersonToken, ProgrammeId,
    ReceiptId, Reference,
};
use ledger_core::money::Amount;
use ledger_core::role::{Role, Roles};
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};

pub fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

pub fn person(number: u8) -> PersonToken {
    PersonToken([number; 32])
}

pub fn rials(count: u64) -> Amount {
    Amount::new(count).unwrap()
}

pub fn today() -> Day {
    Timestamp::from_micros(START).tehran_day(210)
}

pub fn admission(number: u8, office: Option<OfficeId>, role: Role) -> PrincipalAdmitted {
    PrincipalAdmitted {
        kind: PrincipalKind::Human(person(number)),
        office,
        roles: Roles::of(&[role]),
        api_key_hash: KeyHash([number; 32]),
    }
}

pub fn area(text: &str, level: AreaLevel, parent: Option<AreaId>) -> Command {
    let name = Name::new(text).unwrap();
    Command::RegisterArea(AreaRegistered { code: code(text), level, parent, name, valid_from: today() })
}

pub fn office(text: &str, parent: Option<OfficeId>, area: AreaId) -> Command {
    Command::RegisterOffice(OfficeRegistered { code: code(text), kind: OfficeKind::Welfare, parent, area })
}

pub fn rule(programme: ProgrammeId) -> Command {
    Command::SetProgrammeRule(ProgrammeRuleSet {
        programme,
        cap: rials(100_000_000),
        benefit_group: code("dowry"),
        decision: DecisionRef { number: code("D-1"), date: today() },
        effective_from: today(),
    })
}

/// A couple of two persons, both with a key for dowries.
pub fn enrol(office: OfficeId, persons: [u8; 2]) -> Command {
    let key = |number| GroupKey { group: code("dowry"), key: BenefitKey([number; 32]) };
    Command::EnrolBeneficiary(BeneficiaryEnrolled {
        kind: BeneficiaryKind::Couple,
        office,
        reference: Reference([persons[0]; 16]),
        class: None,
        persons: persons.map(person).to_vec(),
        keys: persons.map(key).to_vec(),
    })
}

pub fn verify(beneficiary: u64) -> Command {
    Command::VerifyBeneficiary { beneficiary: BeneficiaryId(beneficiary), last_change: Index(beneficiary) }
}

pub fn gift(office: OfficeId, account: AccountId, amount: u64, area: Option<AreaId>) -> Command {
    Command::RecordReceipt(RecordReceipt {
        office,
        account,
        amount: rials(amount),
        source: Source::PublicDonation,
        restriction: Restriction { area, ..Restriction::default() },
        donor: None,
        channel: Channel::CashDesk,
        payment: None,
        booking_date: None,
        value_date: None,
        campaign: None,
        pledge: None,
    })
}

pub fn allot(office: OfficeId, programme: ProgrammeId, amount: u64, origin: AllotmentOrigin) -> Command {
    let year = FiscalYear::new(1404).unwrap();
    Command::Allot(Allot { office, programme, year, amount: rials(amount), origin })
}

pub fn notify(allotment: u64) -> Command {
    Command::NotifyAllotment { allotment: AllotmentId(allotment), last_change: Index(allotment) }
}

pub fn apply_for(programme: ProgrammeId, office: OfficeId, beneficiary: u64, amount: u64) -> Command {
    Command::ApplyForGrant(GrantApplied {
        programme,
        office,
        beneficiary: BeneficiaryId(beneficiary),
        amount: rials(amount),
        payee: None,
        kit: None,
        list: None,
    })
}

pub fn take_back(receipt: u64, amount: u64) -> Command {
    let (receipt, amount) = (ReceiptId(receipt), Some(rials(amount)));
    Command::ReverseReceipt { receipt, amount, reason: Reason::Mistake }
}

/// A command that the rules refuse, and record.
pub fn nonsense() -> Command {
    verify(0)
}
