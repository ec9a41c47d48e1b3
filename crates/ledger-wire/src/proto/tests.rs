//! The protocol files keep their own rules: everything is commented, requests and answers belong to one method,
//! enums begin with "unspecified", and nothing shows an identity.

use super::FILE_DESCRIPTOR_SET;
use super::ledger::v1::{AdmitPrincipal, Identity, IdentityType};
use prost::Message;
use prost_types::{FileDescriptorProto, FileDescriptorSet, ServiceDescriptorProto};
use std::collections::BTreeSet;

fn files() -> Vec<FileDescriptorProto> {
    let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).expect("what the build wrote");
    set.file.into_iter().filter(|file| file.package().starts_with("amanat.")).collect()
}

/// Paths of the descriptor that name something a reader may ask about: see `descriptor.proto`, 4 message, 5 enum,
/// 6 service, and in them 2 field, value or method, 8 oneof.
fn is_element(path: &[i32]) -> bool {
    matches!(path, [4..=6, _] | [4..=6, _, 2, _] | [4, _, 8, _])
}

#[test]
fn everything_is_commented() {
    let mut elements = 0;
    for file in files() {
        let locations = file.source_code_info.clone().expect("comments are kept").location;
        for location in locations.iter().filter(|location| is_element(&location.path)) {
            // Fields that the compiler makes for maps have no place of their own in the file.
            assert!(!location.leading_comments().trim().is_empty(), "{} at {:?}", file.name(), location.span);
            elements += 1;
        }
    }
    assert!(elements > 1_400, "{elements}");
}

#[test]
fn each_method_has_a_request_and_an_answer_of_its_own() {
    let services: Vec<ServiceDescriptorProto> = files().into_iter().flat_map(|file| file.service).collect();
    let mut methods = BTreeSet::new();
    for service in &services {
        assert!(service.name().ends_with("Service"));
        for method in &service.method {
            assert!(methods.insert(method.name().to_owned()), "{}", method.name());
            assert_eq!(method.input_type(), format!(".amanat.ledger.v1.{}Request", method.name()));
            assert_eq!(method.output_type(), format!(".amanat.ledger.v1.{}Response", method.name()));
        }
    }
    assert_eq!(services.len(), 9);
    assert!(methods.contains("BatchRecordReceipts"));
}

#[test]
fn every_enum_begins_with_unspecified_and_its_own_prefix() {
    for each in files().into_iter().flat_map(|file| file.enum_type) {
        let prefix = each.name().chars().fold(String::new(), |mut prefix, letter| {
            if letter.is_uppercase() && !prefix.is_empty() {
                prefix.push('_');
            }
            prefix.push(letter.to_ascii_uppercase());
            prefix
        });
        assert_eq!(each.value[0].name(), format!("{prefix}_UNSPECIFIED"));
        assert!(each.value.iter().all(|value| value.name().starts_with(&format!("{prefix}_"))));
    }
}

#[test]
fn an_identity_is_not_shown() {
    let identity = Identity { r#type: IdentityType::NationalId.into(), value: "9990000018".to_owned() };
    let principal = AdmitPrincipal { person: Some(identity), office: 1, roles: Vec::new(), api_key_sha256: Vec::new() };
    assert!(!format!("{principal:?}").contains("999"));
}
