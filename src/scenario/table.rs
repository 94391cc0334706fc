//! Tables of things that have an id, and the typed indices that name a row.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    ops::{Index, IndexMut},
};

/// The row of one `T` in its [`Table`].
///
/// Only checking a scenario hands these out, so one in hand always resolves in the tables of its
/// own scenario.
pub struct Ix<T>(u16, PhantomData<fn() -> T>);

impl<T> Ix<T> {
    /// Names the row at `position`.
    ///
    /// # Panics
    /// When a table has more than 65,535 rows, which [`crate::scenario::load`] refuses.
    pub fn new(position: usize) -> Self {
        let row = u16::try_from(position).expect("a checked scenario has fewer than 65,536 rows");
        Self(row, PhantomData)
    }

    /// The row's position, from 0, in the order of the file.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

// Derives would ask `T` for the same traits; an index has them whatever it points to.
impl<T> Clone for Ix<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ix<T> {}
impl<T> PartialEq for Ix<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ix<T> {}
impl<T> PartialOrd for Ix<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ix<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Ix<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.hash(hasher);
    }
}
impl<T> fmt::Debug for Ix<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Something a file names by an id.
pub trait HasId {
    /// The id as the file has it.
    fn id(&self) -> &str;
}

/// Rows in the order of the file, found by [`Ix`] or by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T>(Vec<T>);

impl<T> Table<T> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The indices in the order of the file.
    pub fn indices(
        &self,
    ) -> impl DoubleEndedIterator<Item = Ix<T>> + ExactSizeIterator + Clone + use<T> {
        (0..self.0.len()).map(Ix::new)
    }

    /// The rows with their indices, in the order of the file.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Ix<T>, &T)> + Clone {
        self.indices().zip(&self.0)
    }
}

impl<T: HasId> Table<T> {
    /// The row whose id is `id`.
    pub fn find(&self, id: &str) -> Option<Ix<T>> {
        self.0.iter().position(|row| row.id() == id).map(Ix::new)
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl<T> Index<Ix<T>> for Table<T> {
    type Output = T;
    fn index(&self, ix: Ix<T>) -> &T {
        &self.0[ix.position()]
    }
}

impl<T> IndexMut<Ix<T>> for Table<T> {
    fn index_mut(&mut self, ix: Ix<T>) -> &mut T {
        &mut self.0[ix.position()]
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// What an exercise keeps beside each row of a [`Table`], found by the same index.
#[derive(Debug, Clone, PartialEq)]
pub struct Column<T, V> {
    values: Vec<V>,
    of: PhantomData<fn() -> T>,
}

impl<T, V: Clone> Column<T, V> {
    /// One `value` for each row of `table`.
    pub fn beside(table: &Table<T>, value: V) -> Self {
        Self {
            values: vec![value; table.len()],
            of: PhantomData,
        }
    }
}

impl<T, V> Column<T, V> {
    /// What `value` makes of each row of `table`.
    pub fn of(table: &Table<T>, value: impl Fn(&T) -> V) -> Self {
        Self {
            values: table.iter().map(value).collect(),
            of: PhantomData,
        }
    }

    /// The values in the order of the table.
    pub fn iter(&self) -> std::slice::Iter<'_, V> {
        self.values.iter()
    }

    /// The values with the indices of their rows.
    pub fn entries(&self) -> impl Iterator<Item = (Ix<T>, &V)> {
        self.values
            .iter()
            .enumerate()
            .map(|(position, value)| (Ix::new(position), value))
    }
}

impl<'a, T, V> IntoIterator for &'a Column<T, V> {
    type Item = &'a V;
    type IntoIter = std::slice::Iter<'a, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<T, V> Index<Ix<T>> for Column<T, V> {
    type Output = V;
    fn index(&self, ix: Ix<T>) -> &V {
        &self.values[ix.position()]
    }
}

impl<T, V> IndexMut<Ix<T>> for Column<T, V> {
    fn index_mut(&mut self, ix: Ix<T>) -> &mut V {
        &mut self.values[ix.position()]
    }
}

// Events that are played name rows; files name ids (see `exercise::event`), so a row's number is
// never written to one.
impl<T> serde::Serialize for Ix<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}
impl<'de, T> serde::Deserialize<'de> for Ix<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u16::deserialize(deserializer).map(|row| Self(row, PhantomData))
    }
}
