//! Lines about decisions: what is chosen, why, and how long there is for it.

use super::{
    Reader, Request, Task,
    words::{find, first_word, span, split},
};
use crate::{
    exercise::{
        Command,
        event::{Answer, Grounds},
    },
    scenario::{Ix, model::Decision},
};

impl Reader<'_> {
    /// `choose DECISION OPTION [because RATIONALE]`
    pub(super) fn choose(&self, rest: &str) -> Result<Request, String> {
        let (decision, rest) = split(rest);
        let (option, rest) = split(rest);
        let decision = find(&self.scenario.decisions, "decision", decision)?;
        let row = &self.scenario.decisions[decision];
        let by_number = option.parse::<usize>().ok().and_then(|n| {
            let mut shown = self.state.available(self.scenario, decision, self.clock);
            shown.nth(n.checked_sub(1)?).map(|(choice, _)| choice)
        });
        let choice = match (row.options.find(option), by_number) {
            (None, Some(choice)) => choice,
            _ => find(&row.options, "option", option)?,
        };
        let rationale = match first_word(rest) {
            None => None,
            Some(("because", rationale)) if !rationale.is_empty() => Some(rationale.to_owned()),
            Some(_) => {
                return Err("write it as `choose DECISION OPTION because RATIONALE`".to_owned());
            }
        };
        let grounds = Grounds {
            rationale,
            ..Grounds::default()
        };
        Ok(self.answer(decision, Answer::Option(choice), grounds))
    }

    /// `other DECISION TEXT`
    pub(super) fn other(&self, rest: &str) -> Result<Request, String> {
        let (decision, text) = split(rest);
        let decision = find(&self.scenario.decisions, "decision", decision)?;
        Ok(self.answer(decision, Answer::Other(text.to_owned()), Grounds::default()))
    }

    fn answer(&self, decision: Ix<Decision>, answer: Answer, grounds: Grounds) -> Request {
        let who = self.person(self.scenario.decisions[decision].asked);
        Request {
            task: Task::Follow(Command::Answer {
                decision,
                answer,
                grounds,
            }),
            who,
        }
    }

    /// `extend DECISION 5m`
    pub(super) fn extend(&self, rest: &str) -> Result<Request, String> {
        let (decision, by) = split(rest);
        let decision = find(&self.scenario.decisions, "decision", decision)?;
        let by = span(by, "extend DECISION 5m")?;
        Ok(Request::follow(Command::Extend { decision, by }))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::rig::{FACILITATOR, follow, request},
        *,
    };
    use crate::scenario::Span;

    fn answer(answer: Answer, rationale: Option<&str>) -> Command {
        let rationale = rationale.map(str::to_owned);
        let grounds = Grounds {
            rationale,
            ..Grounds::default()
        };
        Command::Answer {
            decision: Ix::new(0),
            answer,
            grounds,
        }
    }

    #[test]
    fn an_option_is_chosen_by_whoever_was_asked_or_is_named() {
        let west = || answer(Answer::Option(Ix::new(0)), None);
        follow("choose move west", west(), "Ana");
        follow("as Dora choose move west", west(), "Dora");
        follow("choose move 1", west(), "Ana");
        assert_eq!(
            request("choose move x"),
            Err("no option is called `x`; there are west, stay".to_owned())
        );
    }

    #[test]
    fn words_of_ones_own_are_taken_as_they_are() {
        let because = answer(Answer::Option(Ix::new(1)), Some("it is  warm, and  near"));
        follow(
            "choose move stay because it is  warm, and  near",
            because,
            "Ana",
        );
        follow(
            "other move half  of it",
            answer(Answer::Other("half  of it".to_owned()), None),
            "Ana",
        );
    }

    #[test]
    fn a_decision_gets_longer() {
        let (decision, by) = (Ix::new(0), Span::from_minutes(5));
        follow(
            "extend move 5m",
            Command::Extend { decision, by },
            FACILITATOR,
        );
    }
}
