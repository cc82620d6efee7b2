import type { ReactNode } from 'react'
import { wordsOf } from './words-of.ts'

/** A failure in the person's language, and what the service says of it in English. */
export const ProblemWords = ({ error }: { readonly error: unknown }): ReactNode => {
  const { text, detail } = wordsOf(error)
  return (
    <>
      {text}
      {detail !== undefined && (
        <>
          {' '}
          <span lang="en" className="quiet">
            {detail}
          </span>
        </>
      )}
    </>
  )
}
