import type { Format, WriteContext } from '../../formats/format.ts'
import { DomainError } from '../../core/errors.ts'
import type { LayoutDeps, LayoutWriter } from './layout.ts'
import { createArchiveLayout } from './write-archive.ts'
import { createItemFilesLayout } from './write-item-files.ts'
import { createStreamLayout } from './write-stream.ts'

const cannotWrite = (name: string): DomainError =>
  new DomainError('UnsupportedTask', `Exports cannot write the format '${name}'; choose another format`)

/** Creates the writer for the layout of a format. @throws DomainError `UnsupportedTask` if the format has no writer */
export const createLayout = (deps: LayoutDeps, format: Format, context: WriteContext): LayoutWriter => {
  if (!format.write) throw cannotWrite(format.name)
  switch (format.layout) {
    case 'Stream':
      return createStreamLayout(deps, context, format.write(context))
    case 'FilePerItem':
      return createItemFilesLayout(deps, context, format.write(context))
    case 'Archive':
      return createArchiveLayout(deps, context, format.write(context))
  }
}
