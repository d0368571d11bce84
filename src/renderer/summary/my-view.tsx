/** How it is going: the last 30 work days and the year, for the agent alone. */
import type { OwnView } from '../../shared/own-view.ts'
import type { Channel as ChannelName } from '../../shared/trigger.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { Later } from '../ui/later.tsx'
import { Problem } from '../ui/problem.tsx'
import { CompletionBars } from './completion-bars.tsx'
import { EarlyHint } from './early-hint.tsx'
import { FollowUps } from './follow-ups.tsx'
import { PartsTable } from './parts-table.tsx'
import { RatingTrend } from './rating-trend.tsx'
import { Reasons } from './reasons.tsx'
import { SolvedTrend } from './solved-trend.tsx'
import { useSummary } from './state.ts'
import { YearCalendar } from './year-calendar.tsx'

export function MyView() {
  const loaded = useSummary((state) => state.loaded)
  switch (loaded.s) {
    case 'loading':
      return undefined
    case 'refused':
      return <Problem code={loaded.code} />
    case 'ready':
      return <Figures view={loaded.view} />
  }
}

function Channel({ name }: { readonly name: ChannelName }) {
  return (
    <>
      <Icon name={name} /> {useText()(`channel.${name}`)}
    </>
  )
}

const channelName = ({ name }: { readonly name: ChannelName }) => <Channel name={name} />

function Figures({ view }: { readonly view: OwnView }) {
  const t = useText()
  if (view.history.length === 0) return <p className="empty">{t('summary.empty')}</p>
  return (
    <>
      <div className="hint-place">
        <Later>
          <EarlyHint view={view} />
        </Later>
      </div>
      <div className="charts">
        <SolvedTrend view={view} />
        <Later instead={<div className="chart chart-place" />}>
          <RatingTrend view={view} />
          <CompletionBars view={view} />
          <Reasons view={view} />
          <YearCalendar view={view} />
          <div className="stack">
            <PartsTable
              title={t('own.channels')}
              column={t('own.col-channel')}
              parts={view.channels}
              name={channelName}
            />
            <FollowUps />
          </div>
          <PartsTable
            title={t('own.queues')}
            column={t('own.col-queue')}
            parts={view.queues}
            name={({ name }) => name ?? t('own.no-queue')}
          />
        </Later>
      </div>
    </>
  )
}
