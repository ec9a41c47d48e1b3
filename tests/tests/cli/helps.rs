//! What the tool says of itself: every command has an `-h`, and each option in it a meaning.

use super::snapshot::check;

#[test]
fn every_command_explains_itself() {
    check("help", &["-h"]);
    check("help-audit", &["audit", "-h"]);
    check("help-audit-verify", &["audit", "verify", "-h"]);
    check("help-entry", &["entry", "-h"]);
    check("help-entry-show", &["entry", "show", "-h"]);
    check("help-trace", &["trace", "-h"]);
    check("help-balance", &["balance", "-h"]);
    check("help-statement", &["statement", "-h"]);
    check("help-follow", &["follow", "-h"]);
    check("help-receipt", &["receipt", "-h"]);
    check("help-receipt-record", &["receipt", "record", "-h"]);
    check("help-list", &["list", "-h"]);
    check("help-list-check", &["list", "check", "-h"]);
    check("help-list-check-results", &["list", "check-results", "-h"]);
}
