import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Checkbox } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf, type Schemas } from '../../api/client.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { formatShare, formatTime } from '../../ui/format.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { titleOf } from '../../ui/titles/title-of.ts'
import { saidByDialog, useChange } from '../../ui/use-change.ts'
import { formatTitles } from './format-titles.ts'
import { exportRequest, isExportFormat, isSeed, trainingShare, type ExportForm } from './export-request.ts'
import { includeTitles } from './include-titles.ts'
import { exportsKey, exportsQuery, formatsQuery } from './exports-query.ts'

/** Asks what is exported, and starts it. */
export const StartExport = ({ project }: { readonly project: string }) => {
  const { t } = useLingui()
  const api = useApi()
  const { data: formats } = useSuspenseQuery(formatsQuery(api, project))
  const { data: exports } = useSuspenseQuery(exportsQuery(api, project))
  const written = formats.value.flatMap(({ name, about, writes }) =>
    writes && isExportFormat(name) ? [{ name, about }] : [],
  )
  const [form, setForm] = useState<ExportForm>({
    format: written[0]?.name ?? 'Coco',
    include: 'Labeled',
    isSplit: false,
    validation: '10',
    test: '10',
    seed: '1',
    since: '',
    name: '',
  })
  const change = (part: Partial<ExportForm>): void => setForm({ ...form, ...part })
  const request = exportRequest(form)
  const train = trainingShare(form)
  const start = useChange(
    (body: Schemas['StartExport']) =>
      dataOf(api.POST('/projects/{project}/exports', { params: { path: { project } }, body })),
    { makesOld: [exportsKey(project)], onProblem: saidByDialog },
  )
  const title = formatTitles[form.format]
  const about = title ? t(title) : written.find(({ name }) => name === form.format)?.about
  return (
    <FormDialog
      title={t`New export`}
      submit={t`Start the export`}
      isPending={start.isPending}
      onSubmit={async () => {
        if (request === undefined) return false
        await start.mutateAsync(request)
        return true
      }}
      trigger={
        <Button className="primary">
          <Trans>New export</Trans>
        </Button>
      }
    >
      <ChoiceInput
        label={t`Format`}
        value={form.format}
        choices={written.map(({ name }) => ({ value: name, text: name }))}
        onChange={(format) => change({ format })}
        hint={about}
      />
      <ChoiceInput
        label={t`Items`}
        value={form.include}
        choices={[
          { value: 'Labeled', text: titleOf(t, includeTitles, 'Labeled') },
          { value: 'Approved', text: titleOf(t, includeTitles, 'Approved') },
          { value: 'All', text: titleOf(t, includeTitles, 'All') },
        ]}
        onChange={(include) => change({ include })}
      />
      <ChoiceInput
        label={t`Changes`}
        value={form.since}
        choices={[
          { value: '', text: t`Everything` },
          ...exports
            .filter(({ status }) => status === 'Succeeded')
            .map(({ id, format, startedAt }) => ({
              value: id,
              text: t`Only changes since ${format}, ${formatTime(startedAt)}`,
            })),
        ]}
        onChange={(since) => change({ since })}
      />
      <Checkbox isSelected={form.isSplit} onChange={(isSplit) => change({ isSplit })} className="checkbox">
        <span className="box" aria-hidden="true" />
        <Trans>Split into training, validation and test</Trans>
      </Checkbox>
      {form.isSplit && (
        <>
          <p role="status">
            {train !== undefined && <Trans>{formatShare(train)} of the items are for training.</Trans>}
          </p>
          <div className="field-row">
            <TextInput
              label={t`Validation, in percent`}
              value={form.validation}
              onChange={(validation) => change({ validation })}
              inputMode="decimal"
              problem={train === undefined ? t`The parts must leave something for training` : undefined}
            />
            <TextInput
              label={t`Test, in percent`}
              value={form.test}
              onChange={(test) => change({ test })}
              inputMode="decimal"
            />
            <TextInput
              label={t`Seed`}
              value={form.seed}
              onChange={(seed) => change({ seed })}
              inputMode="numeric"
              hint={t`The same seed gives the same parts.`}
              problem={isSeed(form.seed) ? undefined : t`Enter a whole number`}
            />
          </div>
        </>
      )}
      <TextInput
        label={t`Name of a dataset (optional)`}
        hint={t`With a name the export is also a dataset that other projects can use.`}
        value={form.name}
        onChange={(name) => change({ name })}
      />
    </FormDialog>
  )
}
