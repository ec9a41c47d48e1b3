//! Who may call what. One table of methods, deny by default: a method that is not in it is refused, and a test
//! walks every method of the descriptor to see that it is.
//!
//! For writes the table only asks that somebody is there: what they may do is for the core to say, in the book.

use crate::book::key_hash;
use crate::sequencer::SharedViews;
use ledger_core::ids::PrincipalId;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::views::Views;
use ledger_wire::refusal::Refusal;
use ledger_wire::status::Failure;
use std::future::Future;
use std::pin::Pin;
use std::sync::PoisonError;
use std::task::{Context, Poll};
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, Request, Response, header::AUTHORIZATION};
use tonic::{Code, Status};
use tower::{Layer, Service};

/// What a method asks of its caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Nothing: health and reflection say nothing about the book.
    Open,
    /// A principal with a key. Whether the act is allowed, the core decides, and the book records.
    Write,
    /// A principal in force. What of an entry it sees, its scope says.
    Read,
    /// An auditor or an administrator: whole entries.
    Audit,
    /// A releaser or a treasurer: names and accounts of payees. Of which office, the answer looks at.
    Payments,
}

/// The caller, as the handlers find it beside the request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caller(pub PrincipalId);

/// The one table: service → methods → what they ask.
const TABLE: &[(&str, Access, &[&str])] = &[
    ("grpc.health.v1.Health", Access::Open, &["Check", "Watch", "List"]),
    ("grpc.reflection.v1.ServerReflection", Access::Open, &["ServerReflectionInfo"]),
    (
        "amanat.ledger.v1.RegistryService",
        Access::Write,
        &[
            "RegisterArea",
            "RegisterOffice",
            "AdmitPrincipal",
            "RegisterProgramme",
            "SetProgrammeRule",
            "OpenAccount",
            "RegisterCampaign",
            "CloseCampaign",
            "RegisterClass",
            "SetApprovalPolicy",
            "RegisterItem",
            "DesignKit",
            "Confirm",
            "RegisterDonor",
            "EnrolBeneficiary",
            "VerifyBeneficiary",
            "ProposePayee",
            "ConfirmPayee",
            "BatchRegister",
        ],
    ),
    (
        "amanat.ledger.v1.RegistryService",
        Access::Read,
        &[
            "ListAreas",
            "ListOffices",
            "ListPrincipals",
            "ListProgrammes",
            "ListAccounts",
            "ListCampaigns",
            "ListClasses",
            "ListPolicies",
            "ListItems",
            "ListKitDesigns",
            "ListDonors",
            "ListBeneficiaries",
            "ListPayees",
            "ListWaiting",
            "LookUp",
        ],
    ),
    (
        "amanat.ledger.v1.PledgeService",
        Access::Write,
        &["RecordPledge", "AmendPledge", "CancelPledge", "WriteOffPledge", "BatchPledges"],
    ),
    ("amanat.ledger.v1.PledgeService", Access::Read, &["GetPledge", "ListPledges"]),
    (
        "amanat.ledger.v1.ReceiptService",
        Access::Write,
        &["RecordReceipt", "BatchRecordReceipts", "ReverseReceipt", "ReissueReceipt"],
    ),
    ("amanat.ledger.v1.ReceiptService", Access::Read, &["GetReceipt", "ListReceipts"]),
    (
        "amanat.ledger.v1.FundService",
        Access::Write,
        &["Allot", "NotifyAllotment", "RecallAllotment", "PlaceEarmark", "LiftEarmark", "BatchAllot"],
    ),
    (
        "amanat.ledger.v1.FundService",
        Access::Read,
        &[
            "ListFunds",
            "GetFund",
            "ListLines",
            "GetLine",
            "ListAllotments",
            "TraceReceipt",
            "TraceGrant",
            "GetStatement",
            "GetBalance",
        ],
    ),
    (
        "amanat.ledger.v1.GrantService",
        Access::Write,
        &[
            "ApplyForGrant",
            "DecideGrant",
            "SecureCredit",
            "AwardGrant",
            "VerifyGrant",
            "OrderPayment",
            "SettlePayment",
            "ReturnPayment",
            "CancelGrant",
            "GiveApproval",
            "RenewPayee",
            "ReserveKit",
            "HandOver",
            "BatchActOnGrants",
            "SubmitList",
            "ApproveList",
            "ReleaseList",
            "ImportResults",
        ],
    ),
    (
        "amanat.ledger.v1.GrantService",
        Access::Read,
        &["GetGrant", "ListGrants", "GetList", "ListLists", "ListLinesOfList"],
    ),
    ("amanat.ledger.v1.GrantService", Access::Payments, &["GetPaymentFile"]),
    (
        "amanat.ledger.v1.GoodsService",
        Access::Write,
        &["RecordLot", "AppraiseLot", "AssembleKit", "DissolveKit", "BatchGoods"],
    ),
    (
        "amanat.ledger.v1.GoodsService",
        Access::Read,
        &["GetLot", "ListLots", "GetKit", "ListKits", "GetStock", "TraceLot", "TraceKit"],
    ),
    ("amanat.ledger.v1.ReportService", Access::Read, &["GetTotals", "GetTrialBalance"]),
    (
        "amanat.ledger.v1.AuditService",
        Access::Read,
        &["GetHead", "GetCheckpoint", "GetInclusionProof", "GetProofFile", "GetConsistencyProof", "Follow"],
    ),
    ("amanat.ledger.v1.AuditService", Access::Audit, &["GetEntry", "ListEntries"]),
    ("amanat.ledger.v1.AdminService", Access::Write, &["AdvanceClock"]),
    ("amanat.ledger.v1.AdminService", Access::Read, &["GetBook"]),
];

