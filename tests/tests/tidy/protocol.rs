//! The protocol as the server describes it to its clients: messages, fields, methods, and their comments.

use ledger_wire::proto::FILE_DESCRIPTOR_SET;
use prost::Message;
use prost_types::field_descriptor_proto::Type;
use prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};
use std::collections::BTreeMap;

/// The descriptor set.
pub(super) struct Protocol(FileDescriptorSet);

/// A field that can hold any text or bytes.
pub(super) struct FreeField {
    /// `Message.field`.
    pub(super) name: String,
    /// Whether it holds text rather than bytes.
    pub(super) is_text: bool,
}

impl Protocol {
    pub(super) fn read() -> Self {
        Self(FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).expect("a descriptor set"))
    }

    fn of(&self, package: &str) -> impl Iterator<Item = &FileDescriptorProto> {
        self.0.file.iter().filter(move |file| file.package() == package)
    }

    /// The names of all messages of a package.
    pub(super) fn messages(&self, package: &str) -> Vec<String> {
        self.of(package).flat_map(|file| &file.message_type).map(|message| message.name().to_owned()).collect()
    }

    /// All fields of text or bytes of a package.
    pub(super) fn free_fields(&self, package: &str) -> Vec<FreeField> {
        let fields = |message: &DescriptorProto| {
            assert!(message.nested_type.is_empty(), "{}: nested messages are not looked into", message.name());
            let of = message.name().to_owned();
            message
                .field
                .iter()
                .filter(|field| matches!(field.r#type(), Type::String | Type::Bytes))
                .map(|field| FreeField {
                    name: format!("{of}.{}", field.name()),
                    is_text: field.r#type() == Type::String,
                })
                .collect::<Vec<_>>()
        };
        self.of(package).flat_map(|file| &file.message_type).flat_map(fields).collect()
    }

    /// What has a name and no comment in the files of a package: `file: path in the descriptor`.
    pub(super) fn undocumented(&self, package: &str) -> Vec<String> {
        self.of(package).flat_map(undocumented).collect()
    }
}

/// Numbers of fields in the descriptor's own messages, of which paths are made.
const MESSAGE: i32 = 4;
const ENUM: i32 = 5;
const SERVICE: i32 = 6;
const FIELD_OR_VALUE_OR_METHOD: i32 = 2;

fn undocumented(file: &FileDescriptorProto) -> Vec<String> {
    let comments: BTreeMap<&[i32], &str> = file
        .source_code_info
        .iter()
        .flat_map(|info| &info.location)
        .filter_map(|place| Some((place.path.as_slice(), place.leading_comments.as_deref()?)))
        .collect();
    let mut named: Vec<(Vec<i32>, String)> = Vec::new();
    for (at, message) in (0..).zip(&file.message_type) {
        named.push((vec![MESSAGE, at], message.name().to_owned()));
        let fields = (0..).zip(&message.field);
        named.extend(fields.map(|(field_at, field)| {
            (vec![MESSAGE, at, FIELD_OR_VALUE_OR_METHOD, field_at], format!("{}.{}", message.name(), field.name()))
        }));
    }
    for (at, choice) in (0..).zip(&file.enum_type) {
        named.push((vec![ENUM, at], choice.name().to_owned()));
        let values = (0..).zip(&choice.value);
        named
            .extend(values.map(|(value_at, value)| {
                (vec![ENUM, at, FIELD_OR_VALUE_OR_METHOD, value_at], value.name().to_owned())
            }));
    }
    for (at, service) in (0..).zip(&file.service) {
        named.push((vec![SERVICE, at], service.name().to_owned()));
        let methods = (0..).zip(&service.method);
        named.extend(methods.map(|(method_at, method)| {
            let name = format!("{}.{}", service.name(), method.name());
            (vec![SERVICE, at, FIELD_OR_VALUE_OR_METHOD, method_at], name)
        }));
    }
    named
        .into_iter()
        .filter(|(path, _)| comments.get(path.as_slice()).is_none_or(|comment| comment.trim().is_empty()))
        .map(|(_, name)| format!("{}: {name}", file.name()))
        .collect()
}
