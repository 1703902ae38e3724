export type View = 'mine' | 'waiting' | 'claims' | 'conflicts';

interface Rights {
  /** Has days of one's own to claim. */
  claims: boolean;
  decides: boolean;
  /** Reads the attendance of others. */
  reads: boolean;
}

/** What of the page is for a person, the most pressing first. */
export function viewsOf({ claims, decides, reads }: Rights): { value: View; label: string }[] {
  return [
    ...(decides ? [{ value: 'waiting', label: '待我办理' } as const] : []),
    ...(claims ? [{ value: 'mine', label: '我的' } as const] : []),
    ...(reads ? ([{ value: 'claims', label: '补签申请' }, { value: 'conflicts', label: '考勤冲突' }] as const) : []),
  ];
}
