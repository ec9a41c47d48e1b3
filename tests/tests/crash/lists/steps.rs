//! The steps of a list as requests that can be sent again, and the journey through all of them.

use super::Storm;
use super::book::Book;
use crate::crash::place::GRANT;
use amanat_tests::answers::given;
use amanat_tests::caller::Caller;
use amanat_tests::granting::take;
use amanat_tests::office::{Office, Post};
use amanat_tests::words::{rials, sheba};
use api::submitted_line::Who;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::ReturnReason;
use tonic::{Response, Status};

/// Lines of the list.
pub(super) const LINES: u32 = 40;
/// The lines that the bank sends back at first.
pub(super) const RETURNED: [u32; 3] = [3, 17, 40];
/// The one of them whose beneficiary gets another account.
pub(super) const RENEWED: u32 = 17;
/// The first person of the list; its account has the same number.
const FIRST: u32 = 40_000;
/// The other account.
const OTHER_ACCOUNT: u32 = 900_000;

/// A step, with its id in it.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    Submit(api::SubmitListRequest),
    Approve(api::ApproveListRequest),
    Release(api::ReleaseListRequest),
    Results(api::ImportResultsRequest),
    Renew(String, api::RenewPayee),
}

/// What was told: the step's own entry, those of the lines, and the link after them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Told {
    pub(super) index: u64,
    pub(super) lines: Vec<u64>,
    link: Vec<u8>,
}

impl Asked {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Submit(it) => &it.request_id,
            Self::Approve(it) => &it.request_id,
            Self::Release(it) => &it.request_id,
            Self::Results(it) => &it.request_id,
            Self::Renew(id, _) => id,
        }
    }

    /// Who asks it.
    pub(super) const fn hand<'o>(&self, office: &'o Office) -> &'o Post {
        match self {
            Self::Submit(_) => &office.case_officer,
            Self::Approve(_) | Self::Renew(..) => &office.approver,
            Self::Release(_) => &office.releaser,
            Self::Results(_) => &office.treasurer,
        }
    }

    /// Asks; gives the answer, and whether it was given before.
    pub(super) async fn send(&self, caller: &Caller) -> Result<(Told, bool), Status> {
        let mut grants = caller.grants();
        match self.clone() {
            Self::Submit(it) => grants.submit_list(it).await.map(|answer| told(answer.map(|it| it.recorded))),
            Self::Approve(it) => grants.approve_list(it).await.map(|answer| told(answer.map(|it| it.recorded))),
            Self::Release(it) => grants.release_list(it).await.map(|answer| told(answer.map(|it| it.recorded))),
            Self::Results(it) => grants.import_results(it).await.map(|answer| told(answer.map(|it| it.recorded))),
            Self::Renew(id, it) => {
                let command = Some(api::grant_item::Command::PayeeRenewal(it));
                let answer = take(caller, &id, api::GrantItem { command }).await?;
                let replayed = amanat_tests::answers::is_replay(&answer);
                let recorded = answer.into_inner();
                Ok((Told { index: recorded.index, lines: Vec::new(), link: recorded.link }, replayed))
            }
        }
    }
}

fn told(answer: Response<Option<api::ListRecorded>>) -> (Told, bool) {
    let replayed = amanat_tests::answers::is_replay(&answer);
    let recorded = answer.into_inner().expect("always set");
    assert!(recorded.refusals.is_empty(), "nothing of the list breaks a rule: {:?}", recorded.refusals);
    (Told { index: recorded.index, lines: recorded.indices, link: recorded.link }, replayed)
}

/// What a line is for: all of them differ, so that none can stand for another.
pub(super) fn amount(line: u32) -> i64 {
    GRANT - i64::from(line)
}

/// What the list declares.
pub(super) fn total() -> i64 {
    (1..=LINES).map(amount).sum()
}

const fn account(line: u32) -> u32 {
    FIRST + line - 1
}

fn row(row: u32, line: u32, account: u32, returned: i32) -> api::ResultRow {
    api::ResultRow { row, line, sheba: sheba(account), amount: rials(amount(line)), returned }
}

