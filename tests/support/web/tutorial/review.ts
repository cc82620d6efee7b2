import type { Page } from 'playwright-core'

const link = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).click()

/** Rejects the first items of the review with a comment, by mouse and keys. */
export const rejectSome = async (page: Page, count: number, comment: string): Promise<void> => {
  await link(page, 'Relecture')
  const grid = page.getByRole('grid', { name: 'Éléments' })
  const items = grid.getByRole('row')
  await items.nth(count).waitFor()
  for (let index = 0; index < count; index += 1)
    await items
      .nth(index)
      .locator('.tile-picture')
      .click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] })
  await page.getByText(`${count} sélectionnés`).waitFor()
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: `Rejeter ${count} réponses` })
  await dialog.getByLabel('Commentaire (facultatif)').fill(comment)
  await page.keyboard.press('Enter')
  await page.getByText(`${count} réponses rejetées`).waitFor()
}

/** Approves all that is labeled, also what is not on the screen. */
export const approveAll = async (page: Page, count: number): Promise<void> => {
  await link(page, 'Relecture')
  await page.getByRole('button', { name: 'Relire tout ce qui correspond au filtre' }).click()
  const dialog = page.getByRole('dialog', { name: 'Relire tout ce qui correspond au filtre' })
  await dialog.getByText(`${count} éléments.`).waitFor()
  await dialog.getByRole('button', { name: 'Approuver' }).click()
  await page.getByText('Aucun élément ne correspond au filtre.').waitFor()
}

/** Exports the approved items, and waits until it is done. */
export const exportApproved = async (page: Page, format: string, dataset = ''): Promise<void> => {
  await page.getByRole('button', { name: 'Nouvel export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nouvel export' })
  await dialog.getByLabel('Format').selectOption(format)
  await dialog.getByLabel('Éléments').selectOption('Approuvés seulement')
  await dialog.getByLabel('Nom d’un jeu de données (facultatif)').fill(dataset)
  await dialog.getByRole('button', { name: 'Lancer l’export' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page
    .getByRole('article', { name: new RegExp(`^${format} · `) })
    .getByText('Terminé', { exact: true })
    .waitFor()
}
