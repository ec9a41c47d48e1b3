//! A list that only grows, in pieces: no growth ever copies what is there, and little is free at its end.

/// Items of a full piece.
const PIECE: usize = 1 << 14;

/// The list.
#[derive(Debug)]
pub(super) struct Chunked<T> {
    pieces: Vec<Vec<T>>,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T: Copy> Chunked<T> {
    pub(super) fn push(&mut self, item: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(item),
            // Most lists are short; one that filled a piece fills the next one too.
            Some(_) => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(item);
                self.pieces.push(piece);
            }
            None => self.pieces.push(vec![item]),
        }
    }

    pub(super) fn count(&self) -> usize {
        let full = self.pieces.len().saturating_sub(1).saturating_mul(PIECE);
        full.saturating_add(self.pieces.last().map_or(0, Vec::len))
    }

    pub(super) fn at(&self, position: usize) -> Option<T> {
        self.pieces.get(position / PIECE)?.get(position % PIECE).copied()
    }

    /// The items from `first` on.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = T> {
        let pieces = self.pieces.get(first / PIECE..).unwrap_or_default();
        pieces.iter().flatten().skip(first % PIECE).copied()
    }

    /// How many items stand before the first that `is_before` does not hold for. It holds for all up to some item, and
    /// for none after it.
    pub(super) fn partition_point(&self, is_before: impl Fn(T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.at(middle).is_some_and(&is_before) {
                low = middle.saturating_add(1);
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunked, PIECE};

    #[test]
    fn a_list_in_pieces_is_a_list() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
            let mut list = Chunked::default();
            (0..count).for_each(|item| list.push(item * 2));
            assert_eq!(list.count(), count);
            assert_eq!(list.at(count), None);
            for position in [0, 1, PIECE - 1, PIECE, PIECE + 1, count.saturating_sub(1), count + 1] {
                assert_eq!(list.at(position), (position < count).then_some(position * 2));
                assert!(list.from(position).eq((position..count).map(|item| item * 2)), "{count} from {position}");
                assert_eq!(list.partition_point(|item| item < position), position.div_ceil(2).min(count));
            }
        }
    }
}
