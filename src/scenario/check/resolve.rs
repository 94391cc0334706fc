//! Turns what is written into what is played, and looks up every name on the way.
//!
//! What cannot be resolved is told, and something stands in for it so that the rest is looked at
//! too. The heap remembers: a scenario with a stand-in in it is never played.

use super::{load::Heap, names::Names, spelling::check_id};
use crate::scenario::{
    model::{self, Trigger},
    outline::At,
    problem::Problem,
    source,
    span::Span,
    table::{Ix, Table},
};

/// Resolves what could be read of a file. `at` is the outline of just that; `whole` is the
/// outline of the file as it is.
pub(super) fn scenario(
    source: source::Scenario,
    at: At<'_>,
    whole: At<'_>,
    names: &Names,
    heap: &mut Heap,
) -> model::Scenario {
    let mut resolver = Resolver {
        names,
        heap,
        whole,
        length: Span::ZERO,
        n_draws: 0,
    };
    resolver.scenario(source, at)
}

/// What resolving needs at hand.
pub(super) struct Resolver<'a> {
    pub names: &'a Names,
    pub heap: &'a mut Heap,
    whole: At<'a>,
    pub length: Span,
    /// How many draws the inject or option at hand has so far.
    pub n_draws: usize,
}

impl Resolver<'_> {
    fn scenario(&mut self, source: source::Scenario, at: At<'_>) -> model::Scenario {
        self.required(source.format, "format", "1", at);
        if let Some(id) = &source.id {
            check_id(at.field("id"), id, self.heap);
        }
        let length = source.length.map(|s| self.positive(&s, at.field("length")));
        self.length = self.required(length, "length", "\"2h\"", at);
        model::Scenario {
            id: self.required(source.id, "id", "\"..\"", at),
            title: self.required(source.title, "title", "\"..\"", at),
            summary: source.summary.into(),
            level: source.level.unwrap_or(model::Level::Intermediate),
            length: self.length,
            scale: self.scale(source.scale, at.field("scale")),
            begins: self.date(source.begins.as_deref(), at.field("begins")),
            tags: source.tags,
            marking: source.marking,
            based_on: source.based_on,
            briefing: source.briefing.into(),
            notes: source.notes.into(),
            roles: source.roles.into_iter().map(role).collect(),
            objectives: self.table(source.objectives, at.field("objectives"), Self::objective),
            claims: self.table(source.claims, at.field("claims"), Self::claim),
            services: self.table(source.services, at.field("services"), Self::service),
            impact: source.signals.iter().position(|s| s.impact).map(Ix::new),
            signals: self.table(source.signals, at.field("signals"), Self::signal),
            flags: self.names.flags(),
            phases: self.table(source.phases, at.field("phases"), Self::phase),
            injects: self.table(source.injects, at.field("injects"), Self::inject),
            decisions: self.table(source.decisions, at.field("decisions"), Self::decision),
            tasks: self.table(source.tasks, at.field("tasks"), Self::task),
            otherwise: source.endings.iter().position(|e| e.otherwise).map(Ix::new),
            endings: self.table(source.endings, at.field("endings"), Self::ending),
            debrief: source.debrief,
            extra: source.extra,
        }
    }

    fn objective(&mut self, objective: source::Objective, at: At<'_>) -> model::Objective {
        model::Objective {
            id: objective.id,
            title: objective.title,
            area: objective.area,
            met: self.maybe(objective.met, at.field("met"), Self::condition),
            target: self.maybe(objective.target, at.field("target"), Self::some_time),
        }
    }

    fn claim(&mut self, claim: source::Claim, at: At<'_>) -> model::Claim {
        model::Claim {
            id: claim.id,
            text: claim.text.into(),
            owner: claim.owner,
            check: claim.check.map(String::from),
            truth: claim.truth.map(String::from),
            if_unchecked: claim.if_unchecked.map(String::from),
            confirmed: self.maybe(claim.confirmed, at.field("confirmed"), Self::condition),
            refuted: self.maybe(claim.refuted, at.field("refuted"), Self::condition),
        }
    }

    fn service(&mut self, service: source::Service, at: At<'_>) -> model::Service {
        model::Service {
            id: service.id,
            name: service.name,
            tier: service.tier,
            needs: self.rows(&service.needs, at.field("needs")),
            rto: self.maybe(service.rto, at.field("rto"), Self::time),
            rpo: self.maybe(service.rpo, at.field("rpo"), Self::time),
            mtd: self.maybe(service.mtd, at.field("mtd"), Self::time),
        }
    }

    fn signal(&mut self, signal: source::Signal, at: At<'_>) -> model::Signal {
        model::Signal {
            id: signal.id,
            name: signal.name,
            unit: signal.unit,
            start: self.finite(signal.start, at.field("start")),
            noise: self.finite(signal.noise, at.field("noise")),
            min: self.maybe(signal.min, at.field("min"), Self::finite),
            max: self.maybe(signal.max, at.field("max"), Self::finite),
            alarm: self.maybe(signal.alarm, at.field("alarm"), Self::finite),
        }
    }

    fn phase(&mut self, phase: source::Phase, at: At<'_>) -> model::Phase {
        model::Phase {
            id: phase.id,
            title: phase.title,
            when: self.trigger(phase.when, at.field("when")),
            guard: self.guard(phase.unless, phase.only_if, at),
            goal: phase.goal.map(String::from),
            questions: phase.questions,
        }
    }

    fn inject(&mut self, inject: source::Inject, at: At<'_>) -> model::Inject {
        model::Inject {
            id: inject.id,
            when: self.trigger(inject.when, at.field("when")),
            guard: self.guard(inject.unless, inject.only_if, at),
            channel: inject.channel,
            from: inject.from,
            to: self.recipients(&inject.to, at.field("to")),
            title: inject.title,
            body: inject.body.into(),
            attachments: inject.attachments.into_iter().map(attachment).collect(),
            truth: inject.truth,
            notes: inject.notes.into(),
            expect: inject.expect.into(),
            objectives: self.rows(&inject.objectives, at.field("objectives")),
            effects: self.all_effects(inject.effects, at.field("effects")),
            extra: inject.extra,
        }
    }

    fn decision(&mut self, decision: source::Decision, at: At<'_>) -> model::Decision {
        let silence = decision.silence.and_then(|option| {
            let position = self.names.get(&decision.id)?.position;
            let at = at.field("silence");
            Some(self.option(&decision.id, position, &option, at))
        });
        model::Decision {
            when: self.trigger(decision.when, at.field("when")),
            guard: self.guard(decision.unless, decision.only_if, at),
            asked: self.maybe(decision.asked, at.field("asked"), Self::owned_row),
            limit: self.maybe(decision.limit, at.field("limit"), Self::some_time),
            prompt: decision.prompt.into(),
            options: self.table(decision.options, at.field("options"), Self::choice),
            silence,
            id: decision.id,
        }
    }

    fn choice(&mut self, choice: source::Choice, at: At<'_>) -> model::Choice {
        model::Choice {
            id: choice.id,
            label: choice.label,
            only_if: self.maybe(choice.only_if, at.field("only_if"), Self::condition),
            takes: self
                .maybe(choice.takes, at.field("takes"), Self::time)
                .unwrap_or_default(),
            verdict: choice.verdict,
            effects: self.all_effects(choice.effects, at.field("effects")),
            feedback: choice.feedback.into(),
        }
    }

    fn task(&mut self, task: source::Task, at: At<'_>) -> model::Task {
        model::Task {
            id: task.id,
            text: task.text.into(),
            role: self.maybe(task.role, at.field("role"), Self::owned_row),
            objective: self.maybe(task.objective, at.field("objective"), Self::owned_row),
            when: self
                .maybe(task.when, at.field("when"), Self::trigger)
                .unwrap_or(Trigger::At(Span::ZERO)),
            guard: self.guard(task.unless, task.only_if, at),
            limit: self.maybe(task.limit, at.field("limit"), Self::some_time),
            done: self.maybe(task.done, at.field("done"), Self::condition),
        }
    }

    fn ending(&mut self, ending: source::Ending, at: At<'_>) -> model::Ending {
        model::Ending {
            id: ending.id,
            title: ending.title,
            outcome: ending.outcome,
            when: self
                .maybe(ending.when, at.field("when"), Self::trigger)
                .unwrap_or(Trigger::Held),
            text: ending.text.into(),
        }
    }
}

