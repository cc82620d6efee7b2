import { Trans, useLingui } from '@lingui/react/macro'
import { useRouter } from '@tanstack/react-router'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { inBackground } from '../core/in-background.ts'
import { languageNames, languages } from '../i18n/languages.ts'
import { changePreferences, usePreferences } from '../preferences/preference-store.ts'
import { usePerson, useSession } from '../session/session-context.tsx'

const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .map(([first = '']) => first)
    .slice(0, 2)
    .join('')
    .toUpperCase()

/** The person's own menu: language, theme, settings, sign-out. */
export const PersonMenu = () => {
  const { t } = useLingui()
  const person = usePerson()
  const session = useSession()
  const router = useRouter()
  const { theme } = usePreferences()
  return (
    <MenuTrigger>
      <Button className="person" aria-label={t`${person.name}: menu`}>
        <span aria-hidden="true">{initials(person.name)}</span>
      </Button>
      <Popover placement="bottom end">
        <Menu className="menu">
          <MenuItem onAction={() => inBackground(router.navigate({ to: '/settings' }))}>
            <Trans>My settings</Trans>
          </MenuItem>
          <MenuItem onAction={() => changePreferences({ theme: theme === 'light' ? 'dark' : 'light' })}>
            {theme === 'light' ? <Trans>Dark theme</Trans> : <Trans>Light theme</Trans>}
          </MenuItem>
          {languageNames.map((language) => (
            <MenuItem key={language} lang={language} onAction={() => changePreferences({ locale: language })}>
              {languages[language]}
            </MenuItem>
          ))}
          <MenuItem onAction={() => inBackground(session.signOut())}>
            <Trans>Sign out</Trans>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
