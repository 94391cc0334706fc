//! Runs a rehearsal: lets time act, then the people, until the exercise ends.

use thiserror::Error;

use super::people::{Act, People, Policy, person};
use crate::{
    exercise::{
        Command, Event, ExerciseTime, Refusal, State, Timed, Who,
        event::{Answer, Grounds, Started},
    },
    scenario::{
        HasId, Ix, Scenario,
        model::{Choice, Decision},
    },
};

/// An answer that was settled beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scripted {
    pub decision: Ix<Decision>,
    pub choice: Ix<Choice>,
    /// On the exercise clock; else at the time at which the policy would answer.
    pub at: Option<ExerciseTime>,
}

/// An answer that cannot be given in this rehearsal, and what could.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Impossible {
    #[error("{decision} does not open in this rehearsal")]
    NeverOpen { decision: String },
    #[error("at {at} this rehearsal is over: it ends at {ended}")]
    Over {
        at: ExerciseTime,
        ended: ExerciseTime,
    },
    #[error("at {at} {refusal}; here {decision} is open from {opened} to {closed}")]
    Refused {
        at: ExerciseTime,
        refusal: Refusal,
        decision: String,
        opened: ExerciseTime,
        closed: ExerciseTime,
    },
}

/// Plays `scenario` through, from `started` to its end.
///
/// # Errors
/// The first scripted answer that cannot be given, and what could.
pub fn play(
    scenario: &Scenario,
    started: Started,
    policy: Policy,
    script: &[Scripted],
) -> Result<Vec<Timed>, Impossible> {
    let mut rehearsal = Rehearsal {
        scenario,
        people: People::new(policy, started.seed),
        waiting: script.to_vec(),
        refused: Vec::new(),
        state: State::new(scenario),
        now: ExerciseTime::START,
        happened: Vec::new(),
    };
    rehearsal.happen(Event::Started(Box::new(started)));
    while rehearsal.state.ended.is_none() {
        rehearsal.step(script);
    }
    match rehearsal.impossible() {
        None => Ok(rehearsal.happened),
        Some(impossible) => Err(impossible),
    }
}

struct Rehearsal<'a> {
    scenario: &'a Scenario,
    people: People,
    /// The scripted answers that are yet to be given.
    waiting: Vec<Scripted>,
    /// Those that could not be given at their time.
    refused: Vec<(Scripted, ExerciseTime, Refusal)>,
    state: State,
    now: ExerciseTime,
    happened: Vec<Timed>,
}

