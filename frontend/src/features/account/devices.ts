// The first that fits names it: many browsers also call themselves by the names of others.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, '微信'],
  [/DingTalk/i, '钉钉'],
  [/QIHU|360SE|360EE/i, '360 浏览器'],
  [/Edg(e|A|iOS)?\//, 'Edge 浏览器'],
  [/QQBrowser/i, 'QQ 浏览器'],
  [/UCBrowser/i, 'UC 浏览器'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/MiuiBrowser/i, '小米浏览器'],
  [/Firefox|FxiOS/i, '火狐浏览器'],
  [/Chrome|CriOS|Chromium/i, 'Chrome 浏览器'],
  [/Safari/i, 'Safari 浏览器'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/i, '鸿蒙'],
  [/iPhone|iPod/i, '苹果手机'],
  [/iPad/i, '苹果平板'],
  [/Android/i, '安卓'],
  [/Windows/i, 'Windows'],
  [/Macintosh|Mac OS/i, '苹果电脑'],
  [/UOS|Deepin/i, '统信'],
  [/Kylin/i, '麒麟'],
  [/Linux|X11/i, 'Linux'],
];

/** What a person would call the browser and the machine that named themselves so at sign-in. */
export function deviceOf(userAgent: string): string {
  const [browser, system] = [BROWSERS, SYSTEMS].map((known) => known.find(([mark]) => mark.test(userAgent))?.[1]);
  return [browser, system].filter((name) => name !== undefined).join(' · ') || '未知设备';
}
