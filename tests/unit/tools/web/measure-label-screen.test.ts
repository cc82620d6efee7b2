import { describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { measureLabelScreen, requireSmall, viteManifest } from '../../../../tools/web/measure-label-screen.ts'

const screen = 'src/features/labeling/label-screen.tsx'
const manifest = viteManifest.parse({
  '_main.js': { file: 'assets/main.js', name: 'main', imports: ['_shared.js'], dynamicImports: [screen] },
  '_main.css': { file: 'assets/main.css', name: 'main' },
  '_app.js': { file: 'assets/app.js', name: 'app', imports: ['_main.js'] },
  '_shared.js': { file: 'assets/shared.js' },
  '_grid.js': { file: 'assets/grid.js', imports: ['_shared.js'] },
  '_styles.css': { file: 'assets/styles.css' },
  [screen]: { file: 'assets/label.js', imports: ['_main.js', '_grid.js', '_styles.css'] },
  'src/features/labeling/skip-dialog.tsx': { file: 'assets/skip.js' },
  'src/outbox/leftovers.ts': { file: 'assets/leftovers.js' },
  'src/locales/en.po': { file: 'assets/en.js' },
  'src/locales/fr.po': { file: 'assets/fr.js' },
  'src/features/labeling/locales/en.po': { file: 'assets/en-label.js' },
  'src/features/labeling/locales/fr.po': { file: 'assets/fr-label.js' },
  'src/features/review/locales/en.po': { file: 'assets/en-review.js' },
})
/** Does not get smaller by compression, so that sizes are close to what they stand for. */
const content = randomBytes(1_000)
const measure = (locale = 'en') => measureLabelScreen(manifest, locale, () => content)

describe('the size of the label screen', () => {
  test('counts each script once that the screen needs, and no dialog, no style and no other texts', () => {
    const files = measure().files.map(({ file }) => file)
    expect(files.toSorted()).toEqual(
      ['app', 'en-label', 'en', 'grid', 'label', 'leftovers', 'main', 'shared'].map(
        (name) => `assets/${name}.js`,
      ),
    )
    expect(measure('fr').files.map(({ file }) => file)).toContain('assets/fr-label.js')
  })

  test('is that of the compressed files, which are listed when they are too large', () => {
    const size = measure()
    expect(size.bytes).toBeGreaterThan(8_000)
    expect(size.bytes).toBeLessThan(8_300)
    expect(() => requireSmall(size, size.bytes)).not.toThrow()
    expect(() => requireSmall(size, size.bytes - 1)).toThrow(/8\d\d\d bytes[^]*assets\/main\.js/)
    expect(() => requireSmall({ bytes: 200_001, files: [] })).toThrow('200000')
  })

  test('is not guessed where the list of chunks is not the expected one', () => {
    const { [screen]: _screen, ...others } = manifest
    expect(() => measureLabelScreen(others, 'en', () => content)).toThrow(screen)
    const { '_main.js': _main, ...headless } = manifest
    expect(() => measureLabelScreen(headless, 'en', () => content)).toThrow('the name main')
    expect(() => measureLabelScreen(manifest, 'de', () => content)).toThrow('locales/de.po')
  })
})