fn role(role: source::Role) -> model::Role {
    model::Role {
        id: role.id,
        name: role.name,
        brief: role.brief.into(),
    }
}

fn attachment(attachment: source::Attachment) -> model::Attachment {
    model::Attachment {
        name: attachment.name,
        kind: attachment.kind,
        body: attachment.body.into(),
    }
}

/// The plumbing.
impl Resolver<'_> {
    fn table<S, M>(
        &mut self,
        rows: Vec<S>,
        at: At<'_>,
        resolve: impl Fn(&mut Self, S, At<'_>) -> M,
    ) -> Table<M> {
        let rows = rows.into_iter().zip(at.items());
        rows.map(|(row, at)| resolve(self, row, at)).collect()
    }

    pub(super) fn maybe<S, M>(
        &mut self,
        source: Option<S>,
        at: At<'_>,
        resolve: impl Fn(&mut Self, S, At<'_>) -> M,
    ) -> Option<M> {
        source.map(|source| resolve(self, source, at))
    }

    /// A field that a scenario cannot do without.
    fn required<T: Default>(
        &mut self,
        value: Option<T>,
        field: &str,
        example: &str,
        at: At<'_>,
    ) -> T {
        // One that is there and could not be read has been told already.
        if value.is_none() && self.whole.get(field).is_none() {
            let problem = Problem::error(at.span(), format!("the scenario has no `{field}`"));
            let hint = format!("Add `{field}: {example}`.");
            self.heap.refuse(problem.hint(hint));
        }
        value.unwrap_or_default()
    }
}
