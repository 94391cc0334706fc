//! Reads the configuration file.

use super::reader::Reader;
use crate::scenario::{
    code::Code,
    config::{Bell, Config},
    outline::At,
    problem::Problem,
};

impl Reader<'_> {
    pub(super) fn config(&mut self, at: At<'_>) -> Config {
        let without = Config::default();
        self.fields(at, "config", |it| Config {
            theme: it
                .maybe("theme", |reader, at| reader.word(at, "theme"))
                .unwrap_or(without.theme),
            bell: it.maybe("bell", Self::bell).unwrap_or(without.bell),
            folders: it
                .maybe("folders", |reader, at| reader.list(at, Self::folder))
                .unwrap_or(without.folders),
            pace: it
                .maybe("pace", |reader, at| reader.word(at, "pace"))
                .unwrap_or(without.pace),
        })
    }

    /// A word; at first it was `true` or `false`, and such files are read for ever.
    fn bell(&mut self, at: At<'_>) -> Option<Bell> {
        match at.words() {
            "true" => Some(Bell::Ring),
            "false" => Some(Bell::Off),
            _ => self.word(at, "bell"),
        }
    }

    fn folder(&mut self, at: At<'_>) -> Option<String> {
        let folder = self.text(at)?;
        if folder.trim().is_empty() {
            let message = "this names no folder";
            let problem = Problem::error(Code::WrongType, at.span(), message);
            self.heap
                .refuse(problem.hint(r#"Write a path such as `"~/drills"`, or leave it out."#));
            return None;
        }
        Some(folder)
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::{
        config::{Bell, Config, Look, Pace},
        load_config,
    };

    #[track_caller]
    fn check(text: &str, expected: &[(usize, usize, &str)]) {
        let (config, problems) = load_config(text);
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                let place = problem.place(text);
                (place.line, place.column, problem.code.word())
            })
            .collect();
        assert_eq!(found, expected, "{problems:?}");
        assert_eq!(config.is_some(), expected.is_empty());
        assert!(
            problems.iter().all(|problem| problem.hint.is_some()),
            "{problems:?}"
        );
    }

    #[test]
    fn everything_can_be_said_and_left_out() {
        assert_eq!(load_config("Config()").0, Some(Config::default()));
        let text = r#"
            // Ours.
            Config(theme: Mono, bell: Both, folders: ["~/drills", "/srv/shared"], pace: Manual)"#;
        let expected = Config {
            theme: Look::Mono,
            bell: Bell::Both,
            folders: vec!["~/drills".to_owned(), "/srv/shared".to_owned()],
            pace: Pace::Manual,
        };
        assert_eq!(load_config(text), (Some(expected), Vec::new()));
    }

    #[test]
    fn a_bell_of_an_older_file_rings_or_is_off() {
        for (word, bell) in [
            ("true", Bell::Ring),
            ("false", Bell::Off),
            ("Ring", Bell::Ring),
            ("Flash", Bell::Flash),
            ("Off", Bell::Off),
        ] {
            let (config, problems) = load_config(&format!("Config(bell: {word})"));
            assert_eq!(config.map(|config| config.bell), Some(bell), "{problems:?}");
        }
        check("Config(\n bell: Flsh)", &[(2, 8, "unknown-word")]);
        check("Config(bell: 1)", &[(1, 14, "wrong-type")]);
    }

    #[test]
    fn every_mistake_is_told_in_its_place() {
        check(
            "Config(\n    theme: Drak,\n    bell: \"yes\",\n    folders: [7, \"\"],\n    pcae: Real,\n)",
            &[
                (2, 12, "unknown-word"),
                (3, 11, "wrong-type"),
                (4, 15, "wrong-type"),
                (4, 18, "wrong-type"),
                (5, 5, "unknown-field"),
            ],
        );
        check("Scenario()", &[(1, 1, "no-config")]);
        check("", &[(1, 1, "empty-file")]);
    }
}
