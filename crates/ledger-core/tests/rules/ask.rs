//! What people ask for, in few words.

use crate::book::Book;
use ledger_core::command::{Allot, AllotmentOrigin, Command, GrantStep, RecordReceipt};
use ledger_core::event::{
    AccountKind, AccountOpened, BeneficiaryEnrolled, BeneficiaryKind, Channel, ClassKind, ClassRegistered,
    ExternalPayment, GrantApplied, GroupKey, OfficeKind, OfficeRegistered, PrincipalAdmitted, PrincipalKind,
    ProgrammeRegistered, ProgrammeRuleSet, Reason, Restriction, Source,
};
use ledger_core::event::{DecisionRef, RegistrationConfirmed};
use ledger_core::ids::{
    AllotmentId, AreaId, BeneficiaryId, BenefitKey, ClassId, GrantId, Index, KeyHash, OfficeId, PersonToken,
    PrincipalId, ProgrammeId, ReceiptId, Reference,
};
use ledger_core::money::Amount;
use ledger_core::role::{Role, Roles};
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear};

pub const ANYTHING: Restriction =
    Restriction { programme: None, area: None, class: None, intent: None, spend_by: None };

pub const MISTAKE: Reason = Reason::Mistake;

pub fn rials(count: u64) -> Amount {
    Amount::new(count).unwrap()
}

pub fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn person(number: u8) -> PersonToken {
    PersonToken([number; 32])
}

pub fn year_1404() -> FiscalYear {
    FiscalYear::new(1404).unwrap()
}

/// Cash for anything, at the national office's desk, into the first account.
pub fn cash(book: &Book, amount: u64) -> RecordReceipt {
    RecordReceipt {
        office: book.w.national,
        account: book.w.bank,
        amount: rials(amount),
        source: Source::PublicDonation,
        restriction: ANYTHING,
        donor: None,
        channel: Channel::CashDesk,
        payment: None,
        booking_date: None,
        value_date: None,
        campaign: None,
        pledge: None,
    }
}

pub fn for_area(area: AreaId) -> Restriction {
    Restriction { area: Some(area), ..ANYTHING }
}

pub fn for_programme(programme: ProgrammeId) -> Restriction {
    Restriction { programme: Some(programme), ..ANYTHING }
}

pub fn payment(reference: &str, settlement_date: Day) -> ExternalPayment {
    ExternalPayment { terminal: code("T-1"), settlement_date, reference: code(reference) }
}

pub fn reverse(receipt: u64, amount: Option<u64>) -> Command {
    Command::ReverseReceipt { receipt: ReceiptId(receipt), amount: amount.map(rials), reason: MISTAKE }
}

pub fn allot(office: OfficeId, programme: ProgrammeId, amount: u64, origin: AllotmentOrigin) -> Command {
    Command::Allot(Allot { office, programme, year: year_1404(), amount: rials(amount), origin })
}

pub fn notify(allotment: u64) -> Command {
    Command::NotifyAllotment { allotment: AllotmentId(allotment), last_change: Index(allotment) }
}

pub fn verify(beneficiary: u64) -> Command {
    Command::VerifyBeneficiary { beneficiary: BeneficiaryId(beneficiary), last_change: Index(beneficiary) }
}

pub fn confirm(object: u64) -> Command {
    Command::Confirm(RegistrationConfirmed { object: Index(object), last_change: Index(object) })
}

pub fn human(number: u8, office: OfficeId, roles: &[Role]) -> Command {
    admit(PrincipalKind::Human(person(number)), number, office, roles)
}

pub fn admit(kind: PrincipalKind, key: u8, office: OfficeId, roles: &[Role]) -> Command {
    let api_key_hash = KeyHash([key; 32]);
    Command::AdmitPrincipal(PrincipalAdmitted { kind, office: Some(office), roles: Roles::of(roles), api_key_hash })
}

pub fn office(text: &str, parent: Option<OfficeId>, area: AreaId) -> Command {
    Command::RegisterOffice(OfficeRegistered { code: code(text), kind: OfficeKind::Welfare, parent, area })
}

pub fn programme(text: &str, classes: &[ClassId], intents: &[ClassId]) -> Command {
    let (classes, intents) = (classes.to_vec(), intents.to_vec());
    Command::RegisterProgramme(ProgrammeRegistered { code: code(text), name: name(text), classes, intents })
}

