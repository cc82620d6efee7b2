import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Switch } from 'react-aria-components'
import { commandTitles } from '../../commands/command-titles.ts'
import { collisions, commandIds, commands, keysOfCommands } from '../../commands/commands.ts'
import { changePreferences, usePreferences } from '../../preferences/preference-store.ts'
import { keyText } from '../../ui/titles/key-titles.ts'
import { KeyCapture } from './key-capture.tsx'

/** The keys of the commands, to look up and to change. */
export const KeySettings = () => {
  const { t } = useLingui()
  const { keys: chosen, singleKeys } = usePreferences()
  const keys = keysOfCommands(chosen)
  const clashes = collisions(keys)
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">
        <Trans>Keys</Trans>
      </h2>
      <Switch
        isSelected={singleKeys}
        onChange={(on) => changePreferences({ singleKeys: on })}
        className="switch"
      >
        <span className="track" aria-hidden="true" />
        <Trans>Keys of one character act at once</Trans>
      </Switch>
      {clashes.length > 0 && (
        <p role="alert" className="field-problem">
          {clashes.map(([one, other]) => (
            <span key={`${one} ${other}`}>
              <Trans>
                “{t(commandTitles[one])}” and “{t(commandTitles[other])}” have the same key.
              </Trans>{' '}
            </span>
          ))}
        </p>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="keys">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Command</Trans>
              </th>
              <th scope="col">
                <Trans>Key</Trans>
              </th>
              <th scope="col">
                <Trans>Usual key</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {commandIds.map((id) => (
              <tr key={id}>
                <th scope="row">{t(commandTitles[id])}</th>
                <td>
                  <KeyCapture
                    title={t(commandTitles[id])}
                    current={keys[id]}
                    onChange={(key) => changePreferences({ keys: { ...chosen, [id]: key } })}
                  />
                </td>
                <td>
                  <kbd>{keyText(t, commands[id].key)}</kbd>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button onPress={() => changePreferences({ keys: {} })}>
        <Trans>Back to the usual keys</Trans>
      </Button>
    </section>
  )
}
