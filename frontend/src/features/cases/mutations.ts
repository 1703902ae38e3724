import { graphql } from '../../gql';

export const ANSWER_SIGNAL = graphql(`
  mutation AnswerSignal($id: ID!, $answer: String!, $idempotencyKey: String!) {
    answerSignal(id: $id, answer: $answer, idempotencyKey: $idempotencyKey) {
      id
      answer
      answeredAt
    }
  }
`);

export const ANSWER_LEAD = graphql(`
  mutation AnswerLead($id: ID!, $answer: String!, $idempotencyKey: String!) {
    answerLead(id: $id, answer: $answer, idempotencyKey: $idempotencyKey) {
      id
      answer
      answeredAt
    }
  }
`);

export const ASK_FOR_ANSWER = graphql(`
  mutation AskForAnswer($id: ID!, $question: String!, $idempotencyKey: String!) {
    askForAnswer(id: $id, question: $question, idempotencyKey: $idempotencyKey) {
      id
      askedName
      askedAt
    }
  }
`);

export const DECIDE_LEAD = graphql(`
  mutation DecideLead($id: ID!, $decision: LeadDecision!, $note: String!, $idempotencyKey: String!) {
    decideLead(id: $id, decision: $decision, note: $note, idempotencyKey: $idempotencyKey) {
      id
      state
    }
  }
`);

export const WHOLE_PHOTO = graphql(`
  mutation CasePhoto($id: ID!) {
    evidenceLink(id: $id)
  }
`);
