//! Gathers what became of the parts of the scenario.

use super::{
    gather::Gather,
    shape::{
        ClaimData, DecisionData, InjectData, JudgedData, ObjectiveData, PhaseData, SeenDoneData,
        ServiceData, TaskData,
    },
};
use crate::{
    exercise::{
        Event, ExerciseTime,
        event::{Answer, ClaimVerdict},
        state::{HeldBack, InjectState, PhaseState, TaskState},
    },
    report::{
        circumstances::{Circumstances, circumstances},
        measures,
        ratings::{self, Met},
        spoken,
    },
    scenario::{
        Ix, Span,
        model::{Channel, Claim, Decision, Task},
    },
};

impl Gather<'_> {
    pub(super) fn services(&self) -> Vec<ServiceData> {
        let rows = self.scenario.services.entries();
        rows.map(|(service, row)| {
            let recovery = measures::recovery(self.scenario, self.state, service);
            ServiceData {
                id: row.id.clone(),
                name: row.name.clone(),
                tier: row.tier,
                rto_ms: row.rto.map(Span::as_ms),
                achieved_rto_ms: recovery.time_not_up.as_ms(),
                rpo_ms: row.rpo.map(Span::as_ms),
                achieved_rpo_ms: recovery.data_loss.as_ms(),
                mtd_ms: row.mtd.map(Span::as_ms),
                lost: recovery.is_lost,
            }
        })
        .collect()
    }

    pub(super) fn phases(&self) -> Vec<PhaseData> {
        let rows = self.scenario.phases.entries();
        rows.map(|(phase, row)| {
            let (status, begun) = match self.state.phases[phase] {
                PhaseState::Waiting => ("pending", None),
                PhaseState::Begun(at) => ("begun", Some(at)),
                PhaseState::Skipped(_) => ("skipped", None),
            };
            PhaseData {
                id: row.id.clone(),
                title: row.title.clone(),
                status,
                begun_ms: ms(begun),
            }
        })
        .collect()
    }

    pub(super) fn injects(&self) -> Vec<InjectData> {
        let scripted = self.scenario.injects.entries().map(|(inject, row)| {
            let state = &self.state.injects[inject];
            let due = self.state.trigger_due(self.scenario, inject);
            InjectData {
                id: row.id.clone(),
                title: row.title.clone(),
                channel: channel(row.channel),
                due_ms: ms(due.filter(|due| self.comes(*due))),
                delivered_ms: ms(state.delivered.as_ref().map(|(at, _)| *at)),
                acknowledged_ms: ms(state.acknowledged.as_ref().map(|(at, _)| *at)),
                status: self.inject_status(state),
            }
        });
        let improvised = self.state.improvised.iter().map(|inject| InjectData {
            id: inject.id.clone(),
            title: inject.title.clone(),
            channel: channel(inject.channel),
            due_ms: None,
            delivered_ms: Some(inject.at.as_ms()),
            acknowledged_ms: ms(inject.acknowledged.as_ref().map(|(at, _)| *at)),
            status: "delivered",
        });
        scripted.chain(improvised).collect()
    }

    /// Whether the exercise reached a moment, or may yet.
    fn comes(&self, at: ExerciseTime) -> bool {
        self.state.ended.as_ref().is_none_or(|ended| at <= ended.at)
    }

    fn inject_status(&self, state: &InjectState) -> &'static str {
        let is_held = match state.held_back {
            Some(HeldBack::UntilSaid) => true,
            Some(HeldBack::Until(until)) => until > self.state.measured_until(),
            None => false,
        };
        match state {
            _ if state.delivered.is_some() => "delivered",
            _ if state.skipped.is_some() => "skipped",
            _ if is_held => "held_back",
            _ => "pending",
        }
    }

    pub(super) fn decisions(&self) -> Vec<DecisionData> {
        let under = circumstances(self.exercise);
        let decisions = self.scenario.decisions.indices();
        decisions
            .map(|decision| self.decision(decision, &under[decision]))
            .collect()
    }

    fn decision(&self, decision: Ix<Decision>, under: &Circumstances) -> DecisionData {
        let row = &self.scenario.decisions[decision];
        let state = &self.state.decisions[decision];
        let made = state.made.as_ref();
        let choice = state.choice();
        let grounds = made.map(|made| made.grounds.clone()).unwrap_or_default();
        let took = made
            .zip(state.opened)
            .map(|(made, opened)| made.at.since(opened));
        DecisionData {
            id: row.id.clone(),
            prompt: row.prompt.clone(),
            asked: row.asked.map(|role| self.scenario.roles[role].id.clone()),
            opened_ms: ms(state.opened),
            made_ms: made.map(|made| made.at.as_ms()),
            took_ms: took.map(Span::as_ms),
            limit_ms: self.limit(decision).map(Span::as_ms),
            late: self.is_late(decision),
            option: choice.map(|choice| row.options[choice].id.clone()),
            other: made.and_then(|made| match &made.answer {
                Answer::Option(_) => None,
                Answer::Other(text) => Some(text.clone()),
            }),
            verdict: choice
                .and_then(|choice| row.options[choice].verdict)
                .map(spoken::verdict),
            who: made.map(|made| made.who.to_string()),
            rationale: grounds.rationale,
            confidence: grounds.confidence,
            dissent: grounds.dissent,
            alternatives: under
                .options
                .iter()
                .filter(|option| Some(**option) != choice)
                .map(|option| row.options[*option].id.clone())
                .collect(),
        }
    }

    /// Whether the limit passed without an answer.
    fn is_late(&self, decision: Ix<Decision>) -> bool {
        let state = &self.state.decisions[decision];
        let ends = self.state.limit_ends(self.scenario, decision);
        let is_past = |at: ExerciseTime| ends.is_some_and(|ends| at > ends);
        state.expired.is_some() || state.made.as_ref().is_some_and(|made| is_past(made.at))
    }

    /// How long there was to answer, with what was given on top.
    fn limit(&self, decision: Ix<Decision>) -> Option<Span> {
        let opened = self.state.decisions[decision].opened;
        let ends = self.state.limit_ends(self.scenario, decision);
        let given = ends.zip(opened).map(|(ends, opened)| ends.since(opened));
        given.or(self.scenario.decisions[decision].limit)
    }

    pub(super) fn tasks(&self) -> Vec<TaskData> {
        let rows = self.scenario.tasks.entries();
        rows.map(|(task, row)| {
            let state = &self.state.tasks[task];
            TaskData {
                id: row.id.clone(),
                text: row.text.clone(),
                role: row.role.map(|role| self.scenario.roles[role].id.clone()),
                begun_ms: ms(state.begun),
                done_ms: ms(state.done.as_ref().map(|(at, _)| *at)),
                limit_ms: row.limit.map(Span::as_ms),
                status: task_status(state),
                seen_done: self.seen_done(task),
            }
        })
        .collect()
    }

    pub(super) fn objectives(&self) -> Vec<ObjectiveData> {
        let rows = self.scenario.objectives.entries();
        rows.map(|(objective, row)| {
            let (met, met_at) = match ratings::met(self.scenario, self.state, objective) {
                Met::Unmeasured => (None, None),
                Met::NotYet => (Some(false), None),
                Met::At(at) => (Some(true), Some(at)),
            };
            let rated = self.state.objectives[objective].rated.clone();
            let (rating, comment) =
                rated.map_or((None, None), |(rating, comment)| (Some(rating), comment));
            ObjectiveData {
                id: row.id.clone(),
                title: row.title.clone(),
                area: row.area.clone(),
                met,
                met_ms: ms(met_at),
                target_ms: row.target.map(Span::as_ms),
                proposed: ratings::proposal(self.scenario, self.state, objective).rating,
                rating,
                comment,
            }
        })
        .collect()
    }

    pub(super) fn claims(&self) -> Vec<ClaimData> {
        let rows = self.scenario.claims.entries();
        rows.map(|(claim, row)| {
            let judged = self.state.claims[claim].judged.as_ref();
            ClaimData {
                id: row.id.clone(),
                text: row.text.clone(),
                owner: row.owner.clone(),
                verdict: judged.map_or(ClaimVerdict::Untested, |judged| judged.verdict),
                evidence: judged.and_then(|judged| judged.evidence.clone()),
                truth: row.truth.clone(),
                judged: self.judged(claim),
            }
        })
        .collect()
    }

    fn seen_done(&self, task: Ix<Task>) -> Vec<SeenDoneData> {
        let seen = self.seen.iter().filter(
            |seen| matches!(seen.record.event, Event::TaskDone { task: done, .. } if done == task),
        );
        seen.map(|seen| SeenDoneData {
            seen_ms: seen.record.clock.as_ms(),
            who: seen.who.clone(),
        })
        .collect()
    }

    fn judged(&self, claim: Ix<Claim>) -> Vec<JudgedData> {
        let judged = self
            .seen
            .iter()
            .filter_map(|seen| match &seen.record.event {
                Event::ClaimJudged {
                    claim: judged,
                    verdict,
                    evidence,
                    ..
                } if *judged == claim => Some(JudgedData {
                    judged_ms: seen.record.clock.as_ms(),
                    verdict: *verdict,
                    evidence: evidence.clone(),
                    who: seen.who.clone(),
                }),
                _ => None,
            });
        judged.collect()
    }
}

