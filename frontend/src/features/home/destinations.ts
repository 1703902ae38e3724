import { may, type SignedIn } from '../session/session';
import { isOneself } from './areas';

/** A page besides the first: where it is, what it is called and is for, and the permissions each of which opens it. */
export interface Destination {
  path: string;
  title: string;
  about: string;
  needs: string | readonly string[];
  /** The pages it stands beside, under one name in the bar. */
  group?: '考勤' | '督查';
  /** Whether it is open, whatever one may do, to whoever was asked something there. */
  whenAsked?: true;
  /** Whether it is only for whoever holds a role over oneself, or only for whoever holds one over others. */
  over?: 'oneself' | 'others';
}

const DESTINATIONS: readonly Destination[] = [
  {
    path: '/my-duties',
    title: '我的责任',
    about: '我该做什么，什么时候到期，做了的算不算。',
    needs: 'duty:read',
    over: 'oneself',
  },
  {
    path: '/duties',
    title: '到期责任',
    about: '管辖范围内逾期的责任：哪一项、在哪里、是谁、为什么没算完成。',
    needs: 'duty:read',
    over: 'others',
  },
  {
    path: '/months',
    title: '月考勤表',
    about: '各乡镇每月的考勤表走到了哪一步：统计、签字、盖章、查验；打印、退回重开。',
    needs: 'sheet:read',
    over: 'others',
    group: '考勤',
  },
  {
    path: '/leave',
    title: '请假销假',
    about: '请假、出差、销假：写一次申请，按规定的层级批，考勤表自动认。',
    needs: 'leave:read',
    group: '考勤',
  },
  {
    path: '/claims',
    title: '补签与冲突',
    about: '没能签到的日子申请补签；考勤与请假对不上的，由人裁定。',
    needs: 'attendance:read',
    group: '考勤',
  },
  {
    path: '/fences',
    title: '签到范围',
    about: '每个村、每个住处的签到范围，可以分季节；范围外的签到照收，标明离村多远。',
    needs: 'fence:manage',
    group: '考勤',
  },
  {
    path: '/calendar',
    title: '放假安排',
    about: '哪些天上班、哪些天放假，出自哪份通知；还没公布的年份一眼可见。',
    needs: ['attendance:read', 'calendar:import'],
    group: '考勤',
  },
  {
    path: '/log-templates',
    title: '日志模板',
    about: '写工作日志时一点就能套用的提纲，按地方设立。',
    needs: 'worklog:read',
    over: 'others',
    group: '考勤',
  },
  {
    path: '/cases',
    title: '疑点与线索',
    about: '系统看出的异常先请本人说明，再由主管的人处理；系统自己不下结论。',
    needs: 'signal:read',
    whenAsked: true,
    group: '督查',
  },
  {
    path: '/inspections',
    title: '督查',
    about: '抽查、暗访、电话查岗的安排、路线、结果、整改和通报。',
    needs: 'inspection:read',
    group: '督查',
  },
  {
    path: '/events',
    title: '五必到',
    about: '必须到场的事，什么时候、在哪里，谁到了，谁请了假，谁没到。',
    needs: 'event:read',
    group: '督查',
  },
  {
    path: '/approvals',
    title: '待我审批',
    about: '影响大的事由两人办理：看他人提出了什么，同意或驳回；撤回自己提出的。',
    needs: 'approval:read',
  },
  {
    path: '/people',
    title: '账号与任命',
    about: '谁能登录，担任什么角色，管哪里；账号、任命、调动、代理都在这里办。',
    needs: 'account:read',
  },
  {
    path: '/delegations',
    title: '委托',
    about: '把日常管理的事项委托给下级地方，或者收回。',
    needs: 'delegation:manage',
  },
  {
    path: '/policy',
    title: '权限策略',
    about: '每个角色能办哪些事：默认是什么，本省改了什么，现在是什么。',
    needs: 'policy:read',
  },
  {
    path: '/audit',
    title: '审计',
    about: '谁在什么时候、以什么身份、从哪里办了什么，查阅了谁的个人信息。',
    needs: 'audit:read',
  },
];

/** The pages that are open to the person; `asked`: somebody asked the person to explain something. */
export function destinationsOf(viewer: SignedIn, asked = false): Destination[] {
  const held = new Set(viewer.roles.map(({ role }) => (isOneself(role) ? 'oneself' : 'others')));
  return DESTINATIONS.filter(
    ({ needs, over, whenAsked }) =>
      (whenAsked === true && asked) ||
      ([needs].flat().some((permission) => may(viewer, permission)) && (over === undefined || held.has(over))),
  );
}

/** Whether the page at that path is open to the person. */
export function isOpen(viewer: SignedIn, path: string): boolean {
  return destinationsOf(viewer).some((one) => one.path === path);
}
