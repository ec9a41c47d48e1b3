//! A served book with an organisation in it, and the usual paths of money through it.

use crate::answers::given;
use crate::book::Book;
use crate::caller::Caller;
use crate::draw::Draw;
use crate::granting::{Seen, Step, application, enrolment, item, take};
use crate::office::{Office, Post};
use crate::server::Server;
use crate::words::{cash, rials, today};
use ledger_core::time::FiscalYear;
use ledger_wire::proto::ledger::v1 as api;
use std::cell::{Cell, RefCell};
use std::path::Path;
use tempfile::TempDir;
use tonic::{Response, Status};

/// A served book with an organisation in it.
pub struct World {
    /// The server that serves it.
    pub server: Server,
    /// The book.
    pub book: Book,
    /// The organisation.
    pub office: Office,
    draw: RefCell<Draw>,
    persons: Cell<u32>,
    directory: TempDir,
}

/// The same while nobody serves it.
pub struct Stopped {
    /// The book.
    pub book: Book,
    /// The organisation.
    pub office: Office,
    draw: RefCell<Draw>,
    persons: Cell<u32>,
    directory: TempDir,
}

impl Stopped {
    /// Serves the book again.
    #[must_use]
    pub fn serve(self) -> World {
        let Self { book, office, draw, persons, directory } = self;
        World { server: book.serve(), book, office, draw, persons, directory }
    }

    /// The same with the book of another place.
    #[must_use]
    pub fn with(self, book: Book) -> Self {
        Self { book, ..self }
    }

    /// Room beside the book.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }
}

impl World {
    /// A new book, served, with the organisation set up.
    pub async fn open(program: &Path) -> Self {
        Self::open_with(program, &[]).await
    }

