//! The steps of the list: each is one request, and one act.

use super::api_words::{money, person};
use super::cast::{APPROVER, LIST_MAKER, RELEASER, SECOND_APPROVER, TREASURER};
use super::desk::{Desk, failed};
use super::error::DemoError;
use super::plan::Plan;
use super::plan::wish::{Area, Programme};
use super::register::Register;
use super::sheets::office_of_code;
use ledger_core::event::ReturnReason;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_item::Command;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::submitted_line::Who;
use ledger_wire::proto::record::v1 as record;
use ledger_wire::sheets::{ListFile, ListLine, Outcome, ResultFile, ResultLine};
use tonic::Status;
use tonic::transport::Channel;

/// What a step of a list is answered with.
pub type Answer = Result<api::ListRecorded, Status>;

/// Where the list takes its steps.
pub struct ListDesk<'a> {
    /// Where it asks.
    pub desk: &'a Desk<'a>,
    /// What it refers to.
    pub register: &'a Register,
    /// What it was planned from.
    pub plan: &'a Plan,
}

impl ListDesk<'_> {
    /// Submits the list with a declared total, or only asks what would happen.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn submit(
        &self,
        step: &str,
        file: &ListFile,
        declared_total: u64,
        validate_only: bool,
    ) -> Result<Answer, DemoError> {
        let message = api::SubmitListRequest {
            request_id: self.desk.request_id(step),
            validate_only,
            want_indices: true,
            office: self.register.seat(Area::Country)?.office,
            declared_count: u32::try_from(file.lines.len()).unwrap_or(u32::MAX),
            declared_total: money(declared_total)?,
            content: file.content.to_vec(),
            lines: file.lines.iter().map(|line| self.line(line)).collect::<Result<_, _>>()?,
        };
        let answer = self.client().submit_list(self.desk.request(LIST_MAKER, message)?).await;
        Ok(self.noted(step, answer.map(|answer| answer.into_inner().recorded)))
    }

    /// A line of the file, with the person's national id: the server knows whom it stands for.
    fn line(&self, line: &ListLine) -> Result<api::SubmittedLine, DemoError> {
        let missing = |what| move || DemoError::missing("list", what);
        let programme = Programme::ALL.into_iter().find(|programme| programme.code() == line.programme.as_str());
        let office = office_of_code(self.plan, line.office.as_str()).ok_or_else(missing("an office"))?;
        let who = api::Identity { value: line.national_id.as_str().to_owned(), ..person(0) };
        Ok(api::SubmittedLine {
            line: line.line,
            programme: programme
                .map(|programme| self.register.programme(programme))
                .ok_or_else(missing("a programme"))?,
            office: self.register.seat(office)?.office,
            who: Some(Who::Identity(who)),
            amount: money(line.amount.count())?,
            sheba: line.sheba.as_str().to_owned(),
        })
    }

    /// Gives the first of the two approvals that a list of this size needs.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn give_approval(&self, list: u64) -> Result<(), DemoError> {
        let approval = Command::Approval(api::GiveApproval { object: list, last_change: list });
        self.desk.act(SECOND_APPROVER, "list/first-approval", vec![approval]).await.map(|_| ())
    }

    /// Approves the list: the second approval.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn approve(&self, list: u64) -> Result<Answer, DemoError> {
        let message = api::ApproveListRequest {
            request_id: self.desk.request_id("list/approve"),
            validate_only: false,
            want_indices: true,
            list,
            last_change: list,
            account: self.register.bank,
        };
        let answer = self.client().approve_list(self.desk.request(APPROVER, message)?).await;
        Ok(self.noted("list/approve", answer.map(|answer| answer.into_inner().recorded)))
    }

    /// Releases what is due of the list.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn release(&self, step: &str, list: u64, last_change: u64) -> Result<Answer, DemoError> {
        let request_id = self.desk.request_id(step);
        let message =
            api::ReleaseListRequest { request_id, validate_only: false, want_indices: true, list, last_change };
        let answer = self.client().release_list(self.desk.request(RELEASER, message)?).await;
        Ok(self.noted(step, answer.map(|answer| answer.into_inner().recorded)))
    }

    /// Imports a file of the bank.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn import(&self, step: &str, list: u64, file: &ResultFile) -> Result<Answer, DemoError> {
        let rows = (1..).zip(&file.lines).map(|(number, line)| row(number, line)).collect::<Result<_, _>>()?;
        let message = api::ImportResultsRequest {
            request_id: self.desk.request_id(step),
            validate_only: false,
            want_indices: true,
            list,
            file: file.content.to_vec(),
            rows,
        };
        let answer = self.client().import_results(self.desk.request(TREASURER, message)?).await;
        Ok(self.noted(step, answer.map(|answer| answer.into_inner().recorded)))
    }

    fn client(&self) -> GrantServiceClient<Channel> {
        GrantServiceClient::new(self.desk.channel())
    }

    fn noted(&self, step: &str, answer: Result<Option<api::ListRecorded>, Status>) -> Answer {
        let recorded = answer?.ok_or_else(|| Status::internal(format!("{step}: nothing was recorded")))?;
        self.desk.progress().asked(recorded.indices.len());
        Ok(recorded)
    }
}

/// What is recorded, with no line refused.
///
/// # Errors
/// If the list or a line of it was refused.
pub fn whole(step: &str, answer: Answer) -> Result<api::ListRecorded, DemoError> {
    let recorded = answer.map_err(|status| failed(step, status))?;
    match recorded.refusals.first() {
        Some(refused) => {
            Err(DemoError::Line { step: step.to_owned(), line: refused.line, why: refused.reason.clone() })
        }
        None => Ok(recorded),
    }
}

fn row(number: u32, line: &ResultLine) -> Result<api::ResultRow, DemoError> {
    let returned = match line.outcome {
        Outcome::Paid => record::ReturnReason::Unspecified,
        Outcome::Returned(ReturnReason::WrongAccount) => record::ReturnReason::WrongAccount,
        Outcome::Returned(ReturnReason::AccountClosed) => record::ReturnReason::AccountClosed,
        Outcome::Returned(ReturnReason::AccountBlocked) => record::ReturnReason::AccountBlocked,
        Outcome::Returned(ReturnReason::Other) => record::ReturnReason::Other,
    };
    Ok(api::ResultRow {
        row: number,
        line: line.line,
        sheba: line.sheba.as_str().to_owned(),
        amount: money(line.amount.count())?,
        returned: returned.into(),
    })
}
