//! `payee`: whom a beneficiary is paid through. Name and account are personal: they are read from a file or from
//! standard input, and said nowhere.

use super::writing::Writing;
use crate::args::{ConfirmPayee, PayeeVerb, ProposePayee};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_wire::identifiers::Sheba;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A name and a Sheba are far shorter.
const MOST_BYTES: u64 = 1_024;

/// Answers a verb of payees.
pub(crate) fn answer(asked: &PayeeVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        PayeeVerb::Propose(asked) => propose(asked, desk),
        PayeeVerb::Confirm(asked) => confirm(asked, desk),
    }
}

fn propose(asked: &ProposePayee, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let (name, sheba) = name_and_account(&asked.from)?;
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let payee = Some(api::ProposePayee { beneficiary: asked.beneficiary, name, sheba });
    let ask = api::ProposePayeeRequest { request_id, validate_only, payee };
    let mut client = RegistryServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.propose_payee(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn confirm(asked: &ConfirmPayee, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    // Nothing changes a payee before its confirmation, so that its proposal is its last change.
    let last_change = writing.last_change(&asked.seen, desk, |_| Ok(asked.payee))?;
    let (request_id, validate_only) = writing.id();
    let confirmation = Some(api::ConfirmPayee { payee: asked.payee, last_change });
    let ask = api::ConfirmPayeeRequest { request_id, validate_only, confirmation };
    let mut client = RegistryServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.confirm_payee(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

/// The two lines of the file; what is wrong with it is said without repeating it.
fn name_and_account(path: &Path) -> Result<(String, String), Failure> {
    let unreadable = |error: io::Error| Failure::usage(format!("--from {}: {error}", path.display()));
    let text = read(path).map_err(unreadable)?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(name), Some(sheba), None) = (lines.next(), lines.next(), lines.next()) else {
        return Err(Failure::usage("--from: two lines are needed, the name and the Sheba"));
    };
    let sheba = Sheba::parse(sheba)
        .map_err(|error| Failure::new(Exit::Usage, "malformed", format!("--from: the second line: {error}")))?;
    Ok((name.to_owned(), sheba.as_str().to_owned()))
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES).read_to_string(&mut text)?;
    } else {
        File::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?;
    }
    Ok(text)
}
