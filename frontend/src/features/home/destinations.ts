import { may, type SignedIn } from '../session/session';
import { isOneself } from './areas';

/** A page besides the first: where it is, what it is called and is for, and the permission that opens it. */
export interface Destination {
  path: string;
  title: string;
  about: string;
  needs: string;
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

/** The pages that are open to the person. */
export function destinationsOf(viewer: SignedIn): Destination[] {
  const held = new Set(viewer.roles.map(({ role }) => (isOneself(role) ? 'oneself' : 'others')));
  return DESTINATIONS.filter(({ needs, over }) => may(viewer, needs) && (over === undefined || held.has(over)));
}

/** Whether the page at that path is open to the person. */
export function isOpen(viewer: SignedIn, path: string): boolean {
  return destinationsOf(viewer).some((one) => one.path === path);
}
