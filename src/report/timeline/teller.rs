//! Tells of events, each in a line.

use super::{
    mark,
    phrase::{answered, arrival, by, capital, kind_mark, kind_word, lines, paused, unstopped},
};
use crate::{
    exercise::{
        Event, ExerciseTime,
        event::{
            Action, ActionState, Answer, CANCELLED, ClaimVerdict, EndReason, GUARD, Rating,
            Received, UpdateState, Who,
        },
        state::Improvised,
    },
    harmless,
    report::spoken,
    scenario::{
        Ix, Scenario,
        model::{Audience, Choice, Claim, Decision, Ending, Inject, Objective},
    },
};

/// An entry before it is made harmless.
pub(super) struct Told {
    pub(super) mark: &'static str,
    pub(super) text: String,
    pub(super) detail: Vec<String>,
}

impl Told {
    fn with(mut self, detail: &str) -> Self {
        self.detail.extend(lines(detail));
        self
    }
}

fn say(mark: &'static str, text: impl Into<String>) -> Told {
    Told {
        mark,
        text: text.into(),
        detail: Vec::new(),
    }
}

/// Knows the names of what events are about.
pub(super) struct Teller<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) improvised: &'a [Improvised],
}

impl Teller<'_> {
    #[expect(clippy::too_many_lines, reason = "an arm an event, and nothing else")]
    pub(super) fn tell(&self, event: &Event) -> Option<Told> {
        let scenario = self.scenario;
        let told = match event {
            Event::ChanceDrawn { .. } | Event::TaskBegun { .. } => return None,
            Event::Started(started) => {
                let text = format!("Exercise begins: {}", started.scenario.title);
                say(mark::START, text).with(&scenario.briefing)
            }
            Event::PhaseBegun { phase, who } => {
                say(mark::PHASE, by(&scenario.phases[*phase].title, who))
            }
            Event::PhaseSkipped { phase, who } => {
                skipped("Phase", &scenario.phases[*phase].title, who)
            }
            Event::InjectDelivered { inject, .. } => self.delivered(*inject),
            Event::InjectSkipped { inject, who, why } => self.inject_skipped(*inject, who, why),
            Event::InjectHeldBack { inject, who, until } => self.held_back(*inject, who, *until),
            Event::InjectAcknowledged { inject, who } => {
                say(mark::ACKNOWLEDGED, by(self.received(inject), who))
            }
            Event::InjectImprovised {
                channel,
                sender,
                title,
                body,
                ..
            } => say(
                mark::INJECT,
                arrival(spoken::channel(*channel), sender, title),
            )
            .with(body),
            Event::DecisionOpened { decision } => self.opened(*decision),
            Event::DecisionMade {
                decision,
                answer,
                who,
                grounds,
            } => self
                .made(*decision, answer, who)
                .with(grounds.rationale.as_deref().unwrap_or_default()),
            Event::DecisionExtended {
                decision,
                until,
                who,
            } => {
                let gist = spoken::gist(&scenario.decisions[*decision].prompt);
                let text = format!("{}, until {until}", unstopped(&gist));
                say(mark::EXTENDED, by(&text, who))
            }
            Event::DecisionExpired { decision, option } => self.expired(*decision, *option),
            Event::DecisionSkipped { decision } => {
                let gist = spoken::gist(&scenario.decisions[*decision].prompt);
                skipped("Decision", &gist, &Who::Clock)
            }
            Event::OutcomeLanded { decision, option } => {
                let choice = &scenario.decisions[*decision].options[*option];
                say(mark::OUTCOME, &choice.label).with(&choice.feedback)
            }
            Event::TaskDone { task, who } => say(mark::TASK, by(&scenario.tasks[*task].text, who)),
            Event::TaskMissed { task, who } => {
                say(mark::MISSED, by(&scenario.tasks[*task].text, who))
            }
            Event::TaskSkipped { task, who } => skipped("Task", &scenario.tasks[*task].text, who),
            Event::QuestionDiscussed { question, .. } => say(mark::DISCUSSED, question),
            Event::Declared { severity, who } => {
                say(mark::DECLARED, by(&format!("Incident, {severity}"), who))
            }
            Event::UpdatePosted {
                audience,
                state,
                text,
                next,
                who,
            } => update(*audience, *state, text, *next, who),
            Event::RoleAssigned { role, person } => {
                let role = &scenario.roles[*role].name;
                say(mark::ROLE, format!("{role}: {person}"))
            }
            Event::PersonLeft { person, .. } => say(mark::ROLE, format!("{person} is absent")),
            Event::PersonReturned { person, .. } => say(mark::ROLE, format!("{person} is back")),
            Event::EntryCorrected { entry, text, .. } => {
                say(mark::CORRECTED, format!("Number {entry}: {text}"))
            }
            Event::EntryWithdrawn { entry, .. } => {
                say(mark::CORRECTED, format!("Number {entry} is withdrawn"))
            }
            Event::Observed {
                kind, text, who, ..
            } => say(kind_mark(*kind), by(text, who)),
            Event::ClaimJudged {
                claim,
                verdict,
                evidence,
                who,
            } => self.judged(*claim, *verdict, evidence.as_deref(), who),
            Event::Paused { why } => say(mark::CLOCK, paused(*why)),
            Event::Resumed {} => say(mark::CLOCK, "Resumed"),
            Event::Jumped { clock_to } => say(mark::CLOCK, format!("Moved on to {clock_to}")),
            Event::SpeedSet { speed } => {
                let text = format!("Exercise minutes per real minute: {speed}");
                say(mark::CLOCK, text)
            }
            Event::Rewound { to_seq } => {
                let text = format!("Taken back: what was recorded after number {to_seq}");
                say(mark::UNDO, text)
            }
            Event::Ended { ending, why } => self.ended(*ending, *why),
            Event::Rated {
                objective,
                rating,
                comment,
            } => self.rated(*objective, *rating, comment.as_deref()),
            Event::Answered { question, text } => say(mark::ANSWER, question).with(text),
            Event::ActionAdded(action) | Event::ActionChanged(action) => acted(action),
            Event::Closed {} => say(mark::CLOSED, "Nothing more is added to the exercise"),
        };
        Some(told)
    }

    /// The title of an inject that came in. Of one that was taken back again only the id is known.
    fn received<'b>(&'b self, inject: &'b Received) -> &'b str {
        match inject {
            Received::Scripted(inject) => &self.scenario.injects[*inject].title,
            Received::Improvised(id) => {
                let mut improvised = self.improvised.iter();
                let improvised = improvised.find(|it| it.id == *id);
                improvised.map_or(id, |it| &it.title)
            }
        }
    }

    fn delivered(&self, inject: Ix<Inject>) -> Told {
        let row = &self.scenario.injects[inject];
        let text = arrival(spoken::channel(row.channel), &row.from, &row.title);
        let told = say(mark::INJECT, text).with(&row.body);
        row.attachments.iter().fold(told, |told, attachment| {
            let title = format!("[{}: {}]", kind_word(attachment.kind), attachment.name);
            told.with(&harmless::line(&title)).with(&attachment.body)
        })
    }

    fn inject_skipped(&self, inject: Ix<Inject>, who: &Who, why: &str) -> Told {
        let title = &self.scenario.injects[inject].title;
        match why {
            GUARD | "" => skipped("Inject", title, who),
            CANCELLED => skipped("Inject", &format!("{title}: cancelled"), who),
            why => skipped("Inject", &format!("{title}: {why}"), who),
        }
    }

    fn held_back(&self, inject: Ix<Inject>, who: &Who, until: Option<ExerciseTime>) -> Told {
        let title = unstopped(&self.scenario.injects[inject].title);
        let until = until.map_or_else(|| "fired by hand".to_owned(), |until| until.to_string());
        say(mark::HELD, by(&format!("{title}, until {until}"), who))
    }

    /// Options that may be hidden are left out of the detail: whether they are to be had, the
    /// state knows, and a record does not.
    fn opened(&self, decision: Ix<Decision>) -> Told {
        let row = &self.scenario.decisions[decision];
        let asked = row.asked.map(|role| self.scenario.roles[role].name.clone());
        let limit = row
            .limit
            .map(|limit| format!("within {}", spoken::duration(limit.as_ms())));
        let terms: Vec<_> = asked.into_iter().chain(limit).collect();
        let gist = spoken::gist(&row.prompt);
        let text = if terms.is_empty() {
            gist
        } else {
            format!("{} ({})", unstopped(&gist), terms.join(", "))
        };
        let options = row.options.iter().filter(|choice| choice.only_if.is_none());
        options.fold(say(mark::QUESTION, text), |told, choice| {
            told.with(&harmless::line(&format!("{}: {}", choice.id, choice.label)))
        })
    }

    fn made(&self, decision: Ix<Decision>, answer: &Answer, who: &Who) -> Told {
        let row = &self.scenario.decisions[decision];
        let chosen = match answer {
            Answer::Option(choice) => &row.options[*choice].label,
            Answer::Other(text) => text,
        };
        say(mark::DECISION, by(&answered(&row.prompt, chosen), who))
    }

    fn expired(&self, decision: Ix<Decision>, silence: Option<Ix<Choice>>) -> Told {
        let row = &self.scenario.decisions[decision];
        let amounts_to = silence.map_or("no answer yet", |choice| &row.options[choice].label);
        say(mark::EXPIRED, answered(&row.prompt, amounts_to))
    }

    fn judged(
        &self,
        claim: Ix<Claim>,
        verdict: ClaimVerdict,
        evidence: Option<&str>,
        who: &Who,
    ) -> Told {
        let gist = spoken::gist(&self.scenario.claims[claim].text);
        let text = format!("{}: {}", capital(verdict.word()), unstopped(&gist));
        say(mark::CLAIM, by(&text, who)).with(evidence.unwrap_or_default())
    }

    fn rated(&self, objective: Ix<Objective>, rating: Rating, comment: Option<&str>) -> Told {
        let title = unstopped(&self.scenario.objectives[objective].title);
        let text = format!("{title}: {}", rating.word());
        say(mark::RATING, text).with(comment.unwrap_or_default())
    }

    fn ended(&self, ending: Option<Ix<Ending>>, why: EndReason) -> Told {
        let why = match why {
            EndReason::Reached => "",
            EndReason::Length => " (the time is up)",
            EndReason::Stopped => " (stopped)",
            EndReason::RealIncident => " (stopped for a real incident)",
        };
        match ending.map(|ending| &self.scenario.endings[ending]) {
            Some(row) => say(mark::END, format!("{}{why}", row.title)).with(&row.text),
            None => say(mark::END, format!("Exercise ends{why}")),
        }
    }
}

fn skipped(what: &str, title: &str, who: &Who) -> Told {
    say(mark::SKIPPED, by(&format!("{what}: {title}"), who))
}

fn update(
    audience: Audience,
    state: UpdateState,
    text: &str,
    next: Option<ExerciseTime>,
    who: &Who,
) -> Told {
    let audience = capital(spoken::audience(audience));
    let text = format!("{audience}, {}: {text}", state.word());
    let next = next.map_or_else(String::new, |next| format!("the next one by {next}"));
    say(mark::UPDATE, by(&text, who)).with(&next)
}

fn acted(action: &Action) -> Told {
    let owner = action.owner.as_deref().unwrap_or("nobody yet");
    let due = action
        .due
        .as_ref()
        .map_or_else(String::new, |due| format!(", due {due}"));
    let done = match action.state {
        ActionState::Open => "",
        ActionState::Done => ", done",
    };
    let text = unstopped(&action.text);
    say(mark::ACTION, format!("{text} ({owner}{due}{done})"))
}
