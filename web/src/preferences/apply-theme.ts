import type { Preferences } from './preferences.ts'

/** Without an own choice the style follows the browser. */
export const applyTheme = ({ theme }: Preferences): void => {
  if (theme === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