    /// The same, served with more arguments.
    ///
    /// # Panics
    /// If any of it fails.
    pub async fn open_with(program: &Path, more: &[&str]) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let book = Book::init(program, &directory.path().join("amanat"));
        let server = book.serve_with(more);
        let mut draw = Draw::from_seed(1405);
        let office = Office::set_up(&server, &book, &mut draw).await;
        Self { server, book, office, draw: RefCell::new(draw), persons: Cell::new(1_000), directory }
    }

    /// A new request id.
    #[must_use]
    pub fn id(&self) -> String {
        self.draw.borrow_mut().request_id()
    }

    /// Sixteen new bytes.
    #[must_use]
    pub fn bytes16(&self) -> [u8; 16] {
        self.draw.borrow_mut().bytes16()
    }

    /// A principal, calling.
    #[must_use]
    pub fn by(&self, post: &Post) -> Caller {
        post.at(&self.server)
    }

    /// A synthetic person that nobody was before.
    #[must_use]
    pub fn new_person(&self) -> u32 {
        self.persons.replace(self.persons.get() + 1)
    }

    /// Stops the server gracefully and serves the book again.
    #[must_use]
    pub fn restarted(self) -> Self {
        self.stopped().serve()
    }

    /// Stops the server gracefully.
    #[must_use]
    pub fn stopped(self) -> Stopped {
        self.server.stop();
        Stopped {
            book: self.book,
            office: self.office,
            draw: self.draw,
            persons: self.persons,
            directory: self.directory,
        }
    }

    /// `kill -9`.
    #[must_use]
    pub fn killed(self) -> Stopped {
        self.server.kill();
        Stopped {
            book: self.book,
            office: self.office,
            draw: self.draw,
            persons: self.persons,
            directory: self.directory,
        }
    }

    /// How far the book is.
    pub async fn head(&self) -> api::Head {
        let answer = self.by(&self.office.auditor).audit().get_head(api::GetHeadRequest {}).await;
        given(answer).head.expect("always set")
    }

    /// Cash at the national desk.
    #[must_use]
    pub fn cash(&self, amount: i64) -> api::RecordReceipt {
        cash(self.office.national, self.office.account, amount)
    }

    /// Records a receipt.
    pub async fn receive(&self, receipt: api::RecordReceipt) -> api::Recorded {
        given(self.try_receive(&self.id(), receipt).await)
    }

    /// Records a receipt under this id, or not.
    ///
    /// # Errors
    /// What the server says.
    pub async fn try_receive(
        &self,
        request_id: &str,
        receipt: api::RecordReceipt,
    ) -> Result<Response<api::Recorded>, Status> {
        let ask = api::RecordReceiptRequest {
            request_id: request_id.to_owned(),
            validate_only: false,
            receipt: Some(receipt),
        };
        let answer = self.by(&self.office.receiver).receipts().record_receipt(ask).await;
        answer.map(|answer| answer.map(|answer| answer.recorded.expect("always set")))
    }

    /// An allotment from any funds to the dowries of an office in this year.
    #[must_use]
    pub fn to_dowries(&self, office: u64, amount: i64) -> api::Allot {
        api::Allot {
            office,
            programme: self.office.dowry,
            year: year(),
            amount: rials(amount),
            origin: Some(api::allot::Origin::Funds(api::FromFunds {})),
        }
    }

    /// Allots, or not.
    ///
    /// # Errors
    /// What the server says.
    pub async fn allot(&self, asked: api::Allot) -> Result<Response<api::Recorded>, Status> {
        let ask = api::AllotRequest { request_id: self.id(), validate_only: false, allotment: Some(asked) };
        let answer = self.by(&self.office.budget_officer).funds().allot(ask).await;
        answer.map(|answer| answer.map(|answer| answer.recorded.expect("always set")))
    }

    /// Notifies an allotment.
    pub async fn notify(&self, allotment: u64) -> api::Recorded {
        let notification = Some(api::NotifyAllotment { allotment, last_change: allotment });
        let ask = api::NotifyAllotmentRequest { request_id: self.id(), validate_only: false, notification };
        let answer = self.by(&self.office.approver).funds().notify_allotment(ask).await;
        given(answer).recorded.expect("always set")
    }

    /// Receives money and puts it into the line of the national office for dowries, notified.
    pub async fn fund_dowries(&self, amount: i64) {
        self.receive(self.cash(amount)).await;
        let allotted = given(self.allot(self.to_dowries(self.office.national, amount)).await);
        self.notify(allotted.index).await;
    }

    /// Enrols a synthetic person at the national office; gives the beneficiary, who is not verified yet.
    pub async fn enrol(&self, serial: u32) -> u64 {
        let beneficiary = Some(enrolment(self.office.national, serial, self.bytes16()));
        let ask = api::EnrolBeneficiaryRequest { request_id: self.id(), validate_only: false, beneficiary };
        let answer = self.by(&self.office.case_officer).registry().enrol_beneficiary(ask).await;
        given(answer).recorded.expect("always set").index
    }

    /// A new beneficiary, verified.
    pub async fn beneficiary(&self) -> u64 {
        let beneficiary = self.enrol(self.new_person()).await;
        let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
        let ask = api::VerifyBeneficiaryRequest { request_id: self.id(), validate_only: false, verification };
        given(self.by(&self.office.second_case_officer).registry().verify_beneficiary(ask).await);
        beneficiary
    }

    /// Has something registered by the one administrator and confirmed by the other.
    pub async fn register(&self, command: api::registry_item::Command) -> u64 {
        let batch = |command| api::BatchRegisterRequest {
            request_id: self.id(),
            validate_only: false,
            mode: api::BatchMode::Atomic.into(),
            items: vec![api::RegistryItem { command: Some(command) }],
        };
        let proposed = self.by(&self.office.administrator).registry().batch_register(batch(command)).await;
        let object = given(proposed).recorded.expect("always set").indices[0];
        let confirmation = api::registry_item::Command::Confirmation(api::Confirm { object, last_change: object });
        given(self.by(&self.office.second_administrator).registry().batch_register(batch(confirmation)).await);
        object
    }

    /// A confirmed payee of a beneficiary, with the account of this serial number.
    pub async fn payee(&self, beneficiary: u64, account: u32) -> u64 {
        let payee = Some(api::ProposePayee {
            beneficiary,
            name: "آزمایش نمونه".to_owned(),
            sheba: crate::words::sheba(account),
        });
        let ask = api::ProposePayeeRequest { request_id: self.id(), validate_only: false, payee };
        let answer = self.by(&self.office.case_officer).registry().propose_payee(ask).await;
        let payee = given(answer).recorded.expect("always set").index;
        let confirmation = Some(api::ConfirmPayee { payee, last_change: payee });
        let ask = api::ConfirmPayeeRequest { request_id: self.id(), validate_only: false, confirmation };
        given(self.by(&self.office.second_case_officer).registry().confirm_payee(ask).await);
        payee
    }

    /// Applies for a dowry, or not.
    ///
    /// # Errors
    /// What the server says.
    pub async fn apply(&self, beneficiary: u64, amount: i64) -> Result<Response<api::Recorded>, Status> {
        take(&self.by(&self.office.case_officer), &self.id(), application(&self.office, beneficiary, amount)).await
    }

    /// Takes a step by its usual hand, or not.
    ///
    /// # Errors
    /// What the server says.
    pub async fn try_step(&self, step: Step, seen: Seen) -> Result<Response<api::Recorded>, Status> {
        self.try_step_by(self.office.hand(step), step, seen).await
    }

    /// Takes a step by some hand, or not.
    ///
    /// # Errors
    /// What the server says.
    pub async fn try_step_by(&self, hand: &Post, step: Step, seen: Seen) -> Result<Response<api::Recorded>, Status> {
        take(&self.by(hand), &self.id(), item(step, seen, self.office.account)).await
    }

    /// Takes steps one after the other.
    pub async fn walk(&self, mut seen: Seen, steps: &[Step]) -> Seen {
        for step in steps {
            seen = seen.after(given(self.try_step(*step, seen).await).index);
        }
        seen
    }

    /// A new grant, applied for.
    pub async fn grant(&self, amount: i64) -> Seen {
        let beneficiary = self.beneficiary().await;
        Seen::new(given(self.apply(beneficiary, amount).await).index)
    }

    /// A grant as it stands.
    pub async fn look(&self, grant: u64) -> api::Grant {
        let answer = self.by(&self.office.auditor).grants().get_grant(api::GetGrantRequest { grant }).await;
        given(answer).grant.expect("always set")
    }
}

/// The fiscal year of today.
///
/// # Panics
/// If today has none.
#[must_use]
pub fn year() -> u32 {
    u32::from(FiscalYear::of(today()).expect("a year of the calendar").number())
}
