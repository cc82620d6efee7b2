/** The open folder of a datastore, as the address of its screen has it. */
export interface FolderSearch {
  readonly folder?: string
}

export const parseFolderSearch = ({ folder }: Readonly<Record<string, unknown>>): FolderSearch =>
  typeof folder === 'string' && folder.endsWith('/') ? { folder } : {}
