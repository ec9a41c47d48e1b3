//! Reading a policy file, line by line. Each fault names its line.

use super::{Group, Log, Member, Policy, Witness};
use crate::note::MalformedKey;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// Longest policy file.
pub const MAX_POLICY_BYTES: usize = 1 << 20;
/// Most `log` lines.
pub const MAX_LOGS: usize = 256;
/// Most `witness` lines.
pub const MAX_WITNESSES: usize = 256;
/// Most `group` lines.
pub const MAX_GROUPS: usize = 256;
/// Longest name of a witness or group.
const MAX_NAME_BYTES: usize = 255;
/// The name that asks for no witness; it cannot be defined.
const NONE: &str = "none";

/// Why a file is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedPolicy {
    /// Longer than [`MAX_POLICY_BYTES`].
    #[error("the policy has {size_bytes} bytes; at most {MAX_POLICY_BYTES} are read")]
    TooLong {
        /// Length of the file.
        size_bytes: usize,
    },
    /// Not UTF-8.
    #[error("the policy is not UTF-8 after byte {valid_bytes}")]
    NotUtf8 {
        /// How many bytes are.
        valid_bytes: usize,
    },
    /// The last line has no newline: the file may have been cut.
    #[error("the policy's last line has no newline at its end")]
    NoFinalNewline,
    /// No `quorum` line. To ask for no witness, say so: `quorum none`.
    #[error("the policy has no quorum line")]
    NoQuorum,
    /// A line is wrong.
    #[error("line {line} of the policy is wrong")]
    Line {
        /// Which one, counted from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        fault: LineFault,
    },
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// A control character other than tab.
    #[error("it has a control character")]
    ControlCharacter,
    /// It begins with none of `log`, `witness`, `group`, `quorum`.
    #[error("{word:?} is not log, witness, group or quorum")]
    UnknownKeyword {
        /// Its first word, cut if it is long.
        word: String,
    },
    /// Too few or too many words for its keyword.
    #[error("it has {found} words")]
    WordCount {
        /// Words on the line, the keyword included.
        found: usize,
    },
    /// The key is none.
    #[error("its key is malformed")]
    Key(#[source] MalformedKey),
    /// The same public key stands on an earlier line of its kind, under this name or another.
    #[error("its key stands on an earlier line")]
    DuplicateKey,
    /// The name is too long.
    #[error("its name has {length_bytes} bytes; at most {MAX_NAME_BYTES} are allowed")]
    NameTooLong {
        /// Length of the name.
        length_bytes: usize,
    },
    /// The name is `none`, or an earlier line's.
    #[error("the name {name} is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The name stands on no earlier `witness` or `group` line.
    #[error("the name {name} is not defined above")]
    UnknownName {
        /// The name, cut if it is long.
        name: String,
    },
    /// The witness or group is a member already: it could count twice.
    #[error("{name} is a member of a group already")]
    MemberTwice {
        /// The name.
        name: String,
    },
    /// Neither `all`, nor `any`, nor a plain number from 1 to the count of members.
    #[error("the threshold is not all, any, or a number from 1 to {members}")]
    Threshold {
        /// How many members the group has.
        members: usize,
    },
    /// A second `quorum` line.
    #[error("the quorum is set on an earlier line")]
    QuorumTwice,
    /// One more than [`MAX_LOGS`], [`MAX_WITNESSES`] or [`MAX_GROUPS`].
    #[error("there are {limit} such lines already; no more are read")]
    TooMany {
        /// The limit.
        limit: usize,
    },
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// [`MalformedPolicy`] at the first thing that is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Policy, MalformedPolicy> {
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(MalformedPolicy::TooLong { size_bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|fault| MalformedPolicy::NotUtf8 { valid_bytes: fault.valid_up_to() })?;
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(MalformedPolicy::NoFinalNewline);
        }
        let mut draft = Draft::default();
        for (line, content) in (1..).zip(text.split_terminator('\n')) {
            draft.read(content).map_err(|fault| MalformedPolicy::Line { line, fault })?;
        }
        draft.finish()
    }
}

impl FromStr for Policy {
    type Err = MalformedPolicy;

    fn from_str(text: &str) -> Result<Policy, MalformedPolicy> {
        Policy::parse(text.as_bytes())
    }
}

