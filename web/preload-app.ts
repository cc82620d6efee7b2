import type { Plugin } from 'vite'

/**
 * Lets index.html load the app beside its small entry, so that it is in the browser's cache by the time that the entry wants it,
 * also where the page leaves for a sign-in meanwhile.
 * @param name Of the chunk that the entry imports later
 */
export const preloadApp = (name: string): Plugin => ({
  name: 'preload-app',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      // Only a build has chunks.
      if (!bundle) return []
      const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === name)
      if (!chunk) throw new Error(`The build has no chunk with the name ${name}`)
      const attrs = { rel: 'modulepreload', crossorigin: true, href: `/${chunk.fileName}` }
      return [{ tag: 'link', attrs, injectTo: 'head' }]
    },
  },
})