pub fn class(text: &str, kind: ClassKind) -> Command {
    Command::RegisterClass(ClassRegistered { code: code(text), kind, name: name(text) })
}

pub fn account(text: &str, office: OfficeId, kind: AccountKind) -> Command {
    Command::OpenAccount(AccountOpened { code: code(text), office, kind })
}

pub fn rule(programme: ProgrammeId, cap: u64, group: &str, effective_from: Day) -> Command {
    let decision = DecisionRef { number: code("D-1"), date: effective_from };
    Command::SetProgrammeRule(ProgrammeRuleSet {
        programme,
        cap: rials(cap),
        benefit_group: code(group),
        decision,
        effective_from,
    })
}

/// A beneficiary of these persons, each with a key in each of these groups.
pub fn enrol(office: OfficeId, reference: u8, persons: &[u8], groups: &[&str]) -> Command {
    let key = |group: &str, number: u8| GroupKey { group: code(group), key: BenefitKey([number; 32]) };
    let keys = groups.iter().flat_map(|group| persons.iter().map(|number| key(group, *number))).collect();
    Command::EnrolBeneficiary(BeneficiaryEnrolled {
        kind: if persons.len() == 2 { BeneficiaryKind::Couple } else { BeneficiaryKind::Person },
        office,
        reference: Reference([reference; 16]),
        class: None,
        persons: persons.iter().map(|number| person(*number)).collect(),
        keys,
    })
}

/// An application for cash, on its own and without a payee.
pub fn application(office: OfficeId, programme: ProgrammeId, beneficiary: BeneficiaryId, amount: u64) -> GrantApplied {
    GrantApplied { programme, office, beneficiary, amount: rials(amount), payee: None, kit: None, list: None }
}

pub fn apply_for(office: OfficeId, programme: ProgrammeId, beneficiary: BeneficiaryId, amount: u64) -> Command {
    Command::ApplyForGrant(application(office, programme, beneficiary, amount))
}

impl Book {
    /// A step of the grant, as it stands now.
    pub fn step(&self, grant: GrantId, step: GrantStep) -> Command {
        Command::Grant { grant, last_change: self.last_change(grant), step }
    }

    pub fn takes(&mut self, principal: PrincipalId, grant: GrantId, step: GrantStep) -> u64 {
        let command = self.step(grant, step);
        self.does(principal, command)
    }

    /// A gift of cash under this restriction; the receipt.
    pub fn receives(&mut self, amount: u64, restriction: Restriction) -> u64 {
        let gift = RecordReceipt { restriction, ..cash(self, amount) };
        self.does(self.w.receiver, Command::RecordReceipt(gift))
    }

    /// An allotment from the funds, notified; the allotment.
    pub fn gives(&mut self, office: OfficeId, programme: ProgrammeId, amount: u64) -> u64 {
        let allotment = self.does(self.w.budget, allot(office, programme, amount, AllotmentOrigin::Funds));
        self.does(self.w.approver, notify(allotment));
        allotment
    }

    /// Somebody enrolled, and verified by another.
    pub fn enrols(&mut self, command: Command) -> BeneficiaryId {
        let beneficiary = self.does(self.w.officer, command);
        self.does(self.w.second_officer, verify(beneficiary));
        BeneficiaryId(beneficiary)
    }

    /// An application of the couple of Qom for a dowry.
    pub fn applies(&mut self, amount: u64) -> GrantId {
        GrantId(self.does(self.w.officer, apply_for(self.w.qom, self.w.dowry, self.w.couple, amount)))
    }

    /// A dowry of 400 for the couple of Qom, credit secured from a line of 1,000.
    pub fn secures(&mut self) -> GrantId {
        self.receives(1_000, ANYTHING);
        self.gives(self.w.qom, self.w.dowry, 1_000);
        let grant = self.applies(400);
        self.takes(self.w.officer, grant, GrantStep::Decide);
        self.takes(self.w.budget, grant, GrantStep::SecureCredit { account: self.w.bank });
        grant
    }

    /// The same, awarded and verified.
    pub fn owes(&mut self) -> GrantId {
        let grant = self.secures();
        self.takes(self.w.approver, grant, GrantStep::Award);
        self.takes(self.w.officer, grant, GrantStep::Verify);
        grant
    }

    /// The same, on its way through the bank.
    pub fn orders(&mut self) -> GrantId {
        let grant = self.owes();
        self.takes(self.w.releaser, grant, GrantStep::OrderPayment);
        grant
    }
}