/// What the method at `path` (`/package.Service/Method`) asks; `None` if the table does not know it.
#[must_use]
pub fn access(path: &str) -> Option<Access> {
    let (service, method) = path.strip_prefix('/')?.split_once('/')?;
    TABLE.iter().find(|(name, _, methods)| *name == service && methods.contains(&method)).map(|(_, access, _)| *access)
}

/// Puts the table in front of all services.
#[derive(Clone)]
pub struct AccessLayer {
    views: SharedViews,
}

impl AccessLayer {
    /// Asks `views` who a key belongs to.
    #[must_use]
    pub const fn new(views: SharedViews) -> Self {
        Self { views }
    }
}

impl<S> Layer<S> for AccessLayer {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded { inner, views: self.views.clone() }
    }
}

/// A service behind the table.
#[derive(Clone)]
pub struct Guarded<S> {
    inner: S,
    views: SharedViews,
}

impl<S> Service<Request<Body>> for Guarded<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        match admit(&self.views, request.uri().path(), request.headers()) {
            Ok(caller) => {
                if let Some(caller) = caller {
                    request.extensions_mut().insert(caller);
                }
                Box::pin(self.inner.call(request))
            }
            Err(status) => Box::pin(std::future::ready(Ok(status.into_http()))),
        }
    }
}

fn admit(views: &SharedViews, path: &str, headers: &HeaderMap) -> Result<Option<Caller>, Status> {
    let Some(access) = access(path) else {
        return Err(Status::new(Code::Unimplemented, "there is no such method"));
    };
    if access == Access::Open {
        return Ok(None);
    }
    let published = views.read().unwrap_or_else(PoisonError::into_inner);
    let caller = identify(&published.views, headers).ok_or(Failure::Unauthenticated)?;
    match refusal(&published.views, caller, access) {
        None => Ok(Some(Caller(caller))),
        Some(rejection) => Err(Failure::from(Refusal::of(&rejection)).into()),
    }
}

/// Who the key in `authorization: Bearer …` belongs to.
pub(crate) fn identify(views: &Views, headers: &HeaderMap) -> Option<PrincipalId> {
    let key = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    views.principal_by_key(&key_hash(key.trim()))
}

/// Why the caller may not, in the words of the rules; nothing of it is recorded. What may be written, the core says.
pub(crate) fn refusal(views: &Views, caller: PrincipalId, access: Access) -> Option<Rejection> {
    let row = views.registrations().principals.at(caller).filter(|row| row.is_confirmed());
    let roles = row.map(|row| row.fact.roles);
    match (access, roles) {
        (Access::Open | Access::Write, _) | (Access::Read, Some(_)) => None,
        (Access::Read | Access::Audit | Access::Payments, None) => {
            Some(Rejection::PrincipalNotActive { principal: caller.0 })
        }
        (Access::Audit, Some(roles)) if roles.reads_everything() => None,
        (Access::Audit, Some(_)) => Some(Rejection::RoleMissing { role: Role::Auditor.number() }),
        (Access::Payments, Some(roles)) if roles.has(Role::Releaser) || roles.has(Role::Treasurer) => None,
        (Access::Payments, Some(_)) => Some(Rejection::RoleMissing { role: Role::Releaser.number() }),
    }
}
