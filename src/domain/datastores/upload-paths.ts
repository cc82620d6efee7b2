import { isAddressablePath } from '../core/addressable-path.ts'
import { DomainError } from '../core/errors.ts'
import { maxFolderLength, toFolder, unwritable } from '../model/datastores/folder.ts'

interface Folders {
  /** The folder of the container that is the datastore, with its `/`. */
  readonly prefix: string | undefined
  readonly folder: string
}

const refuse = (index: number, message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: `files[${index}].name` })

/**
 * The paths in the datastore for files of a folder, in their order.
 * @throws DomainError `InvalidRequest` if no URL can name one of them, or two are the same
 */
export const uploadPathsOf = (
  { prefix = '', folder: text }: Folders,
  names: readonly string[],
): readonly string[] => {
  const folder = toFolder(text, 'folder') ?? ''
  const room = maxFolderLength - prefix.length - folder.length
  const seen = new Set<string>()
  return names.map((name, index) => {
    const isPath = isAddressablePath(name) && !name.split('/').includes('')
    if (!isPath || name.includes('\\') || unwritable.test(name))
      throw refuse(
        index,
        'The name of a file is a path below the folder, with / between its parts; no part may be empty, . or .., and none has a backslash or a control character',
      )
    if (name.length > room)
      throw refuse(index, `The path of the file is longer than ${maxFolderLength} characters; shorten it`)
    if (seen.has(name)) throw refuse(index, 'Another file has this name; send each file once')
    seen.add(name)
    return folder + name
  })
}
