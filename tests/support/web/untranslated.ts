import type { Page } from 'playwright-core'
import { z } from 'zod'

/**
 * All that a person can read or hear: text, and the names and hints of controls. Code, keys and times are no words, and what
 * React Aria announces is in its own catalogs.
 */
const readTexts = `(() => {
  const texts = []
  const skipped = 'script, style, textarea, [data-live-announcer], code, kbd, pre, time, q, blockquote, [lang]:not(html)'
  const isShown = (element) => element.checkVisibility() && !element.closest(skipped)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (isShown(walker.currentNode.parentElement)) texts.push(walker.currentNode.data)
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-valuetext]')) {
    if (!isShown(element)) continue
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
      const value = element.getAttribute(name)
      if (value) texts.push(value)
    }
  }
  return texts
})()`

/** What is no text of the app: the product's name, units and dates by Intl, names of formats and of React Aria's own button. */
const known = [
  /\bEtiquette\b|\bSHA-256\b|\bPNG\b|\bCoco\b|\bDataset\b|\bCsv\b|\bUTC\b/g,
  /\b\d[\d.,]*\s?(?:bytes?|kB|MB|GB|sec|secs|min|mins|hr|hrs|h|px)\b/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b[AP]M\b/g,
  /\b(?:Enter|Escape|Esc|Space|Shift|Ctrl|Alt|Backspace|Delete|Arrow(?:Left|Right|Up|Down)|Home|End)\b/g,
  // What React Aria says, in its own catalogs.
  /^(?:Dismiss|Expand|Collapse|Show suggestions|Suggestions|DropZone)$/g,
  // Names of files, and the person of the API who made the project.
  /\b[\w-]+\.(?:jsonl?|md|csv|png)\b|\bMLTable\b|\bpng\b|\blead\b/g,
  /https?:\/\/\S+/g,
]

/** A word of Latin letters: the pseudo-locale has none of those. Data of the tests have \`zq\` in them. */
const word = /[A-Za-z]{2,}/g

/** The texts of the screen that come from no catalog, with the words that say so. */
export const untranslatedTexts = async (page: Page): Promise<readonly string[]> => {
  const texts = z.array(z.string()).parse(await page.evaluate(readTexts))
  const suspicious = texts.flatMap((text) => {
    const rest = known.reduce((left, pattern) => left.replaceAll(pattern, ' '), text)
    const words = rest
      .split(/\s+/)
      .filter((part) => !/zq/i.test(part))
      .flatMap((part) => part.match(word) ?? [])
    return words.length === 0 ? [] : [`${text.trim()} (${words.join(' ')})`]
  })
  return [...new Set(suspicious)]
}
