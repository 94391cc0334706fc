//! Reads the rows of a scenario: its roles, its injects, its endings.

use super::{fields::Fields, reader::Reader, spelling::check_id};
use crate::scenario::{
    model::{
        self, Attachment, Basis, Channel, Guard, Level, Outcome, Recipients, Scenario, Trigger,
    },
    outline::At,
    span::Span,
    table::Ix,
};

/// When tasks begin unless something else is said; and what stands in for a trigger that cannot
/// be read, since it waits for nothing.
const AT_ONCE: Trigger = Trigger::At(Span::ZERO);

impl Reader<'_> {
    pub(super) fn scenario(&mut self, at: At<'_>) -> Scenario {
        self.fields(at, "scenario", |it| {
            let _: Option<u32> = it.needs("format", Self::whole);
            Scenario {
                id: it.needs("id", Self::own_id).unwrap_or_default(),
                title: it.text("title"),
                summary: it.maybe("summary", Self::prose).unwrap_or_default(),
                level: it
                    .maybe("level", |reader, at| reader.word(at, "level"))
                    .unwrap_or(Level::Intermediate),
                length: it.length(),
                scale: it.maybe("scale", Self::scale).unwrap_or(1.0),
                begins: it.maybe("begins", Self::date),
                tags: it.maybe("tags", Self::texts).unwrap_or_default(),
                marking: it.maybe("marking", Self::text),
                based_on: it.rows("based_on", Self::basis),
                briefing: it.maybe("briefing", Self::prose).unwrap_or_default(),
                notes: it.maybe("notes", Self::prose).unwrap_or_default(),
                roles: it.rows("roles", Self::role),
                objectives: it.rows("objectives", Self::objective),
                claims: it.rows("claims", Self::claim),
                services: it.rows("services", Self::service),
                impact: marked(at, "signals", "impact"),
                signals: it.rows("signals", Self::signal),
                flags: it.reader.names.flags(),
                phases: it.rows("phases", Self::phase),
                injects: it.rows("injects", Self::inject),
                decisions: it.rows("decisions", Self::decision),
                tasks: it.rows("tasks", Self::task),
                otherwise: marked(at, "endings", "otherwise"),
                endings: it.rows("endings", Self::ending),
                debrief: it.maybe("debrief", Self::texts).unwrap_or_default(),
                extra: it.maybe("extra", Self::texts_by_name).unwrap_or_default(),
            }
        })
    }

    fn basis(&mut self, at: At<'_>) -> Basis {
        self.fields(at, "basis", |it| Basis {
            name: it.text("name"),
            date: it.maybe("date", Self::text),
        })
    }

    fn role(&mut self, at: At<'_>) -> model::Role {
        self.fields(at, "role", |it| model::Role {
            id: it.text("id"),
            name: it.text("name"),
            brief: it.maybe("brief", Self::prose).unwrap_or_default(),
        })
    }

    fn objective(&mut self, at: At<'_>) -> model::Objective {
        self.fields(at, "objective", |it| model::Objective {
            id: it.text("id"),
            title: it.text("title"),
            area: it.maybe("area", Self::text),
            met: it.maybe("met", Self::condition),
            target: it.maybe("target", Self::limit),
        })
    }

    fn claim(&mut self, at: At<'_>) -> model::Claim {
        self.fields(at, "claim", |it| model::Claim {
            id: it.text("id"),
            text: it.prose("text"),
            owner: it.maybe("owner", Self::text),
            check: it.maybe("check", Self::prose),
            truth: it.maybe("truth", Self::prose),
            if_unchecked: it.maybe("if_unchecked", Self::prose),
            confirmed: it.maybe("confirmed", Self::condition),
            refuted: it.maybe("refuted", Self::condition),
        })
    }

    fn service(&mut self, at: At<'_>) -> model::Service {
        self.fields(at, "service", |it| model::Service {
            id: it.text("id"),
            name: it.text("name"),
            tier: it.maybe("tier", Self::whole),
            needs: it
                .maybe("needs", |reader, at| reader.list(at, Self::row))
                .unwrap_or_default(),
            rto: it.maybe("rto", Self::time),
            rpo: it.maybe("rpo", Self::time),
            mtd: it.maybe("mtd", Self::time),
        })
    }

    fn signal(&mut self, at: At<'_>) -> model::Signal {
        self.fields(at, "signal", |it| {
            it.maybe("impact", Self::truth);
            model::Signal {
                id: it.text("id"),
                name: it.text("name"),
                unit: it.maybe("unit", Self::text).unwrap_or_default(),
                start: it.maybe("start", Self::number).unwrap_or_default(),
                noise: it.maybe("noise", Self::number).unwrap_or_default(),
                min: it.maybe("min", Self::number),
                max: it.maybe("max", Self::number),
                alarm: it.maybe("alarm", Self::number),
            }
        })
    }

    fn phase(&mut self, at: At<'_>) -> model::Phase {
        self.fields(at, "phase", |it| model::Phase {
            id: it.text("id"),
            title: it.text("title"),
            when: it.needs("when", Self::trigger).unwrap_or(AT_ONCE),
            guard: it.guard(),
            goal: it.maybe("goal", Self::prose),
            questions: it.maybe("questions", Self::texts).unwrap_or_default(),
        })
    }

    fn inject(&mut self, at: At<'_>) -> model::Inject {
        self.fields(at, "inject", |it| model::Inject {
            id: it.text("id"),
            when: it.needs("when", Self::trigger).unwrap_or(AT_ONCE),
            guard: it.guard(),
            channel: it
                .needs("channel", |reader, at| reader.word(at, "channel"))
                .unwrap_or(Channel::Page),
            from: it.maybe("from", Self::text).unwrap_or_default(),
            to: it.maybe("to", Self::recipients).unwrap_or(Recipients::All),
            title: it.text("title"),
            body: it.maybe("body", Self::prose).unwrap_or_default(),
            attachments: it.rows("attachments", Self::attachment),
            truth: it
                .maybe("truth", |reader, at| reader.word(at, "truth"))
                .unwrap_or_default(),
            notes: it.maybe("notes", Self::prose).unwrap_or_default(),
            expect: it.maybe("expect", Self::prose).unwrap_or_default(),
            objectives: it
                .maybe("objectives", |reader, at| reader.list(at, Self::row))
                .unwrap_or_default(),
            effects: it.maybe("effects", Self::all_effects).unwrap_or_default(),
            extra: it.maybe("extra", Self::texts_by_name).unwrap_or_default(),
        })
    }

    fn attachment(&mut self, at: At<'_>) -> Attachment {
        self.fields(at, "attachment", |it| Attachment {
            name: it.text("name"),
            kind: it
                .needs("kind", |reader, at| reader.word(at, "attachment kind"))
                .unwrap_or(model::AttachmentKind::Text),
            body: it.prose("body"),
        })
    }

    fn decision(&mut self, at: At<'_>) -> model::Decision {
        self.fields(at, "decision", |it| model::Decision {
            id: it.text("id"),
            when: it.needs("when", Self::trigger).unwrap_or(AT_ONCE),
            guard: it.guard(),
            asked: it.maybe("asked", Self::row),
            limit: it.maybe("limit", Self::limit),
            prompt: it.prose("prompt"),
            options: it.needs_rows("options", Self::choice),
            silence: it.maybe("silence", |reader, silence| reader.silence(at, silence)),
        })
    }

    fn choice(&mut self, at: At<'_>) -> model::Choice {
        self.fields(at, "option", |it| model::Choice {
            id: it.text("id"),
            label: it.text("label"),
            only_if: it.maybe("only_if", Self::condition),
            takes: it.maybe("takes", Self::clock).unwrap_or_default(),
            verdict: it.maybe("verdict", |reader, at| reader.word(at, "verdict")),
            effects: it.maybe("effects", Self::all_effects).unwrap_or_default(),
            feedback: it.maybe("feedback", Self::prose).unwrap_or_default(),
        })
    }

    fn task(&mut self, at: At<'_>) -> model::Task {
        self.fields(at, "task", |it| model::Task {
            id: it.text("id"),
            text: it.prose("text"),
            role: it.maybe("role", Self::row),
            objective: it.maybe("objective", Self::row),
            when: it.maybe("when", Self::trigger).unwrap_or(AT_ONCE),
            guard: it.guard(),
            limit: it.maybe("limit", Self::limit),
            done: it.maybe("done", Self::condition),
        })
    }

    fn ending(&mut self, at: At<'_>) -> model::Ending {
        self.fields(at, "ending", |it| {
            it.maybe("otherwise", Self::truth);
            model::Ending {
                id: it.text("id"),
                title: it.text("title"),
                outcome: it
                    .needs("outcome", |reader, at| reader.word(at, "outcome"))
                    .unwrap_or(Outcome::Mixed),
                when: it.maybe("when", Self::trigger).unwrap_or(Trigger::Held),
                text: it.maybe("text", Self::prose).unwrap_or_default(),
            }
        })
    }

    fn texts(&mut self, at: At<'_>) -> Option<Vec<String>> {
        self.list(at, Self::text)
    }

    /// The scenario's own id, which is not among its names.
    fn own_id(&mut self, at: At<'_>) -> Option<String> {
        let id = self.text(at)?;
        check_id(at, &id, self.heap);
        Some(id)
    }
}

/// What rows have in common.
impl Fields<'_, '_, '_> {
    /// A text that must be there.
    fn text(&mut self, name: &'static str) -> String {
        self.needs(name, Reader::text).unwrap_or_default()
    }

    /// A text that must be there and may run over several lines.
    fn prose(&mut self, name: &'static str) -> String {
        self.needs(name, Reader::prose).unwrap_or_default()
    }

    fn guard(&mut self) -> Guard {
        Guard {
            unless: self.maybe("unless", Reader::condition),
            only_if: self.maybe("only_if", Reader::condition),
        }
    }

    /// How long the exercise takes, which the times that follow must keep to.
    fn length(&mut self) -> Span {
        let length = self.needs("length", Reader::some_time).unwrap_or_default();
        self.reader.length = length;
        length
    }
}

/// The first row of a list that is marked so.
fn marked<T>(at: At<'_>, list: &str, mark: &str) -> Option<Ix<T>> {
    let is_marked = |row: At<'_>| row.get(mark).is_some_and(|at| at.words() == "true");
    at.get(list)?.items().position(is_marked).map(Ix::new)
}
