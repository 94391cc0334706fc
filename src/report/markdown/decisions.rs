//! Each decision: what was chosen and why, what came of it, and what was known by then.

use super::{
    page::Page,
    text::{plain, quote},
    whole::Sources,
};
use crate::{
    report::{
        circumstances::{Arrived, Circumstances, circumstances},
        data::DecisionData,
        spoken::{self, count, untruth},
    },
    scenario::{Ix, model::Decision},
};

/// How many of the injects known at a decision are named.
const N_NEWEST: usize = 5;

pub(super) fn decisions(page: &mut Page, from: &Sources) {
    page.heading(2, "Decisions");
    let under = circumstances(from.exercise);
    let rows = from.scenario.decisions.indices().zip(&from.data.decisions);
    let (came, others): (Vec<_>, Vec<_>) = rows.partition(|(_, data)| data.opened_ms.is_some());
    if came.is_empty() {
        page.block("No decision came up.");
    }
    for (number, (decision, data)) in (1..).zip(came) {
        page.heading(3, &format!("{number}. {}", gist(data)));
        One {
            from,
            decision,
            data,
            under: &under[decision],
        }
        .tell(page);
    }
    if !others.is_empty() && from.state.ended.is_some() {
        page.block("Did not come up:");
        page.list(others.iter().map(|(_, data)| gist(data)));
    }
}

fn gist(data: &DecisionData) -> String {
    plain(&spoken::gist(&data.prompt))
}

/// One decision, and where it is told of.
struct One<'a> {
    from: &'a Sources<'a>,
    decision: Ix<Decision>,
    data: &'a DecisionData,
    under: &'a Circumstances,
}

impl One<'_> {
    fn tell(&self, page: &mut Page) {
        if spoken::gist(&self.data.prompt) != spoken::flat(&self.data.prompt) {
            page.block(&quote(&self.data.prompt));
        }
        let asked = [
            format!("**Asked:** {}", self.asked()),
            self.options_title().to_owned(),
        ];
        let told = [
            Some(format!("**Chosen:** {}", self.chosen())),
            self.data
                .rationale
                .as_deref()
                .map(|text| format!("**Because:** {}", plain(text))),
            self.sureness(),
            Some(format!("**Known by then:** {}", self.known())),
        ];
        let newest = self.under.known.iter().rev().take(N_NEWEST).map(arrived);
        let told = told.into_iter().flatten().chain(newest);
        page.list(asked.into_iter().chain(self.options()).chain(told));
        self.feedback(page);
    }

    fn asked(&self) -> String {
        let row = &self.from.scenario.decisions[self.decision];
        let whom = row.asked.map_or_else(
            || "the room".to_owned(),
            |role| plain(&self.from.scenario.roles[role].name),
        );
        let opened = self.from.state.decisions[self.decision].opened;
        let at = opened.map_or_else(String::new, |at| format!(", at {at}"));
        match self.data.limit_ms {
            Some(limit) => format!("{whom}{at}, to be answered in {}", spoken::duration(limit)),
            None => format!("{whom}{at}"),
        }
    }

    fn options_title(&self) -> &'static str {
        let row = &self.from.scenario.decisions[self.decision];
        let options = &self.under.options;
        let is_rated = options
            .iter()
            .any(|choice| row.options[*choice].verdict.is_some());
        match () {
            () if options.is_empty() => "**Options:** none but words of their own",
            () if is_rated => "**Options, as the scenario rates them:**",
            () => "**Options:**",
        }
    }

    fn options(&self) -> impl Iterator<Item = String> {
        let row = &self.from.scenario.decisions[self.decision];
        self.under.options.iter().map(|choice| {
            let choice = &row.options[*choice];
            let verdict = choice.verdict.map(spoken::verdict);
            format!("    {}{}", plain(&choice.label), in_parentheses(verdict))
        })
    }

    fn chosen(&self) -> String {
        let row = &self.from.scenario.decisions[self.decision];
        let choice = self.from.state.decisions[self.decision].choice();
        let label = choice.map(|choice| plain(&row.options[choice].label));
        let label = label.or_else(|| self.data.other.as_deref().map(plain));
        let verdict = in_parentheses(self.data.verdict);
        match (label, &self.data.who) {
            (Some(label), Some(who)) => {
                format!("**{label}**{verdict}, by {}{}", plain(who), self.took())
            }
            (Some(label), None) => {
                format!("nobody answered in time, which amounts to **{label}**{verdict}")
            }
            (None, _) if self.data.late => "nobody answered in time".to_owned(),
            (None, _) if self.from.state.ended.is_some() => "open to the end".to_owned(),
            (None, _) => "open".to_owned(),
        }
    }

    fn took(&self) -> String {
        let late = match self.data.limit_ms {
            Some(_) if self.data.late => ", past the limit",
            Some(_) => ", within the limit",
            None => "",
        };
        self.data.took_ms.map_or_else(String::new, |took| {
            format!(" after {}{late}", spoken::duration(took))
        })
    }

    fn sureness(&self) -> Option<String> {
        let confidence = self
            .data
            .confidence
            .map(|confidence| format!("confidence {}", confidence.word()));
        let names: Vec<_> = self.data.dissent.iter().map(|name| plain(name)).collect();
        let dissent = (!names.is_empty()).then(|| format!("against it: {}", names.join(", ")));
        let said: Vec<_> = confidence.into_iter().chain(dissent).collect();
        (!said.is_empty()).then(|| format!("**Said with it:** {}", said.join("; ")))
    }

    fn known(&self) -> String {
        match self.under.known.len() {
            0 => "no inject had arrived".to_owned(),
            n if n > N_NEWEST => format!("{}; the newest", count(n, "inject")),
            n => count(n, "inject"),
        }
    }

    fn feedback(&self, page: &mut Page) {
        let row = &self.from.scenario.decisions[self.decision];
        if let Some(choice) = self.from.state.decisions[self.decision].choice() {
            let feedback = quote(&row.options[choice].feedback);
            if !feedback.is_empty() {
                page.block(&feedback);
            }
        }
    }
}

fn arrived(inject: &Arrived) -> String {
    let untruth = in_parentheses(untruth(inject.truth));
    format!("    {} {}{untruth}", inject.at, plain(&inject.title))
}

fn in_parentheses(word: Option<&str>) -> String {
    word.map_or_else(String::new, |word| format!(" ({word})"))
}
