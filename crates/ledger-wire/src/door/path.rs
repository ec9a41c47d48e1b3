//! Where in a request a field is, written only when something is wrong there.

use core::fmt;

/// A place in a request: `items[3].amount`. The root has no name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    field: &'static str,
    position: Option<usize>,
}

impl<'a> Path<'a> {
    pub(super) const ROOT: Path<'static> = Path { parent: None, field: "", position: None };

    pub(super) const fn field(&'a self, field: &'static str) -> Path<'a> {
        Path { parent: Some(self), field, position: None }
    }

    pub(super) const fn element(&'a self, field: &'static str, position: usize) -> Path<'a> {
        Path { parent: Some(self), field, position: Some(position) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
            if !parent.field.is_empty() {
                f.write_str(".")?;
            }
        }
        f.write_str(self.field)?;
        self.position.map_or(Ok(()), |position| write!(f, "[{position}]"))
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn a_path_names_every_step() {
        let item = Path::ROOT.element("items", 3);
        assert_eq!(item.field("receipt").field("amount").to_string(), "items[3].receipt.amount");
        assert_eq!(Path::ROOT.field("mode").to_string(), "mode");
    }
}
