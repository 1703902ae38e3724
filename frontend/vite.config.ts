import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // The service's content security policy forbids inline scripts; everything is a file of our own origin.
  build: { modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/graphql': process.env.XUANPAI_URL ?? 'http://127.0.0.1:8000' } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
