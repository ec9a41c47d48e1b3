//! Methods by their names, called with empty messages: for walking over all that the descriptor lists.

use ledger_wire::proto::FILE_DESCRIPTOR_SET;
use prost::Message;
use prost::bytes::Buf;
use prost_types::FileDescriptorSet;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{Request, Status};

/// A method, by its path.
#[derive(Clone, Debug)]
pub struct RawMethod {
    /// `/package.Service/Method`.
    pub path: String,
    /// `Method`.
    pub name: String,
}

/// All methods of the descriptor.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn methods() -> Vec<RawMethod> {
    let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).expect("a descriptor");
    let mut methods = Vec::new();
    for file in &set.file {
        for service in &file.service {
            let service_name = format!("{}.{}", file.package(), service.name());
            methods.extend(service.method.iter().map(|method| RawMethod {
                path: format!("/{service_name}/{}", method.name()),
                name: method.name().to_owned(),
            }));
        }
    }
    methods
}

/// The services of the descriptor, by their full names.
#[must_use]
pub fn services() -> Vec<String> {
    let mut services: Vec<String> =
        methods().iter().filter_map(|method| Some(method.path.split('/').nth(1)?.to_owned())).collect();
    services.dedup();
    services
}

impl RawMethod {
    /// Calls the method with an empty message and this authorization.
    ///
    /// # Errors
    /// What the server says.
    ///
    /// # Panics
    /// If there is no connection.
    pub async fn call(&self, channel: Channel, authorization: Option<&str>) -> Result<(), Status> {
        let mut client = tonic::client::Grpc::new(channel);
        client.ready().await.expect("a connection");
        let mut request = Request::new(());
        if let Some(value) = authorization {
            request.metadata_mut().insert("authorization", value.parse().expect("a header"));
        }
        let path = PathAndQuery::try_from(&*self.path).expect("a path");
        client.unary(request, path, Empty).await.map(|_| ())
    }
}

/// Sends nothing, and does not look at what comes.
#[derive(Clone, Copy, Default)]
struct Empty;

impl Codec for Empty {
    type Encode = ();
    type Decode = ();
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Empty {
    type Item = ();
    type Error = Status;

    fn encode(&mut self, (): (), _: &mut EncodeBuf<'_>) -> Result<(), Status> {
        Ok(())
    }
}

impl Decoder for Empty {
    type Item = ();
    type Error = Status;

    fn decode(&mut self, bytes: &mut DecodeBuf<'_>) -> Result<Option<()>, Status> {
        bytes.advance(bytes.remaining());
        Ok(Some(()))
    }
}
