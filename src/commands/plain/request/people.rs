//! Lines about what people do and say to others, and who they are.

use super::{
    Reader, Request, Task,
    words::{find, first_word, span, split},
};
use crate::{
    exercise::{Command, event::UpdateState},
    scenario::model::Audience,
};

impl Reader<'_> {
    /// `done TASK`, by whoever sits in its role.
    pub(super) fn done(&self, rest: &str) -> Result<Request, String> {
        let task = find(&self.scenario.tasks, "task", rest)?;
        let who = self.person(self.scenario.tasks[task].role);
        Ok(Request {
            task: Task::Follow(Command::Tick(task)),
            who,
        })
    }

    /// `update AUDIENCE STATE [next=30m] TEXT`
    pub(super) fn update(&self, rest: &str) -> Result<Request, String> {
        const SHAPE: &str = "write it as `update internal|public|executive \
                             investigating|identified|monitoring|resolved [next=30m] TEXT`";
        let (audience, rest) = split(rest);
        let (progress, text) = split(rest);
        let audience = match audience {
            "internal" => Audience::Internal,
            "public" => Audience::Public,
            "executive" => Audience::Executive,
            _ => return Err(SHAPE.to_owned()),
        };
        let state = UpdateState::from_word(progress).ok_or(SHAPE)?;
        let (next, text) = match first_word(text) {
            Some((word, rest)) => match word.strip_prefix("next=") {
                Some(length) => (Some(self.clock.after(span(length, "next=30m")?)), rest),
                None => (None, text),
            },
            None => (None, text),
        };
        let command = Command::Post {
            next,
            audience,
            state,
            text: text.to_owned(),
        };
        Ok(Request::follow(command))
    }

    /// `assign ROLE NAME`
    pub(super) fn assign(&self, rest: &str) -> Result<Request, String> {
        let (role, name) = split(rest);
        let role = find(&self.scenario.roles, "role", role)?;
        let command = Command::Assign {
            role,
            person: name.to_owned(),
        };
        Ok(Request::follow(command))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::rig::{FACILITATOR, follow},
        *,
    };
    use crate::{exercise::rig::minutes, scenario::Ix};

    #[test]
    fn a_task_is_done_by_whoever_sits_in_its_role() {
        follow("done look", Command::Tick(Ix::new(0)), "Operations");
        follow("done tell", Command::Tick(Ix::new(1)), FACILITATOR);
    }

    #[test]
    fn a_role_and_its_name_are_said_in_words() {
        let (role, person) = (Ix::new(1), "Ana Maria".to_owned());
        follow(
            "assign ops Ana Maria",
            Command::Assign { role, person },
            FACILITATOR,
        );
        let person = || "Ada".to_owned();
        let left = Command::Leave { person: person() };
        follow("absent Ada", left, FACILITATOR);
        let returned = Command::Return { person: person() };
        follow("back Ada", returned, FACILITATOR);
    }

    #[test]
    fn an_update_can_promise_the_next_one() {
        let post = |next| Command::Post {
            audience: Audience::Public,
            state: UpdateState::Identified,
            text: "We know.".to_owned(),
            next,
        };
        // It is 10m.
        follow(
            "update public identified next=30m We know.",
            post(Some(minutes(40))),
            FACILITATOR,
        );
        follow("update public identified We know.", post(None), FACILITATOR);
    }
}
