import { useCallback } from 'react';
import { type WaitingCount, useWaitingCount } from '../../shared/useWaitingCount';
import { may, useSession } from '../session/session';
import { WAITING_LEADS, WAITING_QUESTIONS, WAITING_SIGNALS } from './operations';

export interface WaitingCases extends WaitingCount {
  /** What was noticed about oneself and not explained yet, and what one was asked and has not answered. */
  signals: number;
  questions: number;
  /** Whether the person was ever asked, answered or not: then there is a page to look at. */
  asked: boolean;
  /** Open leads within the reach of whoever decides them. */
  leads: number;
}

/** What waits for this person to be explained, answered or decided. */
export function useWaitingCases(): WaitingCases {
  const { viewer } = useSession();
  const questions = useWaitingCount(WAITING_QUESTIONS, {
    mine: true,
    of: (data) => data.leadQuestions.nodes.filter((one) => one.state === 'OPEN' && one.answeredAt === null).length,
  });
  const signals = useWaitingCount(WAITING_SIGNALS, {
    mine: may(viewer, 'signal:answer'),
    of: (data) => data.signals.totalCount,
  });
  const leads = useWaitingCount(WAITING_LEADS, {
    mine: may(viewer, 'lead:decide'),
    of: (data) => data.leadCounts.reduce((sum, one) => sum + one.open, 0),
  });
  const { again: askQuestions } = questions;
  const { again: askSignals } = signals;
  const { again: askLeads } = leads;
  const again = useCallback(() => {
    askQuestions();
    askSignals();
    askLeads();
  }, [askQuestions, askSignals, askLeads]);
  return {
    count: questions.count + signals.count + leads.count,
    signals: signals.count,
    questions: questions.count,
    asked: (questions.data?.leadQuestions.nodes.length ?? 0) > 0,
    leads: leads.count,
    again,
  };
}
