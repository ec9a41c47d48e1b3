//! `grant`: grants one by one, step by step.

use super::asked;
use super::remote::Remote;
use super::view::{Cell, Rows, View};
use super::writing::Writing;
use crate::args::{Apply, GrantStep, GrantVerb, HandOver, OnGrant, ShowGrant};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use api::grant_item::Command;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::words::{self, Text};
use tonic::transport::Channel;

const HISTORY: &[Text] = &[Text::Entry, Text::What];

/// Answers a verb of grants.
pub(crate) fn answer(asked: &GrantVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        GrantVerb::Apply(asked) => apply(asked, desk),
        GrantVerb::Step(asked) => step(&asked.step, desk),
        GrantVerb::Show(asked) => show(asked, desk),
    }
}

fn apply(asked: &Apply, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let application = api::ApplyForGrant {
        programme: asked.programme,
        office: asked.office,
        beneficiary: asked.beneficiary,
        amount: Some(typed::money(typed::amount("amount", &asked.amount)?)?),
        payee: asked.payee.unwrap_or(0),
        kit_design: asked.kit_design.unwrap_or(0),
    };
    let writing = Writing::open(&asked.act, desk)?;
    let recorded = take(&writing, Command::Application(application))?;
    writing.report(recorded, desk)
}

fn step(step: &GrantStep, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let on = on(step);
    let writing = Writing::open(&on.act, desk)?;
    let last_change = last_change(&writing, on, desk)?;
    let recorded = take(&writing, command(step, on.grant, last_change))?;
    writing.report(recorded, desk)
}

/// Answers `goods hand-over`.
pub(super) fn hand_over(asked: &HandOver, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let evidence = asked::evidence(&asked.evidence)?;
    let writing = Writing::open(&asked.on.act, desk)?;
    let last_change = last_change(&writing, &asked.on, desk)?;
    let command = Command::HandOver(api::HandOver { grant: asked.on.grant, last_change, evidence: Some(evidence) });
    let recorded = take(&writing, command)?;
    writing.report(recorded, desk)
}

const fn on(step: &GrantStep) -> &OnGrant {
    match step {
        GrantStep::Decide(on)
        | GrantStep::Secure { on, .. }
        | GrantStep::Award(on)
        | GrantStep::Verify(on)
        | GrantStep::Order(on)
        | GrantStep::Settle(on)
        | GrantStep::Return { on, .. }
        | GrantStep::Cancel { on, .. }
        | GrantStep::Approve(on)
        | GrantStep::RenewPayee(on)
        | GrantStep::ReserveKit { on, .. } => on,
    }
}

fn command(step: &GrantStep, grant: u64, last_change: u64) -> Command {
    match step {
        GrantStep::Decide(_) => Command::Decision(api::DecideGrant { grant, last_change }),
        GrantStep::Secure { account, .. } => {
            Command::Credit(api::SecureCredit { grant, last_change, account: *account })
        }
        GrantStep::Award(_) => Command::Award(api::AwardGrant { grant, last_change }),
        GrantStep::Verify(_) => Command::Verification(api::VerifyGrant { grant, last_change }),
        GrantStep::Order(_) => Command::Order(api::OrderPayment { grant, last_change }),
        GrantStep::Settle(_) => Command::Settlement(api::SettlePayment { grant, last_change }),
        GrantStep::Return { reason, .. } => {
            let reason = asked::returned(*reason).into();
            Command::PaymentReturn(api::ReturnPayment { grant, last_change, reason })
        }
        GrantStep::Cancel { reason, .. } => {
            let reason = asked::reason(*reason).into();
            Command::Cancellation(api::CancelGrant { grant, last_change, reason })
        }
        GrantStep::Approve(_) => Command::Approval(api::GiveApproval { object: grant, last_change }),
        GrantStep::RenewPayee(_) => Command::PayeeRenewal(api::RenewPayee { grant, last_change }),
        GrantStep::ReserveKit { kit, .. } => Command::KitReservation(api::ReserveKit { grant, last_change, kit: *kit }),
    }
}

