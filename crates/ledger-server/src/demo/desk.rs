//! The desk that all requests of the ceremony go through: in the name of a principal, under the id of a step.

use super::error::DemoError;
use super::key_ring::KeyRing;
use super::progress::Progress;
use super::request_id::request_id;
use ledger_core::time::Timestamp;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::admin_service_client::AdminServiceClient;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::pledge_service_client::PledgeServiceClient;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::proto::ledger::v1::{
    allotment_item as allotment, goods_item as goods, grant_item as grant, pledge_item as pledge,
    registry_item as registry,
};
use tonic::Request;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Channel;

const ATOMIC: i32 = api::BatchMode::Atomic as i32;

/// Asks the server, as one principal or another.
pub struct Desk<'a> {
    channel: Channel,
    keys: &'a KeyRing,
    seed: u64,
    progress: &'a Progress,
}

impl<'a> Desk<'a> {
    /// A desk that asks over `channel` with `keys`, under ids made of `seed`.
    #[must_use]
    pub const fn new(channel: Channel, keys: &'a KeyRing, seed: u64, progress: &'a Progress) -> Self {
        Self { channel, keys, seed, progress }
    }

    /// A channel to the server.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// Says how far the ceremony has come.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        self.progress
    }

    /// Asks the register, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn register(&self, who: &str, step: &str, items: Vec<registry::Command>) -> Result<Vec<u64>, DemoError> {
        let items = items.into_iter().map(|command| api::RegistryItem { command: Some(command) }).collect();
        let request_id = self.request_id(step);
        let message = api::BatchRegisterRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = RegistryServiceClient::new(self.channel()).batch_register(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// Records receipts, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn receive(&self, who: &str, step: &str, items: Vec<api::RecordReceipt>) -> Result<Vec<u64>, DemoError> {
        let request_id = self.request_id(step);
        let message = api::BatchRecordReceiptsRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = ReceiptServiceClient::new(self.channel()).batch_record_receipts(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// Acts on pledges, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn promise(&self, who: &str, step: &str, items: Vec<pledge::Command>) -> Result<Vec<u64>, DemoError> {
        let items = items.into_iter().map(|command| api::PledgeItem { command: Some(command) }).collect();
        let request_id = self.request_id(step);
        let message = api::BatchPledgesRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = PledgeServiceClient::new(self.channel()).batch_pledges(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// Acts on goods, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn store(&self, who: &str, step: &str, items: Vec<goods::Command>) -> Result<Vec<u64>, DemoError> {
        let items = items.into_iter().map(|command| api::GoodsItem { command: Some(command) }).collect();
        let request_id = self.request_id(step);
        let message = api::BatchGoodsRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = GoodsServiceClient::new(self.channel()).batch_goods(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// Allots or notifies, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn allot(&self, who: &str, step: &str, items: Vec<allotment::Command>) -> Result<Vec<u64>, DemoError> {
        let items = items.into_iter().map(|command| api::AllotmentItem { command: Some(command) }).collect();
        let request_id = self.request_id(step);
        let message = api::BatchAllotRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = FundServiceClient::new(self.channel()).batch_allot(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// Acts on grants, all or nothing; gives the index of each item's entry.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn act(&self, who: &str, step: &str, items: Vec<grant::Command>) -> Result<Vec<u64>, DemoError> {
        let items = items.into_iter().map(|command| api::GrantItem { command: Some(command) }).collect();
        let request_id = self.request_id(step);
        let message = api::BatchActOnGrantsRequest { request_id, validate_only: false, mode: ATOMIC, items };
        let answer = GrantServiceClient::new(self.channel()).batch_act_on_grants(self.request(who, message)?).await;
        self.indices(step, answer.map(|answer| answer.into_inner().recorded))
    }

    /// The id of a step's request.
    #[must_use]
    pub fn request_id(&self, step: &str) -> String {
        request_id(self.seed, step)
    }

    /// The SHA-256 of a principal's key, as the register takes it.
    ///
    /// # Errors
    /// If the key is not to be had.
    pub fn key_hash(&self, who: &str) -> Result<Vec<u8>, DemoError> {
        Ok(crate::book::key_hash(&self.keys.key(who)?).0.to_vec())
    }

    /// A request in the name of `who`.
    ///
    /// # Errors
    /// If the key is not to be had, or is none.
    pub fn request<T>(&self, who: &str, message: T) -> Result<Request<T>, DemoError> {
        let value = format!("Bearer {}", self.keys.key(who)?);
        let value = MetadataValue::<Ascii>::try_from(value).map_err(|_| DemoError::missing(who, "a sound API key"))?;
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", value);
        Ok(request)
    }

    /// Sets the book's clock forward.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn set_clock(&self, who: &str, to: Timestamp) -> Result<(), DemoError> {
        let step = format!("clock/{to}");
        let mut clock = api::AdvanceClock::default();
        let instant = clock.to.get_or_insert_default();
        instant.seconds = to.micros().div_euclid(1_000_000);
        let request_id = self.request_id(&step);
        let message = api::AdvanceClockRequest { request_id, validate_only: false, clock: Some(clock) };
        let answer = AdminServiceClient::new(self.channel()).advance_clock(self.request(who, message)?).await;
        answer.map(|_| ()).map_err(|status| failed(&step, status))
    }

    fn indices(
        &self,
        step: &str,
        answer: Result<Option<api::BatchRecorded>, tonic::Status>,
    ) -> Result<Vec<u64>, DemoError> {
        let recorded = answer.map_err(|status| failed(step, status))?;
        let indices = recorded.ok_or_else(|| DemoError::missing(step, "what was recorded"))?.indices;
        self.progress.asked(indices.len());
        Ok(indices)
    }
}

/// A call that failed.
pub fn failed(step: &str, status: tonic::Status) -> DemoError {
    DemoError::Call { step: step.to_owned(), status: Box::new(status) }
}
