import { createHash } from 'node:crypto'
import { roleNames } from './people.ts'
import type { Person } from './people.ts'
import { texts } from './texts.ts'
import type { Language, Notice } from './texts.ts'

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; color: #1f2328; background: #fff; }
ul { list-style: none; padding: 0; }
li a { display: flex; justify-content: space-between; padding: .75rem 1rem; margin: .5rem 0; border: 1px solid #59636e; border-radius: .5rem; color: inherit; text-decoration: none; }
li a:hover, li a:focus-visible { background: #ddf4ff; }
small { color: #59636e; }
li a { align-items: baseline; }
label { display: block; margin: .75rem 0; }
input, select, button { box-sizing: border-box; width: 100%; font: inherit; padding: .4rem .6rem; min-height: 2.5rem; color: inherit; background: transparent; border: 1px solid #59636e; border-radius: .5rem; }
option { color: #1f2328; background: #fff; }
button { cursor: pointer; font-weight: 600; color: #fff; background: #0a5db0; border-color: #0a5db0; }
@media (prefers-color-scheme: dark) { body { color: #f0f6fc; background: #0d1117; } small { color: #9198a1; } li a:hover, li a:focus-visible { background: #1f3a5f; } }
`

const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)

/** @param leadsTo The origin that a form leads to by a redirect, beside this one */
export const pageHeaders = (leadsTo?: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource}`,
    `form-action 'self'${leadsTo === undefined ? '' : ` ${leadsTo}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

const page = (language: Language, title: string, content: string): string => `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} - Etiquette</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
${content}
    </main>
  </body>
</html>
`

/** A sentence of its own, as no client is known that it could be led back to. */
export const messagePage = (language: Language, { title, sentence }: Notice): string =>
  page(language, escape(title), `      <p>${escape(sentence)}</p>`)

const personLine = (language: Language, { id, name, role }: Person, request: URLSearchParams): string => {
  const query = new URLSearchParams(request)
  query.set('person', id)
  return `<li><a href="?${escape(query.toString())}"><span>${escape(name)}</span> <small>${texts[language].roles[role]}</small></a></li>`
}

const hiddenField = ([name, value]: readonly [string, string]): string =>
  `<input type="hidden" name="${escape(name)}" value="${escape(value)}" />`

/**
 * "Who are you?"
 * @param request The parameters of the client, which each choice sends again
 * @param wanted The person whom the request names, and whom nobody has added here yet
 */
export const choicePage = (
  language: Language,
  people: readonly Person[],
  request: URLSearchParams,
  wanted = '',
): string => {
  const { whoAreYou, noPassword, somebodyElse, name, role, signIn, roles } = texts[language]
  const options = roleNames.toReversed().map((one) => `<option value="${one}">${roles[one]}</option>`)
  return page(
    language,
    whoAreYou,
    `      <p>${noPassword}</p>
      <ul>
        ${people.map((person) => personLine(language, person, request)).join('\n        ')}
      </ul>
      <h2>${somebodyElse}</h2>
      <form method="get">
        ${[...request].map(hiddenField).join('\n        ')}
        <label>${name} <input name="new_person" value="${escape(wanted)}" required maxlength="100" autocomplete="off" /></label>
        <label>${role} <select name="new_role">${options.join('')}</select></label>
        <button>${signIn}</button>
      </form>`,
  )
}
