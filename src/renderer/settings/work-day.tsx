import { useId } from 'react'
import type { Settings } from '../../shared/settings.ts'
import { useApp } from '../ui/app.ts'
import { isWallTime, isWhole } from './checks.ts'
import { Field, Group } from './field.tsx'
import { Input } from './inputs.tsx'
import { useSaver } from './use-saver.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

export function WorkDay({ settings }: { readonly settings: Settings }) {
  const { translator } = useApp()
  const { t } = translator
  const { shift } = settings
  const checkTime = (other: string) => (text: string) => {
    if (!isWallTime(text)) return t('settings.bad-time')
    return text === other ? t('settings.bad-span') : undefined
  }
  const whole = (min: number, max: number) => (text: string) =>
    isWhole(text, min, max) ? undefined : t('settings.bad-number', { min, max })
  return (
    <Group title={t('settings.work')} hint={t('settings.shift-hint')}>
      <Input
        name="shiftStart"
        type="time"
        label={t('settings.shift-start')}
        value={shift.start}
        check={checkTime(shift.end)}
        change={(start) => (now) => ({ shift: { ...now.shift, start } })}
      />
      <Input
        name="shiftEnd"
        type="time"
        label={t('settings.shift-end')}
        value={shift.end}
        check={checkTime(shift.start)}
        change={(end) => (now) => ({ shift: { ...now.shift, end } })}
      />
      <Weekdays chosen={settings.workWeekdays} />
      <Input
        name="expiryMinutes"
        type="number"
        min={1}
        max={120}
        label={t('settings.expiry')}
        hint={t('settings.expiry-hint')}
        value={String(settings.expiryMinutes)}
        check={whole(1, 120)}
        change={(text) => () => ({ expiryMinutes: Number(text) })}
      />
      <Input
        name="cardSeconds"
        type="number"
        min={5}
        max={120}
        label={t('settings.card-seconds')}
        hint={t('settings.card-seconds-hint')}
        value={String(settings.cardSeconds)}
        check={whole(5, 120)}
        change={(text) => () => ({ cardSeconds: Number(text) })}
      />
    </Group>
  )
}

function Weekdays({ chosen }: { readonly chosen: readonly number[] }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const saver = useSaver()
  const toggle = (day: number): void =>
    void saver.save(({ workWeekdays }) => ({
      workWeekdays: WEEKDAYS.filter((other) => (other === day) !== workWeekdays.includes(other)),
    }))
  return (
    <Field
      id={id}
      label={t('settings.weekdays')}
      remark={chosen.length === 0 ? t('settings.no-weekdays') : undefined}
      state={saver.state}
    >
      <fieldset className="chips" aria-labelledby={`${id}-label`}>
        {WEEKDAYS.map((day) => (
          <button
            key={day}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(day)}
            title={formats.weekday(day, 'long')}
            onClick={() => toggle(day)}
          >
            {formats.weekday(day, 'short')}
          </button>
        ))}
      </fieldset>
    </Field>
  )
}
