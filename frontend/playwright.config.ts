import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../var/e2e',
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.XUANPAI_URL ?? 'http://127.0.0.1:8000',
    locale: 'zh-CN',
    // Not Shanghai: the days on the page must not depend on where the browser thinks it is.
    timezoneId: 'America/Los_Angeles',
    viewport: { width: 1440, height: 900 },
    // What is kept for work without network would answer in the place of what a test puts in its way.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.XUANPAI_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
