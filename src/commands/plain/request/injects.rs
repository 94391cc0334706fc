//! Lines about injects: what arrives, what is kept back, and what is made up.

use super::{
    Reader, Request, Task,
    words::{find, span, split},
};
use crate::{
    exercise::{Command, Improvisation, event::Received},
    scenario::model::{Channel, Recipients},
};

impl Reader<'_> {
    /// `ack INJECT`, by the first of those it is for.
    pub(super) fn acknowledge(&self, rest: &str) -> Result<Request, String> {
        let mut improvised = self.state.improvised.iter();
        if let Some(made_up) = improvised.find(|it| it.id == rest) {
            let inject = Received::Improvised(made_up.id.clone());
            return Ok(Request::follow(Command::Acknowledge(inject)));
        }
        let inject = find(&self.scenario.injects, "inject", rest)?;
        let role = match &self.scenario.injects[inject].to {
            Recipients::Roles(roles) => roles.first().copied(),
            Recipients::All => None,
        };
        Ok(Request {
            task: Task::Follow(Command::Acknowledge(inject.into())),
            who: self.person(role),
        })
    }

    /// `skip INJECT [WHY]`
    pub(super) fn skip(&self, rest: &str) -> Result<Request, String> {
        let (id, why) = split(rest);
        let inject = find(&self.scenario.injects, "inject", id)?;
        let why = if why.is_empty() { "by hand" } else { why }.to_owned();
        Ok(Request::follow(Command::Skip { inject, why }))
    }

    /// `hold INJECT [5m]`
    pub(super) fn hold(&self, rest: &str) -> Result<Request, String> {
        let (id, time) = split(rest);
        let inject = find(&self.scenario.injects, "inject", id)?;
        let until = match time {
            "" => None,
            // From when it is due, or else from now: the time is counted from what is later.
            time => {
                let due = self
                    .state
                    .inject_due(self.scenario, inject)
                    .unwrap_or_default();
                Some(due.max(self.clock).after(span(time, "hold INJECT 5m")?))
            }
        };
        Ok(Request::follow(Command::HoldBack { inject, until }))
    }

    /// `improvise CHANNEL SENDER TEXT`
    pub(super) fn improvise(rest: &str) -> Result<Request, String> {
        const SHAPE: &str = "write it as `improvise CHANNEL SENDER TEXT`";
        let (channel, rest) = split(rest);
        let (sender, title) = split(rest);
        let channel = Channel::from_word(channel).ok_or_else(|| {
            let words: Vec<_> = Channel::ALL.iter().map(|it| it.word()).collect();
            format!("{SHAPE}; the channels are {}", words.join(", "))
        })?;
        if title.is_empty() {
            return Err(SHAPE.to_owned());
        }
        let inject = Improvisation {
            channel,
            sender: sender.to_owned(),
            recipients: vec!["all".to_owned()],
            title: title.to_owned(),
            body: String::new(),
        };
        Ok(Request::follow(Command::Improvise(inject)))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::rig::{FACILITATOR, follow, request},
        *,
    };
    use crate::{exercise::rig::minutes, scenario::Ix};

    #[test]
    fn an_inject_is_acknowledged_by_those_it_is_for() {
        follow(
            "ack page",
            Command::Acknowledge(Ix::new(0).into()),
            "Operations",
        );
        follow(
            "ack later",
            Command::Acknowledge(Ix::new(1).into()),
            FACILITATOR,
        );
    }

    #[test]
    fn an_inject_is_held_back_from_now_or_from_when_it_is_due() {
        let held = |inject, until| Command::HoldBack {
            inject: Ix::new(inject),
            until,
        };
        follow("hold later", held(1, None), FACILITATOR);
        follow("hold later 5m", held(1, Some(minutes(35))), FACILITATOR);
        // It was due at 1m; now is 10m.
        follow("hold page 5m", held(0, Some(minutes(15))), FACILITATOR);
        assert!(request("hold page soon").is_err());
    }

    #[test]
    fn an_inject_is_skipped_in_ones_own_words() {
        let skip = |why: &str| Command::Skip {
            inject: Ix::new(1),
            why: why.to_owned(),
        };
        follow("skip later they know", skip("they know"), FACILITATOR);
        follow("skip later", skip("by hand"), FACILITATOR);
    }

    #[test]
    fn an_inject_is_made_up() {
        let improvised = Improvisation {
            channel: Channel::Phone,
            sender: "Reporter".to_owned(),
            recipients: vec!["all".to_owned()],
            title: "Is it true?".to_owned(),
            body: String::new(),
        };
        follow(
            "improvise phone Reporter Is it true?",
            Command::Improvise(improvised),
            FACILITATOR,
        );
        let why = request("improvise pigeon Bob Coo").unwrap_err();
        assert!(why.contains("the channels are page, alert, chat"), "{why}");
    }
}
