//! No, in a sentence for people: the standard's localized message. It allows one a status, so it is in the language
//! that the caller asks for with `accept-language`, and in English for who asks for none.

use super::{Failure, Unavailable};
use crate::words::{self, Language};
use tonic::Status;
use tonic_types::StatusExt;

/// The status with its sentence in this language; as it is, if there are no words for it.
#[must_use]
pub fn spoken(status: Status, language: Language) -> Status {
    let Some(sentence) = sentence(&Failure::from(&status), language) else { return status };
    let mut details = status.get_error_details();
    details.set_localized_message(language.tag(), sentence);
    Status::with_error_details_and_metadata(status.code(), status.message(), details, status.metadata().clone())
}

/// The sentence that came with a status.
#[must_use]
pub fn heard(status: &Status) -> Option<String> {
    status.get_details_localized_message().map(|localized| localized.message)
}

/// A failure in a sentence; `None` where only its own message says what it is.
pub(super) fn sentence(failure: &Failure, language: Language) -> Option<String> {
    let (english, persian) = match failure {
        Failure::Refused(refusal) => return words::refusal(refusal, language),
        Failure::Other { .. } => return None,
        Failure::Malformed { count, .. } => (
            format!("The request is malformed (problems: {count})."),
            format!("درخواست نادرست است (شمار ایرادها: {count})."),
        ),
        Failure::OverLimit { .. } => {
            ("Over a limit; try again in a moment.".to_owned(), "بیش از حد مجاز؛ کمی بعد دوباره بفرستید.".to_owned())
        }
        Failure::Unauthenticated => {
            ("No valid key came with the call.".to_owned(), "کلید معتبری همراه درخواست نبود.".to_owned())
        }
        Failure::Unavailable(why) => return Some(waiting(*why, language).to_owned()),
    };
    Some(match language {
        Language::English => english,
        Language::Persian => persian,
    })
}

const fn waiting(why: Unavailable, language: Language) -> &'static str {
    match (why, language) {
        (Unavailable::Starting, Language::English) => "The server is starting.",
        (Unavailable::Starting, Language::Persian) => "سرور در حال آغاز به کار است.",
        (Unavailable::Draining, Language::English) => "The server is about to stop.",
        (Unavailable::Draining, Language::Persian) => "سرور در آستانهٔ توقف است.",
        (Unavailable::WriterFenced, Language::English) => "Another writer has the book.",
        (Unavailable::WriterFenced, Language::Persian) => "دفتر در دست نویسندهٔ دیگری است.",
        (Unavailable::StoreReadOnly, Language::English) => "The book can be read and not written.",
        (Unavailable::StoreReadOnly, Language::Persian) => "دفتر خواندنی است و نوشتنی نیست.",
        (Unavailable::CommitOutcomeUnknown, Language::English) => {
            "Recorded or not: ask again with the same request id to know."
        }
        (Unavailable::CommitOutcomeUnknown, Language::Persian) => {
            "معلوم نیست ثبت شده است یا نه: با همان شناسهٔ درخواست دوباره بپرسید."
        }
    }
}
