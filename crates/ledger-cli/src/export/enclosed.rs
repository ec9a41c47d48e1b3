//! What goes with every export, so that it can be checked without us: the second verifier, the schema of the entries,
//! and how to go about it.

use super::folder::{Folder, Written};
use crate::failure::Failure;

/// A file of this repository, under the name that it has in an export.
macro_rules! enclosed {
    ($($name:literal from $path:literal;)*) => {
        &[$(($name, include_bytes!(concat!("../../../../", $path)) as &[u8]),)*]
    };
}

const VERIFIER: &[(&str, &[u8])] = enclosed! {
    "verify.py" from "verify/verify.py";
    "amanat_verify/__init__.py" from "verify/amanat_verify/__init__.py";
    "amanat_verify/acts.py" from "verify/amanat_verify/acts.py";
    "amanat_verify/anchor.py" from "verify/amanat_verify/anchor.py";
    "amanat_verify/command.py" from "verify/amanat_verify/command.py";
    "amanat_verify/ed25519.py" from "verify/amanat_verify/ed25519.py";
    "amanat_verify/entries.py" from "verify/amanat_verify/entries.py";
    "amanat_verify/export.py" from "verify/amanat_verify/export.py";
    "amanat_verify/faults.py" from "verify/amanat_verify/faults.py";
    "amanat_verify/findings.py" from "verify/amanat_verify/findings.py";
    "amanat_verify/goods.py" from "verify/amanat_verify/goods.py";
    "amanat_verify/grants.py" from "verify/amanat_verify/grants.py";
    "amanat_verify/hashes.py" from "verify/amanat_verify/hashes.py";
    "amanat_verify/journal.py" from "verify/amanat_verify/journal.py";
    "amanat_verify/judge.py" from "verify/amanat_verify/judge.py";
    "amanat_verify/lists.py" from "verify/amanat_verify/lists.py";
    "amanat_verify/money.py" from "verify/amanat_verify/money.py";
    "amanat_verify/notes.py" from "verify/amanat_verify/notes.py";
    "amanat_verify/partition.py" from "verify/amanat_verify/partition.py";
    "amanat_verify/pledges.py" from "verify/amanat_verify/pledges.py";
    "amanat_verify/schema.py" from "verify/amanat_verify/schema.py";
    "amanat_verify/state.py" from "verify/amanat_verify/state.py";
    "amanat_verify/whole.py" from "verify/amanat_verify/whole.py";
    "amanat_verify/years.py" from "verify/amanat_verify/years.py";
};

const SCHEMA: &[(&str, &[u8])] = enclosed! {
    "schema/amanat/record/v1/allotments.proto" from "proto/amanat/record/v1/allotments.proto";
    "schema/amanat/record/v1/book.proto" from "proto/amanat/record/v1/book.proto";
    "schema/amanat/record/v1/campaigns.proto" from "proto/amanat/record/v1/campaigns.proto";
    "schema/amanat/record/v1/goods.proto" from "proto/amanat/record/v1/goods.proto";
    "schema/amanat/record/v1/grants.proto" from "proto/amanat/record/v1/grants.proto";
    "schema/amanat/record/v1/lists.proto" from "proto/amanat/record/v1/lists.proto";
    "schema/amanat/record/v1/payees.proto" from "proto/amanat/record/v1/payees.proto";
    "schema/amanat/record/v1/pledges.proto" from "proto/amanat/record/v1/pledges.proto";
    "schema/amanat/record/v1/policies.proto" from "proto/amanat/record/v1/policies.proto";
    "schema/amanat/record/v1/receipts.proto" from "proto/amanat/record/v1/receipts.proto";
    "schema/amanat/record/v1/record.proto" from "proto/amanat/record/v1/record.proto";
    "schema/amanat/record/v1/refused.proto" from "proto/amanat/record/v1/refused.proto";
    "schema/amanat/record/v1/registry.proto" from "proto/amanat/record/v1/registry.proto";
};

const HOW_TO_CHECK: &str = "\
This folder is a copy of a ledger, up to the checkpoint in the file `checkpoint`.

  checkpoint        a signed note (C2SP signed-note, tlog-checkpoint): origin, number of entries, root
  tile/<L>/<N>      hashes of the tree (C2SP tlog-tiles, RFC 6962 with SHA-256)
  tile/entries/<N>  the entries: for each its length in two bytes, high byte first, then itself
  schema/           what an entry says: protocol buffers, as text and as a descriptor set
  policy            if it is there: whose signatures whoever made this copy trusts. Do not believe it because it lies here:
                    get the policy, or the key, from somebody whom you trust
  verify.py         a verifier that needs nothing but Python 3.11

Three ways, each written apart from the others:

  ledger-cli audit verify <this folder> --policy <your policy>
  python3 verify.py <this folder> --policy <your policy>
  any client of C2SP tlog-tiles, for hashes and signatures

The first two replay every rule of the ledger on every entry, and end with 0 only if all of it holds and a key that you
named signed it; 3 says that something was changed, and where.
";

/// Writes all of it.
pub(super) fn write(folder: &Folder, policy: Option<&[u8]>, written: &mut Written) -> Result<(), Failure> {
    for (name, bytes) in VERIFIER.iter().chain(SCHEMA) {
        folder.write(name, bytes, written)?;
    }
    folder.write("schema/descriptor.binpb", ledger_wire::proto::FILE_DESCRIPTOR_SET, written)?;
    folder.write("HOW-TO-CHECK.txt", HOW_TO_CHECK.as_bytes(), written)?;
    policy.map_or(Ok(()), |policy| folder.write("policy", policy, written))
}

#[cfg(test)]
mod tests {
    use super::{SCHEMA, VERIFIER};
    use std::path::Path;

    #[test]
    fn every_file_of_the_verifier_and_of_the_stored_record_is_enclosed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let names = |folder: &str, ending: &str| {
            let entries = std::fs::read_dir(root.join(folder)).unwrap();
            let mut names: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.retain(|name| name.ends_with(ending));
            assert!(!names.is_empty());
            names
        };
        for name in names("verify/amanat_verify", ".py") {
            assert!(VERIFIER.iter().any(|(path, _)| *path == format!("amanat_verify/{name}")), "{name}");
        }
        for name in names("proto/amanat/record/v1", ".proto") {
            assert!(SCHEMA.iter().any(|(path, _)| *path == format!("schema/amanat/record/v1/{name}")), "{name}");
        }
    }
}
