import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { WINDOWS } from './src/shared/ipc.ts'

const page = (name: string) => resolve(import.meta.dirname, 'src/renderer', name, 'index.html')

export default defineConfig({
  main: {
    build: {
      // better-sqlite3 is the only package that is shipped as it is; everything else is bundled.
      externalizeDeps: { include: ['better-sqlite3'] },
      rollupOptions: { input: resolve(import.meta.dirname, 'src/main/index.ts') },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: resolve(import.meta.dirname, 'src/preload/index.ts'),
        // A sandboxed preload is CommonJS.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'src/renderer'),
    plugins: [react()],
    build: {
      rollupOptions: { input: Object.fromEntries(WINDOWS.map((name) => [name, page(name)])) },
      minify: true,
      // The content security policy allows no inline script.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  },
})
