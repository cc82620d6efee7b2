import { Trans, useLingui } from '@lingui/react/macro'
import { ChoiceInput } from '../ui/choice-input.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { hasToken, isAddress, type CredentialType, type DatastoreInput } from './datastore-input.ts'
import { isName } from './names.ts'

interface DatastoreFormProps {
  readonly input: DatastoreInput
  readonly onChange: (input: DatastoreInput) => void
  /** The name of a datastore never changes. */
  readonly isNew: boolean
}

/** The fields of a datastore: where its files are and how the service reads them. */
export const DatastoreForm = ({ input, onChange, isNew }: DatastoreFormProps) => {
  const { t } = useLingui()
  const set = (part: Partial<DatastoreInput>): void => onChange({ ...input, ...part })
  const credentials: readonly { readonly value: CredentialType; readonly text: string }[] = [
    { value: 'ManagedIdentity', text: t`The identity of the service` },
    { value: 'Sas', text: t`A SAS token` },
    { value: 'Anonymous', text: t`None: the container is public` },
  ]
  return (
    <>
      {isNew && (
        <TextInput
          label={t`Name of the datastore`}
          value={input.name}
          onChange={(name) => set({ name })}
          problem={
            input.name !== '' && !isName(input.name)
              ? t`A name has letters a to z, digits, - and _ only, and begins with a letter or a digit.`
              : undefined
          }
          isRequired
          autoComplete="off"
        />
      )}
      <TextInput
        label={t`URL of the container`}
        value={input.containerUrl}
        onChange={(containerUrl) => set({ containerUrl })}
        problem={
          input.containerUrl !== '' && !isAddress(input.containerUrl)
            ? t`Enter the whole address of a container, from https:// on.`
            : undefined
        }
        hint={t`https://account.blob.core.windows.net/container, with a folder or a SAS token if you like.`}
        isRequired
        autoComplete="off"
      />
      <TextInput
        label={t`Folder (optional)`}
        value={input.prefix}
        onChange={(prefix) => set({ prefix })}
        autoComplete="off"
      />
      {hasToken(input.containerUrl) ? (
        <p className="quiet">
          <Trans>The SAS token of the URL is stored encrypted and never shown again.</Trans>
        </p>
      ) : (
        <ChoiceInput
          label={t`How the service reads it`}
          value={input.credential}
          choices={credentials}
          onChange={(credential) => set({ credential })}
          {...(input.credential === 'ManagedIdentity'
            ? {
                hint: t`It needs the role Storage Blob Data Reader; for uploads Storage Blob Data Contributor.`,
              }
            : {})}
        />
      )}
      {input.credential === 'Sas' && !hasToken(input.containerUrl) && (
        <TextInput
          label={t`SAS token`}
          hint={t`With permission to read and list. It is stored encrypted and never shown again.`}
          type="password"
          value={input.token}
          onChange={(token) => set({ token })}
          isRequired
          autoComplete="off"
        />
      )}
      <TextInput
        label={t`Description (optional)`}
        value={input.description}
        onChange={(description) => set({ description })}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}
