import type { Inline } from './markdown.ts'

/** A link leads to a page of the web, never to a script. */
const isWebPage = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)

const code = /^`([^`]+)`/
const link = /^\[([^\]]+)\]\(([^\s()]+)\)/
const bareUrl = /^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/i
const strong = /^(\*\*|__)(?=\S)(.+?\S|\S)\1/
const emphasis = /^([*_])(?=[^\s*_])([^*_]*[^\s*_])\1(?![\p{L}\p{N}])/u
const escaped = /^\\([\\`*_[\]()#+\-.!])/
const isWordEnd = /[\p{L}\p{N}]$/u

interface Found {
  readonly part: Inline
  readonly length: number
}

const findAt = (rest: string, before: string): Found | undefined => {
  const escape = escaped.exec(rest)
  if (escape) return { part: { kind: 'text', text: escape[1] ?? '' }, length: escape[0].length }
  const codeHere = code.exec(rest)
  if (codeHere) return { part: { kind: 'code', text: codeHere[1] ?? '' }, length: codeHere[0].length }
  const [wholeLink, words = '', url = ''] = link.exec(rest) ?? []
  if (wholeLink !== undefined && isWebPage(url))
    return { part: { kind: 'link', url, parts: parseInline(words) }, length: wholeLink.length }
  // An underscore within a word, as in names of files, is a character.
  if (isWordEnd.test(before) && rest.startsWith('_')) return undefined
  for (const [kind, pattern] of [
    ['strong', strong],
    ['emphasis', emphasis],
  ] as const) {
    const [whole, , inner = ''] = pattern.exec(rest) ?? []
    if (whole !== undefined) return { part: { kind, parts: parseInline(inner) }, length: whole.length }
  }
  const [bare] = isWordEnd.test(before) ? [] : (bareUrl.exec(rest) ?? [])
  if (bare !== undefined)
    return {
      part: { kind: 'link', url: bare, parts: [{ kind: 'text', text: bare }] },
      length: bare.length,
    }
  return undefined
}

/** Emphasis, code and links in a line. What is none of these stays as it is written; HTML is text. */
export const parseInline = (line: string): readonly Inline[] => {
  const parts: Inline[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text })
    text = ''
  }
  for (let at = 0; at < line.length;) {
    const found = /[\\`[*_h]/i.test(line.charAt(at)) ? findAt(line.slice(at), line.slice(0, at)) : undefined
    if (found?.part.kind === 'text') text += found.part.text
    else if (found) {
      flush()
      parts.push(found.part)
    } else text += line.charAt(at)
    at += found?.length ?? 1
  }
  flush()
  return parts
}
