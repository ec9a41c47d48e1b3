//! A book with an organisation in it, wherever it is to lie, with money that grants can be paid from.

use super::notes::{Ask, Notes, What};
use amanat_tests::book::Book;
use amanat_tests::draw::Draw;
use amanat_tests::granting::{application, enrolment};
use amanat_tests::office::Office;
use amanat_tests::server::Server;
use amanat_tests::words::{cash, rials};
use amanat_tests::world::year;
use ledger_wire::proto::ledger::v1 as api;
use std::path::Path;

/// One grant of the load.
pub(super) const GRANT: i64 = 1_000_000;
/// What is set aside for the grants of the load.
const FOR_GRANTS: i64 = 2_000 * GRANT;

/// A book that is loaded and broken.
pub(super) struct Place {
    pub(super) book: Book,
    pub(super) office: Office,
    /// What was recorded before the load.
    pub(super) before: Notes,
}

impl Place {
    /// Makes the book in `data`, sets the organisation up, and funds the line of the national office.
    pub(super) async fn make(data: &Path, policy: &Path, draw: &mut Draw) -> (Self, Server) {
        let program = Path::new(env!("CARGO_BIN_EXE_server-under-test"));
        let book = Book::init_with_policy(program, data, policy);
        let server = book.serve();
        let office = Office::set_up(&server, &book, draw).await;
        let mut place = Self { book, office, before: Notes::default() };
        place.fund(&server, draw).await;
        (place, server)
    }

    async fn fund(&mut self, server: &Server, draw: &mut Draw) {
        let office = &self.office;
        let gift = Ask { id: draw.request_id(), what: What::Receipt(self.gift(FOR_GRANTS)) };
        let (told, _) = gift.send(&office.receiver.at(server)).await.expect("a gift");
        self.before.told.push((gift, told));
        let asked = api::Allot {
            office: office.national,
            programme: office.dowry,
            year: year(),
            amount: rials(FOR_GRANTS),
            origin: Some(api::allot::Origin::Funds(api::FromFunds {})),
        };
        let ask = api::AllotRequest { request_id: draw.request_id(), validate_only: false, allotment: Some(asked) };
        let allotted = office.budget_officer.at(server).funds().allot(ask).await.expect("an allotment");
        let allotment = allotted.into_inner().recorded.expect("always set").index;
        let notification = Some(api::NotifyAllotment { allotment, last_change: allotment });
        let ask = api::NotifyAllotmentRequest { request_id: draw.request_id(), validate_only: false, notification };
        office.approver.at(server).funds().notify_allotment(ask).await.expect("a notification");
    }

    /// Cash at the national desk.
    pub(super) fn gift(&self, amount: i64) -> api::RecordReceipt {
        cash(self.office.national, self.office.account, amount)
    }

    /// An application of a beneficiary.
    pub(super) fn application(&self, beneficiary: u64) -> api::GrantItem {
        application(&self.office, beneficiary, GRANT)
    }

    /// Enrols and verifies so many beneficiaries, before anything breaks.
    pub(super) async fn beneficiaries(
        &self,
        server: &Server,
        draw: &mut Draw,
        serials: std::ops::Range<u32>,
    ) -> Vec<u64> {
        let enrol = |serial, reference| {
            let command = api::registry_item::Command::Beneficiary(enrolment(self.office.national, serial, reference));
            api::RegistryItem { command: Some(command) }
        };
        let items = serials.map(|serial| enrol(serial, draw.bytes16())).collect();
        let enrolled = self.register(&self.office.case_officer.at(server), draw, items).await;
        let verify = |beneficiary: &u64| {
            let asked = api::VerifyBeneficiary { beneficiary: *beneficiary, last_change: *beneficiary };
            api::RegistryItem { command: Some(api::registry_item::Command::Verification(asked)) }
        };
        let items = enrolled.iter().map(verify).collect();
        self.register(&self.office.second_case_officer.at(server), draw, items).await;
        enrolled
    }

    async fn register(
        &self,
        caller: &amanat_tests::caller::Caller,
        draw: &mut Draw,
        items: Vec<api::RegistryItem>,
    ) -> Vec<u64> {
        let mode = api::BatchMode::Atomic.into();
        let ask = api::BatchRegisterRequest { request_id: draw.request_id(), validate_only: false, mode, items };
        let answer = caller.registry().batch_register(ask).await.expect("registered");
        answer.into_inner().recorded.expect("always set").indices
    }
}
