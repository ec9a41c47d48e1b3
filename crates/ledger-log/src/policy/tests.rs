//! Policies: what is read, what a quorum is, and which checkpoints are believed.

mod judging;
mod reading;

use super::Policy;
use crate::cosignature::WitnessSigner;
use crate::note::SignerKey;

fn log(seed: u8) -> SignerKey {
    SignerKey::from_seed(format!("log-{seed}.example").parse().unwrap(), &[seed; 32])
}

fn witness(seed: u8) -> WitnessSigner {
    WitnessSigner::from_seed(format!("witness-{seed}.example").parse().unwrap(), &[seed; 32])
}

/// `LOG1` stands for the key of log 1, `W7` for that of witness 7.
fn with_keys(text: &str) -> String {
    let logs = (1..=3).map(|seed| (format!("LOG{seed}"), log(seed).verifier().to_string()));
    let witnesses = (4..=9).map(|seed| (format!("W{seed}"), witness(seed).verifier().to_string()));
    logs.chain(witnesses).fold(text.to_owned(), |text, (name, key)| text.replace(&name, &key))
}

/// The example of the specification: two of the X, one of the Y, and both groups.
fn example() -> Policy {
    let text = "# the example of C2SP tlog-policy
log LOG1 https://log.example/

witness X1 W4
witness X2 W5 https://x2.example/
\twitness  X3\tW6
group X-witnesses 2 X1 X2 X3

witness Y1 W7
witness Y2 W8
witness Y3 W9
group Y-witnesses any Y1 Y2 Y3

  # both
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
";
    with_keys(text).parse().unwrap()
}