/// The policy as far as it was read.
#[derive(Default)]
struct Draft {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    named: BTreeMap<String, Member>,
    members: BTreeSet<String>,
    quorum: Option<Option<Member>>,
}

impl Draft {
    fn read(&mut self, line: &str) -> Result<(), LineFault> {
        if line.bytes().any(|byte| (byte < b' ' && byte != b'\t') || byte == 0x7f) {
            return Err(LineFault::ControlCharacter);
        }
        // Spaces and tabs only; other Unicode spaces are part of a word.
        let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [comment, ..] if comment.starts_with('#') => Ok(()),
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["group", name, threshold, members @ ..] => self.group(name, threshold, members),
            ["quorum", name] => self.set_quorum(name),
            ["log" | "witness" | "group" | "quorum", ..] => Err(LineFault::WordCount { found: words.len() }),
            [word, ..] => Err(LineFault::UnknownKeyword { word: cut(word) }),
        }
    }

    fn log(&mut self, key: &str, url: Option<&str>) -> Result<(), LineFault> {
        refuse_beyond(MAX_LOGS, self.logs.len())?;
        let log = Log { key: key.parse().map_err(LineFault::Key)?, url: url.map(str::to_owned) };
        if self.logs.iter().any(|earlier| earlier.key.as_bytes() == log.key.as_bytes()) {
            return Err(LineFault::DuplicateKey);
        }
        self.logs.push(log);
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&str>) -> Result<(), LineFault> {
        refuse_beyond(MAX_WITNESSES, self.witnesses.len())?;
        let key = key.parse().map_err(LineFault::Key)?;
        let witness = Witness { name: name.to_owned(), key, url: url.map(str::to_owned) };
        if self.witnesses.iter().any(|earlier| earlier.key.as_bytes() == witness.key.as_bytes()) {
            return Err(LineFault::DuplicateKey);
        }
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(witness);
        Ok(())
    }

    fn group(&mut self, name: &str, threshold: &str, names: &[&str]) -> Result<(), LineFault> {
        refuse_beyond(MAX_GROUPS, self.groups.len())?;
        let threshold = parse_threshold(threshold, names.len())?;
        let mut members = Vec::new();
        for name in names {
            members.push(self.resolve(name)?);
            if !self.members.insert((*name).to_owned()) {
                return Err(LineFault::MemberTwice { name: (*name).to_owned() });
            }
        }
        // Defined only now, so that a group cannot be its own member.
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group { threshold, members });
        Ok(())
    }

    fn set_quorum(&mut self, name: &str) -> Result<(), LineFault> {
        if self.quorum.is_some() {
            return Err(LineFault::QuorumTwice);
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.resolve(name)?) });
        Ok(())
    }

    fn define(&mut self, name: &str, member: Member) -> Result<(), LineFault> {
        if name.len() > MAX_NAME_BYTES {
            return Err(LineFault::NameTooLong { length_bytes: name.len() });
        }
        if name == NONE || self.named.contains_key(name) {
            return Err(LineFault::NameTaken { name: name.to_owned() });
        }
        self.named.insert(name.to_owned(), member);
        Ok(())
    }

    fn resolve(&self, name: &str) -> Result<Member, LineFault> {
        self.named.get(name).copied().ok_or_else(|| LineFault::UnknownName { name: cut(name) })
    }

    fn finish(self) -> Result<Policy, MalformedPolicy> {
        let Draft { logs, witnesses, groups, named: _, members: _, quorum } = self;
        let quorum = quorum.ok_or(MalformedPolicy::NoQuorum)?;
        Ok(Policy { logs, witnesses, groups, quorum })
    }
}

fn parse_threshold(text: &str, members: usize) -> Result<usize, LineFault> {
    let wrong = LineFault::Threshold { members };
    let threshold = match text {
        "all" => members,
        "any" => 1,
        _ if text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(wrong);
        }
        number => number.parse().map_err(|_| LineFault::Threshold { members })?,
    };
    if (1..=members).contains(&threshold) { Ok(threshold) } else { Err(wrong) }
}

fn refuse_beyond(limit: usize, found: usize) -> Result<(), LineFault> {
    if found < limit { Ok(()) } else { Err(LineFault::TooMany { limit }) }
}

/// The beginning of a word, for an error that someone reads.
fn cut(word: &str) -> String {
    word.chars().take(64).collect()
}
