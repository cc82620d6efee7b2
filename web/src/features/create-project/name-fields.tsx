import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { isNotFound } from '../../api/take-all.ts'
import { isName } from '../../data/names.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { projectNameOf } from './creation.ts'
import type { Draft } from './draft.ts'
import type { ChangeDraft } from './use-draft.ts'

interface NameFieldsProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
}

/** Whether a project has the name already; undefined while that is not known. */
const useIsTaken = (name: string, isNeeded: boolean): boolean | undefined => {
  const api = useApi()
  const wanted = useDeferredValue(name)
  const { data } = useQuery({
    queryKey: ['isTaken', wanted],
    queryFn: async ({ signal }) => {
      try {
        await dataOf(api.GET('/projects/{project}', { params: { path: { project: wanted } }, signal }))
        return true
      } catch (error) {
        if (isNotFound(error)) return false
        throw error
      }
    },
    enabled: isNeeded && isName(wanted),
    staleTime: 0,
  })
  return wanted === name ? data : undefined
}

/** The name for people, and the one in addresses, which is proposed. */
export const NameFields = ({ draft, onChange }: NameFieldsProps) => {
  const { t } = useLingui()
  const name = projectNameOf(draft)
  const isTaken = useIsTaken(name, draft.made === undefined)
  const isWrong = name !== '' && !isName(name)
  const problem = isWrong
    ? t`A name has letters a to z, digits, - and _ only, and begins with a letter or a digit.`
    : isTaken && draft.made === undefined
      ? t`Another project has this name. Choose another one.`
      : undefined
  const isFixed = draft.made !== undefined
  return (
    <>
      <TextInput
        label={t`Name of the project`}
        value={draft.displayName}
        onChange={(displayName) => onChange({ displayName })}
        maxLength={256}
        isDisabled={isFixed}
      />
      <TextInput
        label={t`Name in addresses`}
        hint={t`It cannot change later.`}
        value={name}
        onChange={(typed) => onChange({ name: typed })}
        problem={problem}
        maxLength={255}
        autoComplete="off"
        isDisabled={isFixed}
      />
      {isTaken === false && problem === undefined && name !== '' && (
        <p className="quiet" role="status">
          <Trans>This name is free.</Trans>
        </p>
      )}
    </>
  )
}
