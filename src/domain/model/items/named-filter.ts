import { DomainError } from '../../core/errors.ts'
import type { ClassId } from '../../core/ids.ts'
import { createClassFinder } from '../labels/class-tree.ts'
import type { ProjectDocument } from '../projects/project.ts'
import type { ItemCriteria } from './item-filter.ts'

/** Which items of a project, as a request names them. */
export interface NamedFilter extends Omit<ItemCriteria, 'class'> {
  /** The path of a class. */
  readonly class?: string | undefined
}

const idOf = ({ classes }: Pick<ProjectDocument, 'classes'>, path: string, target: string): ClassId => {
  const id = createClassFinder(classes)(path)
  if (id === undefined)
    throw new DomainError(
      'UnknownClass',
      `'${path.slice(0, 256)}' is not a class of this project; read the project for its classes`,
      { target },
    )
  return id
}

/**
 * The criteria of a filter, without the members that are not set: the store holds no undefined value.
 * @param target The field of the request with the class.
 * @throws DomainError `UnknownClass`
 */
export const criteriaOf = (
  project: Pick<ProjectDocument, 'classes'>,
  { class: path, ...others }: NamedFilter,
  target: string,
): ItemCriteria => {
  const all = { ...others, class: path === undefined ? undefined : idOf(project, path, target) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
