//! Somebody who calls the server with an API key.

use ledger_wire::proto::ledger::v1::admin_service_client::AdminServiceClient;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::pledge_service_client::PledgeServiceClient;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::proto::ledger::v1::report_service_client::ReportServiceClient;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};

/// A key, as it is sent with every call.
#[derive(Clone)]
pub struct Key(MetadataValue<Ascii>);

impl Interceptor for Key {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// A connection that sends a key with every call.
pub type Keyed = InterceptedService<Channel, Key>;

/// Somebody with a key and a connection.
#[derive(Clone)]
pub struct Caller {
    channel: Channel,
    key: Key,
}

impl Caller {
    /// Calls over `channel` with `key`.
    ///
    /// # Panics
    /// If the key is no text for a header.
    #[must_use]
    pub fn new(channel: Channel, key: &str) -> Self {
        let value = format!("Bearer {key}").parse().expect("a key that can be sent");
        Self { channel, key: Key(value) }
    }

    /// The connection with the key.
    #[must_use]
    pub fn keyed(&self) -> Keyed {
        InterceptedService::new(self.channel.clone(), self.key.clone())
    }

    /// The register.
    #[must_use]
    pub fn registry(&self) -> RegistryServiceClient<Keyed> {
        RegistryServiceClient::new(self.keyed())
    }

    /// Pledges.
    #[must_use]
    pub fn pledges(&self) -> PledgeServiceClient<Keyed> {
        PledgeServiceClient::new(self.keyed())
    }

    /// Goods.
    #[must_use]
    pub fn goods(&self) -> GoodsServiceClient<Keyed> {
        GoodsServiceClient::new(self.keyed())
    }

    /// Receipts.
    #[must_use]
    pub fn receipts(&self) -> ReceiptServiceClient<Keyed> {
        ReceiptServiceClient::new(self.keyed())
    }

    /// Funds, lines, allotments, traces.
    #[must_use]
    pub fn funds(&self) -> FundServiceClient<Keyed> {
        FundServiceClient::new(self.keyed())
    }

    /// Grants.
    #[must_use]
    pub fn grants(&self) -> GrantServiceClient<Keyed> {
        GrantServiceClient::new(self.keyed())
    }

    /// Reports.
    #[must_use]
    pub fn reports(&self) -> ReportServiceClient<Keyed> {
        ReportServiceClient::new(self.keyed())
    }

    /// The log.
    #[must_use]
    pub fn audit(&self) -> AuditServiceClient<Keyed> {
        AuditServiceClient::new(self.keyed())
    }

    /// The book itself.
    #[must_use]
    pub fn admin(&self) -> AdminServiceClient<Keyed> {
        AdminServiceClient::new(self.keyed())
    }
}
