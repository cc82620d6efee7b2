import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../../local/platform/issuer.ts'

/** All data of the tests has names with these letters, so that what the app itself says is told from it. */
export const dataMark = 'zq'

export const people = {
  lead: { id: `${dataMark}-lea`, name: 'Zqlea', role: 'Admin' },
  reviewer: { id: `${dataMark}-rui`, name: 'Zqrui', role: 'Reviewer' },
  ann: { id: `${dataMark}-ann`, name: 'Zqann', role: 'Labeler' },
  ben: { id: `${dataMark}-ben`, name: 'Zqben', role: 'Labeler' },
} as const satisfies Readonly<Record<string, { id: string; name: string; role: string }>>
export type PersonId = keyof typeof people

export const roleOf = (person: PersonId): Role => `Labeling.${people[person].role}`

/** A data folder whose sign-in page has these people. */
export const folderOfPeople = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-web-'))
  await writeFile(join(folder, 'people.json'), JSON.stringify(Object.values(people)), { mode: 0o600 })
  return folder
}
