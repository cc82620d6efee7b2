import { resolve } from 'node:path'
import { getConfig } from '@lingui/conf'
import { lingui } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import babel from '@rolldown/plugin-babel'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { preloadApp } from './preload-app.ts'

const configFile = { configPath: resolve(import.meta.dirname, 'lingui.config.ts') }
const linguiConfig = getConfig(configFile)
const service = process.env['SERVICE'] ?? 'http://127.0.0.1:7071'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    // Macros by Babel: npm skips the native transform when an older Node runs `npm ci`.
    babel({
      presets: [
        {
          preset: { plugins: [['@lingui/babel-plugin-lingui-macro', { linguiConfig }]] },
          rolldown: { filter: { code: /from '@lingui\/(?:core|react)\/macro'/ } },
        },
      ],
    }),
    lingui(configFile),
    react(),
    // React Aria has its own words in thirty languages.
    optimizeLocales.vite({ locales: ['en-US', 'fr-FR'] }),
    preloadApp('app'),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Etiquette',
        short_name: 'Etiquette',
        description: 'Teams label images',
        start_url: '/',
        display: 'standalone',
        background_color: '#17191c',
        theme_color: '#17191c',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        // The shell alone: answers and pictures have their own stores.
        globPatterns: ['**/*.{js,css,html,svg}'],
        // A page comes with the content security policy of the service as it is set now, so it is asked for each time; the
        // kept one is for a service that does not answer.
        navigateFallback: null,
        directoryIndex: null,
        runtimeCaching: [
          {
            urlPattern: ({ request, sameOrigin, url }) =>
              request.mode === 'navigate' &&
              sameOrigin &&
              !/^\/(?:api|local|\.well-known)\//.test(url.pathname),
            // It is written into the worker as it stands here, so it uses nothing from outside.
            handler: async ({ request }) => {
              const fresh = fetch(request).then(
                (response) => (response.status < 500 ? response : undefined),
                () => undefined,
              )
              const late = new Promise<undefined>((done) => setTimeout(done, 2000))
              const kept = () => caches.match('/index.html', { ignoreSearch: true })
              return (
                (await Promise.race([fresh, late])) ?? (await kept()) ?? (await fresh) ?? Response.error()
              )
            },
          },
        ],
        cleanupOutdatedCaches: true,
        // The worker loads no other script: the content security policy of pages holds for it, too.
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: {
    outDir: resolve(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file each: a browser asks for six at a time, and thirty small ones took a second on a slow network.
        codeSplitting: {
          groups: [
            { name: 'main', test: /web\/src\/main\.ts$|rolldown\/runtime/, priority: 3 },
            { name: 'app', test: /web\/src\/app\/show-app\.tsx$/, priority: 2 },
            // What the label screen shares with others, without its style, which is not theirs.
            {
              name: 'work',
              test: /web\/src\/(?:outbox\/desks|tasks\/editors|ui\/key-cap|ui\/titles\/(?:problem-titles|title-of)|classes\/class-list)\.tsx?$|\/(?:Toolbar|FocusScope)\.m?js$/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/local', '/.well-known', '/app-config.json'].map((path) => [path, service]),
    ),
  },
})
