import type { HookAPI } from 'antd/es/modal/useModal';
import { may, type SignedIn } from './session';

/** What the phone keeps is loaded apart: whoever only looks at tables does not need it. */
const phone = () => import('../entries/phone');

/** Keep who is signed in, for starts without network; only those who check in have a use for it. */
export async function remember(viewer: SignedIn): Promise<void> {
  await quietly(async () => {
    const { forgetSeen, keepViewer } = await phone();
    await (may(viewer, 'attendance:check_in') ? keepViewer(viewer) : forgetSeen());
  });
}

/** Who was signed in when the service last answered. */
export function remembered(): Promise<SignedIn | undefined> {
  return quietly(async () => (await phone()).lastViewer());
}

/** Delete what was seen in the session that is over. */
export async function forget(): Promise<void> {
  await quietly(async () => {
    await (await phone()).forgetSeen();
  });
}

/** Whether the person wants to sign out, although check-ins or logs of theirs are still on this phone only. */
export async function letLeave(modal: HookAPI, viewer: SignedIn): Promise<boolean> {
  const unsent = await quietly(async () => {
    const { countUnsent, ownerOf } = await phone();
    return may(viewer, 'attendance:check_in') ? countUnsent(ownerOf(viewer)) : undefined;
  });
  const left = [
    ...(unsent && unsent.checkIns > 0 ? [`${unsent.checkIns} 条签到`] : []),
    ...(unsent && unsent.logs > 0 ? [`${unsent.logs} 篇日志`] : []),
  ];
  if (left.length === 0) return true;
  return modal.confirm({
    title: `还有 ${left.join('、')}没发完`,
    content: '退出以后它们留在这部手机上，别人登录看不到，也发不了；您下次在这部手机上登录时接着发。如果手机不是您自己的，请先联网发完再退出。',
    okText: '仍要退出',
    cancelText: '先不退出',
  });
}

/** A browser that keeps nothing works all the same, with network. */
async function quietly<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await act();
  } catch {
    return undefined;
  }
}
