//! Copies of receipts: each has the next number, and the receipt is one that was recorded.

use crate::ask::ANYTHING;
use crate::book::Book;
use ledger_core::command::Command;
use ledger_core::event::{Event, ReceiptReissued};
use ledger_core::ids::ReceiptId;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;

pub const REFUSED: &[fn()] = &[a_copy_is_of_a_receipt_and_made_out_by_its_office];

pub const FORGED: &[fn()] = &[a_forged_copy_is_the_next_one_of_a_receipt];

fn copy(receipt: u64) -> Command {
    Command::ReissueReceipt { receipt: ReceiptId(receipt) }
}

#[test]
fn copies_are_counted_by_receipt() {
    let mut book = Book::ready();
    let w = book.w;
    let (first, second) = (book.receives(10, ANYTHING), book.receives(20, ANYTHING));
    for (receipt, number) in [(first, 1), (first, 2), (second, 1), (first, 3)] {
        let index = book.does(w.receiver, copy(receipt));
        let expected = ReceiptReissued { receipt: ReceiptId(receipt), copy: number };
        assert_eq!(book.entry(index).event, Event::ReceiptReissued(expected));
    }
}

#[test]
fn a_copy_is_of_a_receipt_and_made_out_by_its_office() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(10, ANYTHING);
    for nothing in [w.bank.0, 9_999] {
        assert_eq!(book.refuses(w.receiver, copy(nothing)), Rejection::UnknownReceipt { receipt: nothing });
    }
    assert_eq!(book.refuses(w.of_qom, copy(receipt)), Rejection::OutOfScope { office: w.national.0 });
    assert_eq!(book.refuses(w.approver, copy(receipt)), Rejection::RoleMissing { role: Role::Receiver.number() });
}

#[test]
fn a_forged_copy_is_the_next_one_of_a_receipt() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(10, ANYTHING);
    book.does(w.receiver, copy(receipt));
    let forged = |receipt, copy| {
        let event = Event::ReceiptReissued(ReceiptReissued { receipt: ReceiptId(receipt), copy });
        book.slips_in(w.receiver, event)
    };
    for copy in [0, 1, 3] {
        assert_eq!(forged(receipt, copy), Rejection::ReceiptNumberGap { next: 2, found: u64::from(copy) });
    }
    assert_eq!(forged(w.bank.0, 1), Rejection::UnknownReceipt { receipt: w.bank.0 });
}
