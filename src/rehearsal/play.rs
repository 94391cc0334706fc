//! Runs a rehearsal: lets time act, then the people, until the exercise ends.

use std::collections::VecDeque;

use super::{
    people::{Act, People},
    script::{Impossible, Scripted},
    temper::Temper,
};
use crate::{
    exercise::{Command, Event, ExerciseTime, Refusal, State, Timed, Who, event::Started},
    scenario::{Column, Scenario, model::Decision, walk::Policy},
};

/// A rehearsal that was played to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Rehearsed {
    pub happened: Vec<Timed>,
    /// What it all amounts to.
    pub state: State,
    /// What of the script was not done, by its position there, and why.
    pub impossible: Vec<(usize, Impossible)>,
}

/// Plays `scenario` through, from `started` to its end. What of the script cannot be done is left
/// out, and told.
pub fn play(
    scenario: &Scenario,
    started: Started,
    policy: Policy,
    script: &[Scripted],
) -> Rehearsed {
    let mut rehearsal = Rehearsal {
        scenario,
        script,
        people: People::new(Temper::of(scenario, policy, started.seed)),
        answered: answered(scenario, script),
        timed: timed(script),
        untimed: positions(script, |it| it.at.is_none()),
        refused: Vec::new(),
        state: State::new(scenario),
        now: ExerciseTime::START,
        happened: Vec::new(),
    };
    rehearsal.happen(Event::Started(Box::new(started)));
    while rehearsal.state.ended.is_none() {
        rehearsal.step();
    }
    rehearsal.end()
}

struct Rehearsal<'a> {
    scenario: &'a Scenario,
    script: &'a [Scripted],
    people: People,
    /// The decisions that the script answers, and nobody else.
    answered: Column<Decision, bool>,
    /// Which of the script is yet to be done: what has a time, in the order of the times.
    timed: VecDeque<usize>,
    /// And what has its turn when the policy's would be.
    untimed: Vec<usize>,
    /// Which of it could not be done at its time.
    refused: Vec<(usize, ExerciseTime, Refusal)>,
    state: State,
    now: ExerciseTime,
    happened: Vec<Timed>,
}

