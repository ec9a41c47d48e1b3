//! `demo`: a book, a server, a ceremony through the server's own API.

use crate::args::Demo;

pub(crate) async fn demo(_args: &Demo) -> Result<(), String> {
    Err("to come".to_owned())
}
