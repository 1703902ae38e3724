import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      // The registration is a line of src/app: no script is put into the page.
      injectRegister: false,
      // A new version waits until the old one's last page is closed, so that no page loses its parts while it is open.
      registerType: 'prompt',
      manifest: {
        id: '/',
        name: '选派',
        short_name: '选派',
        description: '选派干部管理：签到、日志、请假、考勤',
        lang: 'zh-CN',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#ffffff',
        background_color: '#f4f5f7',
        icons: [
          { src: '/seal-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/seal-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/seal-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['index.html', 'seal.svg', 'assets/*.{js,css}'],
        navigateFallback: 'index.html',
        // What the service answers itself is never taken from the phone.
        navigateFallbackDenylist: [/^\/(graphql|graphiql|files|healthz|readyz|sign-in)\b/],
        clientsClaim: true,
        skipWaiting: false,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  // The service's content security policy forbids inline scripts; everything is a file of our own origin.
  build: { modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/graphql': process.env.XUANPAI_URL ?? 'http://127.0.0.1:8000' } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
