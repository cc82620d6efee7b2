import { resolve } from 'node:path'
import type { Page } from 'playwright-core'

const samples = resolve(import.meta.dirname, '../../../../samples')

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** Connects the container of this machine and fills a new folder of it with the samples, as a lead does by the wizard. */
const bringImages = async (page: Page, name: string, containerUrl: string): Promise<void> => {
  await page.getByText('Un dossier, ou des images de cet appareil').click()
  await press(page, 'Nouveau magasin de données')
  const dialog = page.getByRole('dialog', { name: 'Nouveau magasin de données' })
  await dialog.getByLabel('Nom du magasin de données').fill(name)
  // The container of this machine is filled in for the first datastore alone.
  await dialog.getByLabel('URL du conteneur').fill(containerUrl)
  await dialog.getByRole('button', { name: 'Connecter' }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.getByText('Envoyer des images de cet appareil').click()
  await page.getByLabel('Nouveau dossier (facultatif)').fill(name)
  const asked = page.waitForEvent('filechooser')
  await press(page, 'Choisir un dossier')
  await (await asked).setFiles(samples)
  await page.getByText(/^300 images/).waitFor()
  await page.getByText('Laissés de côté : pas une image (2)').waitFor()
  await press(page, 'Suivant')
  await page
    .getByText('Les images choisies ne sont pas encore envoyées. Envoyez-les, ou retirez-les.')
    .waitFor()
  await press(page, 'Envoyer')
  await page.getByText('Tous les fichiers sont là.').waitFor()

  // The new folder is open already.
  await page
    .getByRole('list', { name: 'Fichiers et dossiers' })
    .getByRole('button', { name: 'samples' })
    .click()
  await page.getByLabel('Nom du jeu de données').fill(name)
}

/** From nothing to a running project with 300 images and a labeler: by mouse and keys, step by step. */
export const createProject = async (
  page: Page,
  name: string,
  labeler: string,
  containerUrl: string,
): Promise<void> => {
  const next = (): Promise<void> => press(page, 'Suivant')
  await page.getByRole('link', { name: 'Nouveau projet' }).click()
  await bringImages(page, name, containerUrl)
  await next()

  await page.getByText('Une classe par image').click()
  await next()

  await press(page, 'Reprendre les noms des dossiers')
  await page.getByText('10 classes', { exact: true }).waitFor()
  await next()

  await page
    .getByLabel('Ce que les étiqueteurs doivent faire (facultatif)')
    .fill('# Vêtements\n\nUne **classe** par image.')
  await page.getByRole('heading', { name: 'Vêtements' }).waitFor()
  await next()

  await page.getByLabel('Nom ou identifiant d’objet').fill(labeler.toLowerCase())
  await press(page, 'Suivant')
  await page.getByText('La personne saisie n’est pas encore ajoutée.').waitFor()
  await page.getByLabel('Nom ou identifiant d’objet').press('Enter')
  await page.getByRole('rowheader', { name: new RegExp(labeler, 'i') }).waitFor()
  await next()

  await page.getByLabel('Nom du projet').fill(name)
  await press(page, 'Créer le projet')
  await page.getByRole('link', { name: 'Étiqueter', exact: true }).waitFor()
}