impl Storm {
    /// Pays a list, whatever strikes; then looks at every entry of the book.
    pub(super) async fn pay_a_list(mut self, what: &str) {
        let people =
            self.place.beneficiaries(self.server.as_ref().unwrap(), &mut self.draw, FIRST..FIRST + LINES).await;
        for (beneficiary, serial) in people.iter().zip(FIRST..) {
            self.payee(*beneficiary, serial).await;
        }
        let submission = Asked::Submit(self.submission(&people));
        let submitted = self.take(&submission).await;
        let list = submitted.index;
        let grants: Vec<u64> = self.lines(list).await.iter().map(|line| line.grant).collect();
        assert_eq!((grants.len(), submitted.lines.len()), (people.len(), people.len()));
        let approval = Asked::Approve(self.approval(list).await);
        self.take(&approval).await;
        let release = Asked::Release(self.release(list).await);
        self.take(&release).await;
        let closed = |line| if RETURNED.contains(&line) { ReturnReason::AccountClosed.into() } else { 0 };
        let rows = (1..=LINES).map(|line| row(line, line, account(line), closed(line))).collect();
        let results = Asked::Results(self.results(list, rows));
        self.take(&results).await;

        self.payee(people[RENEWED as usize - 1], OTHER_ACCOUNT).await;
        let renewal = self.renewal(grants[RENEWED as usize - 1]).await;
        self.take(&renewal).await;
        let second_release = Asked::Release(self.release(list).await);
        self.take(&second_release).await;
        let paid_to = |line| if line == RENEWED { OTHER_ACCOUNT } else { account(line) };
        let rows = RETURNED.into_iter().zip(1..).map(|(line, number)| row(number, line, paid_to(line), 0)).collect();
        let second_results = Asked::Results(self.results(list, rows));
        self.take(&second_results).await;

        let steps = [submission, approval, release, results, renewal, second_release, second_results];
        Book::read(&self.place, self.server()).await.check(list, &grants, &steps);
        self.check_answers(list, &grants).await;
        eprintln!(
            "{what}: {} strikes at {} steps, {} of them recorded and not told; seven steps, each line paid once",
            self.strikes,
            steps.len(),
            self.recorded_untold
        );
        self.server.take().unwrap().stop();
        self.place.book.verify();
    }

    fn submission(&mut self, people: &[u64]) -> api::SubmitListRequest {
        let office = &self.place.office;
        let line = |(beneficiary, line): (&u64, u32)| api::SubmittedLine {
            line,
            programme: office.dowry,
            office: office.national,
            who: Some(Who::Beneficiary(*beneficiary)),
            amount: rials(amount(line)),
            sheba: sheba(account(line)),
        };
        api::SubmitListRequest {
            request_id: self.draw.request_id(),
            validate_only: false,
            want_indices: true,
            office: office.national,
            declared_count: LINES,
            declared_total: rials(total()),
            content: [self.draw.bytes16(), self.draw.bytes16()].concat(),
            lines: people.iter().zip(1..).map(line).collect(),
        }
    }

    async fn approval(&mut self, list: u64) -> api::ApproveListRequest {
        let (request_id, last_change) = (self.draw.request_id(), self.look(list).await.last_change);
        let account = self.place.office.account;
        api::ApproveListRequest { request_id, validate_only: false, want_indices: true, list, last_change, account }
    }

    async fn release(&mut self, list: u64) -> api::ReleaseListRequest {
        let (request_id, last_change) = (self.draw.request_id(), self.look(list).await.last_change);
        api::ReleaseListRequest { request_id, validate_only: false, want_indices: true, list, last_change }
    }

    fn results(&mut self, list: u64, rows: Vec<api::ResultRow>) -> api::ImportResultsRequest {
        let (request_id, file) = (self.draw.request_id(), [self.draw.bytes16(), self.draw.bytes16()].concat());
        api::ImportResultsRequest { request_id, validate_only: false, want_indices: true, list, file, rows }
    }

    async fn renewal(&mut self, grant: u64) -> Asked {
        let last_change = self.look_at(grant).await.last_change;
        Asked::Renew(self.draw.request_id(), api::RenewPayee { grant, last_change })
    }

    /// A confirmed payee of a beneficiary; nothing strikes meanwhile.
    async fn payee(&mut self, beneficiary: u64, account: u32) {
        let (office, server) = (&self.place.office, self.server.as_ref().unwrap());
        let proposal =
            api::ProposePayee { beneficiary, name: "آزمایش نمونه".to_owned(), sheba: sheba(account) };
        let ask = api::ProposePayeeRequest {
            request_id: self.draw.request_id(),
            validate_only: false,
            payee: Some(proposal),
        };
        let payee = given(office.case_officer.at(server).registry().propose_payee(ask).await).recorded.unwrap().index;
        let confirmation = Some(api::ConfirmPayee { payee, last_change: payee });
        let ask = api::ConfirmPayeeRequest { request_id: self.draw.request_id(), validate_only: false, confirmation };
        given(office.second_case_officer.at(server).registry().confirm_payee(ask).await);
    }

    pub(super) fn auditor(&self) -> Caller {
        self.place.office.auditor.at(self.server())
    }

    pub(super) async fn look(&self, list: u64) -> api::List {
        given(self.auditor().grants().get_list(api::GetListRequest { list }).await).list.unwrap()
    }

    /// The lines of the list, in order.
    pub(super) async fn lines(&self, list: u64) -> Vec<api::ListLine> {
        let ask = api::ListLinesOfListRequest { list, page_size: 1_000, ..Default::default() };
        given(self.auditor().grants().list_lines_of_list(ask).await).lines
    }

    pub(super) async fn look_at(&self, grant: u64) -> api::Grant {
        given(self.auditor().grants().get_grant(api::GetGrantRequest { grant }).await).grant.unwrap()
    }
}
