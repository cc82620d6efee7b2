import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { ExamplePicture } from '../../items/example-picture.tsx'
import type { ClassRow } from './class-rows.ts'

const ChooseExamples = lazy(() => import('./choose-examples.tsx'))

interface ClassExamplesProps {
  readonly project: string
  readonly row: ClassRow
  readonly onChange: (examples: string[] | undefined) => void
}

/** The items that show labelers what the chosen class looks like. */
export const ClassExamples = ({ project, row, onChange }: ClassExamplesProps) => {
  const { t } = useLingui()
  const { name, examples = [] } = row
  const [isChoosing, setChoosing] = useState(false)
  const choose = useRef<HTMLButtonElement>(null)
  const set = (items: string[]): void => onChange(items.length === 0 ? undefined : items)
  return (
    <div className="field" role="group" aria-labelledby="examples">
      <span id="examples">
        <Trans>Examples</Trans>
      </span>
      {examples.length > 0 && (
        <ul className="examples">
          {examples.map((item, index) => (
            <li key={item}>
              <ExamplePicture project={project} item={item} alt={t`Example ${index + 1} of ${name}`} />
              <div>
                <Button
                  aria-label={t`Remove example ${index + 1}`}
                  onPress={() => {
                    // The button that was pressed is gone then.
                    choose.current?.focus()
                    set(examples.filter((other) => other !== item))
                  }}
                >
                  <Trans>Remove</Trans>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button ref={choose} aria-haspopup="dialog" onPress={() => setChoosing(true)}>
          <Trans>Choose examples…</Trans>
        </Button>
      </div>
      <span className="quiet">
        <Trans>Labelers see these items beside the instructions.</Trans>
      </span>
      {isChoosing && (
        <Suspense>
          <ChooseExamples
            project={project}
            row={row}
            onChoose={(items) => {
              setChoosing(false)
              set(items)
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
