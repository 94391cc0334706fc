//! Reads a walk: its steps, what is done in them, and what it expects.

use super::reader::Reader;
use crate::scenario::{
    code::Code,
    model::{Audience, Claim, Decision, Ending, Inject, Task},
    outline::At,
    problem::Problem,
    walk::{Deed, Expectation, Expected, Step, Walk},
};

const STEPS: [&str; 1] = [r#"At("5m", deed)"#];

const DEEDS: [&str; 10] = [
    r#"Choose("decision", "option")"#,
    r#"Other("decision", "In other words")"#,
    r#"Ack("inject")"#,
    r#"Done("task")"#,
    r#"Declare("SEV1")"#,
    r#"Update(Public, Investigating, "We are looking into it.")"#,
    r#"Claim("claim", Refuted)"#,
    r#"Fire("inject")"#,
    r#"Skip("inject")"#,
    r#"HoldBack("inject", "40m")"#,
];

const AUDIENCES: [&str; 3] = ["Internal", "Public", "Executive"];

const EXPECTATIONS: [&str; 5] = [
    r#"Happened("moment")"#,
    r#"By("75m", "moment")"#,
    r#"Never("moment")"#,
    r#"Ending("ending")"#,
    "BadMinutes(0, 60)",
];

/// Everything within is read before anything is given up, so that all of it is told.
impl Reader<'_> {
    pub(super) fn walk(&mut self, at: At<'_>) -> Walk {
        self.fields(at, "walk", |it| {
            let _: Option<u32> = it.needs("format", Self::whole);
            Walk {
                title: it.needs("title", Self::text).unwrap_or_default(),
                policy: it
                    .maybe("policy", |reader, at| reader.word(at, "policy"))
                    .unwrap_or_default(),
                seed: it.maybe("seed", Self::whole).unwrap_or_default(),
                steps: it
                    .maybe("steps", |reader, at| reader.variants(at, Self::step))
                    .unwrap_or_default(),
                expect: it
                    .maybe("expect", |reader, at| {
                        reader.variants(at, Self::expectation)
                    })
                    .unwrap_or_default(),
            }
        })
    }

    fn step(&mut self, at: At<'_>) -> Option<Step> {
        self.variant(at, "step", &STEPS)?;
        let (time, deed) = (self.clock(at.item(0)), self.deed(at.item(1)));
        Some(Step {
            at: time?,
            deed: deed?,
            span: at.node.span.clone(),
        })
    }

    fn deed(&mut self, at: At<'_>) -> Option<Deed> {
        let (first, second, third) = (at.item(0), at.item(1), at.item(2));
        Some(match self.variant(at, "deed", &DEEDS)? {
            "Choose" => {
                let (decision, choice) = self.choice_of(first, second)?;
                Deed::Choose(decision, choice)
            }
            "Other" => {
                let (decision, words) = (self.row(first), self.text(second));
                Deed::Other(decision?, words?)
            }
            "Ack" => Deed::Ack(self.row(first)?),
            "Done" => Deed::Done(self.row(first)?),
            "Declare" => Deed::Declare(self.text(first)?),
            "Update" => {
                let (audience, progress) = (self.audience(first), self.word(second, "state"));
                let words = self.text(third)?;
                Deed::Update(audience?, progress?, words)
            }
            "Claim" => {
                let (claim, finding) = (self.row(first), self.word(second, "finding"));
                Deed::Claim(claim?, finding?)
            }
            "Fire" => Deed::Fire(self.row(first)?),
            "Skip" => Deed::Skip(self.row(first)?),
            _ => {
                let (inject, until) = (self.row(first), self.clock(second));
                Deed::HoldBack(inject?, until?)
            }
        })
    }

    /// Reads what it can of a step, a deed or an expectation that is not written as it should be.
    pub(super) fn look_within_walk(&mut self, at: At<'_>, what: &str, name: &str) {
        for within in at.items().filter(|it| it.has_kids()) {
            match (what, within.name()) {
                ("expectation", _) => drop(self.expectation(within)),
                // The bracket before it was not closed.
                (_, "At") => drop(self.step(within)),
                ("step", _) => drop(self.deed(within)),
                _ => {}
            }
        }
        let Some(id) = at.items().find(|it| it.string().is_some()) else {
            return;
        };
        let is_choice = name == "Choose" && at.items().len() == 1;
        match name {
            // `"decision.option"`; what is neither is told with how to write it.
            "Choose" if is_choice && id.words().contains('.') => {
                self.moment(id);
            }
            "Choose" if is_choice && self.choice_meant(at).is_some() => {}
            "Choose" | "Other" => {
                self.row::<Decision>(id);
            }
            "Ack" | "Fire" | "Skip" | "HoldBack" => {
                self.row::<Inject>(id);
            }
            "Done" => {
                self.row::<Task>(id);
            }
            "Claim" => {
                self.row::<Claim>(id);
            }
            "Happened" | "Never" => {
                self.moment(id);
            }
            "Ending" => {
                self.row::<Ending>(id);
            }
            _ => {}
        }
    }

    fn audience(&mut self, at: At<'_>) -> Option<Audience> {
        Some(match self.variant(at, "audience", &AUDIENCES)? {
            "Internal" => Audience::Internal,
            "Public" => Audience::Public,
            _ => Audience::Executive,
        })
    }

    fn expectation(&mut self, at: At<'_>) -> Option<Expectation> {
        let (first, second) = (at.item(0), at.item(1));
        let expected = match self.variant(at, "expectation", &EXPECTATIONS)? {
            "Happened" => Expected::Happened(self.moment(first)?),
            "By" => {
                let (by, moment) = (self.clock(first), self.moment(second));
                Expected::By(by?, moment?)
            }
            "Never" => Expected::Never(self.moment(first)?),
            "Ending" => Expected::Ending(self.row(first)?),
            _ => {
                let (least, most) = (
                    self.number_without(first, ""),
                    self.number_without(second, ""),
                );
                self.bad_minutes(at, least?, most?)
            }
        };
        let span = at.node.span.clone();
        Some(Expectation { expected, span })
    }

    fn bad_minutes(&mut self, at: At<'_>, least: f64, most: f64) -> Expected {
        if least > most {
            let message = format!("from {least} to {most} there is no number");
            let problem = Problem::error(Code::BadNumber, at.span(), message);
            let hint = format!("Write `BadMinutes({most}, {least})`.");
            self.heap.note(problem.hint(hint));
        }
        Expected::BadMinutes(least, most)
    }
}
