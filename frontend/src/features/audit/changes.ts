import { roleOf } from '../../shared/roles';

/** One thing that an event says: what it was before and is after, as text; null where it says nothing. */
export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

const NAMES: Readonly<Record<string, string>> = {
  acting_for: '代理谁',
  action: '动作',
  actions: '事项',
  account_id: '账号',
  address: '住址',
  bank_account: '银行账号',
  cadre_id: '干部',
  code: '代码',
  content: '内容',
  count: '数量',
  day: '日期',
  decision_note: '审批意见',
  display_name: '姓名',
  effect: '效力',
  end_date: '结束日期',
  fields: '字段',
  filter: '筛选条件',
  known_device: '用过的设备',
  matter: '事项',
  method: '方式',
  months: '月数',
  month: '月份',
  name: '名称',
  note: '说明',
  on_duty_days: '到岗天数',
  operation: '操作',
  outcome: '判定',
  parameters: '参数',
  phone: '手机号',
  plugin: '插件',
  posting_id: '任职',
  reason: '理由',
  region_code: '区划代码',
  role: '角色',
  rows: '行数',
  scopes: '权限',
  search: '查询条件',
  start_date: '开始日期',
  state: '状态',
  status: '状态',
  subjects: '对象',
  summary: '摘要',
  title: '标题',
  unit_id: '单位',
  username: '用户名',
  valid_from: '从这一天起',
  valid_to: '到这一天为止',
};

/** Everything that is said before or after, a line for each, in the order in which it is said. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys.map((key) => ({ name: NAMES[key] ?? key, before: was.get(key) ?? null, after: is.get(key) ?? null }));
}

/** What else an event says, as name and text. */
export function factsOf(detail: unknown): [string, string][] {
  return [...partsOf(detail)].flatMap(([key, text]) => (text === null ? [] : [[NAMES[key] ?? key, text]]));
}

/** `role@place` as a person reads it. */
export function capacityOf(capacity: string): string {
  const [role = '', where] = capacity.split('@');
  const title = roleOf(role)?.title ?? role;
  return where === undefined || where === '' ? title : `${title}（${where}）`;
}

function partsOf(value: unknown): Map<string, string | null> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['content', textOf(value)]]);
  return new Map(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      key === 'role' && typeof part === 'string' ? (roleOf(part)?.title ?? part) : textOf(part),
    ]),
  );
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('、');
  return JSON.stringify(value, null, 1);
}
