//! The steps of a list: requests whose items are the lines of a list, brought along or in the book already.

use super::ask::Shape;
use super::fields::Fields;
use super::fingerprint::fingerprint;
use super::openings::{Found, Openings};
use super::tokens::TokenKeys;
use super::{Asked, Door, Facts, Malformed};
use crate::proto::ledger::v1 as proto;
use core::mem::take;
use ledger_core::command::{Command, ListAct, Mode, Request};
use ledger_core::ids::PrincipalId;

/// A request that is a step of a list.
pub trait ListAsk: prost::Message + Sized {
    /// The name of its method. It is part of the fingerprint and never changes.
    const METHOD: &'static str;

    /// What it is answered with.
    type Response;

    /// Takes out what is not part of what is asked for.
    fn take_envelope(&mut self) -> Envelope;

    /// The step that it is; or nothing, and what is wrong is noted.
    fn read(&self, fields: &mut Fields<'_>) -> Option<ListAct>;

    /// The lines or rows that it brings: all of them, or nothing. Most steps bring none.
    fn read_lines(&self, fields: &mut Fields<'_>) -> Option<Vec<Command>> {
        let _ = fields;
        Some(Vec::new())
    }

    /// Puts tokens in the place of identities and accounts. Most steps have none.
    fn hide(&mut self, tokens: &TokenKeys, lines: &[Command]) {
        let _ = (tokens, lines);
    }

    /// The answer.
    fn respond(recorded: proto::ListRecorded) -> Self::Response;
}

/// What all steps of a list have, and the fingerprint is not over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope {
    /// The client's id of the request, as it came.
    pub request_id: String,
    /// Whether only to say what would happen.
    pub validate_only: bool,
    /// Whether the answer lists the entry of each line.
    pub want_indices: bool,
}

impl Door {
    /// Reads a step of a list, as [`Door::read`] does any request; also says whether the entry of each line is wanted.
    ///
    /// # Errors
    /// [`Malformed`] with all that is wrong with it.
    pub fn read_step<A: ListAsk>(
        &self,
        principal: PrincipalId,
        mut ask: A,
        openings: &mut dyn Openings,
        facts: &dyn Facts,
    ) -> Result<(Asked, bool), Malformed> {
        let Envelope { request_id, validate_only, want_indices } = ask.take_envelope();
        let mut found = Found::default();
        let mut fields = Fields::new(self, &mut found, openings, facts);
        let id = fields.request_id("request_id", &request_id);
        let step = ask.read(&mut fields);
        let lines = ask.read_lines(&mut fields);
        let Found { problems, openings, .. } = found;
        let (Some(id), Some(step), Some(commands)) = (id, step, lines) else { return Err(problems) };
        ask.hide(&self.tokens, &commands);
        let fingerprint = fingerprint(A::METHOD, Shape::Single { field: "" }, &[ask]);
        let request = Request { principal, id, fingerprint, mode: Mode::Atomic, commands, list: Some(step) };
        Ok((Asked { request, validate_only, openings }, want_indices))
    }
}

macro_rules! steps {
    ($($request:ident $response:ident $method:literal { read: $read:path, $(lines: $lines:path, hide: $hide:path)? })*) => {$(
        impl ListAsk for proto::$request {
            const METHOD: &'static str = $method;
            type Response = proto::$response;

            fn take_envelope(&mut self) -> Envelope {
                Envelope {
                    request_id: take(&mut self.request_id),
                    validate_only: take(&mut self.validate_only),
                    want_indices: take(&mut self.want_indices),
                }
            }

            fn read(&self, fields: &mut Fields<'_>) -> Option<ListAct> {
                $read(self, fields)
            }

            $(fn read_lines(&self, fields: &mut Fields<'_>) -> Option<Vec<Command>> {
                $lines(self, fields)
            }

            fn hide(&mut self, tokens: &TokenKeys, lines: &[Command]) {
                $hide(self, tokens, lines);
            })?

            fn respond(recorded: proto::ListRecorded) -> proto::$response {
                proto::$response { recorded: Some(recorded) }
            }
        }
    )*};
}

use super::items::lists;

steps! {
    SubmitListRequest SubmitListResponse "SubmitList" {
        read: lists::submission, lines: lists::submitted_lines, hide: lists::hide_submitted
    }
    ApproveListRequest ApproveListResponse "ApproveList" { read: lists::approval, }
    ReleaseListRequest ReleaseListResponse "ReleaseList" { read: lists::release, }
    ImportResultsRequest ImportResultsResponse "ImportResults" {
        read: lists::results, lines: lists::result_rows, hide: lists::hide_rows
    }
}
