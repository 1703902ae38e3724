import type { CadreExportState, SheetStep } from '../../gql/graphql';
import type { Act } from './next';

/** What a step is called, and who takes it where nobody is known to hold the office. */
export const STEPS: Record<SheetStep, { name: string; by: string; act: string; right: Act }> = {
  TOTAL: { name: '待统计', by: '乡镇经办人', act: '统计', right: 'total' },
  SIGN: { name: '待签字', by: '乡镇党委书记', act: '签字', right: 'sign' },
  SEAL: { name: '待盖章', by: '乡镇经办人', act: '盖章', right: 'seal' },
  VERIFY: { name: '待查验', by: '县委组织部', act: '查验', right: 'verify' },
};

export const STEP_ORDER: readonly SheetStep[] = ['TOTAL', 'SIGN', 'SEAL', 'VERIFY'];

export const CADENCES = [
  { value: 'ALL', label: '全部' },
  { value: 'WEEK', label: '按周' },
  { value: 'MONTH', label: '按月' },
  { value: 'YEAR', label: '按年' },
  { value: 'TERM', label: '按任期' },
] as const;

export const DOCUMENT_STATES: Record<CadreExportState, { name: string; tone?: 'good' | 'late' | 'calm' }> = {
  QUEUED: { name: '排队中', tone: 'calm' },
  RUNNING: { name: '正在生成', tone: 'calm' },
  READY: { name: '可下载', tone: 'good' },
  FAILED: { name: '没有生成', tone: 'late' },
  EXPIRED: { name: '已过保存期' },
};

