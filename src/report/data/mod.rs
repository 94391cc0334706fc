//! The exercise in numbers and texts, for other programs.

mod gather;
mod json;
mod parts;
mod shape;

pub use gather::data;
pub use json::json;
pub use shape::{
    ActionData, AnswerData, ClaimData, Data, DecisionData, EndingData, FORMAT, InjectData,
    JournalData, JudgedData, ObjectiveData, ObservationData, ObserverData, PhaseData, ScenarioData,
    SeenDoneData, ServiceData, TaskData, UpdateData,
};