impl Rehearsal<'_> {
    /// Lets time act up to the next thing that happens, then lets the people act if it is theirs.
    fn step(&mut self, script: &[Scripted]) {
        self.state.act(self.scenario, self.now, &mut self.happened);
        if self.state.ended.is_some() {
            return;
        }
        self.people.look(self.scenario, &self.state, self.now);
        self.people.leave_out_updates();
        let is_scripted = |decision| script.iter().any(|it| it.decision == decision);
        let act = self
            .people
            .next(self.scenario, &self.state, self.now, is_scripted);
        let scripted = self.next_scripted();
        let scripted_at = scripted.map(|(at, _)| at);
        let due = self.state.next_due(self.scenario, self.now);
        let acts_at = act.as_ref().map(|act| act.at);
        let next = [due, acts_at, scripted_at].into_iter().flatten().min();
        // Time goes first within an instant: what is due then is in the state when people act.
        match (next, scripted, act) {
            (Some(next), _, _) if next > self.now => self.now = next,
            (_, Some((at, scripted)), _) if at <= self.now => self.answer(scripted),
            (_, _, Some(act)) => self.act(act),
            (None, ..) | (Some(_), _, None) => {
                unreachable!("an exercise has a length, and its end is due until it has ended")
            }
        }
    }

    /// The scripted answer whose turn is next, and when.
    fn next_scripted(&self) -> Option<(ExerciseTime, Scripted)> {
        let turn = |scripted: &Scripted| {
            let of_policy = || {
                let opened = self.state.decisions[scripted.decision].opened?;
                Some(opened.after(self.people.delay(self.scenario, scripted.decision)))
            };
            scripted
                .at
                .or_else(of_policy)
                .map(|at| (at.max(self.now), *scripted))
        };
        self.waiting
            .iter()
            .filter_map(turn)
            .min_by_key(|(at, _)| *at)
    }

    fn answer(&mut self, scripted: Scripted) {
        self.waiting.retain(|it| it.decision != scripted.decision);
        let answer = Answer::Option(scripted.choice);
        let command = Command::Answer {
            decision: scripted.decision,
            answer,
            grounds: Grounds::default(),
        };
        let asked = self.scenario.decisions[scripted.decision].asked;
        let who = person(self.scenario, &self.state, asked);
        if let Err(refusal) = self.follow(command, who) {
            // Playing on tells when it would have been possible.
            self.refused.push((scripted, self.now, refusal));
        }
    }

    fn act(&mut self, act: Act) {
        self.people.did(&act);
        self.follow(act.command, act.who)
            .expect("people do only what the state has open to them");
    }

    fn follow(&mut self, command: Command, who: Who) -> Result<(), Refusal> {
        for event in self.state.decide(self.scenario, self.now, command, who)? {
            self.happen(event);
        }
        Ok(())
    }

    fn happen(&mut self, event: Event) {
        self.state.apply(self.scenario, self.now, &event);
        self.happened.push(Timed {
            clock: self.now,
            event,
        });
    }

    /// The first scripted answer that was not given.
    fn impossible(&self) -> Option<Impossible> {
        let name = |scripted: &Scripted| self.scenario.decisions[scripted.decision].id().to_owned();
        if let Some((scripted, at, refusal)) = self.refused.first() {
            let state = &self.state.decisions[scripted.decision];
            let Some(opened) = state.opened else {
                return Some(Impossible::NeverOpen {
                    decision: name(scripted),
                });
            };
            let expired = state.expired.map(|(at, _)| at);
            let closed = expired.unwrap_or_else(|| self.state.measured_until());
            let (at, refusal, decision) = (*at, refusal.clone(), name(scripted));
            return Some(Impossible::Refused {
                at,
                refusal,
                decision,
                opened,
                closed,
            });
        }
        let scripted = self.waiting.first()?;
        let ended = self.state.measured_until();
        Some(match scripted.at {
            Some(at) if at >= ended => Impossible::Over { at, ended },
            Some(_) | None => Impossible::NeverOpen {
                decision: name(scripted),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        event::Pace,
        rig::{self, minutes},
    };

    const PARTS: &str = r#"
        roles: [(id: "ic", name: "Commander")],
        signals: [(id: "impact", name: "I", max: 100, impact: true)],
        injects: [
            (id: "page", when: At("2m"), channel: Page, title: "P", effects: [Signal("impact", 50, "0s")]),
            (id: "calm", when: At("20m"), channel: Page, title: "P", effects: [Signal("impact", 4, "0s")]),
            (id: "hint", when: Held, channel: Chat, title: "H"),
        ],
        decisions: [
            (id: "move", when: At("5m"), asked: "ic", limit: "8m", silence: "none", prompt: "?", options: [
                (id: "none", label: "N"),
                (id: "fair", label: "F", verdict: Fair),
                (id: "good", label: "G", verdict: Good),
                (id: "better", label: "B", verdict: Good),
                (id: "hidden", label: "H", verdict: Good, only_if: Happened("hint")),
                (id: "poor", label: "P", verdict: Poor),
                (id: "poorer", label: "Q", verdict: Poor),
            ]),
            (id: "later", when: At("30m"), only_if: Happened("move.poor"), prompt: "?", options: [
                (id: "a", label: "A", only_if: Elapsed("35m")), (id: "b", label: "B"),
            ]),
        ],
        tasks: [
            (id: "by-hand", text: "T", role: "ic", when: At("10m"), limit: "30s"),
            (id: "by-itself", text: "T", when: At("10m"), done: Elapsed("25m")),
        ],
    "#;

    fn scripted(decision: usize, choice: usize, at: Option<u64>) -> Scripted {
        let (decision, choice) = (Ix::new(decision), Ix::new(choice));
        Scripted {
            decision,
            choice,
            at: at.map(minutes),
        }
    }

    fn rehearse(policy: Policy, seed: u64, script: &[Scripted]) -> Result<Vec<Timed>, Impossible> {
        let scenario = rig::scenario(PARTS);
        let started = Started {
            seed,
            ..rig::started(&scenario, Pace::Real)
        };
        play(&scenario, started, policy, script)
    }

    /// What people did, with its clock in seconds, in the words of the scenario.
    fn deeds(happened: &[Timed]) -> Vec<String> {
        let scenario = rig::scenario(PARTS);
        let deed = |timed: &Timed| {
            let (words, who) = match &timed.event {
                Event::DecisionMade {
                    decision,
                    answer: Answer::Option(choice),
                    who,
                    ..
                } => {
                    let row = &scenario.decisions[*decision];
                    (format!("{} {}", row.id, row.options[*choice].id), who)
                }
                Event::TaskDone { task, who } => (scenario.tasks[*task].id.clone(), who),
                Event::InjectAcknowledged { inject, who } => {
                    (format!("ack {}", scenario.injects[*inject].id), who)
                }
                Event::Declared { severity, who } => (severity.clone(), who),
                Event::UpdatePosted {
                    audience,
                    state,
                    who,
                    ..
                } => (format!("{audience:?} {}", state.word()), who),
                _ => return None,
            };
            let seconds = timed.clock.as_ms() / 1000;
            (!who.is_clock()).then(|| format!("{seconds} {words} {who}"))
        };
        happened.iter().filter_map(deed).collect()
    }

    #[test]
    fn the_best_do_everything_in_its_time() {
        let happened = rehearse(Policy::Best, 0, &[]).unwrap();
        // Impact at 2m: declared at 3m, updates at 7m and every 20m from then; it is mitigated at
        // 20m, when it falls to 4 of 50. The task that no condition completes is ticked a minute
        // after it began, be it late.
        let mut expected = vec![
            "180 ack page the team".to_owned(),
            "180 SEV1 the team".to_owned(),
            "360 move good Ana".to_owned(),
            "420 Internal investigating the team".to_owned(),
            "420 Public investigating the team".to_owned(),
            "420 Executive investigating the team".to_owned(),
            "660 by-hand Ana".to_owned(),
            "1260 ack calm the team".to_owned(),
        ];
        for minute in [27, 47] {
            for audience in ["Internal", "Public", "Executive"] {
                expected.push(format!("{} {audience} monitoring the team", minute * 60));
            }
        }
        assert_eq!(deeds(&happened), expected);
        let by_itself = happened.iter().find(|timed| timed.clock == minutes(25));
        assert!(
            matches!(
                by_itself,
                Some(Timed {
                    event: Event::TaskDone { .. },
                    ..
                })
            ),
            "{by_itself:?}"
        );
    }

    #[test]
    fn the_worst_answer_badly_and_do_nothing_else() {
        let happened = rehearse(Policy::Worst, 0, &[]).unwrap();
        // Neither is worse there, and the first cannot be chosen before 35m.
        assert_eq!(
            deeds(&happened),
            ["360 move poor Ana", "1860 later b the team"]
        );
    }

    #[test]
    fn the_silent_do_nothing_at_all() {
        assert_eq!(deeds(&rehearse(Policy::Silent, 0, &[]).unwrap()), [""; 0]);
    }

    #[test]
    fn the_random_keep_within_the_limit_and_differ_by_seed() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..40 {
            let happened = rehearse(Policy::Random, seed, &[]).unwrap();
            assert_eq!(happened, rehearse(Policy::Random, seed, &[]).unwrap());
            let answered = happened.iter().find_map(|timed| match &timed.event {
                Event::DecisionMade {
                    decision,
                    answer: Answer::Option(choice),
                    ..
                } if decision.position() == 0 => Some((timed.clock, *choice)),
                _ => None,
            });
            let (at, choice) = answered.expect("within the limit, so always");
            assert!(at >= minutes(5) && at < minutes(13), "{at}");
            seen.insert(choice);
        }
        // Six of seven: one is hidden.
        assert_eq!(seen.len(), 6);
    }

    #[test]
    fn a_scripted_answer_comes_in_its_time_whatever_the_policy() {
        for policy in [Policy::Best, Policy::Worst, Policy::Silent] {
            let answers = |script: &[Scripted]| -> Vec<String> {
                let happened = rehearse(policy, 0, script).unwrap();
                deeds(&happened)
                    .into_iter()
                    .filter(|deed| deed.contains("move"))
                    .collect()
            };
            assert_eq!(answers(&[scripted(0, 1, Some(12))]), ["720 move fair Ana"]);
            assert_eq!(answers(&[scripted(0, 1, None)]), ["360 move fair Ana"]);
        }
    }

    #[test]
    fn an_impossible_answer_says_what_was_possible() {
        let check = |decision, choice, at, words: &str| {
            let impossible = rehearse(Policy::Silent, 0, &[scripted(decision, choice, at)]);
            assert_eq!(
                impossible.map_err(|it| it.to_string()),
                Err(words.to_owned())
            );
        };
        check(
            0,
            1,
            Some(4),
            "at T+0:04:00 move is not open yet; here move is open from T+0:05:00 to T+0:13:00",
        );
        check(
            0,
            1,
            Some(13),
            "at T+0:13:00 time ran out for move at T+0:13:00, which amounts to none; here move is open \
             from T+0:05:00 to T+0:13:00",
        );
        check(
            0,
            4,
            Some(6),
            "at T+0:06:00 hidden is not to be had now; move can be answered with none, fair, good, better, \
             poor, poorer; here move is open from T+0:05:00 to T+0:13:00",
        );
        check(1, 0, None, "later does not open in this rehearsal");
        check(1, 0, Some(20), "later does not open in this rehearsal");
    }

    #[test]
    fn an_answer_long_after_the_end_is_impossible() {
        let late = rehearse(Policy::Silent, 0, &[scripted(0, 1, Some(90))]);
        let words = late
            .expect_err("the exercise has ended by then")
            .to_string();
        assert_eq!(
            words,
            "at T+1:30:00 this rehearsal is over: it ends at T+1:00:00"
        );
    }

    #[test]
    fn people_wait_for_an_option_that_only_time_brings() {
        let scenario = rig::scenario(
            r#"decisions: [(id: "go", when: At("30m"), prompt: "?", options: [
                (id: "late", label: "L", only_if: Elapsed("40m")),
                (id: "later", label: "M", only_if: Elapsed("50m")),
            ])],"#,
        );
        let started = rig::started(&scenario, Pace::Real);
        let happened = play(&scenario, started, Policy::Best, &[]).unwrap();
        let made: Vec<_> = happened
            .iter()
            .filter(|timed| matches!(timed.event, Event::DecisionMade { .. }))
            .map(|timed| timed.clock)
            .collect();
        assert_eq!(made, [minutes(40)]);
    }
}
