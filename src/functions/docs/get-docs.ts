import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { guide } from './guide.ts'
import { renderGuide } from './render-guide.ts'

/** Allows the files and requests of this service only. Swagger UI needs inline styles. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const guideHtml = renderGuide(guide)

const page = (base: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Etiquette API</title>
    <link rel="icon" href="${base}/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="${base}/docs/swagger-ui.css" />
    <link rel="stylesheet" href="${base}/docs/guide.css" />
  </head>
  <body>
    <details class="guide">
      <summary>Guide</summary>
      ${guideHtml}
    </details>
    <div id="docs"></div>
    <script src="${base}/docs/swagger-ui-bundle.js"></script>
    <script src="${base}/docs/initializer.js" data-api="${base}"></script>
  </body>
</html>
`

export const getDocsRoute = () =>
  defineRoute(
    {
      operation: 'getDocs',
      method: 'GET',
      path: '/docs',
      summary: 'Returns the documentation page of this API',
      description:
        'The page has the guide, and can send requests: choose *Authorize* and paste an access token.',
      tag: 'Service',
      access: permissions.getDocs,
      responses: { 200: { description: 'The documentation page', content: ['text/html'] } },
      errors: [],
    },
    {
      run: async () => undefined,
      present: (_, { url }) => ({
        status: 200,
        content: page(new URL(url('')).pathname.replace(/\/$/, '')),
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy },
      }),
    },
  )
