import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { ExamplePicture } from '../../items/example-picture.tsx'
import { MarkdownText } from '../../ui/markdown/markdown-text.tsx'
import { useLabeling } from './label-context.ts'
import { Swatch } from './swatch.tsx'

export interface InstructionsPanelProps {
  readonly instructions: Schemas['Instructions'] | undefined
  readonly onClose: () => void
}

/** What the lead asks for: nothing in it becomes HTML. */
const InstructionsPanel = ({ instructions, onClose }: InstructionsPanelProps): ReactNode => {
  const { t } = useLingui()
  const { project, classes } = useLabeling()
  const { text, url } = instructions ?? {}
  const described = classes.filter(
    ({ description, examples }) => description !== undefined || examples !== undefined,
  )
  return (
    <aside className="instructions" aria-label={t`Instructions`}>
      <header>
        <h2>
          <Trans>Instructions</Trans>
        </h2>
        <Button aria-label={t`Close the instructions`} onPress={onClose}>
          ×
        </Button>
      </header>
      {text === undefined && url === undefined && (
        <p>
          <Trans>The project has no instructions.</Trans>
        </p>
      )}
      {text !== undefined && <MarkdownText text={text} />}
      {url !== undefined && (
        <p>
          <a href={url} target="_blank" rel="noreferrer">
            <Trans>More about it</Trans>
          </a>
        </p>
      )}
      {described.length > 0 && (
        <dl>
          {described.map(({ path, name, color, description, examples = [] }) => (
            <div key={path}>
              <dt>
                <Swatch color={color} /> {name}
              </dt>
              <dd>
                {description}
                {examples.length > 0 && (
                  <ul className="examples">
                    {examples.map((item, index) => (
                      <li key={item}>
                        <ExamplePicture
                          project={project}
                          item={item}
                          alt={t`Example ${index + 1} of ${name}`}
                        />
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </aside>
  )
}

export default InstructionsPanel
