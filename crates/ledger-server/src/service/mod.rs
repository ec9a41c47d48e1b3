//! The services: each method decodes, asks, encodes, and does nothing else.

mod admin;
mod audit;
mod fund;
mod grant;
mod ledger;
mod receipt;
mod registry;
mod report;

pub use ledger::{Ledger, Reads};

use crate::serve::MOST_MESSAGE_BYTES;
use ledger_wire::proto::ledger::v1::admin_service_server::AdminServiceServer;
use ledger_wire::proto::ledger::v1::audit_service_server::AuditServiceServer;
use ledger_wire::proto::ledger::v1::fund_service_server::FundServiceServer;
use ledger_wire::proto::ledger::v1::grant_service_server::GrantServiceServer;
use ledger_wire::proto::ledger::v1::receipt_service_server::ReceiptServiceServer;
use ledger_wire::proto::ledger::v1::registry_service_server::RegistryServiceServer;
use ledger_wire::proto::ledger::v1::report_service_server::ReportServiceServer;
use tonic::transport::server::Router;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

/// The names of the services, as health answers for them; the empty name is the server as a whole.
const NAMES: [&str; 8] = [
    "",
    "amanat.ledger.v1.RegistryService",
    "amanat.ledger.v1.ReceiptService",
    "amanat.ledger.v1.FundService",
    "amanat.ledger.v1.GrantService",
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
        ReceiptServiceServer,
        FundServiceServer,
        GrantServiceServer,
        ReportServiceServer,
        AuditServiceServer,
        AdminServiceServer
    )
}

/// Implements a service. A method that writes is read at the door, decided, and answered from its entries; a method
/// that reads is a function of the views; one that waits reads something else, which may not be ready. One line a
/// method.
macro_rules! service {
    (
        $service:path {
            writes { $($write:ident: $write_request:ident => $write_response:ident,)* }
            batches { $($batch:ident: $batch_request:ident => $batch_response:ident,)* }
            reads { $($read:ident: $read_request:ident => $read_response:ident = $answer:expr,)* }
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
            $(async fn $read(
                &self,
                request: tonic::Request<proto::$read_request>,
            ) -> Result<tonic::Response<proto::$read_response>, tonic::Status> {
                let answer: fn(&Ledger, proto::$read_request) -> Result<proto::$read_response, tonic::Status> = $answer;
                answer(self, request.into_inner()).map(tonic::Response::new)
            })*
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
