import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { keyOf, type Key } from '../../commands/key-of.ts'
import { keyText } from '../../ui/titles/key-titles.ts'

interface KeyCaptureProps {
  readonly title: string
  readonly current: Key
  readonly onChange: (key: Key) => void
}

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead'])

/** A key of a command; pressed, it takes the next key that the person presses. */
export const KeyCapture = ({ title, current, onChange }: KeyCaptureProps) => {
  const { t } = useLingui()
  const text = keyText(t, current)
  const [isListening, setListening] = useState(false)
  return (
    <Button
      aria-label={t`${title}: ${text}. Change the key`}
      onPress={() => setListening(true)}
      onBlur={() => setListening(false)}
      onKeyDown={(event) => {
        if (!isListening || event.key === 'Tab') return
        event.preventDefault()
        if (modifiers.has(event.key)) return
        setListening(false)
        if (event.key !== 'Escape') onChange(keyOf(event.nativeEvent))
      }}
    >
      {isListening ? <Trans>Press a key</Trans> : <kbd>{text}</kbd>}
    </Button>
  )
}
