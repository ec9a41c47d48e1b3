//! The smallest organisation that can receive: a country, an office, an account, a gateway's system.

use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::proto::record::v1 as record;
use sha2::{Digest, Sha256};
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// What a receipt needs.
#[derive(Debug, Clone)]
pub struct Office {
    /// The office that receives.
    pub office: u64,
    /// The account that holds the money.
    pub account: u64,
    /// Provinces that donors may give for.
    pub areas: Vec<u64>,
    /// The gateway's API key.
    pub key: String,
}

/// A connection to `url` with large windows.
pub async fn connect(url: &str) -> Result<Channel, String> {
    let endpoint = Endpoint::from_shared(url.to_owned()).map_err(|error| error.to_string())?;
    let endpoint =
        endpoint.tcp_nodelay(true).initial_stream_window_size(8 << 20).initial_connection_window_size(32 << 20);
    endpoint.connect().await.map_err(|error| error.to_string())
}

/// The message with a key.
pub fn keyed<T>(message: T, key: &str) -> Request<T> {
    let mut request = Request::new(message);
    if let Ok(value) = format!("Bearer {key}").parse() {
        request.metadata_mut().insert("authorization", value);
    }
    request
}

/// A new random request id.
pub fn request_id() -> String {
    random_hex::<16>()
}

fn random_hex<const N: usize>() -> String {
    let mut bytes = [0; N];
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Registers and confirms everything.
pub async fn set_up(channel: Channel, administrators: &[String; 2]) -> Result<Office, String> {
    let mut registrar = Registrar { client: RegistryServiceClient::new(channel), administrators };
    registrar.set_up().await.map_err(|status| format!("setting up: {status}"))
}

struct Registrar<'a> {
    client: RegistryServiceClient<Channel>,
    administrators: &'a [String; 2],
}

impl Registrar<'_> {
    async fn set_up(&mut self) -> Result<Office, Status> {
        use api::registry_item::Command;
        let area = |code: &str, level, parent| {
            let valid_from = Some(api::Date { year: 2025, month: 3, day: 21 });
            let name = code.to_owned();
            Command::Area(api::RegisterArea { code: name.clone(), level, parent, name, valid_from })
        };
        let country = self.register(vec![area("IR", record::AreaLevel::Country.into(), 0)]).await?[0];
        let provinces = (0..31).map(|n| area(&format!("IR-{n:02}"), record::AreaLevel::Province.into(), country));
        let areas = self.register(provinces.collect()).await?;
        let office = Command::Office(api::RegisterOffice {
            code: "national".to_owned(),
            kind: record::OfficeKind::Welfare.into(),
            parent: 0,
            area: country,
        });
        let office = self.register(vec![office]).await?[0];
        let key = format!("amanat_key_{}", random_hex::<32>());
        let gateway = Command::Principal(api::AdmitPrincipal {
            person: None,
            office,
            roles: vec![record::Role::Receiver.into()],
            api_key_sha256: Sha256::digest(key.as_bytes()).to_vec(),
        });
        let account = Command::Account(api::OpenAccount {
            code: "bank".to_owned(),
            office,
            kind: record::AccountKind::Bank.into(),
        });
        let made = self.register(vec![gateway, account]).await?;
        Ok(Office { office, account: made[1], areas, key })
    }

    /// Proposes by one administrator, confirms by the other.
    async fn register(&mut self, items: Vec<api::registry_item::Command>) -> Result<Vec<u64>, Status> {
        let indices = self.batch(items, 0).await?;
        let confirm = |object: &u64| {
            api::registry_item::Command::Confirmation(api::Confirm { object: *object, last_change: *object })
        };
        self.batch(indices.iter().map(confirm).collect(), 1).await?;
        Ok(indices)
    }

    async fn batch(&mut self, items: Vec<api::registry_item::Command>, by: usize) -> Result<Vec<u64>, Status> {
        let message = api::BatchRegisterRequest {
            request_id: request_id(),
            validate_only: false,
            mode: api::BatchMode::Atomic.into(),
            items: items.into_iter().map(|command| api::RegistryItem { command: Some(command) }).collect(),
        };
        let answer = self.client.batch_register(keyed(message, &self.administrators[by])).await?;
        Ok(answer.into_inner().recorded.map(|recorded| recorded.indices).unwrap_or_default())
    }
}

/// Receipt number `number`: a portal gift of its own payment, for one of the provinces or for anything.
pub fn receipt(office: &Office, number: u64) -> api::RecordReceipt {
    let place = usize::try_from(number % 40).unwrap_or(0);
    let area = office.areas.get(place).copied().unwrap_or(0);
    api::RecordReceipt {
        office: office.office,
        account: office.account,
        amount: Some(api::Money {
            amount: 10_000 + i64::try_from(number % 90_000).unwrap_or(0),
            unit: "IRR".to_owned(),
        }),
        source: record::Source::PublicDonation.into(),
        restriction: Some(api::Restriction { area, ..api::Restriction::default() }),
        donor: 0,
        channel: record::Channel::Portal.into(),
        payment: Some(api::ExternalPayment {
            terminal: format!("T{:05}", number % 97),
            settlement_date: Some(api::Date { year: 2025, month: 10, day: 20 }),
            reference: format!("{:012}", number),
        }),
        booking_date: None,
        value_date: None,
        campaign: 0,
        pledge: 0,
    }
}
