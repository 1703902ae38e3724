import type { PolicyChangeEffect, PolicyQuery } from '../../gql/graphql';

export type Role = PolicyQuery['policy']['roles'][number];
export type Rule = Role['rules'][number];

/** One change being composed: this role is to be allowed this action, or no more. */
export interface Change {
  role: string;
  roleTitle: string;
  rule: Rule;
}

/** Changes by `role action`; each turns what is allowed now into its opposite. */
export type Draft = ReadonlyMap<string, Change>;

export function keyOf(role: string, action: string): string {
  return `${role} ${action}`;
}

/** The draft with this rule turned, or turned back. */
export function turned(draft: Draft, role: Role, rule: Rule): Draft {
  const after = new Map(draft);
  const key = keyOf(role.role, rule.action);
  if (!after.delete(key)) after.set(key, { role: role.role, roleTitle: role.title, rule });
  return after;
}

/** What has to be asked for to turn the rule: the default again where that will do. */
export function effectOf({ allowed, byDefault }: Rule): PolicyChangeEffect {
  if (!allowed === byDefault) return 'DEFAULT';
  return allowed ? 'DENY' : 'ALLOW';
}

/** Whether the rule can be turned at all: some may not be allowed in any province. */
export function turnable({ allowed, mayAllow }: Rule): boolean {
  return allowed || mayAllow;
}

const EFFECTS: Record<PolicyChangeEffect, string> = { ALLOW: '改为允许', DENY: '改为禁止', DEFAULT: '恢复默认' };

/** What the change means, for those who read it. */
export function wordsOfChange({ rule }: Change): string {
  const effect = effectOf(rule);
  return effect === 'DEFAULT' ? `${EFFECTS.DEFAULT}（${rule.byDefault ? '允许' : '禁止'}）` : EFFECTS[effect];
}

/** How a rule stands, for those who cannot see its colour. */
export function standingOf({ allowed, override }: Rule): string {
  return `${allowed ? '允许' : '不允许'}${override === null ? '' : '，本省改过'}`;
}
