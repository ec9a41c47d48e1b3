//! The generated messages and stubs, and their descriptor for reflection. Nothing here is written by hand
//! but what keeps personal data out of `Debug`.

#[cfg(test)]
mod tests;

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

/// Package `amanat.ledger`: the public API.
pub mod ledger {
    /// Version 1.
    #[allow(missing_docs, clippy::all, clippy::restriction, reason = "generated from proto/amanat/ledger/v1")]
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/amanat.ledger.v1.rs"));

        /// Says what kind of identity it is and never which.
        impl core::fmt::Debug for Identity {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "Identity({}, …)", self.r#type)
            }
        }

        /// Whose payee it is, and neither the name nor the account.
        impl core::fmt::Debug for ProposePayee {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "ProposePayee({}, …)", self.beneficiary)
            }
        }

        /// Which line it is, and not for whom.
        impl core::fmt::Debug for SubmittedLine {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "SubmittedLine({}, …)", self.line)
            }
        }

        /// Which row it is, and not of which account.
        impl core::fmt::Debug for ResultRow {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "ResultRow({}, …)", self.row)
            }
        }

        /// Which line it is, and neither the name nor the account.
        impl core::fmt::Debug for PaymentRow {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "PaymentRow({}, …)", self.line)
            }
        }
    }
}
