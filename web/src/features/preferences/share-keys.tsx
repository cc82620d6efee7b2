import { Trans, useLingui } from '@lingui/react/macro'
import { Button, FileTrigger } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { defaultPreferences, parsePreferences } from '../../preferences/preferences.ts'
import { changePreferences, usePreferences } from '../../preferences/preference-store.ts'
import { say } from '../../shell/toast-queue.ts'

/** Takes one's choices to another browser, as a file. */
export const ShareKeys = () => {
  const { t } = useLingui()
  const preferences = usePreferences()
  const take = async (file: File): Promise<void> => {
    const text = await file.text()
    const taken = parsePreferences(text)
    const isEmpty = JSON.stringify(taken) === JSON.stringify(defaultPreferences)
    if (isEmpty) say({ text: t`This file has no settings of Etiquette.`, tone: 'problem' })
    else {
      changePreferences(taken)
      say({ text: t`The settings of the file are in use.` })
    }
  }
  const give = (): void => {
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(preferences, undefined, 2)], { type: 'application/json' }),
    )
    const link = document.createElement('a')
    link.href = url
    link.download = 'etiquette-settings.json'
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
  return (
    <section aria-labelledby="share">
      <h2 id="share">
        <Trans>Take the settings along</Trans>
      </h2>
      <div className="actions">
        <Button onPress={give}>
          <Trans>Save as a file</Trans>
        </Button>
        <FileTrigger
          acceptedFileTypes={['application/json']}
          onSelect={(files) => {
            const file = files?.[0]
            if (file) inBackground(take(file))
          }}
        >
          <Button>
            <Trans>Take from a file</Trans>
          </Button>
        </FileTrigger>
      </div>
    </section>
  )
}
