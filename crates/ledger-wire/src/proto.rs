//! The generated messages and stubs, and their descriptor for reflection. Nothing here is written by hand
//! but what keeps personal data out of `Debug`.

/// The protocol files, compiled: a serialised `FileDescriptorSet`, as gRPC reflection serves it.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/amanat.bin"));

/// Package `amanat.record`: what is stored.
pub mod record {
    /// Version 1.
    #[allow(missing_docs, clippy::all, clippy::restriction, reason = "generated from proto/amanat/record/v1")]
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/amanat.record.v1.rs"));
    }
}