fn task_status(state: &TaskState) -> &'static str {
    match state {
        _ if state.missed.is_some() => "missed",
        _ if state.done.is_some() => "done",
        _ if state.skipped.is_some() => "skipped",
        _ if state.begun.is_some() => "open",
        _ => "pending",
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Page => "page",
        Channel::Alert => "alert",
        Channel::Chat => "chat",
        Channel::Phone => "phone",
        Channel::Email => "email",
        Channel::Ticket => "ticket",
        Channel::News => "news",
        Channel::Social => "social",
        Channel::Dashboard => "dashboard",
        Channel::Person => "person",
        Channel::StatusPage => "status_page",
    }
}

fn ms(at: Option<ExerciseTime>) -> Option<u64> {
    at.map(ExerciseTime::as_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Command, Event, Who,
            event::{Grounds, Pace, Received},
        },
        report::rig::{Rig, cdn, minutes, play, play_with},
    };

    fn decision(rig: &Rig) -> DecisionData {
        rig.data().decisions.remove(0)
    }

    const DECISION: &str = r#"
        roles: [(id: "ic", name: "IC")],
        decisions: [(
            id: "way", when: At("1m"), asked: "ic", limit: "5m", SILENCE prompt: "Which way?",
            options: [
                (id: "left", label: "Left", verdict: Good),
                (id: "right", label: "Right", verdict: Poor),
            ],
        )],
    "#;

    fn with_silence() -> Rig {
        play(&DECISION.replace("SILENCE", r#"silence: "right","#))
    }

    fn without_silence() -> Rig {
        play(&DECISION.replace("SILENCE", ""))
    }

    #[test]
    fn an_answer_in_time_is_timed_from_its_question() {
        let decision = decision(&with_silence().choose(4, "way", "left").stop(9));
        assert_eq!(decision.opened_ms, Some(60_000));
        assert_eq!(decision.made_ms, Some(240_000));
        // 4m - 1m.
        assert_eq!(decision.took_ms, Some(180_000));
        assert_eq!(decision.asked.as_deref(), Some("ic"));
        assert_eq!(decision.option.as_deref(), Some("left"));
        assert_eq!(decision.verdict, Some("good"));
        assert_eq!(decision.who.as_deref(), Some("Ana"));
        assert_eq!(decision.alternatives, ["right"]);
        assert!(!decision.late);
    }

    #[test]
    fn silence_is_late_and_what_it_amounts_to() {
        let decision = decision(&with_silence().stop(9));
        assert!(decision.late);
        assert_eq!((decision.made_ms, decision.took_ms), (None, None));
        assert_eq!(decision.option.as_deref(), Some("right"));
        assert_eq!((decision.verdict, decision.who), (Some("poor"), None));
        assert_eq!(decision.alternatives, ["left"]);
    }

    #[test]
    fn an_answer_after_the_limit_is_late() {
        let decision = decision(&without_silence().choose(8, "way", "left").stop(9));
        assert!(decision.late);
        // 8m - 1m.
        assert_eq!(decision.took_ms, Some(420_000));
        assert_eq!(decision.option.as_deref(), Some("left"));
    }

    #[test]
    fn words_of_ones_own_are_no_option() {
        let rig = without_silence();
        let way = rig.decision("way");
        let answer = Answer::Other("Straight on".to_owned());
        let grounds = Grounds::default();
        let rig = rig.ask(
            2,
            Command::Answer {
                decision: way,
                answer,
                grounds,
            },
        );
        let decision = decision(&rig);
        assert_eq!(decision.other.as_deref(), Some("Straight on"));
        assert_eq!((decision.option, decision.verdict), (None, None));
        assert_eq!(decision.alternatives, ["left", "right"]);
    }

    #[test]
    fn an_answer_that_was_taken_back_is_not_told() {
        let rig = with_silence()
            .choose(2, "way", "right")
            .ask(3, Command::Undo)
            .choose(4, "way", "left");
        let data = rig.data();
        assert_eq!(data.decisions[0].option.as_deref(), Some("left"));
        // Started, opened, made, landed; rewound; made, landed.
        assert_eq!((data.journal.events, data.journal.rewound), (7, 1));
    }

    const INJECTS: &str = r#"Scenario(
        format: 1, id: "small", title: "Small", level: Introductory, length: "60m",
        injects: [
            (id: "came", when: At("2m"), channel: StatusPage, title: "Came"),
            (id: "guarded", when: At("3m"), unless: Elapsed("1m"), channel: Page, title: "Guarded"),
            (id: "kept", when: At("5m"), channel: Page, title: "Kept"),
            (id: "held", when: Held, channel: Page, title: "Held"),
            (id: "far", when: At("50m"), channel: Page, title: "Far"),
        ],
    )"#;

    fn injects(rig: &Rig) -> Vec<(String, Option<u64>, Option<u64>, &'static str)> {
        let injects = rig.data().injects.into_iter();
        injects
            .map(|it| (it.id, it.due_ms, it.delivered_ms, it.status))
            .collect()
    }

    fn with_held_back() -> Rig {
        let rig = play_with(INJECTS, Pace::Real);
        let inject = rig.scenario().injects.find("kept").unwrap();
        let until = Some(minutes(40));
        rig.ask(4, Command::HoldBack { inject, until }).record(
            6,
            Event::InjectImprovised {
                inject: "made-up".to_owned(),
                channel: Channel::Phone,
                sender: "CEO".to_owned(),
                recipients: Vec::new(),
                title: "Well?".to_owned(),
                body: String::new(),
                who: Who::Person("Ana".to_owned()),
            },
        )
    }

    #[test]
    fn each_inject_has_its_status_and_its_times() {
        let expected = [
            ("came", Some(120_000), Some(120_000), "delivered"),
            ("guarded", Some(180_000), None, "skipped"),
            ("kept", Some(300_000), None, "held_back"),
            ("held", None, None, "pending"),
            ("far", Some(3_000_000), None, "pending"),
            ("made-up", None, Some(360_000), "delivered"),
        ]
        .map(|(id, due, delivered, status)| (id.to_owned(), due, delivered, status));
        assert_eq!(injects(&with_held_back()), expected);
    }

    #[test]
    fn what_was_made_up_tells_when_it_was_acknowledged() {
        let inject = Received::Improvised("made-up".to_owned());
        let data = with_held_back().ask(9, Command::Acknowledge(inject)).data();
        let made_up = data.injects.iter().find(|it| it.id == "made-up").unwrap();
        assert_eq!(made_up.acknowledged_ms, Some(540_000));
        // From T+0 on: nothing was hurt in it.
        assert_eq!(data.timings.acknowledged_ms, Some(540_000));
    }

    #[test]
    fn what_was_due_after_the_end_never_came_due() {
        let injects = injects(&with_held_back().stop(10));
        assert_eq!(injects[4], ("far".to_owned(), None, None, "pending"));
        assert_eq!(injects[2].1, Some(300_000));
    }

    #[test]
    fn an_inject_that_waits_for_a_hand_keeps_its_due_time() {
        let rig = play_with(INJECTS, Pace::Manual).observe(4, "waits");
        let came = rig.scenario().injects.find("came").unwrap();
        assert_eq!(injects(&rig)[0].3, "pending");
        let rig = rig.ask(7, Command::Fire(came));
        let injects = injects(&rig);
        let expected = ("came".to_owned(), Some(120_000), Some(420_000), "delivered");
        assert_eq!(injects[0], expected);
    }

    #[test]
    fn a_task_that_was_done_late_stays_missed() {
        let data = cdn().data();
        let call = &data.tasks[1];
        assert_eq!((call.status, call.done_ms), ("missed", Some(660_000)));
        let page = &data.tasks[0];
        assert_eq!((page.status, page.done_ms), ("done", Some(600_000)));
    }

    #[test]
    fn tasks_say_how_far_they_got() {
        let rig = play(
            r#"tasks: [
                (id: "open", text: "Open", when: At("1m")),
                (id: "skipped", text: "Skipped", when: At("2m"), only_if: Elapsed("1h")),
                (id: "far", text: "Far", when: At("50m")),
            ],"#,
        );
        let tasks = rig.observe(5, "on").data().tasks;
        let statuses: Vec<_> = tasks.iter().map(|task| task.status).collect();
        assert_eq!(statuses, ["open", "skipped", "pending"]);
    }

    #[test]
    fn a_lost_service_says_so() {
        let data = cdn().data();
        let shop = &data.services[1];
        // Down from 2m to 14m, and 15m are tolerable.
        assert_eq!(shop.achieved_rto_ms, 720_000);
        assert_eq!(shop.achieved_rpo_ms, 37_000);
        assert!(!shop.lost);
        let rig = play(
            r#"services: [(id: "shop", name: "Shop", mtd: "4m"), (id: "other", name: "Other")],
               injects: [(id: "gone", when: At("1m"), channel: Page, title: "Gone",
                          effects: [Service("shop", Degraded), Service("other", Down)])],"#,
        );
        let services = rig.stop(6).data().services;
        // Away from 1m to the end at 6m.
        assert_eq!(services[0].achieved_rto_ms, 300_000);
        assert!(services[0].lost);
        assert!(!services[1].lost);
    }
}
