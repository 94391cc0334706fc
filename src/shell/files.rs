//! Single files that commands read, write and look for.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// The file itself, or the scenarios in a folder and the folders below, in order; and what of
/// these cannot be read.
pub fn scenarios_at(path: &Path) -> Vec<Result<PathBuf, Error>> {
    if !path.is_dir() {
        return vec![Ok(path.to_path_buf())];
    }
    match inside(path) {
        Ok(inside) => inside.iter().flat_map(|path| scenarios_at(path)).collect(),
        Err(source) => vec![Err(Error::Read {
            path: path.to_path_buf(),
            source,
        })],
    }
}

/// The scenarios and the folders right in a folder, in order.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A link is not followed: it could lead round in a circle.
        let is_folder = entry.file_type()?.is_dir();
        let is_scenario = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "ron");
        if is_folder || is_scenario {
            inside.push(entry.path());
        }
    }
    inside.sort();
    Ok(inside)
}

/// Writes a text, over what may be there.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| Error::Write {
        path: path.to_path_buf(),
        source,
    })
}

/// Writes a file that is not there yet, or nothing, and the folders it lies in.
///
/// # Errors
/// When it is there already, or cannot be written.
pub fn write_anew(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file would only be in the way of the next attempt.
        let _ = fs::remove_file(path);
    }
    written
}
