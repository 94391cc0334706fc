//! `blackstart new`: a scenario to start from, written where nothing is yet.

use std::{io, path::Path};

use super::Streams;
use crate::{
    args::New,
    error::Error,
    harmless,
    shell::{files, folder::DataFolder},
};

/// What an author starts from. It passes `check`, and every policy plays it to an ending.
const TEMPLATE: &str = include_str!("../../assets/new.ron");

/// What the template is called wherever it names itself.
const PLACEHOLDER: &str = "your-scenario";

pub(super) fn new(args: New, folder: &DataFolder, streams: &mut Streams) -> Result<u8, Error> {
    if args.to.is_none() {
        check_unknown(folder, &args.id)?;
    }
    let home = args.to.unwrap_or_else(|| folder.scenarios_folder());
    let path = home.join(format!("{}.ron", args.id));
    files::write_anew(&path, &TEMPLATE.replace(PLACEHOLDER, &args.id))
        .map_err(|source| unwritten(&home, &path, &source))?;
    let words = harmless::word(&path.display().to_string());
    let answer = format!(
        "{}\n\nNext:\n  blackstart check {words}\n  blackstart rehearse {words}\n  blackstart fuzz {words}\n  blackstart run {words}\n",
        harmless::line(&path.display().to_string())
    );
    streams.write(answer.as_bytes())
}

/// Refuses an id that another scenario has, whatever its file is called: it would hide that one.
fn check_unknown(folder: &DataFolder, id: &str) -> Result<(), Error> {
    let Ok(file) = folder.find_scenario(id) else {
        return Ok(());
    };
    Err(Error::Argument {
        given: id.to_owned(),
        why: format!("there is a scenario of that id: {}", file.origin),
        hint: Some("Choose another id, or another folder with --to.".to_owned()),
    })
}

/// Why the scenario could not be written, and where else it could.
fn unwritten(home: &Path, path: &Path, source: &io::Error) -> Error {
    if home.exists() && !home.is_dir() {
        return elsewhere(home, "this is no folder");
    }
    if source.kind() == io::ErrorKind::AlreadyExists {
        return Error::Argument {
            given: path.display().to_string(),
            why: "it is there already, and stays as it is".to_owned(),
            hint: Some("Choose another id, or another folder with --to.".to_owned()),
        };
    }
    elsewhere(path, &format!("could not be written: {source}"))
}

/// Nothing can be written there, for what `why` says.
fn elsewhere(path: &Path, why: &str) -> Error {
    Error::Argument {
        given: path.display().to_string(),
        why: why.to_owned(),
        hint: Some("Name another folder with --to; it is made if it is not there.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn the_template_names_itself_where_it_should_and_is_without_fault() {
        let (scenario, problems) = scenario::load(&TEMPLATE.replace(PLACEHOLDER, "our-drill"));
        assert_eq!(problems, []);
        assert_eq!(scenario.expect("it can be played").id, "our-drill");
    }
}
