//! A file of the site identified by its content: its name contains a hash, and browsers verify its checksum.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;
use std::{fs, io};

/// Length of the hash in a name.
const LETTERS: usize = 16;

/// A file identified by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asset {
    /// Its name within the folder of the site.
    pub(super) name: String,
    /// Its checksum, as written in pages.
    pub(super) integrity: String,
}

impl Asset {
    /// Writes a file `kind-HASH.end` into a folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(folder: &Path, kind: &str, end: &str, held: impl AsRef<[u8]>) -> io::Result<Self> {
        let held = held.as_ref();
        let name = format!("{kind}-{}.{end}", hash(held));
        fs::write(folder.join(&name), held)?;
        Ok(Self { name, integrity: integrity(held) })
    }
}

/// The integrity attribute of a file, so that browsers accept no other content.
pub(super) fn integrity(held: impl AsRef<[u8]>) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(held)))
}

/// The source expression that allows a script within a page in its policy, so that browsers accept no other content.
pub(super) fn allowed(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

/// A short hash for names.
pub(super) fn hash(held: impl AsRef<[u8]>) -> String {
    let mut hash: String = Sha256::digest(held).iter().map(|byte| format!("{byte:02x}")).collect();
    hash.truncate(LETTERS);
    hash
}

/// Whether a name contains such a hash: a file with this name never changes.
pub(super) fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == LETTERS && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_known_from_others() {
        for name in ["boot-0123456789abcdef.js", "token-factory-a4093a6daea1b1ff.wasm"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "icon-512.png",
            "figures/cost-chart-narrow.svg",
            "x-0123456789ABCDEF.js",
            "x-0123456789abcde.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    /// The checksum of the empty text, as published with the definition of SHA-2 and in the recommendation on
    /// subresource integrity.
    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(integrity(""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
        assert_eq!(allowed(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