impl Rehearsal<'_> {
    /// Lets time act up to the next thing that happens, then lets the people act if it is theirs.
    fn step(&mut self) {
        self.state.act(self.scenario, self.now, &mut self.happened);
        if self.state.ended.is_some() {
            return;
        }
        self.people.look(self.scenario, &self.state, self.now);
        self.people.leave_out_updates();
        let is_scripted = |decision| self.answered[decision];
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
            (_, Some((at, position)), _) if at <= self.now => self.follow_script(position),
            (_, _, Some(act)) => self.act(act),
            (None, ..) | (Some(_), _, None) => {
                unreachable!("an exercise has a length, and its end is due until it has ended")
            }
        }
    }

    /// What of the script comes next, and when; of one instant, what stands first in it.
    fn next_scripted(&self) -> Option<(ExerciseTime, usize)> {
        let turn = |position: &usize| {
            let at = self.turn_of(&self.script[*position])?;
            Some((at.max(self.now), *position))
        };
        let waiting = self.timed.front().into_iter().chain(&self.untimed);
        waiting.filter_map(turn).min()
    }

    /// When something scripted has its turn, as far as that is known yet.
    fn turn_of(&self, scripted: &Scripted) -> Option<ExerciseTime> {
        match (scripted.at, scripted.decision()) {
            (Some(at), _) => Some(at),
            (None, Some(decision)) => {
                let opened = self.state.decisions[decision].opened?;
                Some(opened.after(self.people.delay(self.scenario, decision)))
            }
            (None, None) => Some(self.now),
        }
    }

    fn follow_script(&mut self, position: usize) {
        if self.timed.front() == Some(&position) {
            self.timed.pop_front();
        }
        self.untimed.retain(|it| *it != position);
        let scripted = &self.script[position];
        let who = scripted.who(self.scenario, &self.state);
        if let Err(refusal) = self.follow(scripted.command.clone(), who) {
            // Playing on tells when it would have been possible.
            self.refused.push((position, self.now, refusal));
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

    /// All that came, and what of the script did not.
    fn end(self) -> Rehearsed {
        let refused = self.refused.into_iter();
        let refused = refused.map(|(position, at, refusal)| (position, Some((at, refusal))));
        let left = self.timed.into_iter().chain(self.untimed);
        let left = left.map(|position| (position, None));
        let mut impossible: Vec<_> = refused
            .chain(left)
            .map(|(position, refused)| {
                let scripted = &self.script[position];
                let why = scripted.impossible(refused, self.scenario, &self.state);
                (position, why)
            })
            .collect();
        impossible.sort_by_key(|(position, _)| *position);
        Rehearsed {
            happened: self.happened,
            state: self.state,
            impossible,
        }
    }
}

fn positions(script: &[Scripted], of: impl Fn(&Scripted) -> bool) -> Vec<usize> {
    let entries = script.iter().enumerate();
    entries
        .filter(|(_, scripted)| of(scripted))
        .map(|(position, _)| position)
        .collect()
}

/// What has a time, in the order of the times, and of the script where they are the same.
fn timed(script: &[Scripted]) -> VecDeque<usize> {
    let mut timed = positions(script, |it| it.at.is_some());
    timed.sort_by_key(|position| script[*position].at);
    timed.into()
}

fn answered(scenario: &Scenario, script: &[Scripted]) -> Column<Decision, bool> {
    let mut answered = Column::beside(&scenario.decisions, false);
    for decision in script.iter().filter_map(Scripted::decision) {
        answered[decision] = true;
    }
    answered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            event::{Answer, Pace, Received},
            rig::{self, minutes},
        },
        scenario::Ix,
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
        Scripted::choice(at.map(minutes), Ix::new(decision), Ix::new(choice))
    }

    fn rehearse(policy: Policy, seed: u64, script: &[Scripted]) -> Result<Vec<Timed>, Impossible> {
        let scenario = rig::scenario(PARTS);
        let started = Started {
            seed,
            ..rig::started(&scenario, Pace::Real)
        };
        let rehearsed = play(&scenario, started, policy, script);
        match rehearsed.impossible.into_iter().next() {
            None => Ok(rehearsed.happened),
            Some((_, impossible)) => Err(impossible),
        }
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
                Event::InjectAcknowledged {
                    inject: Received::Scripted(inject),
                    who,
                } => (format!("ack {}", scenario.injects[*inject].id), who),
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
    fn the_wild_do_whatever_a_room_and_its_facilitator_could() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let happened = rehearse(Policy::Wild, seed, &[]).unwrap();
            let is_made = |timed: &Timed| matches!(&timed.event, Event::DecisionMade { decision, .. } if decision.position() == 0);
            if !happened.iter().any(is_made) {
                seen.insert("leave it alone".to_owned());
            }
            for timed in &happened {
                seen.extend(match &timed.event {
                    Event::DecisionMade {
                        answer: Answer::Other(words),
                        ..
                    } => Some(words.clone()),
                    Event::InjectDelivered { inject, who } if !who.is_clock() => {
                        Some(format!("fire #{}", inject.position()))
                    }
                    Event::Declared { .. } if timed.clock < minutes(2) => {
                        Some("declare before it hurts".to_owned())
                    }
                    Event::TaskDone { who, .. } if !who.is_clock() && timed.clock > minutes(30) => {
                        Some("tick late".to_owned())
                    }
                    _ => None,
                });
            }
        }
        let expected = [
            "declare before it hurts",
            "fire #2",
            "leave it alone",
            "something else",
            "tick late",
        ];
        assert!(seen.iter().eq(expected), "{seen:?}");
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
        let happened = play(&scenario, started, Policy::Best, &[]).happened;
        let made: Vec<_> = happened
            .iter()
            .filter(|timed| matches!(timed.event, Event::DecisionMade { .. }))
            .map(|timed| timed.clock)
            .collect();
        assert_eq!(made, [minutes(40)]);
    }
}
