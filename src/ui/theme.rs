//! Colors by what they mean. No other file names a color.

use ratatui::style::{Color, Modifier, Style};

/// What things look like, by role. Every role that carries a meaning goes with a word or a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub text: Style,
    /// What is not needed at once.
    pub dim: Style,
    /// Titles, and what is worth a second look.
    pub strong: Style,
    pub accent: Style,
    pub border: Style,
    pub border_focus: Style,
    /// The word that says that all of this is an exercise.
    pub badge: Style,
    pub ok: Style,
    pub warn: Style,
    pub alarm: Style,
    /// What only the facilitator may see.
    pub secret: Style,
    /// A key in a hint.
    pub key: Style,
    pub selected: Style,
    pub code: Style,
    /// A line that must not be overlooked.
    pub band: Style,
    /// The first line, for a moment after something came in.
    pub flash: Style,
}

/// What a terminal's ground is like, where the theme asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Dark,
    Light,
    /// It has no colors.
    Any,
}

impl Ground {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Any => "any",
        }
    }
}

impl Theme {
    /// The ground that it is made for.
    pub fn ground(&self) -> Ground {
        if *self == Self::mono() {
            Ground::Any
        } else if *self == Self::light() {
            Ground::Light
        } else {
            Ground::Dark
        }
    }

    /// For light letters on a dark ground.
    pub const fn dark() -> Self {
        Self {
            // Named, so that it holds on a border too.
            text: Style::new().fg(Color::Reset),
            dim: Style::new().fg(Color::DarkGray),
            strong: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
            accent: Style::new().fg(Color::Cyan),
            border: Style::new().fg(Color::DarkGray),
            border_focus: Style::new().fg(Color::Cyan),
            badge: Style::new()
                .fg(Color::Black)
                .bg(Color::Yellow)
                .add_modifier(Modifier::BOLD),
            ok: Style::new().fg(Color::Green),
            warn: Style::new().fg(Color::Yellow),
            alarm: Style::new()
                .fg(Color::LightRed)
                .add_modifier(Modifier::BOLD),
            secret: Style::new().fg(Color::LightMagenta),
            key: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            selected: Style::new()
                .fg(Color::White)
                .bg(Color::Blue)
                .add_modifier(Modifier::BOLD),
            code: Style::new().fg(Color::LightCyan),
            band: Style::new()
                .fg(Color::Black)
                .bg(Color::LightRed)
                .add_modifier(Modifier::BOLD),
            flash: Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// For dark letters on a light ground, where yellow and the bright colors drown.
    pub const fn light() -> Self {
        Self {
            accent: Style::new().fg(Color::Blue),
            border_focus: Style::new().fg(Color::Blue),
            warn: Style::new().fg(Color::Magenta),
            alarm: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            secret: Style::new().fg(Color::Magenta),
            key: Style::new().fg(Color::Blue).add_modifier(Modifier::BOLD),
            code: Style::new().fg(Color::Blue),
            band: Style::new()
                .fg(Color::White)
                .bg(Color::Red)
                .add_modifier(Modifier::BOLD),
            ..Self::dark()
        }
    }

    /// Without any color.
    pub const fn mono() -> Self {
        Self {
            text: Style::new(),
            dim: Style::new().add_modifier(Modifier::DIM),
            strong: Style::new().add_modifier(Modifier::BOLD),
            accent: Style::new(),
            border: Style::new().add_modifier(Modifier::DIM),
            border_focus: Style::new().add_modifier(Modifier::BOLD),
            badge: Style::new().add_modifier(Modifier::REVERSED),
            ok: Style::new(),
            warn: Style::new().add_modifier(Modifier::BOLD),
            alarm: Style::new().add_modifier(Modifier::BOLD),
            secret: Style::new().add_modifier(Modifier::ITALIC),
            key: Style::new().add_modifier(Modifier::BOLD),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            code: Style::new(),
            band: Style::new().add_modifier(Modifier::REVERSED),
            flash: Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// What suits a terminal that says `NO_COLOR` and `COLORFGBG` (such as `0;15`) of itself.
    pub fn suited(no_color: Option<&str>, foreground_background: Option<&str>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            return Self::mono();
        }
        let background = foreground_background.and_then(|value| value.rsplit(';').next());
        match background {
            Some("7" | "9" | "10" | "11" | "12" | "13" | "14" | "15") => Self::light(),
            _ => Self::dark(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_is_believed_about_its_ground() {
        assert_eq!(Theme::suited(None, None), Theme::dark());
        assert_eq!(Theme::suited(None, Some("15;0")), Theme::dark());
        assert_eq!(Theme::suited(None, Some("0;default;15")), Theme::light());
        assert_eq!(Theme::suited(Some("1"), Some("0;15")), Theme::mono());
        assert_eq!(Theme::suited(Some(""), None), Theme::dark());
    }

    #[test]
    fn without_color_there_is_no_color() {
        let words = format!("{:?}", Theme::mono());
        for color in ["Red", "Green", "Yellow", "Blue", "Cyan", "Magenta", "Gray"] {
            assert!(!words.contains(color), "{color}");
        }
    }
}
