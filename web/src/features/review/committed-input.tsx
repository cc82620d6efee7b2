import { useRouter } from '@tanstack/react-router'
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react'
import { TextInput } from '../../ui/text-input.tsx'

interface CommittedInputProps extends Pick<
  ComponentProps<typeof TextInput>,
  'label' | 'hint' | 'type' | 'inputMode'
> {
  readonly value: string | undefined
  readonly onCommit: (value: string | undefined) => void
}

/** A field that counts when it is left, or with Enter: a filter does not run at each letter. */
export const CommittedInput = ({ value = '', onCommit, ...props }: CommittedInputProps): ReactNode => {
  const [draft, setDraft] = useState<string>()
  const { history } = useRouter()
  // A step through the history leaves the field where it is: the text belonged to the address before.
  useEffect(
    () =>
      history.subscribe(({ action: { type } }) => {
        if (type === 'BACK' || type === 'FORWARD' || type === 'GO') setDraft(undefined)
      }),
    [history],
  )
  const text = draft ?? value
  const commit = (): void => {
    setDraft(undefined)
    if (text.trim() !== value) onCommit(text.trim() === '' ? undefined : text.trim())
  }
  return (
    <TextInput
      {...props}
      value={text}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit()
      }}
    />
  )
}
