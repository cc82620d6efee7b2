import { t } from '@lingui/core/macro'
import { wordsOf } from '../ui/words-of.ts'

/** Why a datastore was refused: a field by its label, which the service calls by the name in the API. */
export const datastoreWords = (error: unknown): string =>
  wordsOf(error)
    .replaceAll('containerUrl', `“${t`URL of the container`}”`)
    .replaceAll(/\bprefix\b/g, `“${t`Folder (optional)`}”`)