/// Each command has a method of its own, and all are asked for alike.
macro_rules! call {
    ($writing:ident, $method:ident, $request:ident { $field:ident }) => {{
        let (request_id, validate_only) = $writing.id();
        let ask = api::$request { request_id, validate_only, $field: Some($field) };
        let mut client = client(&$writing.remote);
        $writing.wait(client.$method($writing.remote.request(ask)))?.recorded
    }};
}

fn take(writing: &Writing, command: Command) -> Result<Option<api::Recorded>, Failure> {
    Ok(match command {
        Command::Application(application) => {
            call!(writing, apply_for_grant, ApplyForGrantRequest { application })
        }
        Command::Decision(decision) => call!(writing, decide_grant, DecideGrantRequest { decision }),
        Command::Credit(credit) => call!(writing, secure_credit, SecureCreditRequest { credit }),
        Command::Award(award) => call!(writing, award_grant, AwardGrantRequest { award }),
        Command::Verification(verification) => call!(writing, verify_grant, VerifyGrantRequest { verification }),
        Command::Order(order) => call!(writing, order_payment, OrderPaymentRequest { order }),
        Command::Settlement(settlement) => call!(writing, settle_payment, SettlePaymentRequest { settlement }),
        Command::PaymentReturn(payment_return) => {
            call!(writing, return_payment, ReturnPaymentRequest { payment_return })
        }
        Command::Cancellation(cancellation) => call!(writing, cancel_grant, CancelGrantRequest { cancellation }),
        Command::Approval(approval) => call!(writing, give_approval, GiveApprovalRequest { approval }),
        Command::PayeeRenewal(renewal) => call!(writing, renew_payee, RenewPayeeRequest { renewal }),
        Command::KitReservation(reservation) => call!(writing, reserve_kit, ReserveKitRequest { reservation }),
        Command::HandOver(hand_over) => call!(writing, hand_over, HandOverRequest { hand_over }),
    })
}

fn client(remote: &Remote) -> GrantServiceClient<Channel> {
    GrantServiceClient::new(remote.channel())
}

fn last_change(writing: &Writing, on: &OnGrant, desk: &mut Desk<'_>) -> Result<u64, Failure> {
    writing.last_change(&on.seen, desk, |remote| Ok(get(remote, on.grant)?.0.last_change))
}

fn get(remote: &Remote, grant: u64) -> Result<(api::Grant, Option<api::Head>), Failure> {
    let answer = remote.read(client(remote).get_grant(remote.request(api::GetGrantRequest { grant })))?;
    Ok((remote.found(answer.grant, "grant")?, answer.head))
}

fn show(asked: &ShowGrant, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let (grant, head) = get(&remote, asked.grant)?;
    let facts = vec![
        (Text::Grant, Cell::Index(grant.index)),
        (Text::Programme, Cell::Index(grant.programme)),
        (Text::Office, Cell::Index(grant.office)),
        (Text::Beneficiary, Cell::Index(grant.beneficiary)),
        (Text::Amount, Cell::money(grant.amount.as_ref())),
        (Text::Stage, Cell::word(|language| words::stage(grant.stage(), language))),
        (Text::Returned, Cell::word(|language| words::return_reason(grant.returned(), language))),
        (Text::Rule, Cell::Index(grant.rule)),
        (Text::Line, Cell::Index(grant.line)),
        (Text::Account, Cell::Index(grant.account)),
        (Text::Payee, Cell::Index(grant.payee)),
        (Text::KitDesign, Cell::Index(grant.kit_design)),
        (Text::Kit, Cell::Index(grant.kit)),
        (Text::List, Cell::Index(grant.list)),
        (Text::LineOfList, Cell::Index(u64::from(grant.line_of_list))),
        (Text::LastChange, Cell::Index(grant.last_change)),
    ];
    let rows = grant.history.iter().map(|change| change_row(&remote, change)).collect::<Result<_, _>>()?;
    let tables = vec![Rows { name: "history", columns: HISTORY, rows }];
    let view = View { facts, tables, head: Some(remote.head(head)?) };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn change_row(remote: &Remote, change: &api::GrantChange) -> Result<Vec<Cell>, Failure> {
    let what = remote.event(change.event())?;
    Ok(vec![Cell::Index(change.index), Cell::word(|language| words::statement_event(what, language))])
}
