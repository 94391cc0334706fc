//! Lines about what was seen, talked about and put to the test.

use super::{
    Reader, Request,
    words::{find, split},
};
use crate::exercise::{
    Command,
    event::{ClaimVerdict, ObservationKind},
};

impl Reader<'_> {
    /// `discussed N`
    pub(super) fn discussed(&self, rest: &str) -> Result<Request, String> {
        let phase = self.state.phase().ok_or("no phase has begun")?;
        let questions = &self.scenario.phases[phase].questions;
        let n = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let question = n.and_then(|n| questions.get(n)).ok_or_else(|| {
            format!(
                "the phase has {} questions; write it as `discussed 1`",
                questions.len()
            )
        })?;
        let question = question.clone();
        Ok(Request::follow(Command::Discuss { phase, question }))
    }

    /// `claim CLAIM VERDICT [EVIDENCE]`
    pub(super) fn claim(&self, rest: &str) -> Result<Request, String> {
        let (claim, rest) = split(rest);
        let (verdict, evidence) = split(rest);
        let claim = find(&self.scenario.claims, "claim", claim)?;
        let verdict = ClaimVerdict::from_word(verdict)
            .filter(|verdict| *verdict != ClaimVerdict::Untested)
            .ok_or("write it as `claim CLAIM confirmed|refuted EVIDENCE`")?;
        let evidence = Some(evidence.to_owned()).filter(|evidence| !evidence.is_empty());
        let command = Command::Judge {
            claim,
            verdict,
            evidence,
        };
        Ok(Request::follow(command))
    }
}

/// `note TEXT`, `strength TEXT`, `improve TEXT`
pub(super) fn observation(kind: ObservationKind, text: &str) -> Command {
    Command::Observe {
        begun: None,
        kind,
        text: text.to_owned(),
        about: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::rig::{FACILITATOR, follow, request},
        *,
    };
    use crate::scenario::Ix;

    #[test]
    fn an_observation_is_taken_as_it_is_written() {
        let (kind, text) = (ObservationKind::Improvement, "# not a comment".to_owned());
        follow(
            "improve # not a comment",
            Command::Observe {
                kind,
                text,
                about: None,
                begun: None,
            },
            FACILITATOR,
        );
    }

    #[test]
    fn a_claim_is_judged_on_evidence() {
        let (claim, verdict) = (Ix::new(0), ClaimVerdict::Refuted);
        let evidence = Some("It was cold.".to_owned());
        follow(
            "claim warm refuted It was cold.",
            Command::Judge {
                claim,
                verdict,
                evidence,
            },
            FACILITATOR,
        );
        assert!(request("claim warm untested").is_err());
    }

    #[test]
    fn a_question_is_talked_about_in_a_phase() {
        assert_eq!(request("discussed 1").unwrap_err(), "no phase has begun");
    }
}
