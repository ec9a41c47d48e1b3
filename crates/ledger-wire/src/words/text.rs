//! Texts that say the same whatever the numbers are: the heads of tables, and sentences without a hole in them.

use super::Language;

macro_rules! texts {
    ($($name:ident $english:literal $persian:literal;)*) => {
        /// A text, by what it says.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Text {
            $(#[doc = $english] $name,)*
        }

        impl Text {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// How it is written.
            #[must_use]
            pub const fn written(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::English) => $english,
                    (Self::$name, Language::Persian) => $persian,)*
                }
            }
        }
    };
}

texts! {
    Rial "IRR" "ریال";
    Toman "toman" "تومان";
    RialTomanBeside "IRR, toman beside" "ریال، با تومان در کنار آن";
    None "none" "هیچ";
    Unknown "unknown" "نامعلوم";

    Amount "amount" "مبلغ";
    InHand "in hand" "موجود";
    Numbered "numbered" "شماره‌گذاری‌شده";
    Entry "entry" "ثبت";
    Day "day" "روز";
    NoDay "no day" "بی‌تاریخ";
    What "what" "رویداد";
    In "in" "ورودی";
    Out "out" "خروجی";
    From "from" "از";
    To "to" "به";
    Numbers "numbers" "شماره‌ها";
    Now "now" "وضعیت";
    Receipt "receipt" "رسید";
    Line "line" "ردیف اعتبار";
    Grant "grant" "کمک";
    HoldsNoMoney "holds no money" "وجهی ندارد";
    FirstComeFirstUsed
        "which rial of a fund pays for what is a convention: first come, first used"
        "این‌که کدام ریالِ یک منبع خرج چه می‌شود قرارداد است: هر چه زودتر آمده زودتر مصرف می‌شود";

    Recorded "recorded" "ثبت شد";
    WouldBeRecorded "would be recorded" "ثبت خواهد شد";
    NothingWasRecorded "nothing was recorded" "چیزی ثبت نشد";
    Index "index" "شمارهٔ ثبت";
    ReceiptNumber "receipt number" "شمارهٔ رسید";
    RequestId "request id" "شناسهٔ درخواست";
    NotReadableWithThisKey "not readable with this key" "با این کلید خواندنی نیست";
    Refused "refused" "پذیرفته نشد";
    RecordedAsEntry "recorded as entry" "به شمارهٔ ثبت";

    FileLine "line" "سطر";
    ListLine "number" "ردیف";
    Column "column" "ستون";
    Code "code" "کد";
    Weight "weight" "اهمیت";
    Error "error" "خطا";
    Warning "warning" "هشدار";
    Wrong "what is wrong" "چه نادرست است";
    Right "what would be right" "درست آن";
    Content "content" "چکیدهٔ محتوا";
    Accepted "accepted" "پذیرفته شد";
    Lines "lines" "سطرها";
    Total "total" "جمع";
    Paid "paid" "پرداخت‌شده";
    Returned "returned" "برگشتی";
    Errors "errors" "خطاها";
    Warnings "warnings" "هشدارها";

    Yes "yes" "بله";
    No "no" "خیر";
    DryRun "dry run" "اجرای آزمایشی";
    Name "name" "نام";
    Link "link" "زنجیره";
    EntryCount "entry count" "شمار ثبت‌ها";
    LastChange "last change" "آخرین تغییر";
    LineCount "line count" "شمار سطرها";
    Reason "reason" "دلیل";
    Stage "stage" "مرحله";
    Standing "standing" "وضعیت";
    Office "office" "اداره";
    Programme "programme" "برنامه";
    Beneficiary "beneficiary" "مددجو";
    Payee "payee" "گیرندهٔ وجه";
    Account "account" "حساب";
    List "list" "فهرست";
    DeclaredCount "declared count" "شمار اظهارشده";
    DeclaredTotal "declared total" "جمع اظهارشده";
    SubmittedBy "submitted by" "تهیه‌کننده";
    SubmittedOn "submitted on" "روز تهیه";
    ApprovedBy "approved by" "تأییدکننده";
    ReleasedBy "released by" "صادرکننده";
    NoOneBeneficiary
        "No verified beneficiary has this national id, or more than one has."
        "هیچ مددجوی تأییدشده‌ای این کد ملی را ندارد، یا بیش از یکی دارد.";
    RowCount "row count" "شمار سطرهای پرونده";
    File "file" "پرونده";
    Part "part" "نوبت";
    Due "due" "سررسید";
    Units "units" "شمار";
    Donor "donor" "خیّر";
    Campaign "campaign" "پویش";
    Item "item" "کالا";
    Pledged "pledged" "تعهد خیّر";
    Received "received" "دریافت‌شده";
    Open "open" "مانده";
    Overdue "overdue" "سررسیدگذشته";
    Cancelled "cancelled" "ابطال‌شده";
    WrittenOff "written off" "حذف‌شده";
    RecordedOn "recorded on" "روز درج";
    BookedOn "booked on" "روز ثبت";
    Kind "kind" "نوع";
    Opens "opens" "آغاز";
    Closes "closes" "پایان";
    Target "target" "هدف";
    Receipts "receipts" "رسیدها";
    Reversed "reversed" "ثبت معکوس";
    Confirmed "confirmed" "تأیید شده";
    Closed "closed" "بسته شده";
    Channel "channel" "راه دریافت";
    Fund "fund" "منبع";
    Pledge "pledge" "قول خیّر";
    Fulfilled "fulfilled" "اداشده";
    Free "free" "آزاد";
    Unappraised "unappraised" "ارزیابی‌نشده";
    InKits "in kits" "در بسته‌ها";
    HandedOver "handed over" "تحویل‌شده";
    Store "store" "انبار";
    Kit "kit" "بسته";
    KitDesign "kit design" "طرح بسته";
    Lot "lot" "محموله";
    Value "value" "ارزش";
    Series "series" "رشته";
    Start "start" "از شمارهٔ";
    Parent "parent" "ردیف بالاتر";
    AllottedBy "allotted by" "تخصیص‌دهنده";
    Notified "notified" "ابلاغ شده";
    Rule "rule" "ضابطه";
    LineOfList "line of list" "سطر فهرست";
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::words::Language;
    use crate::words::language::tests::is_persian;

    #[test]
    fn every_text_is_written_in_both_languages() {
        for text in Text::ALL {
            let english = text.written(Language::English);
            assert!(!english.is_empty() && english.is_ascii(), "{text:?}: {english}");
            assert!(is_persian(text.written(Language::Persian)), "{text:?}");
        }
    }
}
