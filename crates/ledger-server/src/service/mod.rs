//! The services: each method decodes, asks, encodes, and does nothing else.

mod admin;
mod audit;
mod feed;
mod fund;
mod goods;
mod grant;
mod known;
mod ledger;
mod pledge;
mod proof_file;
mod receipt;
mod registry;
mod report;
mod vault;

pub(crate) use audit::{checkpoint as published, read_block, signed_size};
pub use feed::FeedOptions;
pub(crate) use feed::Feeds;
pub(crate) use ledger::Beside;
pub use ledger::{Ledger, Reads};
pub use vault::Vault;

use crate::serve::MOST_MESSAGE_BYTES;
use ledger_wire::proto::ledger::v1::admin_service_server::AdminServiceServer;
use ledger_wire::proto::ledger::v1::audit_service_server::AuditServiceServer;
use ledger_wire::proto::ledger::v1::fund_service_server::FundServiceServer;
use ledger_wire::proto::ledger::v1::goods_service_server::GoodsServiceServer;
use ledger_wire::proto::ledger::v1::grant_service_server::GrantServiceServer;
use ledger_wire::proto::ledger::v1::pledge_service_server::PledgeServiceServer;
use ledger_wire::proto::ledger::v1::receipt_service_server::ReceiptServiceServer;
use ledger_wire::proto::ledger::v1::registry_service_server::RegistryServiceServer;
use ledger_wire::proto::ledger::v1::report_service_server::ReportServiceServer;
use tonic::transport::server::Router;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

/// The names of the services, as health answers for them; the empty name is the server as a whole.
const NAMES: [&str; 10] = [
    "",
    "amanat.ledger.v1.RegistryService",
    "amanat.ledger.v1.PledgeService",
    "amanat.ledger.v1.ReceiptService",
    "amanat.ledger.v1.FundService",
    "amanat.ledger.v1.GrantService",
    "amanat.ledger.v1.GoodsService",
    "amanat.ledger.v1.ReportService",
    "amanat.ledger.v1.AuditService",
    "amanat.ledger.v1.AdminService",
];

/// Says of every service whether it serves.
pub(crate) async fn report_serving(reporter: &HealthReporter, serving: bool) {
    let status = if serving { ServingStatus::Serving } else { ServingStatus::NotServing };
    for name in NAMES {
        reporter.set_service_status(name, status).await;
    }
}

macro_rules! add {
    ($router:expr, $ledger:expr, $($server:ident),*) => {
        $router$(.add_service(
            $server::new($ledger.clone())
                .max_decoding_message_size(MOST_MESSAGE_BYTES)
                .max_encoding_message_size(MOST_MESSAGE_BYTES),
        ))*
    };
}

/// Adds all services of the book.
pub(crate) fn add_all<L: Clone>(router: Router<L>, ledger: &Ledger) -> Router<L> {
    add!(
        router,
        ledger,
        RegistryServiceServer,
        PledgeServiceServer,
        ReceiptServiceServer,
        FundServiceServer,
        GrantServiceServer,
        GoodsServiceServer,
        ReportServiceServer,
        AuditServiceServer,
        AdminServiceServer
    )
}

/// Implements a service. A method that writes is read at the door, decided, and answered from its entries, and so is a
/// step of a list; a method that reads is a function of the views, and one that opens personal data of its caller too;
/// one that streams opens a stream; one that waits reads something else, which may not be ready. One line a method.
macro_rules! service {
    (
        $service:path {
            writes { $($write:ident: $write_request:ident => $write_response:ident,)* }
            batches { $($batch:ident: $batch_request:ident => $batch_response:ident,)* }
            $(steps { $($step:ident: $step_request:ident => $step_response:ident,)* })?
            reads { $($read:ident: $read_request:ident => $read_response:ident = $answer:expr,)* }
            $(streams { $($stream:ident: $stream_request:ident => $name:ident($streamed:ty) = $streaming:expr,)* })?
            $(opens { $($open:ident: $open_request:ident => $open_response:ident = $opened:expr,)* })?
            $(waits { $($wait:ident: $wait_request:ident => $wait_response:ident = $waited:path,)* })?
        }
    ) => {
        #[tonic::async_trait]
        impl $service for Ledger {
            $(async fn $write(
                &self,
                request: tonic::Request<proto::$write_request>,
            ) -> Result<tonic::Response<proto::$write_response>, tonic::Status> {
                self.write(request, |recorded| proto::$write_response { recorded: Some(recorded) }).await
            })*
            $(async fn $batch(
                &self,
                request: tonic::Request<proto::$batch_request>,
            ) -> Result<tonic::Response<proto::$batch_response>, tonic::Status> {
                self.write_batch(request, |recorded| proto::$batch_response { recorded: Some(recorded) }).await
            })*
            $($(async fn $step(
                &self,
                request: tonic::Request<proto::$step_request>,
            ) -> Result<tonic::Response<proto::$step_response>, tonic::Status> {
                self.write_step(request).await
            })*)?
            $($(async fn $open(
                &self,
                request: tonic::Request<proto::$open_request>,
            ) -> Result<tonic::Response<proto::$open_response>, tonic::Status> {
                let caller = super::ledger::caller(&request)?;
                let opened: fn(
                    &Ledger,
                    ledger_core::ids::PrincipalId,
                    proto::$open_request,
                ) -> Result<proto::$open_response, tonic::Status> = $opened;
                opened(self, caller, request.into_inner()).map(tonic::Response::new)
            })*)?
            $(async fn $read(
                &self,
                request: tonic::Request<proto::$read_request>,
            ) -> Result<tonic::Response<proto::$read_response>, tonic::Status> {
                let answer: fn(&Ledger, proto::$read_request) -> Result<proto::$read_response, tonic::Status> = $answer;
                answer(self, request.into_inner()).map(tonic::Response::new)
            })*
            $($(
                type $name = $streamed;

                async fn $stream(
                    &self,
                    request: tonic::Request<proto::$stream_request>,
                ) -> Result<tonic::Response<$streamed>, tonic::Status> {
                    $streaming(self, request).await
                }
            )*)?
            $($(async fn $wait(
                &self,
                request: tonic::Request<proto::$wait_request>,
            ) -> Result<tonic::Response<proto::$wait_response>, tonic::Status> {
                $waited(self, request.into_inner()).await.map(tonic::Response::new)
            })*)?
        }
    };
}

pub(crate) use service;
