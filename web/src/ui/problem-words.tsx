import type { ReactNode } from 'react'
import { asSentence } from '../core/as-sentence.ts'
import { wordsOf, type Words } from './words-of.ts'

interface WordsViewProps {
  readonly words: Words
}

/** What the app says in the person's language, and what the service says in English. */
export const WordsView = ({ words: { text, detail } }: WordsViewProps): ReactNode => (
  <>
    {asSentence(text)}
    {detail !== undefined && (
      <>
        {' '}
        <span lang="en" className="quiet">
          {asSentence(detail)}
        </span>
      </>
    )}
  </>
)

/** A failure in words for a person. */
export const ProblemWords = ({ error }: { readonly error: unknown }): ReactNode => (
  <WordsView words={wordsOf(error)} />
)
