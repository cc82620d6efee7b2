import { t } from '@lingui/core/macro'
import { wordsOf, type Words } from '../ui/words-of.ts'

const byLabel = (words: string): string =>
  words
    .replaceAll('containerUrl', `“${t`URL of the container`}”`)
    .replaceAll(/\bprefix\b/g, `“${t`Folder (optional)`}”`)

/** Why a datastore was refused: a field by its label, which the service calls by the name in the API. */
export const datastoreWords = (error: unknown): Words => {
  const { text, detail } = wordsOf(error)
  return { text: byLabel(text), ...(detail === undefined ? {} : { detail: byLabel(detail) }) }
}
