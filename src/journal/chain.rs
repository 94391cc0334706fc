//! The chain over a journal's lines: whoever changes, removes or moves a line breaks it.

use sha2::{Digest, Sha256};

/// What a line's chain field says: a SHA-256 in hexadecimal; nothing before the first line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chain(String);

impl Chain {
    /// The chain of a line, given the line's bytes up to and without `,"chain":`.
    #[must_use]
    pub fn next(&self, body: &str) -> Self {
        Self(hex(Sha256::new().chain_update(&self.0).chain_update(body)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The SHA-256 of `text` in hexadecimal.
pub fn sha256_hex(text: &str) -> String {
    hex(Sha256::new().chain_update(text))
}

fn hex(hasher: Sha256) -> String {
    format!("{:x}", hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_sha256() {
        // The example of FIPS 180-4.
        assert_eq!(
            sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_chain_covers_what_came_before() {
        let first = Chain::default().next("a");
        assert_eq!(first.as_str(), sha256_hex("a"));
        assert_eq!(
            first.next("b").as_str(),
            sha256_hex(&format!("{}b", first.as_str()))
        );
    }
}
