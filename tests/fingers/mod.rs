//! Keys at random, as many as somebody wants, in each seat: nothing panics, nothing that was recorded
//! is lost, and every size can be drawn.

use std::env;

use blackstart::{
    exercise::event::Pace,
    scenario::Span,
    ui::{Message, Mouse, app::Saving, keymap::Key, mouse::Deed, room::Link},
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use super::{
    rig::{Rig, SCENARIO},
    room::Seen,
};

/// How many keys there are; without it, as many as take a few seconds.
const VARIABLE: &str = "BLACKSTART_KEYS";
const FEW: u64 = 20_000;
/// So many to an exercise: what has ended goes on no more.
const A_ROUND: u64 = 250;

/// How many rounds of keys there are.
fn n_rounds() -> u64 {
    let n_keys = env::var(VARIABLE).ok().and_then(|n| n.parse().ok());
    n_keys.unwrap_or(FEW).div_ceil(A_ROUND)
}

/// Numbers that look like luck, the same every time.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn small(&mut self, n: u16) -> u16 {
        u16::try_from(self.below(u64::from(n))).expect("it is small")
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let n = self.below(of.len() as u64);
        &of[usize::try_from(n).expect("it is small")]
    }

    /// Mostly a letter that acts; now and then any key there is.
    fn key(&mut self) -> Key {
        const ACTING: &[u8] = b"pfmbxdatnsiuDocTgAUeEr.J+-yo123456789@,: jk?q";
        let code = match self.below(20) {
            0..=8 => KeyCode::Char(char::from(*self.one(ACTING))),
            9..=11 => KeyCode::Enter,
            12 => KeyCode::Esc,
            13 => KeyCode::Tab,
            14 => *self.one(&[
                KeyCode::Up,
                KeyCode::Down,
                KeyCode::Left,
                KeyCode::Right,
                KeyCode::PageUp,
                KeyCode::PageDown,
                KeyCode::Home,
                KeyCode::End,
            ]),
            15 => *self.one(&[
                KeyCode::Backspace,
                KeyCode::Delete,
                KeyCode::BackTab,
                KeyCode::Insert,
                KeyCode::Null,
                KeyCode::Menu,
            ]),
            16 => KeyCode::F(1 + u8::try_from(self.below(24)).expect("it is small")),
            17 => KeyCode::Char(*self.one(&['日', 'é', '\u{301}', '👩', '\u{200d}', '\u{7}', 'ש'])),
            _ => KeyCode::Char(char::from(
                b' ' + u8::try_from(self.below(95)).expect("it is"),
            )),
        };
        let modifiers = match self.below(16) {
            0 => KeyModifiers::CONTROL,
            1 => KeyModifiers::ALT,
            2 => KeyModifiers::CONTROL | KeyModifiers::ALT,
            _ => KeyModifiers::NONE,
        };
        Key::pressed(KeyEvent::new(code, modifiers)).expect("it is pressed")
    }

    fn size(&mut self) -> Size {
        Size::new(1 + self.small(220), 1 + self.small(70))
    }
}

#[test]
fn keys_at_random_lose_nothing() {
    let mut luck = Luck(0x2545_F491_4F6C_DD1D);
    for round in 0..n_rounds() {
        let pace = if round % 4 == 0 {
            Pace::Manual
        } else {
            Pace::Real
        };
        let mut rig = Rig::of(SCENARIO, pace);
        for _ in 0..A_ROUND {
            rig = press(rig, &mut luck);
            assert!(rig.has_all_lines(), "round {round}");
            if luck.below(4) == 0 {
                rig.screen();
            }
        }
        let mut rig = rig.free_the_disk().wait_ms(3000);
        assert_eq!(rig.app.saving, Saving::Fine, "round {round}");
        assert!(rig.journal_agrees(), "round {round}");
        for (width, height) in [(80, 24), (120, 36), (200, 60), (40, 10), (32, 8), (1, 1)] {
            rig = rig.size(width, height);
            rig.screen();
        }
    }
}

#[test]
fn an_observers_keys_at_random_lose_nothing_and_leave_the_exercise_as_it_is() {
    let mut luck = Luck(0x9E37_79B9_7F4A_7C15);
    for round in 0..n_rounds() {
        let mut rig = Rig::running().wait_minutes(1 + luck.below(20));
        rig = rig.observed_by("Eva");
        let (records, state) = (rig.records().to_vec(), rig.app.state().clone());
        for _ in 0..A_ROUND {
            rig = press(rig, &mut luck);
            if luck.below(4) == 0 {
                rig.screen();
            }
        }
        let rig = rig.free_the_disk().wait_ms(3000);
        assert_eq!(rig.app.saving, Saving::Fine, "round {round}");
        let own = &rig.app.notebook().expect("an observer sits there").own;
        let own: Vec<_> = own.records().iter().map(|it| it.event.clone()).collect();
        assert_eq!(rig.notes(), own, "round {round}");
        assert_eq!((rig.records(), rig.app.state()), (&*records, &state));
    }
}

#[test]
fn keys_at_random_change_nothing_in_the_room_but_what_is_shown() {
    let mut luck = Luck(0xD1B5_4A32_D192_ED03);
    for round in 0..n_rounds() {
        let mut rig = Rig::running();
        let mut seen = Seen::of(&rig, Link::Live, (120, 36));
        for _ in 0..A_ROUND {
            match luck.below(60) {
                0 => {
                    seen.resize(luck.size());
                }
                1 => {
                    let ms = luck.below(90_000);
                    rig = rig.wait_ms(ms);
                    seen.follow(&rig, rig.now_ms());
                }
                _ => {
                    seen.press(luck.key());
                }
            }
            if luck.below(4) == 0 {
                seen.screen();
            }
        }
        seen.resize(Size::new(120, 36));
        let seen = seen.keys("<Esc><Esc>0");
        let fresh = Seen::of(&rig, Link::Live, (120, 36));
        assert_eq!(seen.screen(), fresh.screen(), "round {round}");
    }
}

/// A key, and between keys what else can happen.
fn press(mut rig: Rig, luck: &mut Luck) -> Rig {
    rig = match luck.below(60) {
        0 => {
            let Size { width, height } = luck.size();
            rig.size(width, height)
        }
        1..=4 => {
            let ms = luck.below(90_000);
            rig.wait_ms(ms)
        }
        5 => rig.fill_the_disk(),
        6 | 7 => rig.free_the_disk(),
        _ => rig,
    };
    match luck.below(80) {
        0 => {
            let text = *luck.one(&["a\nb\x1b[31m", "@Ada", "", "30m", "日本 👩‍🚒"]);
            rig.send(Message::Paste(text.to_owned()));
        }
        1 => rig.send(Message::Slept(Span::from_minutes(luck.below(30)))),
        2..=7 => {
            let deed = *luck.one(&[Deed::Click, Deed::WheelUp, Deed::WheelDown]);
            let at = (luck.small(230), luck.small(75)).into();
            rig.send(Message::Mouse(Mouse { at, deed }));
        }
        _ => {}
    }
    let key = luck.key();
    rig.send(Message::Key(key));
    rig
}
