use super::{MAX_TIME_SECONDS, TimeOutOfRange, WitnessKey, WitnessSigner, stated_time_seconds};
use crate::checkpoint::Checkpoint;
use crate::note::{MalformedKey, Note, SignatureLine, SignerKey, Verifier, VerifierKey};

/// A checkpoint that a public log signed and public witnesses cosigned, with keys of both kinds.
const LOG_KEY: &str = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const WITNESS_KEY: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
const COSIGNED: &str = "arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
";

fn witness() -> WitnessSigner {
    WitnessSigner::from_seed("witness.example/w".parse().unwrap(), &[7; 32])
}

fn signed() -> (Checkpoint, Note) {
    let log = SignerKey::from_seed("log.example".parse().unwrap(), &[1; 32]);
    let text = "log.example\n5\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n";
    let checkpoint: Checkpoint = text.parse().unwrap();
    let note = checkpoint.sign(&log).unwrap();
    (checkpoint, note)
}

fn cosigned(line: SignatureLine) -> Note {
    signed().1.with_signature(line).unwrap()
}

#[test]
fn a_public_logs_checkpoint_opens_and_its_witness_is_believed() {
    let note: Note = COSIGNED.parse().unwrap();
    let log: VerifierKey = LOG_KEY.parse().unwrap();
    let checkpoint = Checkpoint::open(&note, &log).unwrap();
    assert_eq!(checkpoint.head().size, 1_432_088_532);

    let witness: WitnessKey = WITNESS_KEY.parse().unwrap();
    assert_eq!(witness.to_string(), WITNESS_KEY);
    let lines = note.signatures_by(&witness).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(stated_time_seconds(lines[0]), Some(0x6a12_2120));

    let shrunk: Note = COSIGNED.replace("1432088532", "42").parse().unwrap();
    assert!(shrunk.signatures_by(&witness).is_err());
    assert!(Checkpoint::open(&shrunk, &log).is_err());
}

#[test]
fn a_cosignature_verifies_and_states_its_time() {
    let line = witness().cosign(&signed().0, 1_679_315_147).unwrap();
    assert_eq!(line.signature().len(), 72);
    let note: Note = cosigned(line).to_string().parse().unwrap();
    let lines = note.signatures_by(&witness().verifier()).unwrap();
    assert_eq!(stated_time_seconds(lines[0]), Some(1_679_315_147));
}

#[test]
fn a_changed_time_breaks_the_cosignature() {
    let line = witness().cosign(&signed().0, 1_679_315_147).unwrap();
    let mut later = line.signature().to_vec();
    later[7] ^= 1;
    let (name, id) = (line.name().clone(), line.id());
    let note = cosigned(SignatureLine::new(name, id, later));
    assert!(note.signatures_by(&witness().verifier()).is_err());
}

#[test]
fn a_cosignature_of_another_length_is_bad_and_has_no_time() {
    let line = witness().cosign(&signed().0, 5).unwrap();
    for length in [1, 8, 64, 71] {
        let cut = line.signature()[..length].to_vec();
        let short = SignatureLine::new(line.name().clone(), line.id(), cut);
        assert_eq!(stated_time_seconds(&short), None);
        assert!(cosigned(short).signatures_by(&witness().verifier()).is_err());
    }
}

#[test]
fn a_time_from_2_63_on_is_neither_signed_nor_read() {
    let (checkpoint, _) = signed();
    assert!(witness().cosign(&checkpoint, MAX_TIME_SECONDS).is_ok());
    let time_seconds = MAX_TIME_SECONDS + 1;
    assert_eq!(witness().cosign(&checkpoint, time_seconds), Err(TimeOutOfRange { time_seconds }));

    // A witness that signs it all the same is not believed.
    let signature = witness().0.sign(&super::message(time_seconds, &checkpoint.to_string()));
    let timestamped = [&time_seconds.to_be_bytes()[..], &signature].concat();
    assert!(!witness().verifier().accepts(&checkpoint.to_string(), &timestamped));
}

#[test]
fn a_log_key_is_no_witness_key_though_the_bytes_are_the_same() {
    assert_eq!(LOG_KEY.parse::<WitnessKey>(), Err(MalformedKey::Type { expected: 4, found: 1 }));
    let name = || "one.example".parse().unwrap();
    let as_log = SignerKey::from_seed(name(), &[9; 32]);
    let as_witness = WitnessSigner::from_seed(name(), &[9; 32]);
    assert_ne!(as_log.id(), as_witness.verifier().id());
    assert_eq!(as_log.verifier().as_bytes(), as_witness.verifier().as_bytes());
}

#[test]
fn a_witness_key_comes_back_from_its_secret_text_and_does_not_show_it() {
    let text = witness().secret_text();
    let again = WitnessSigner::from_secret_text(&text).unwrap();
    assert_eq!(again.verifier(), witness().verifier());
    assert!(SignerKey::from_secret_text(&text).is_err());
    let secret = text.rsplit_once('+').unwrap().1;
    assert!(!format!("{again:?}").contains(secret));
}
