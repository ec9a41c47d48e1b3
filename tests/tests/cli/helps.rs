//! What the tool says of itself: every command has an `-h`, and each option in it a meaning.

use super::snapshot::check;

#[test]
fn every_command_explains_itself() {
    check("help", &["-h"]);
    check("help-audit", &["audit", "-h"]);
    check("help-audit-verify", &["audit", "verify", "-h"]);
    check("help-audit-export", &["audit", "export", "-h"]);
    check("help-proof-get", &["proof", "get", "-h"]);
    check("help-proof-verify", &["proof", "verify", "-h"]);
    check("help-witness-serve", &["witness", "serve", "-h"]);
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

#[test]
fn every_verb_of_an_officer_explains_itself() {
    check("help-receipt-show", &["receipt", "show", "-h"]);
    check("help-receipt-reissue", &["receipt", "reissue", "-h"]);
    check("help-receipt-reverse", &["receipt", "reverse", "-h"]);
    check("help-list-submit", &["list", "submit", "-h"]);
    check("help-list-approve", &["list", "approve", "-h"]);
    check("help-list-release", &["list", "release", "-h"]);
    check("help-list-payments", &["list", "payments", "-h"]);
    check("help-list-results", &["list", "results", "-h"]);
    check("help-list-status", &["list", "status", "-h"]);
    check("help-pledge", &["pledge", "-h"]);
    check("help-pledge-record", &["pledge", "record", "-h"]);
    check("help-pledge-amend", &["pledge", "amend", "-h"]);
    check("help-pledge-cancel", &["pledge", "cancel", "-h"]);
    check("help-pledge-write-off", &["pledge", "write-off", "-h"]);
    check("help-pledge-show", &["pledge", "show", "-h"]);
    check("help-pledge-list", &["pledge", "list", "-h"]);
    check("help-campaign", &["campaign", "-h"]);
    check("help-campaign-list", &["campaign", "list", "-h"]);
    check("help-campaign-show", &["campaign", "show", "-h"]);
    check("help-goods", &["goods", "-h"]);
    check("help-goods-receive", &["goods", "receive", "-h"]);
    check("help-goods-appraise", &["goods", "appraise", "-h"]);
    check("help-goods-assemble", &["goods", "assemble", "-h"]);
    check("help-goods-dissolve", &["goods", "dissolve", "-h"]);
    check("help-goods-hand-over", &["goods", "hand-over", "-h"]);
    check("help-goods-stock", &["goods", "stock", "-h"]);
    check("help-goods-trace-lot", &["goods", "trace-lot", "-h"]);
    check("help-goods-trace-kit", &["goods", "trace-kit", "-h"]);
    check("help-allotment", &["allotment", "-h"]);
    check("help-allotment-make", &["allotment", "make", "-h"]);
    check("help-allotment-notify", &["allotment", "notify", "-h"]);
    check("help-allotment-recall", &["allotment", "recall", "-h"]);
    check("help-allotment-list", &["allotment", "list", "-h"]);
    check("help-grant", &["grant", "-h"]);
    check("help-grant-apply", &["grant", "apply", "-h"]);
    check("help-grant-step", &["grant", "step", "-h"]);
    check("help-grant-show", &["grant", "show", "-h"]);
    check("help-payee", &["payee", "-h"]);
    check("help-payee-propose", &["payee", "propose", "-h"]);
    check("help-payee-confirm", &["payee", "confirm", "-h"]);
    check("help-grant-step-decide", &["grant", "step", "decide", "-h"]);
    check("help-grant-step-secure", &["grant", "step", "secure", "-h"]);
    check("help-grant-step-award", &["grant", "step", "award", "-h"]);
    check("help-grant-step-verify", &["grant", "step", "verify", "-h"]);
    check("help-grant-step-order", &["grant", "step", "order", "-h"]);
    check("help-grant-step-settle", &["grant", "step", "settle", "-h"]);
    check("help-grant-step-return", &["grant", "step", "return", "-h"]);
    check("help-grant-step-cancel", &["grant", "step", "cancel", "-h"]);
    check("help-grant-step-approve", &["grant", "step", "approve", "-h"]);
    check("help-grant-step-renew-payee", &["grant", "step", "renew-payee", "-h"]);
    check("help-grant-step-reserve-kit", &["grant", "step", "reserve-kit", "-h"]);
}
